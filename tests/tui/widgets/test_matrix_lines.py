import pytest
from rich.cells import cell_len

from qcode.model.matrix import MatrixCell
from qcode.model.summary import Summary
from qcode.tui.widgets.matrix_lines import cell_lines, name_lines, text_lines
from tests.builders import NOON, a_case, a_code, a_coder


def a_cell(text: str, segments: int) -> MatrixCell:
    written = Summary(a_case().id, a_code().id, a_coder().id, text, NOON)
    return MatrixCell(segments, written, "anna")


@pytest.mark.parametrize(
    ("cell", "lines", "look"),
    [
        (MatrixCell(0), ["  –", ""], "matrix--empty"),
        (MatrixCell(12), [" 12", ""], "matrix--open"),
        (a_cell("Kurz", 0), ["  0 Kurz", "    "], ""),
        (a_cell("Sehr viel Text hier", 3), ["  3 Sehr viel", "    Text hier"], ""),
        (
            a_cell("Sehr viel\n\nText und mehr", 3),
            ["  3 Sehr viel", "    Text und…"],
            "",
        ),
    ],
)
def test_a_cell_says_how_much_is_behind_it_and_how_its_summary_begins(
    cell: MatrixCell, lines: list[str], look: str
) -> None:
    assert cell_lines(cell, 14, 2) == (lines, look)


def test_a_single_line_is_cut_at_its_width() -> None:
    assert text_lines("Sehr viel Text", 8, 1) == ["Sehr vi…"]
    assert name_lines("interview-01-krisenstab", 12, 1) == ["interview-0…"]


def test_names_break_at_their_hyphens() -> None:
    assert name_lines("interview-01-stab", 13, 3) == ["interview-01-", "stab", ""]


@pytest.mark.parametrize("tall", [1, 3])
def test_no_line_is_wider_or_harmful(tall: int) -> None:
    text = "漢字漢字漢字漢字 \x1b[31m rot \u202eum 👨‍👩‍👧 ko\u0308nnen"
    lines = text_lines(text, 9, tall)
    assert len(lines) == tall
    assert all(cell_len(line) <= 9 for line in lines)
    assert not any(char in "".join(lines) for char in "\x1b\u202e")
