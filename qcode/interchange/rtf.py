"""Transcripts in Rich Text Format (.rtf).

Owns how RTF's line and paragraph ends become lines, and in which code page its
bytes are read, and that the cells of a table's row have tabs between them. Notes stand
at the end; what a tracked change deleted is left out. Headers, footers, text boxes and
comments are left out by the reader; the last two are told.

Source: Rich Text Format (RTF) Specification 1.9.1, sections "Unicode RTF", "Special
Characters", "Comments (Annotations)", "Word 97 Through Word 2007 RTF for Drawing
Objects (Shapes)" and "Track Changes (Revision Marks)".
"""

import codecs
import re
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from qcode.errors import UnreadableError
from qcode.interchange.blocks import numbered_notes
from qcode.interchange.registry import ImportedText
from qcode.interchange.rtf_changes import without_deleted
from qcode.interchange.rtf_notes import with_notes_at_end
from qcode.interchange.rtf_slow import has_too_many_links, with_plain_fonts

_BEGINNING = b"{\\rtf"
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_USUAL_CODE_PAGE = "cp1252"
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*\\annotation(?![a-z])")
_TEXT_BOX = re.compile(r"(?<!\\)(?:\\\\)*\\(?:shptxt|dptxbxtext)(?![a-z])")
_CELL_END = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:nest)?cell(?![a-z])")
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
        marked = _CELL_END.sub(r"\1\\tab", marked)
        if has_too_many_links(marked):
            raise UnreadableError(
                path,
                "holds more links than are read; save it as .docx or without them.",
            )
        noted = with_notes_at_end(without_deleted(with_plain_fonts(marked)))
        try:
            text = rtf_to_text(noted.markup, encoding=code_page, errors="replace")
        # The reader raises whatever a damaged control word makes it stumble over.
        except Exception as error:
            raise UnreadableError(
                path, "is damaged; open it in Word, which may repair it, and save it."
            ) from error
        body, notes = noted.apart(_paired(text))
        paragraphs = [*_paragraphs(body), *(it.text for it in numbered_notes(notes))]
        return ImportedText(
            "\n\n".join(paragraphs),
            metadata={},
            title=path.stem,
            notices=_notices(marked),
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
    """Return what is told of comments and of text boxes."""
    numbers = [
        (len(_COMMENT.findall(markup)), "comment", "comments"),
        (len(_TEXT_BOX.findall(markup)), "text box", "text boxes"),
    ]
    return tuple(
        f"{number} {one if number == 1 else many} did not come along; save it as "
        ".docx in Word or LibreOffice to take them in"
        for number, one, many in numbers
        if number
    )


def _paired(text: str) -> str:
    """Return the text with its UTF-16 units, as the reader gives them, in pairs."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs, blank ones left out."""
    parts = (part.lstrip(" \r").rstrip(" \r\t") for part in text.split("\n"))
    return [part.replace(_LINE_BREAK, "\n") for part in parts if part.strip()]
