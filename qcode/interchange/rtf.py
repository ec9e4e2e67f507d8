"""Transcripts in Rich Text Format (.rtf).

Owns how RTF's line and paragraph ends become lines, and in which code page its
bytes are read. Headers, footers, notes and comments are left out by the reader;
notes and comments are told.

Source: Rich Text Format (RTF) Specification 1.9.1, sections "Unicode RTF", "Special
Characters", "Footnotes" and "Comments (Annotations)".
"""

import codecs
import re
from collections import Counter
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from qcode.errors import UnreadableError
from qcode.interchange.registry import ImportedText

_BEGINNING = b"{\\rtf"
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_USUAL_CODE_PAGE = "cp1252"
_LEFT_OUT = re.compile(r"(?<!\\)(?:\\\\)*\\(footnote|annotation)(?![a-z])")
_LINE_WORD = re.compile(r"(?<!\\)\\line(?![a-z]) ?")
# U+2028 stands for \line on the way through the reader, which makes of line
# breaks and paragraph ends the same.
_LINE_BREAK = "\u2028"


class RtfImporter:
    """Reads .rtf files."""

    suffixes = (".rtf",)

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return the text; its title is the file's name without ending."""
        if not content.lstrip().startswith(_BEGINNING):
            raise UnreadableError(
                path, "is not an RTF document; open it in Word and save it as .rtf."
            )
        if not content.rstrip(b"\x00\x1a \t\r\n").endswith(b"}"):
            raise UnreadableError(
                path, "is cut off: its end is missing; get it anew or save it in Word."
            )
        code_page = _code_page(content)
        named = _CODE_PAGE.sub(rb"\\ansicpg" + code_page[2:].encode(), content)
        marked = _LINE_WORD.sub(_LINE_BREAK, named.decode(code_page, "replace"))
        try:
            text = rtf_to_text(marked, encoding=code_page, errors="replace")
        # The reader raises whatever a damaged control word makes it stumble over.
        except Exception as error:
            raise UnreadableError(
                path, "is damaged; open it in Word, which may repair it, and save it."
            ) from error
        return ImportedText(
            _lines(text), metadata={}, title=path.stem, notices=_notices(marked)
        )


def _code_page(content: bytes) -> str:
    """Return the code page the document names, else that of Western Europe."""
    named = _CODE_PAGE.search(content)
    code_page = f"cp{named[1].decode()}" if named else _USUAL_CODE_PAGE
    try:
        codecs.lookup(code_page)
    except LookupError:
        return _USUAL_CODE_PAGE
    return code_page


def _notices(markup: str) -> tuple[str, ...]:
    """Return what is told of notes and comments; an endnote is a kind of footnote."""
    found = Counter(_LEFT_OUT.findall(markup))
    what = [
        f"{found[word]} {noun}{'' if found[word] == 1 else 's'}"
        for word, noun in (("footnote", "note"), ("annotation", "comment"))
        if found[word]
    ]
    if not what:
        return ()
    return (
        f"{' and '.join(what)} did not come along; save it as .docx in Word or "
        "LibreOffice to take them in",
    )


def _lines(text: str) -> str:
    """Return the text with a blank line between its paragraphs.

    Characters outside the Basic Multilingual Plane come as two UTF-16 units.
    """
    paired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    paragraphs = (part.strip(" \r") for part in paired.split("\n"))
    return "\n\n".join(
        part.replace(_LINE_BREAK, "\n") for part in paragraphs if part.strip()
    )
