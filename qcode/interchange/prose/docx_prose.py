"""A text as a DOCX file, with styles, bookmarks, links and a table of contents.

The table of contents is a field: Word and LibreOffice fill it in when they are asked
to, until then it lists the headings as they were written.
"""

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from qcode.model.prose import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paper,
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
_LINK = RGBColor(0x00, 0x52, 0x8F)
# A bold letter of a table, and the edges of a cell; so many letters ask for room.
_LETTER_CM, _EDGES_CM, _MOST_LETTERS = 0.25, 0.45, 60
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
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        margin, size = Cm(2.5), Pt(11)
        if self._prose.paper is Paper.ACROSS:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21.0)
            margin, size = Cm(1.5), Pt(9)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, margin)
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = "Calibri", size
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
        _add_field(first, "begin", 'TOC \\o "1-2" \\h \\z \\u')
        paragraph = first
        for number, heading in enumerate(headings):
            if number:
                paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.6 * (heading.level - 1))
            self._add_run(paragraph, Run(heading.text, heading.anchor))
        _add_field(paragraph, "end")

    def _add(self, block: Block) -> None:
        match block:
            case Heading(level, text, anchor):
                self._mark(self._document.add_heading(text, level), anchor)
            case Paragraph(words, anchor):
                self._mark(self._paragraph(words), anchor)
            case Bullets(items):
                for item in items:
                    self._paragraph(item, "List Bullet")
            case Quote(text, source, remark, anchor):
                self._mark(self._paragraph((Run(text),), "Intense Quote"), anchor)
                told = (
                    *source,
                    *((Run(f" {remark}", is_strong=True),) if remark else ()),
                )
                self._paragraph(told, "Caption")
            case Grid():
                self._add_grid(block)

    def _add_grid(self, grid: Grid) -> None:
        table = self._document.add_table(1, len(grid.columns), "Light Grid Accent 1")
        table.autofit = False
        widths = [Cm(it) for it in _widths_cm(grid, self._text_width_cm)]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        heads = table.rows[0].cells
        for cell, name, width in zip(heads, grid.columns, widths, strict=True):
            cell.text, cell.width = name, width
        _repeat_on_each_page(table.rows[0]._tr)
        for row in grid.rows:
            added = table.add_row()
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, words, width in zip(added.cells, row, widths, strict=True):
                self._fill(cell.paragraphs[0], words)
                cell.width = width

    @property
    def _text_width_cm(self) -> float:
        section = self._document.sections[0]
        sides = (section.left_margin or 0) + (section.right_margin or 0)
        return float(Emu((section.page_width or 0) - sides).cm)

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
            made.font.color.rgb, made.font.underline = _LINK, True
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


def _add_field(paragraph: "WordParagraph", kind: str, code: str = "") -> None:
    """Begin or end a field that Word can fill in anew."""
    run = paragraph.add_run()._r
    run.append(_element("w:fldChar", {"w:fldCharType": kind}))
    if code:
        text = _element("w:instrText", {"xml:space": "preserve"})
        text.text = code
        run.append(text)
        run.append(_element("w:fldChar", {"w:fldCharType": "separate"}))


def _widths_cm(grid: Grid, width_cm: float) -> list[float]:
    """Return how wide columns are: room for each word, long cells get what is left.

    Where there is no room for all words everything is narrower. A grid that has shares
    of its own keeps to these.
    """
    if grid.widths:
        return [width_cm * it / sum(grid.widths) for it in grid.widths]
    rows = [["".join(run.text for run in cell) for cell in row] for row in grid.rows]
    needed, wanted = [], []
    for column in zip(grid.columns, *rows, strict=True):
        # A no-break space parts no words.
        word = max(len(it) for cell in column for it in cell.split(" "))
        needed.append(_LETTER_CM * word + _EDGES_CM)
        wanted.append(max(min(max(map(len, column)), _MOST_LETTERS) - word, 1))
    left = width_cm - sum(needed)
    if left < 0:
        return [it * width_cm / sum(needed) for it in needed]
    shares = [left * it / sum(wanted) for it in wanted]
    return [it + share for it, share in zip(needed, shares, strict=True)]


def _repeat_on_each_page(row: "BaseOxmlElement") -> None:
    properties = row.get_or_add_trPr()
    properties.append(_element("w:tblHeader", {"w:val": "true"}))


def _element(name: str, values: dict[str, str]) -> "BaseOxmlElement":
    element: BaseOxmlElement = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(key), value)
    return element


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
