import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import sleep

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from lxml import html

from qcode.errors import WrongUsageError
from qcode.interchange.prose import ENDINGS, write_prose
from qcode.interchange.prose.docx_prose import content as docx_of
from qcode.interchange.prose.docx_style import needs
from qcode.interchange.prose.html_prose import content as html_of
from qcode.interchange.prose.markdown_prose import content as markdown_of
from qcode.model.prose import (
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Prose,
    Quote,
    Run,
    anchors,
    plain,
)

HOSTILE = '<script>alert("ä")</script> *so* [x](y) | # 1. \\ `a`'
PROSE = Prose(
    "de",
    "Empfehlungen & Belege",
    [
        Heading(1, "Vorsorge <dauerhaft>", "m-1"),
        Paragraph([Run("Belegt in "), Run("12 Interviews", "belege", is_strong=True)]),
        Bullets([plain("# keine Überschrift"), plain("1. keine Liste")]),
        Quote(
            "Zeile eins\nZeile zwei 😀",
            [Run("interview-01, Zeile 4", "belege")],
            "geändert",
            "z-1",
        ),
        Heading(2, "Belege", "belege"),
        Grid(["Dokument", "Stelle"], [[plain("interview-01"), [Run("4", "z-1")]]]),
        Paragraph(plain(HOSTILE)),
    ],
    "Inhalt",
    datetime(2026, 3, 1, 12, tzinfo=UTC),
)


def test_html_says_all_of_it_and_links_lead_somewhere() -> None:
    page = html.fromstring(html_of(PROSE))
    assert page.get("lang") == "de"
    assert page.findtext(".//h1") == "Empfehlungen & Belege"
    assert [it.text for it in page.iterfind(".//h2")] == ["Vorsorge <dauerhaft>"]
    assert page.find(".//script") is None
    assert HOSTILE in page.text_content()
    assert "Zeile eins\nZeile zwei 😀" in page.text_content()
    ids = {it.get("id") for it in page.iterfind(".//*[@id]")}
    links = [it.get("href") for it in page.iterfind(".//a")]
    assert {link.removeprefix("#") for link in links} <= ids == anchors(PROSE)
    assert len(links) == 5


def test_html_asks_for_nothing_from_outside() -> None:
    page = html_of(PROSE).decode()
    assert "http" not in page
    assert not re.search(r"src=|url\(|@import", page)


def test_markdown_is_text_where_it_looks_like_more() -> None:
    written = markdown_of(PROSE).decode()
    assert written.startswith("# Empfehlungen \\& Belege\n\n**Inhalt**\n")
    assert "\n- \\# keine Überschrift\n- 1\\. keine Liste\n" in written
    assert "[**12 Interviews**](#belege)" in written
    assert '<a id="z-1"></a>\n\n> Zeile eins\n> Zeile zwei 😀\n>\n> [' in written
    assert "| interview-01 | [4](#z-1) |" in written
    assert "\\<script\\>" in written


def test_docx_has_styles_links_and_a_table_of_contents() -> None:
    document = Document(BytesIO(docx_of(PROSE)))
    styles = {
        it.text: str(it.style and it.style.name)
        for it in document.paragraphs
        if it.text
    }
    assert styles["Empfehlungen & Belege"] == "Title"
    assert styles["Zeile eins\nZeile zwei 😀"] == "Quote"
    assert styles["# keine Überschrift"] == "List Bullet"
    assert [
        it.text
        for it in document.paragraphs
        if it.style and it.style.name == "Heading 1"
    ] == ["Vorsorge <dauerhaft>"]
    assert document.tables[0].rows[1].cells[0].text == "interview-01"
    # A column of numbers stands to the right and needs less room.
    name, number = document.tables[0].rows[1].cells
    assert number.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert (name.width or 0) > (number.width or 0) > 0
    assert "PAGE" in document.sections[0].footer._element.xml
    body = document.element.xml
    names = set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', body))
    targets = re.findall(r'w:hyperlink [^>]*w:anchor="(\w+)"', body)
    assert set(targets) <= names
    assert len(targets) == 5
    assert 'TOC \\o "1-2"' in body
    facts = document.core_properties
    assert (facts.title, facts.language) == ("Empfehlungen & Belege", "de")
    assert facts.created == datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_twice_is_the_same_bytes() -> None:
    first = docx_of(PROSE), html_of(PROSE), markdown_of(PROSE)
    # A ZIP counts time in steps of two seconds.
    sleep(2.1)
    assert (docx_of(PROSE), html_of(PROSE), markdown_of(PROSE)) == first


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_says_the_format(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"text{ending}"
    write_prose(path, PROSE)
    assert path.stat().st_size > 400


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError, match=r"\.docx, \.html, \.md"):
        write_prose(tmp_path / "text.odt", PROSE)
    assert list(tmp_path.iterdir()) == []


def test_a_heading_has_room_for_its_longest_word() -> None:
    long = "Bedarfe und Optimierungen in der Krise"
    found = needs([["Familie", "Code", "Dokumente"], [long, long, "1"]])
    # Bold letters of a wide font, of which 85 fit across a page.
    assert found[2] * 85 / sum(found) > 9 * 1.4 + 3
    intervals = needs([["Code", "Alpha", "95 %"], [long, "0,80", "0,50 bis 0,93"]])
    assert intervals[2] > len("0,50 bis 0,93")
