from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qcode.text.graphemes import graphemes
from qcode.tui.widgets.cells import cells_of
from qcode.tui.widgets.wrapping import WrappedText

PIECES = st.sampled_from(
    [
        *("a", "Wort", "Donaudampfschifffahrt", " ", "  ", "\n", "\n\n", "\t", "-"),
        *("ä", "ko\u0308nnen", "\u0301", "\U0001f600", "\U0001f1e9\U0001f1ea"),
        *("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u3042\u3044", "\ufdfa"),
        *("\u05e9\u05dc\u05d5\u05dd", "\u202e", "\u00ad", "\u0378", "\u20ac", "\u2026"),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)
WIDTHS = st.integers(8, 30)


def _rows(wrapped: WrappedText) -> list[str]:
    ends = zip(wrapped.starts, wrapped.ends, strict=True)
    return [wrapped.text[start:end] for start, end in ends]


def test_rows_break_at_spaces_and_lines_count_from_one() -> None:
    wrapped = WrappedText("eins zwei drei\n\nvier", 10)
    assert _rows(wrapped) == ["eins zwei", "drei", "", "vier"]
    assert wrapped.lines == [1, 0, 2, 3]


def test_a_word_that_is_too_long_is_cut() -> None:
    assert _rows(WrappedText("abcdefghij", 4)) == ["abcd", "efgh", "ij"]


def test_wide_characters_take_two_cells() -> None:
    assert _rows(WrappedText("\u3042\u3044\u3046\u3048", 5)) == [
        "\u3042\u3044",
        "\u3046\u3048",
    ]


def test_an_empty_text_has_one_row() -> None:
    assert _rows(WrappedText("", 10)) == [""]


@given(TEXTS, WIDTHS)
def test_rows_hold_the_whole_text_in_order(text: str, width: int) -> None:
    wrapped = WrappedText(text, width)
    place = 0
    for start, end in zip(wrapped.starts, wrapped.ends, strict=True):
        assert text[place:start] in ("", " ", "\n")
        assert start <= end
        place = end
    assert text[place:] in ("", "\n")


@given(TEXTS, WIDTHS)
def test_no_row_is_wider_than_the_screen(text: str, width: int) -> None:
    wrapped = WrappedText(text, width)
    for start, end in zip(wrapped.starts, wrapped.ends, strict=True):
        drawn = "".join(cell.drawn for cell in cells_of(text, start, end))
        assert cell_len(drawn) <= width


@given(TEXTS, WIDTHS)
def test_each_line_feed_ends_a_row_and_each_line_is_numbered_once(
    text: str, width: int
) -> None:
    wrapped = WrappedText(text, width)
    assert all("\n" not in row for row in _rows(wrapped))
    lines = text.removesuffix("\n").split("\n")
    assert [n for n in wrapped.lines if n] == list(range(1, len(lines) + 1))
    starts = [0, *(i + 1 for i, c in enumerate(text[:-1]) if c == "\n")]
    numbered = [s for s, n in zip(wrapped.starts, wrapped.lines, strict=True) if n]
    assert numbered == starts


@given(TEXTS, WIDTHS)
def test_the_cell_of_an_offset_leads_back_to_its_character(
    text: str, width: int
) -> None:
    wrapped = WrappedText(text, width)
    for span in graphemes(text):
        row = wrapped.row_of(span.start)
        if not wrapped.starts[row] <= span.start < wrapped.ends[row]:
            continue
        column = wrapped.column_of(row, span.start)
        assert wrapped.offset_at(row, column) == span.start
        for inside in range(span.start, span.end):
            assert wrapped.column_of(row, inside) == column


@given(TEXTS, WIDTHS)
def test_a_plain_row_is_as_wide_as_it_is_long(text: str, width: int) -> None:
    wrapped = WrappedText(text, width)
    for row, content in enumerate(_rows(wrapped)):
        if wrapped.is_plain(row):
            assert cell_len(content) == len(content)


@given(TEXTS, WIDTHS)
def test_columns_grow_with_the_text(text: str, width: int) -> None:
    wrapped = WrappedText(text, width)
    for row, (start, end) in enumerate(zip(wrapped.starts, wrapped.ends, strict=True)):
        ends = [cell.start for cell in cells_of(text, start, end)] + [end]
        columns = [wrapped.column_of(row, offset) for offset in ends]
        assert all(left < right for left, right in pairwise(columns))


def test_every_offset_has_a_row_also_the_spaces_that_rows_broke_at() -> None:
    wrapped = WrappedText("eins zwei\ndrei\n", 6)
    assert [wrapped.row_of(offset) for offset in range(16)] == (
        [0] * 5 + [1] * 5 + [2] * 6
    )


@pytest.mark.parametrize(("column", "offset"), [(-5, 0), (0, 0), (3, 3), (99, 4)])
def test_beyond_a_row_its_ends_are_meant(column: int, offset: int) -> None:
    assert WrappedText("abcd\nx", 10).offset_at(0, column) == offset


def test_both_cells_of_a_wide_character_lead_to_it() -> None:
    wrapped = WrappedText("a\U0001f600b", 10)
    assert [wrapped.offset_at(0, column) for column in range(5)] == [0, 1, 1, 2, 3]


def test_a_tab_reaches_to_the_next_of_every_four_cells() -> None:
    wrapped = WrappedText("a\tb\tc", 20)
    assert [wrapped.column_of(0, offset) for offset in range(5)] == [0, 1, 4, 5, 8]
    assert [wrapped.offset_at(0, column) for column in (1, 3, 4)] == [1, 1, 2]


def test_a_whole_interview_is_wrapped_by_the_same_rules_as_one_line() -> None:
    line = "Das ist ein Satz, der umbrochen wird. "
    long = WrappedText("\n".join([line * 20] * 300), 60)
    rows = _rows(WrappedText(line * 20, 60))
    assert _rows(long) == rows * 300
