"""Transcripts in Word documents (.docx), read as they look when printed.

Owns how a document's parts become lines. Paragraphs stand apart by a blank
line, list items and table rows by a line break. Tracked changes count as
accepted. Walks the XML itself, because python-docx's `paragraph.text` leaves
out insertions, content controls, smart tags and text boxes.

Footnotes and endnotes stand at the end under a heading, so that they are nobody's
turn, and are numbered through; `[1]` in the text refers to them. Comments come along
beside the text. Headers and footers are left out and told. The numbers of numbered
lists and headings are not resolved; hidden text is kept.

Source: ECMA-376 (5th ed.), Part 1, sections 17.3 (paragraphs), 17.4 (tables),
17.5 (content controls), 17.13.5 (revisions).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from qcode.errors import UnreadableError
from qcode.interchange.blocks import (
    GAP,
    Block,
    Kind,
    cell,
    join,
    numbered_notes,
    paragraph,
)
from qcode.interchange.docx_margin import (
    NOTE_REFERENCES,
    RANGE_END,
    RANGE_START,
    Margin,
    told_of_edges,
)
from qcode.interchange.docx_package import open_package, why_damaged
from qcode.interchange.docx_styles import Styles
from qcode.interchange.registry import Comment, ImportedText

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED = frozenset(
    {
        *map(qn, ("w:del", "w:moveFrom", "w:delText", "w:instrText")),
        *map(qn, ("w:delInstrText", "w:pPr", "w:rPr", "w:sdtPr", "w:rt")),
        *map(qn, ("w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr")),
    }
)
_HOLDERS = {qn("w:p"), qn("w:tbl"), RANGE_START, RANGE_END}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
# What Word's autocorrection makes of arrows and faces (font Wingdings).
_WINGDINGS = {"F0E0": "→", "F0DF": "←", "F0F3": "↔", "F04A": "☺", "F04C": "☹"}


@dataclass(frozen=True)
class _Reading:
    """What the whole document says to each of its parts."""

    styles: Styles
    margin: Margin


@dataclass
class _Pieces:
    """A paragraph's text in pieces, and the text boxes anchored in it."""

    margin: Margin
    texts: list[str] = field(default_factory=list)
    boxes: list[BaseOxmlElement] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.texts.append(text)
        self.margin.hear(text)


class DocxImporter:
    """Reads .docx files."""

    suffixes = (".docx",)

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return the body's text; its title is the file's name without ending."""
        document = open_package(content, path)
        try:
            margin = Margin.of(document)
            notices = told_of_edges(document)
        # lxml and python-docx raise what a damaged part makes them stumble over.
        except Exception as error:
            raise UnreadableError(path, why_damaged(content)) from error
        reading = _Reading(Styles.of(document.styles.element), margin)
        body = list(_blocks(document.element.body, reading))
        # A note may refer to another one, so the list grows while it is read.
        notes = [cell(_blocks(note, reading)) for note in margin.notes]
        return ImportedText(
            text=join([*body, *numbered_notes(notes)]),
            metadata={},
            title=path.stem,
            comments=tuple(_comments(reading)),
            notices=notices,
        )


def _comments(reading: _Reading) -> Iterator[Comment]:
    margin = reading.margin
    for comment, element in margin.comments.items():
        passage = margin.passages.get(comment, "")
        yield Comment(
            text=join(_blocks(element, reading)),
            author=element.get(qn("w:author")) or "",
            date=(element.get(qn("w:date")) or "")[:10],
            passage=" ".join(passage.split()),
        )


def _blocks(container: BaseOxmlElement, reading: _Reading) -> Iterator[Block]:
    """Yield what stands in a body, cell, note or text box, in order.

    A paragraph whose end was deleted (tracked) runs on into the next one.
    """
    carried: list[str] = []
    for element in _members(container, _HOLDERS):
        if element.tag in (RANGE_START, RANGE_END):
            reading.margin.pass_by(element)
            continue
        if element.tag == qn("w:tbl"):
            yield from _rows(element, reading)
            continue
        pieces = _Pieces(reading.margin)
        _collect(element, pieces)
        reading.margin.hear("\n")
        carried += pieces.texts
        if not (any(carried) and _ends_deleted(element)):
            is_item = reading.styles.is_list_item(element)
            yield paragraph("".join(carried), is_item=is_item)
            carried = []
        for box in pieces.boxes:
            yield from _blocks(box, reading)
    yield paragraph("".join(carried))


def _rows(table: BaseOxmlElement, reading: _Reading) -> Iterator[Block]:
    """Yield a table's rows, each with empty blocks around the whole."""
    yield GAP
    for row in _members(table, {qn("w:tr")}):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            cells = [cell(_blocks(it, reading)) for it in _members(row, {qn("w:tc")})]
            if any(cells):
                yield Block(Kind.ROW, "\t".join(cells))
    yield GAP


def _members(container: BaseOxmlElement, wanted: set[str]) -> Iterator[BaseOxmlElement]:
    """Yield the wanted elements, also from inside content controls and the like."""
    for child in _children(container):
        if child.tag in wanted:
            yield child
        else:
            yield from _members(child, wanted)


def _children(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the children that count: no deletions, one of several alternatives."""
    if element.tag == f"{_MC}AlternateContent":
        choice = element.find(f"{_MC}Choice")
        yield from element.findall(f"{_MC}Fallback") if choice is None else [choice]
        return
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _DROPPED:
            yield child


def _collect(element: BaseOxmlElement, pieces: _Pieces) -> None:
    """Add the text of all that stands inside a paragraph."""
    for child in _children(element):
        if child.tag == qn("w:t"):
            pieces.add((child.text or "").replace("\n", " "))
        elif child.tag in _SIGNS:
            pieces.add(_SIGNS[child.tag])
        elif child.tag == qn("w:sym"):
            pieces.add(_symbol(child))
        elif child.tag in (RANGE_START, RANGE_END):
            pieces.margin.pass_by(child)
        elif child.tag in NOTE_REFERENCES:
            number = pieces.margin.number_of_note(child)
            pieces.texts.append("" if number is None else f"[{number}]")
        elif child.tag == qn("w:txbxContent"):
            pieces.boxes.append(child)
        else:
            _collect(child, pieces)


def _symbol(element: BaseOxmlElement) -> str:
    """Return a symbol's character, U+FFFD for one that only its font knows."""
    code = (element.get(qn("w:char")) or "").upper()
    if code in _WINGDINGS and element.get(qn("w:font")) == "Wingdings":
        return _WINGDINGS[code]
    return "\N{REPLACEMENT CHARACTER}"


def _ends_deleted(paragraph: BaseOxmlElement) -> bool:
    """Whether the paragraph's mark was deleted or moved away (tracked)."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(
        mark.find(qn(change)) is not None for change in ("w:del", "w:moveFrom")
    )
