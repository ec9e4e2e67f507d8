"""Transcripts in PDF files that hold text (.pdf).

Owns how printed lines become paragraphs again: a blank line ends one, and so
does a line behind which the next line's first word would still have had room;
all other line ends become spaces. A word divided at a line end
is joined where its whole form stands elsewhere in the document. Two columns are read
one after the other, which is told. What most pages repeat at their edges is told, so
that it can be left out; pages without text are told too.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pypdf
from pypdf.errors import PyPdfError

from qcode.errors import UnreadableError
from qcode.interchange.pdf_columns import column_after_column, gap_between_columns
from qcode.interchange.pdf_edges import repeated_lines, without_repeated
from qcode.interchange.registry import ImportedText

MOST_PAGES_NAMED = 8
MOST_PAGES = 20_000
MOST_DRAWN = 24 * 1024 * 1024
"""Bytes of drawing of all pages: read in twenty seconds at the worst, measured.

Text takes 5 KiB a page; pages may share one drawing, so that a small file has much.
"""
ROOM = 0.92
ROOM_IN_SENTENCE = 0.6
"""The parts of its page's longest line that surely fit into any line.

Letters differ in width, and the layout is known in characters only; the second
holds where the line does not end with a sentence.
"""

_DIVIDED = re.compile(r"([^\W\d_]+)-\n([^\W\d_]+)")
# What may stand before it are a time stamp, or a line's number.
_LABEL = re.compile(r"(?:[\[(#]?[\d:.,-]+[\])#]?\s+)?([^\W\d][^\n:]{0,39}):(?!\S)")
_ENDS_IN_WORD = re.compile(r"[^\W\d_]-$")
_SENTENCE_END = re.compile(r"[.!?…:][\"“”'’»)\]]*$")


@dataclass(frozen=True)
class _Line:
    """A printed line, "" for a gap, and whether a paragraph ends with it."""

    text: str
    is_end: bool


class PdfImporter:
    """Reads .pdf files."""

    suffixes = (".pdf",)

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return the pages' text; its title is the file's name without ending."""
        pages = _pages(content, path)
        text = _text(pages)
        if not text:
            raise UnreadableError(
                path,
                "holds no text, only pictures (a scan?); run a text recognition (OCR) "
                "on it first.",
            )
        repeated = repeated_lines(pages)
        return ImportedText(
            text,
            metadata={},
            title=path.stem,
            notices=_notices(pages),
            repeated_lines=tuple(repeated),
            without_repeated=_text(without_repeated(pages)) if repeated else None,
        )


def _text(pages: Sequence[Sequence[str]]) -> str:
    """Return the text of the rows of pages, "" where there are none."""
    ordered = [_ordered(rows) for rows in pages]
    # A page's number at its edge says nothing of how wide the text is.
    inner = [_ordered(rows) for rows in without_repeated(pages)]
    widths = [
        max(map(len, bare or rows), default=0)
        for bare, rows in zip(inner, ordered, strict=True)
    ]
    lines = _turns_apart(list(map(_lines, ordered, widths)))
    return _join_divided("\n\n".join(_paragraphs(lines)))


def _ordered(rows: Sequence[str]) -> Sequence[str]:
    gap = gap_between_columns(rows)
    return rows if gap is None else column_after_column(rows, gap)


