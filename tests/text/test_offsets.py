import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.text.offsets import LineIndex

TEXT = st.text("aé😀\u0301\nא\t")


def test_an_empty_text_has_one_empty_row() -> None:
    lines = LineIndex("")
    assert (len(lines), lines.line(0), lines.location(0)) == (1, (0, 0), (0, 0))


def test_a_line_feed_at_the_end_opens_another_row() -> None:
    lines = LineIndex("ä😀\n")
    assert len(lines) == 2
    assert lines.location(2) == (0, 2)
    assert lines.location(3) == (1, 0)


@given(TEXT, st.data())
def test_location_is_where_the_offset_cuts(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    row, column = LineIndex(text).location(offset)
    assert text.split("\n")[row][:column] == text[:offset].rpartition("\n")[2]


@given(TEXT, st.data())
def test_offset_leads_back_from_the_location(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    lines = LineIndex(text)
    assert lines.offset(*lines.location(offset)) == offset
    assert lines.row_of(offset) == lines.location(offset)[0]


@given(TEXT)
def test_lines_are_those_of_split(text: str) -> None:
    lines = LineIndex(text)
    stretches = [lines.line(row) for row in range(len(lines))]
    assert [text[start:end] for start, end in stretches] == text.split("\n")


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        LineIndex("a\nb").location(offset)


@pytest.mark.parametrize(("row", "column"), [(-1, 0), (2, 0), (0, 2), (0, -1)])
def test_a_place_outside_is_refused(row: int, column: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        LineIndex("a\nb").offset(row, column)
