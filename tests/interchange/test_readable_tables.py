"""Markdown and HTML, read by the parsers of others."""

import pytest
from lxml import html
from markdown_it import MarkdownIt

from qcode.interchange import html_tables, markdown_tables
from qcode.interchange.readable_cells import readable
from qcode.model.table import Cell, Table
from tests.tables import ROWS, a_table, of_texts

MARKUP = "a|b *c* _d_ `e` [f](g) <b>h</b> &amp; \\i ~~j~~"


def markdown(table: Table) -> str:
    return b"".join(markdown_tables.pieces(table)).decode()


def page(table: Table) -> str:
    return b"".join(html_tables.pieces(table)).decode()


def tables_of(text: str) -> list[list[list[str]]]:
    """Return the cells of each table of a page, the heads first."""
    return [
        [
            ["\n".join(cell.itertext()) for cell in row.xpath("./th | ./td")]
            for row in table.xpath(".//tr")
        ]
        for table in html.fromstring(text).xpath("//table")
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (float("nan"), ""),
        (float("inf"), "inf"),
        (12.0, "12"),
        (1234.56789, "1234.568"),
        (-0.25, "-0.25"),
        (100.0, "100"),
        (-0.0001, "0"),
        (100, "100"),
        (True, "yes"),
        ("a\x1b\nb", "a␛\nb"),
    ],
)
def test_values_look_as_people_read_them(value: Cell, expected: str) -> None:
    assert readable(value) == expected


def test_markdown_is_read_back_as_it_was() -> None:
    rows = [[MARKUP, "# x"], ["1. y", "- z"]]
    read = MarkdownIt("gfm-like", {"linkify": False}).render(
        markdown(a_table(rows, of_texts("a_b", "c*d")))
    )
    first, columns, provenance = tables_of(read)
    assert first == [["a_b", "c*d"], *rows]
    assert columns[1] == ["a_b", "What a_b says", "text", ""]
    assert ["base: coders", "ada, bea"] in provenance


def test_markdown_sets_numbers_to_the_right_and_keeps_lines_in_a_cell() -> None:
    lines = markdown(a_table(notes=["Few *counts*."])).splitlines()
    assert lines[:7] == [
        "# Codes \\<\\&\\> so",
        "",
        "| code | share | own |",
        "| --- | ---: | ---: |",
        "| Größe 😀; a,b | 0.5 | 1 |",
        '| Zeile<br>"zwei" |  | -2 |',
        "|  |  | 3 |",
    ]
    assert "Few \\*counts\\*." in lines


def test_a_page_is_read_back_as_it_was() -> None:
    written = page(a_table([*ROWS, (MARKUP, 1.0, 2)], notes=["<few>"]))
    first, columns, provenance = tables_of(written)
    assert first == [
        ["code", "share", "own"],
        ["Größe 😀; a,b", "0.5", "1"],
        ['Zeile\n"zwei"', "", "-2"],
        ["", "", "3"],
        [MARKUP, "1", "2"],
    ]
    assert columns[3] == ["own", "How often", "whole number", "segments"]
    assert ["table", "Codes <&> so"] in provenance
    tree = html.fromstring(written)
    assert tree.xpath("string(//h1)") == "Codes <&> so"
    assert tree.xpath("string(//p)") == "<few>"


def test_a_page_asks_for_nothing_outside_itself() -> None:
    tree = html.fromstring(page(a_table()))
    assert tree.xpath("//@src | //@href | //script | //link | //img") == []
    assert tree.get("lang") == "en"
