"""How a DOCX file looks: page, styles, tables; dark on white, one colour for links.

Knows nothing of what the text says.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from qcode.model.prose import Paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.table import Table
    from docx.text.paragraph import Paragraph

LINK = RGBColor(0x00, 0x52, 0x8F)
TABLE, QUOTE, SOURCE = "Table Grid", "Quote", "Caption"
"""The styles of tables, of quotations and of what is said of where these stand."""

_INK, _MUTED = RGBColor(0x1B, 0x1B, 0x1B), RGBColor(0x55, 0x55, 0x55)
_RULE, _BAR = "C9C9C9", "8A8A8A"
_FONT = "Calibri"
_SIZES = {1: 18, 2: 14, 3: 11, 4: 11}
_MARGINS = {Paper.UPRIGHT: Cm(2.5), Paper.ACROSS: Cm(1.5)}
_TEXT_SIZES = {Paper.UPRIGHT: Pt(11), Paper.ACROSS: Pt(9)}
_INDENT = Cm(0.6)
_MOST, _AROUND = 34, 2
# Headings are bold and do not break: what they need beside their letters.
_BOLD, _PADDING = 1.4, 5
# Word refuses properties that are not in their order (ISO/IEC 29500-1, 17.3.1, 17.4).
_BEHIND_BORDERS = (
    *("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing"),
    *("w:jc", "w:outlineLvl", "w:rPr"),
)
_BEHIND_RULES = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
_NUMBER = frozenset("0123456789.,-–% ")


def set_page(document: "Document", paper: Paper) -> None:
    """Make pages A4, upright or across, numbered at the foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    if paper is Paper.ACROSS:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, _MARGINS[paper])
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_field(foot, "begin", "PAGE")
    foot.add_run("1")
    add_field(foot, "end")


def set_styles(document: "Document", paper: Paper) -> None:
    """Give the styles that texts use their looks."""
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, _TEXT_SIZES[paper]
    normal.paragraph_format.space_after = Pt(6)
    _set(styles["Title"], 24, _INK)
    for level, size in _SIZES.items():
        heading = _set(styles[f"Heading {level}"], size, _INK)
        heading.paragraph_format.space_before = Pt(12 if level < 3 else 8)
        heading.paragraph_format.space_after = Pt(4)
    # What belongs together begins together: the recommendations, the appendix.
    styles["Heading 1"].paragraph_format.page_break_before = True
    _set(styles["TOC Heading"], 14, _INK).paragraph_format.page_break_before = False
    quote = _set(styles[QUOTE], 11, _INK)
    quote.font.italic = False
    quote.paragraph_format.keep_with_next = True
    quote.paragraph_format.space_after = Pt(0)
    source = _set(styles[SOURCE], 9, _MUTED)
    source.font.bold = False
    source.paragraph_format.space_after = Pt(8)
    for style in (quote, source):
        style.paragraph_format.left_indent = _INDENT
        bar = element("w:pBdr", {})
        bar.append(_line("left", _BAR, width=18, gap=8))
        style.element.get_or_add_pPr().insert_element_before(bar, *_BEHIND_BORDERS)


def _set(style: "ParagraphStyle", size: int, ink: RGBColor) -> "ParagraphStyle":
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), ink
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    return style


def text_width(document: "Document") -> int:
    """Return how wide a page's text is, in English Metric Units."""
    section = document.sections[0]
    sides = (section.left_margin or 0) + (section.right_margin or 0)
    return (section.page_width or 0) - sides


def needs(texts: Sequence[Sequence[str]]) -> list[int]:
    """Return how much room each column needs for its texts, beside the others."""
    return [
        max(
            min(max(map(len, it)) + _AROUND, _MOST),
            round(len(it[0]) * _BOLD) + _PADDING,
        )
        for it in zip(*texts, strict=True)
    ]


def set_table(
    table: "Table",
    texts: Sequence[Sequence[str]],
    *,
    shares: Sequence[float],
    width: int,
) -> None:
    """Rule a table lightly, and share out the width of the text among its columns.

    `texts` are those of its cells, the heading line first; numbers stand to the right.
    """
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    rules = element("w:tblBorders", {})
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        is_ruled = edge in ("top", "bottom", "insideH")
        rules.append(_line(edge, _RULE, width=4) if is_ruled else _no_line(edge))
    table._tbl.tblPr.insert_element_before(rules, *_BEHIND_RULES)
    columns = zip(*texts, strict=True)
    for number, (column, share) in enumerate(zip(columns, shares, strict=True)):
        own_width = Emu(int(width * share / sum(shares)))
        table.columns[number].width = own_width
        is_number = all(set(it) <= _NUMBER for it in column[1:])
        for cell in table.columns[number].cells:
            cell.width = own_width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            if is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit", {"w:val": "true"}))
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def add_field(paragraph: "Paragraph", kind: str, code: str = "") -> None:
    """Begin or end a field that Word can fill in anew."""
    run = paragraph.add_run()._r
    run.append(element("w:fldChar", {"w:fldCharType": kind}))
    if code:
        text = element("w:instrText", {"xml:space": "preserve"})
        text.text = code
        run.append(text)
        run.append(element("w:fldChar", {"w:fldCharType": "separate"}))


def _line(edge: str, colour: str, *, width: int, gap: int = 0) -> "BaseOxmlElement":
    """Return a line, its width in eighths of a point, its distance in points."""
    values = {"w:val": "single", "w:sz": str(width), "w:space": str(gap)}
    return element(f"w:{edge}", {**values, "w:color": colour})


def _no_line(edge: str) -> "BaseOxmlElement":
    return element(f"w:{edge}", {"w:val": "nil"})


def element(name: str, values: dict[str, str]) -> "BaseOxmlElement":
    """Return an element of the file's own language."""
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(key), value)
    return made