def _notices(pages: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return what is told of pages without text, and of those in columns."""
    numbered = list(enumerate(pages, start=1))
    empty = [number for number, rows in numbered if not rows]
    columns = [number for number, rows in numbered if gap_between_columns(rows)]
    told = []
    if empty:
        told.append(f"no text on page {_named(empty)}: a picture (a scan?) or empty")
    if columns:
        told.append(
            f"page {_named(columns)} has two columns, read one after the other: look "
            "whether the sentences are whole, for a table is read so too"
        )
    return tuple(told)


def _named(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:MOST_PAGES_NAMED]))
    more = len(numbers) - MOST_PAGES_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _pages(content: bytes, path: Path) -> list[list[str]]:
    """Return the printed rows of each page, none where it holds no text.

    Raises UnreadableError.
    """
    # What it warns of on stderr is said here, in one line, or does not matter.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError(
                path, "is protected by a password; save it without and import that."
            )
        printed = list(_printed(reader, path))
    except UnreadableError:
        raise
    # Beside its own errors the reader raises what damaged objects lead it into.
    except (PyPdfError, Exception) as error:
        raise UnreadableError(
            path,
            "is damaged or not a PDF; print it to PDF anew in the program it "
            "comes from.",
        ) from error
    return [_rows(page) for page in printed]


def _printed(reader: pypdf.PdfReader, path: Path) -> Iterator[str]:
    """Yield what each page prints; raises UnreadableError where that is too much."""
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableError(path, f"has more than {MOST_PAGES:,} pages; divide it.")
    drawn = 0
    for page in reader.pages:
        contents = page.get_contents()
        drawn += 0 if contents is None else len(contents.get_data())
        if drawn > MOST_DRAWN:
            raise UnreadableError(
                path,
                "draws more than is read (pictures of lines?); divide it, or print the "
                "text alone to PDF.",
            )
        yield page.extract_text(extraction_mode="layout")


def _rows(printed: str) -> list[str]:
    if not printed.strip():
        return []
    return [row.rstrip() for row in printed.strip("\n").split("\n")]


def _lines(rows: Sequence[str], width: int) -> list[_Line]:
    """Return a page's lines; its last one ends nothing, the next page may go on."""
    longest = "-" * (max(map(len, rows), default=0) + 1)
    lines: list[_Line] = []
    if not rows:
        return lines
    for row, following in zip(rows, [*rows[1:], longest], strict=True):
        first_word = (following.split() or [""])[0]
        room = ROOM if _SENTENCE_END.search(row) else ROOM_IN_SENTENCE
        is_end = not first_word or len(row) + 1 + len(first_word) <= room * width
        if first_word[:1].islower() and _ENDS_IN_WORD.search(row):
            is_end = False
        lines.append(_Line(" ".join(row.split()), is_end))
    return lines


def _turns_apart(pages: Sequence[Sequence[_Line]]) -> list[list[_Line]]:
    """Return the pages' lines; a paragraph ends before who speaks.

    A label stands before a colon and begins a paragraph elsewhere: a line that
    happens to be full must not give one person's words to another.
    """
    labels: set[str] = set()
    for lines in pages:
        begins = [True, *(line.is_end for line in lines)]
        pairs = zip(lines, begins, strict=False)
        labels.update(_label(line) for line, is_first in pairs if is_first)
    labels.discard("")
    apart = []
    for lines in pages:
        speaks = [*(_label(line) in labels for line in lines), False][1:]
        apart.append(
            [
                replace(line, is_end=line.is_end or is_last)
                for line, is_last in zip(lines, speaks, strict=True)
            ]
        )
    return apart


def _label(line: _Line) -> str:
    found = _LABEL.match(line.text)
    return found[1] if found else ""


def _paragraphs(pages: Sequence[Sequence[_Line]]) -> Iterator[str]:
    """Yield the paragraphs; one goes on over a page's end if its sentence does."""
    parts: list[str] = []
    for lines in pages:
        if parts and _SENTENCE_END.search(parts[-1]):
            yield "\n".join(parts)
            parts = []
        for line in lines:
            if line.text:
                parts.append(line.text)
            if parts and line.is_end:
                yield "\n".join(parts)
                parts = []
    if parts:
        yield "\n".join(parts)


def _join_divided(text: str) -> str:
    """Return the text with spaces for the line ends inside paragraphs."""
    whole = set(re.findall(r"[^\W\d_]+", text))

    def joined(match: re.Match[str]) -> str:
        word = match[1] + match[2]
        return word if word in whole else match.group()

    mended = _DIVIDED.sub(joined, text)
    return re.sub(r"(?<!\n)\n(?!\n)", " ", mended)
