"""Transcripts in Word documents (.docx), read as they look when printed.

Owns how a document's parts become lines. Paragraphs stand apart by a blank
line, list items and table rows by a line break. Tracked changes count as
accepted. Walks the XML itself, because python-docx's `paragraph.text` leaves
out insertions, content controls, smart tags and text boxes.

Left for later: footnotes and endnotes, comments, headers and footers. The
numbers of numbered lists and headings are not resolved; hidden text is kept.

Source: ECMA-376 (5th ed.), Part 1, sections 17.3 (paragraphs), 17.4 (tables),
17.5 (content controls), 17.13.5 (revisions).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from qcode.interchange.docx_package import open_package
from qcode.interchange.docx_styles import Styles
from qcode.interchange.registry import ImportedText

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED = frozenset(
    {
        *map(qn, ("w:del", "w:moveFrom", "w:delText", "w:instrText")),
        *map(qn, ("w:delInstrText", "w:pPr", "w:rPr", "w:sdtPr", "w:rt")),
        *map(qn, ("w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr")),
    }
)
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
# What Word's autocorrection makes of arrows and faces (font Wingdings).
_WINGDINGS = {"F0E0": "→", "F0DF": "←", "F0F3": "↔", "F04A": "☺", "F04C": "☹"}


class _Kind(Enum):
    BODY = auto()
    ITEM = auto()
    ROW = auto()
    EMPTY = auto()


@dataclass(frozen=True)
class _Block:
    """A paragraph, list item or table row; an empty one only separates."""

    kind: _Kind
    text: str = ""


@dataclass
class _Pieces:
    """A paragraph's text in pieces, and the text boxes anchored in it."""

    texts: list[str] = field(default_factory=list)
    boxes: list[BaseOxmlElement] = field(default_factory=list)


class DocxImporter:
    """Reads .docx files."""

    suffixes = (".docx",)

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return the body's text; its title is the file's name without ending."""
        document = open_package(content, path)
        styles = Styles.of(document.styles.element)
        blocks = _blocks(document.element.body, styles)
        return ImportedText(text=_join(blocks), metadata={}, title=path.stem)


def _join(blocks: Iterator[_Block]) -> str:
    """Return the text: neighbours of one list or table a line apart."""
    parts: list[str] = []
    previous = _Kind.EMPTY
    for block in blocks:
        if block.text:
            together = block.kind is previous and block.kind is not _Kind.BODY
            if parts:
                parts.append("\n" if together else "\n\n")
            parts.append(f"- {block.text}" if block.kind is _Kind.ITEM else block.text)
        previous = block.kind
    return "".join(parts)


def _blocks(container: BaseOxmlElement, styles: Styles) -> Iterator[_Block]:
    """Yield what stands in a body, cell or text box, in order.

    A paragraph whose end was deleted (tracked) runs on into the next one.
    """
    carried = ""
    for element in _members(container, {qn("w:p"), qn("w:tbl")}):
        if element.tag == qn("w:tbl"):
            yield from _rows(element, styles)
            continue
        pieces = _Pieces()
        _collect(element, pieces)
        text = carried + "".join(pieces.texts)
        carried = text if _ends_deleted(element) else ""
        if not carried:
            yield _paragraph(text, is_item=styles.is_list_item(element))
        for box in pieces.boxes:
            yield from _blocks(box, styles)
    yield _paragraph(carried, is_item=False)


def _paragraph(text: str, *, is_item: bool) -> _Block:
    text = text.strip("\n")
    if not text.strip():
        return _Block(_Kind.EMPTY)
    return _Block(_Kind.ITEM if is_item else _Kind.BODY, text)


def _rows(table: BaseOxmlElement, styles: Styles) -> Iterator[_Block]:
    """Yield a table's rows, each with empty blocks around the whole."""
    yield _Block(_Kind.EMPTY)
    for row in _members(table, {qn("w:tr")}):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            cells = [_cell(cell, styles) for cell in _members(row, {qn("w:tc")})]
            if any(cells):
                yield _Block(_Kind.ROW, "\t".join(cells))
    yield _Block(_Kind.EMPTY)


def _cell(cell: BaseOxmlElement, styles: Styles) -> str:
    """Return a cell's text in one line: breaks and tabs inside become spaces."""
    return " ".join(
        " ".join(block.text.split()) for block in _blocks(cell, styles) if block.text
    )


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
            pieces.texts.append((child.text or "").replace("\n", " "))
        elif child.tag in _SIGNS:
            pieces.texts.append(_SIGNS[child.tag])
        elif child.tag == qn("w:sym"):
            pieces.texts.append(_symbol(child))
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
