"""Parts of a master -> the bytes of a file in one format, the same on each run."""

import re
import zipfile
from datetime import datetime
from html import escape
from io import BytesIO
from itertools import groupby
from xml.sax.saxutils import escape as escape_xml

import docx
import odfdo
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from tests.tools.masters import Part

STAMP = datetime(2023, 3, 1)


def to_docx(parts: list[Part]) -> bytes:
    """Return a Word document: labels bold, headings and lists as styles."""
    document = docx.Document()
    _fix_properties(document, parts[0].text)
    for part in parts:
        if part.kind in ("title", "heading"):
            document.add_heading(part.text, level=1 if part.kind == "title" else 2)
            continue
        style = "List Bullet" if part.kind == "item" else None
        paragraph = document.add_paragraph(style=style)
        if part.label:
            paragraph.add_run(part.label).bold = True
        run = paragraph.add_run(part.text)
        if part.kind == "note":
            run.italic = True
    drawn = BytesIO()
    document.save(drawn)
    return _packed(drawn)


def to_odt(parts: list[Part]) -> bytes:
    """Return an OpenDocument text: labels in spans, headings and lists."""
    document = odfdo.Document("text")
    document.meta.title = parts[0].text
    document.meta.creation_date = STAMP
    body = document.body
    body.clear()
    for kind, group in groupby(parts, key=lambda part: part.kind):
        if kind == "item":
            body.append(odfdo.List([part.text for part in group]))
            continue
        for part in group:
            body.append(_odt_paragraph(part))
    drawn = BytesIO()
    document.save(drawn)
    return _packed(drawn)


def to_rtf(parts: list[Part]) -> bytes:
    """Return an RTF document in code page 1252, written as word processors do."""
    lines = [
        r"{\rtf1\ansi\ansicpg1252\deff0\deflang1031"
        r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}}"
        r"{\info{\title " + _rtf(parts[0].text) + "}}",
    ]
    for kind, group in groupby(parts, key=lambda part: part.kind):
        found = [_rtf_paragraph(part) for part in group]
        # A list typed by hand: its items are lines of one paragraph.
        paragraphs = ["\\line ".join(found)] if kind == "item" else found
        lines += [rf"\pard\sa120\f0\fs22 {text}\par" for text in paragraphs]
    return ("\r\n".join([*lines, "}"])).encode("ascii")


def to_html(parts: list[Part]) -> bytes:
    """Return a web page as an editor saves it, in UTF-8."""
    title = escape(parts[0].text, quote=False)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="de">',
        f'<head><meta charset="utf-8"><title>{title}</title>',
        "<style>p { margin: 0 0 .8em } .label { font-weight: bold }</style></head>",
        "<body>",
    ]
    for kind, group in groupby(parts, key=lambda part: part.kind):
        found = [_html(part) for part in group]
        lines += ["<ul>", *found, "</ul>"] if kind == "item" else found
    return "\n".join([*lines, "</body>", "</html>", ""]).encode()


def to_pdf(parts: list[Part]) -> bytes:
    """Return a PDF on A4 with text, set in Helvetica, without page numbers."""
    styles = getSampleStyleSheet()
    used = {"title": styles["Heading1"], "heading": styles["Heading2"]}
    body = styles["BodyText"]
    body.spaceAfter = 8
    story: list[Flowable] = []
    for part in parts:
        dash = "- " if part.kind == "item" else ""
        label = f"<b>{escape_xml(part.label)}</b>" if part.label else ""
        markup = dash + label + escape_xml(part.text)
        story.append(Paragraph(markup, used.get(part.kind, body)))
    drawn = BytesIO()
    title = parts[0].text
    SimpleDocTemplate(drawn, pagesize=A4, title=title, author="", invariant=1).build(
        story
    )
    return drawn.getvalue()


def _fix_properties(document: WordDocument, title: str) -> None:
    """Replace what the template says about author, dates and language."""
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = STAMP
    properties.language = "de-DE"
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "de-DE")


def _odt_paragraph(part: Part) -> odfdo.Element:
    if part.kind in ("title", "heading"):
        return odfdo.Header(1 if part.kind == "title" else 2, part.text)
    if not part.label:
        return odfdo.Paragraph(part.text)
    paragraph = odfdo.Paragraph("")
    paragraph.append(odfdo.Span(part.label))
    paragraph.append(part.text)
    return paragraph


def _rtf_paragraph(part: Part) -> str:
    text = _rtf(part.text)
    if part.kind in ("title", "heading"):
        return rf"{{\b\fs28 {text}}}"
    if part.kind == "item":
        return "- " + text
    return rf"{{\b {_rtf(part.label)}}}{text}" if part.label else text


def _rtf(text: str) -> str:
    """Return the text in RTF: Windows-1252 as bytes in hex, the rest as Unicode."""
    escaped = re.sub(r"([\\{}])", r"\\\1", text)
    return "".join(_rtf_character(character) for character in escaped)


def _rtf_character(character: str) -> str:
    if character.isascii():
        return character
    try:
        return rf"\'{character.encode('cp1252').hex()}"
    except UnicodeEncodeError:
        units = character.encode("utf-16-le")
        pairs = zip(units[::2], units[1::2], strict=True)
        return "".join(rf"\u{low + 256 * high}?" for low, high in pairs)


def _html(part: Part) -> str:
    text = escape(part.text, quote=False)
    match part.kind:
        case "title":
            return f"<h1>{text}</h1>"
        case "heading":
            return f"<h2>{text}</h2>"
        case "item":
            return f"  <li>{text}</li>"
        case "note":
            return f"<p><em>{text}</em></p>"
    label = escape(part.label, quote=False)
    return (
        f'<p><span class="label">{label}</span>{text}</p>'
        if label
        else f"<p>{text}</p>"
    )


def _packed(drawn: BytesIO) -> bytes:
    """Return the archive with constant times, its `mimetype` not compressed."""
    packed = BytesIO()
    with zipfile.ZipFile(drawn) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=STAMP.timetuple()[:6])
            member.create_system = 0
            is_stored = name == "mimetype"
            member.compress_type = (
                zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            )
            target.writestr(member, source.read(name))
    return packed.getvalue()
