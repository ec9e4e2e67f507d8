"""A text as a DOCX file, with styles, bookmarks, links and a table of contents.

The table of contents is a field: Word and LibreOffice fill it in when they are asked
to, until then it lists the headings as they were written.
"""

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from qcode.interchange.prose.docx_style import (
    LINK,
    QUOTE,
    SOURCE,
    TABLE,
    add_field,
    element,
    needs,
    set_page,
    set_styles,
    set_table,
    text_width,
)
from qcode.model.prose import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Prose,
    Quote,
    Run,
    Words,
    anchors,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as WordParagraph

_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
_FIRST_YEAR_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def content(prose: Prose) -> bytes:
    """Return the text as a DOCX file, the same bytes each time."""
    return _same_each_time(_Writer(prose).written())


class _Writer:
    """Puts one text into one document."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._document: WordDocument = Document()
        # Bookmarks are numbered; Word refuses names longer than 40.
        self._bookmarks = {
            name: f"a{number}" for number, name in enumerate(sorted(anchors(prose)))
        }
        self._numbered = 0
        self._has_headings = False

    def written(self) -> bytes:
        self._set_up()
        self._document.add_heading(self._prose.title, 0)
        if self._prose.contents:
            self._add_contents()
        for block in self._prose.blocks:
            self._add(block)
        stream = BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _set_up(self) -> None:
        set_page(self._document, self._prose.paper)
        set_styles(self._document, self._prose.paper)
        facts = self._document.core_properties
        at = self._prose.at or _NO_TIME
        facts.title, facts.language = self._prose.title, self._prose.language
        facts.author = facts.last_modified_by = "qcode"
        facts.created = facts.modified = at
        facts.comments = ""

    def _add_contents(self) -> None:
        self._document.add_paragraph(self._prose.contents, "TOC Heading")
        headings = [
            block
            for block in self._prose.blocks
            if isinstance(block, Heading) and block.level <= 2
        ]
        first = self._document.add_paragraph()
        add_field(first, "begin", 'TOC \\o "1-2" \\h \\z \\u')
        paragraph = first
        for number, heading in enumerate(headings):
            if number:
                paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.6 * (heading.level - 1))
            paragraph.paragraph_format.space_after = Pt(3)
            self._add_run(paragraph, Run(heading.text, heading.anchor))
        add_field(paragraph, "end")

    def _add(self, block: Block) -> None:
        match block:
            case Heading(level, text, anchor):
                self._mark(self._heading(text, level), anchor)
            case Paragraph(words, anchor):
                self._mark(self._paragraph(words), anchor)
            case Bullets(items):
                for item in items:
                    self._paragraph(item, "List Bullet")
            case Quote(text, source, remark, anchor):
                self._mark(self._paragraph((Run(text),), QUOTE), anchor)
                told = (
                    *source,
                    *((Run(f" {remark}", is_strong=True),) if remark else ()),
                )
                self._paragraph(told, SOURCE)
            case Grid():
                self._add_grid(block)

    def _heading(self, text: str, level: int) -> "WordParagraph":
        made: WordParagraph = self._document.add_heading(text, level)
        if level == 1 and not self._has_headings:
            # A page of its own is for what has a table of contents before it.
            self._has_headings = True
            if not self._prose.contents:
                made.paragraph_format.page_break_before = False
        return made

    def _add_grid(self, grid: Grid) -> None:
        table = self._document.add_table(1, len(grid.columns), TABLE)
        for cell, name in zip(table.rows[0].cells, grid.columns, strict=True):
            cell.text = name
        _repeat_on_each_page(table.rows[0]._tr)
        texts = [list(grid.columns)]
        for row in grid.rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                self._fill(cell.paragraphs[0], words)
            texts.append(["".join(run.text for run in words) for words in row])
        shares = grid.widths or needs(texts)
        set_table(table, texts, shares=shares, width=text_width(self._document))

    def _paragraph(self, words: Words, style: str | None = None) -> "WordParagraph":
        paragraph = self._document.add_paragraph(style=style)
        self._fill(paragraph, words)
        return paragraph

    def _fill(self, paragraph: "WordParagraph", words: Words) -> None:
        for run in words:
            self._add_run(paragraph, run)

    def _add_run(self, paragraph: "WordParagraph", run: Run) -> None:
        made = paragraph.add_run(run.text)
        made.bold = True if run.is_strong else None
        if run.target in self._bookmarks:
            made.font.color.rgb, made.font.underline = LINK, True
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), self._bookmarks[run.target])
            paragraph._p.append(link)
            link.append(made._r)

    def _mark(self, paragraph: "WordParagraph", anchor: str) -> None:
        if not anchor:
            return
        self._numbered += 1
        for place, name in ((0, "bookmarkStart"), (len(paragraph._p), "bookmarkEnd")):
            element = OxmlElement(f"w:{name}")
            element.set(qn("w:id"), str(self._numbered))
            if name == "bookmarkStart":
                element.set(qn("w:name"), self._bookmarks[anchor])
                # Properties come first in a paragraph.
                place = int(paragraph._p.pPr is not None)
            paragraph._p.insert(place + int(name == "bookmarkEnd"), element)


def _repeat_on_each_page(row: "BaseOxmlElement") -> None:
    properties = row.get_or_add_trPr()
    properties.append(element("w:tblHeader", {"w:val": "true"}))


def _same_each_time(archive: bytes) -> bytes:
    """Return the archive without the times at which its parts were written."""
    stream = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(stream, "w") as target:
        for part in source.infolist():
            entry = ZipInfo(part.filename, _FIRST_YEAR_OF_ZIP)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(part))
    return stream.getvalue()
