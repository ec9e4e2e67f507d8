"""Transcripts in OpenDocument text files (.odt), read as they look when printed.

Owns how a document's parts become blocks. Tracked deletions are left out. Footnotes
and endnotes stand at the end under a heading, numbered through; `[1]` in the text
refers to them. Comments come along beside the text.

Source: OASIS OpenDocument 1.3, Part 3, sections 5 (paragraphs, lists), 6.1
(white space), 6.3 (notes), 9 (tables), 14.1 (comments).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from odfdo import Document, Element

from qcode.errors import UnreadableError
from qcode.interchange.archives import require_archive
from qcode.interchange.blocks import (
    GAP,
    Block,
    Kind,
    cell,
    join,
    numbered_notes,
    paragraph,
)
from qcode.interchange.registry import Comment, ImportedText

_IS_OTHER = (
    "is damaged or not an OpenDocument text (.odt); open and save it in LibreOffice."
)
_TEXT_TYPE = b"application/vnd.oasis.opendocument.text"
_DROPPED = frozenset(
    {
        *("text:tracked-changes", "text:note-citation", "text:ruby-text"),
        *("office:annotation", "office:annotation-end"),
        *("text:sequence-decls", "text:variable-decls", "text:user-field-decls"),
        *("office:forms", "svg:title", "svg:desc", "table:covered-table-cell"),
    }
)
_TEXTS = ("text:p", "text:list")
_ROW_HOLDERS = frozenset(
    {"table:table-header-rows", "table:table-rows", "table:table-row-group"}
)
_WHITE = re.compile(r"[ \t\r\n]+")


# One element may stand for any number of spaces, and so for all of the memory.
_MOST_SPACES = 1_000


@dataclass
class _Margin:
    """The notes that the text came by, and the comments, in the order of the text."""

    notes: list[Element] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


@dataclass
class _Line:
    """A paragraph's text in pieces, and the text boxes anchored in it."""

    margin: _Margin
    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    ends_white: bool = True

    def add(self, raw: str | None) -> None:
        """Add character data: white space collapses, also across elements."""
        text = _WHITE.sub(" ", raw or "")
        if self.ends_white:
            text = text.lstrip(" ")
        if text:
            self.pieces.append(text)
            self.ends_white = text.endswith(" ")

    def add_literally(self, text: str) -> None:
        """Add what an element stands for; it is no white space that collapses."""
        self.pieces.append(text)
        self.ends_white = False


class OdtImporter:
    """Reads .odt files."""

    suffixes = (".odt",)

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return the body's text; its title is the file's name without ending."""
        require_archive(content, path, is_other=_IS_OTHER)
        _check_package(content, path)
        try:
            margin = _Margin()
            body = list(_blocks(Document(BytesIO(content)).body, margin))
            # A note may hold another one, so the list grows while it is read.
            notes = [cell(_blocks(note, margin)) for note in margin.notes]
        # odfdo and lxml raise whatever a damaged part makes them stumble over.
        except Exception as error:
            raise UnreadableError(path, _IS_OTHER) from error
        return ImportedText(
            text=join([*body, *numbered_notes(notes)]),
            metadata={},
            title=path.stem,
            comments=tuple(margin.comments),
        )


def _check_package(content: bytes, path: Path) -> None:
    """Raise UnreadableError for what is packed alike but is no readable text."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            kind = archive.read("mimetype").strip()
            manifest = archive.read("META-INF/manifest.xml")
    # A directory that points nowhere makes zipfile raise almost anything.
    except Exception as error:
        raise UnreadableError(path, _IS_OTHER) from error
    if b"encryption-data" in manifest:
        raise UnreadableError(
            path,
            "is protected by a password; open it in LibreOffice, take the password "
            "off and save it.",
        )
    if not kind.startswith(_TEXT_TYPE):
        raise UnreadableError(
            path,
            "is an OpenDocument file, but no text (a table or slides?); save it as "
            ".odt.",
        )


def _blocks(
    container: Element, margin: _Margin, *, in_list: bool = False
) -> Iterator[Block]:
    """Yield what stands in a body, section, list item, cell or text box, in order."""
    for element in container.children:
        if element.tag in _DROPPED:
            continue
        if element.tag in ("text:p", "text:h"):
            line = _Line(margin)
            _collect(element, line)
            text = "".join(line.pieces)
            yield paragraph(text, is_item=in_list and element.tag == "text:p")
            for box in line.boxes:
                yield from _blocks(box, margin)
        elif element.tag == "table:table":
            yield GAP
            yield from _rows(element, margin)
            yield GAP
        else:
            is_list = element.tag == "text:list"
            yield from _blocks(element, margin, in_list=in_list or is_list)


def _rows(container: Element, margin: _Margin) -> Iterator[Block]:
    """Yield a table's rows that hold text."""
    for element in container.children:
        if element.tag == "table:table-row":
            cells = [
                cell(_blocks(part, margin))
                for part in element.children
                if part.tag == "table:table-cell"
            ]
            if any(cells):
                yield Block(Kind.ROW, "\t".join(cells))
        elif element.tag in _ROW_HOLDERS:
            yield from _rows(element, margin)


def _collect(element: Element, line: _Line) -> None:
    """Add the text of all that stands inside a paragraph."""
    line.add(element.text)
    for child in element.children:
        if child.tag == "text:s":
            number = int(child.get_attribute_string("text:c") or 1)
            line.add_literally(" " * min(number, _MOST_SPACES))
        elif child.tag == "text:tab":
            line.add_literally("\t")
        elif child.tag == "text:line-break":
            line.add_literally("\n")
        elif _is_box(child):
            line.boxes.append(child)
        elif child.tag == "text:note":
            line.margin.notes.append(child)
            line.add_literally(f"[{len(line.margin.notes)}]")
        elif child.tag == "office:annotation":
            line.margin.comments.append(_comment(child))
        elif child.tag not in _DROPPED:
            _collect(child, line)
        line.add(child.tail)


def _is_box(element: Element) -> bool:
    """Whether it is a text box, or a drawn shape that holds paragraphs."""
    if element.tag == "draw:text-box":
        return True
    is_drawn = element.tag.startswith("draw:")
    return is_drawn and any(it.tag in _TEXTS for it in element.children)


def _comment(annotation: Element) -> Comment:
    """Return a comment; what it is about is not told, only where it stands."""
    children = annotation.children
    said = {child.tag: child.text_recursive.strip() for child in children}
    paragraphs = (it.text_recursive.strip() for it in children if it.tag in _TEXTS)
    return Comment(
        text="\n".join(filter(None, paragraphs)),
        author=said.get("dc:creator", ""),
        date=said.get("dc:date", "")[:10],
    )
