"""Transcripts in web pages (.html, .htm), read as a browser shows them.

Owns how elements become blocks, and in which encoding a page is read. Nothing
is fetched. Scripts, styles and what is marked `hidden` are left out.

Source: HTML Living Standard, sections 13.2.3.2 (the encoding a page names) and
15.3 (which elements are blocks, how white space collapses).
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from qcode.errors import UnreadableError
from qcode.interchange.blocks import GAP, Block, Kind, cell, join, paragraph
from qcode.interchange.encoding import decode
from qcode.interchange.registry import ImportedText

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
    ]
)
_DROPPED = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "head",
        "iframe",
        "input",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
        "rt",
        "rp",
    ]
)
_ROW_HOLDERS = frozenset({"tbody", "thead", "tfoot"})
_NAMED_ENCODING = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_HEAD_BYTES = 4096
# Browsers read these two as Windows-1252 (Encoding Standard, section 4.2).
_AS_WINDOWS = frozenset({"iso8859-1", "ascii"})


@dataclass
class _Flow:
    """The blocks so far and the line that grows at their end, in pieces.

    One string that grows would be copied for each piece.
    """

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def add(self, raw: str | None, *, is_kept: bool) -> None:
        """Add character data; unless kept as it is, white space collapses."""
        text = raw or ""
        if not is_kept:
            text = _WHITE.sub(" ", text)
            if not self.pieces or self.pieces[-1][-1] in " \n":
                text = text.lstrip(" ")
        if text:
            self.pieces.append(text)

    def break_line(self) -> None:
        """Go on below, without the spaces before the break."""
        while self.pieces:
            last = self.pieces.pop().rstrip(" ")
            if last:
                self.pieces.append(last)
                break
        self.pieces.append("\n")

    def end_line(self, *, is_item: bool = False) -> None:
        """Make a block of the line, if it holds anything."""
        lines = "".join(self.pieces).split("\n")
        text = "\n".join(line.rstrip(" ") for line in lines)
        if text.strip():
            self.blocks.append(paragraph(text, is_item=is_item))
        self.pieces.clear()


class HtmlImporter:
    """Reads .html and .htm files."""

    suffixes = (".htm", ".html")

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return the page's text; its title is the file's name without ending."""
        markup = _DECLARATION.sub("", _decode(content, path))
        if not markup.strip():
            raise UnreadableError(path, "holds no text.")
        parser = lxml_html.HTMLParser(no_network=True, remove_comments=True)
        try:
            page = lxml_html.document_fromstring(markup, parser=parser)
        except (etree.LxmlError, ValueError) as error:
            raise UnreadableError(
                path, "is damaged or not a web page; open and save it in a browser."
            ) from error
        # The parser goes on without what lies deeper than it follows.
        if any("depth" in entry.message for entry in parser.error_log):
            raise UnreadableError(
                path, "nests its elements far too deep; save its text alone."
            )
        return ImportedText(join(_blocks(page)), metadata={}, title=path.stem)


def _decode(content: bytes, path: Path) -> str:
    """Return the markup in the encoding it names, else in the one it shows."""
    named = _NAMED_ENCODING.search(content[:_HEAD_BYTES])
    has_mark = content.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff"))
    if named is None or has_mark:
        return decode(content, path)
    try:
        encoding = codecs.lookup(named[1].decode("ascii")).name
        if encoding in _AS_WINDOWS:
            encoding = "cp1252"
        return content.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return decode(content, path)


def _blocks(container: etree._Element) -> Iterator[Block]:
    """Yield the blocks of a page or table cell, in order."""
    flow = _Flow()
    _walk(container, flow, is_kept=False, is_item=False)
    flow.end_line()
    yield from flow.blocks


def _walk(
    element: etree._Element, flow: _Flow, *, is_kept: bool, is_item: bool
) -> None:
    """Add all that stands inside an element; its tail is the caller's."""
    flow.add(element.text, is_kept=is_kept)
    for child in element:
        if isinstance(child.tag, str) and not _is_hidden(child):
            _enter(child, flow, is_kept=is_kept, is_item=is_item)
        flow.add(child.tail, is_kept=is_kept)


def _is_hidden(element: etree._Element) -> bool:
    return element.tag in _DROPPED or "hidden" in element.attrib


def _enter(
    element: etree._Element, flow: _Flow, *, is_kept: bool, is_item: bool
) -> None:
    """Add one element by what it is: line break, item, table, block or inline."""
    if element.tag == "br":
        flow.break_line()
    elif element.tag == "table":
        flow.end_line(is_item=is_item)
        flow.blocks += [GAP, *_rows(element), GAP]
    elif element.tag == "li":
        flow.end_line(is_item=is_item)
        _walk(element, flow, is_kept=is_kept, is_item=True)
        flow.end_line(is_item=True)
    elif element.tag in _BLOCKS:
        flow.end_line(is_item=is_item)
        is_kept = is_kept or element.tag == "pre"
        _walk(element, flow, is_kept=is_kept, is_item=is_item)
        flow.end_line(is_item=is_item)
    else:
        _walk(element, flow, is_kept=is_kept, is_item=is_item)


def _rows(table: etree._Element) -> Iterator[Block]:
    """Yield a table's caption and its rows that hold text."""
    for element in table:
        if element.tag == "tr":
            cells = [cell(_blocks(part)) for part in element if _is_cell(part)]
            if any(cells):
                yield Block(Kind.ROW, "\t".join(cells))
        elif element.tag in _ROW_HOLDERS:
            yield from _rows(element)
        elif element.tag == "caption":
            yield from _blocks(element)


def _is_cell(element: etree._Element) -> bool:
    return element.tag in ("td", "th") and not _is_hidden(element)
