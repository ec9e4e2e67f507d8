import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.text.normalise import normalise
from qcode.text.offsets import ForeignPositions, LineIndex, Units

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


RAW = st.lists(st.sampled_from(["\ufeff", "\r\n", "\r", "\n", "a", "é", "😀"])).map(
    "".join
)
UNITS = st.sampled_from(list(Units))


def foreign_length(stretch: str, units: Units, *, crlf_as_one: bool) -> int:
    """Count by encoding, which is another way than that of the code."""
    if crlf_as_one:
        stretch = stretch.replace("\r\n", "\n")
    if units is Units.UTF16:
        return len(stretch.encode("utf-16-le")) // 2
    return len(stretch.encode("utf-32-le")) // 4


@given(RAW, UNITS, st.booleans(), st.booleans())
def test_every_cut_of_the_raw_text_leads_to_the_cut_of_the_stored_text(
    raw: str, units: Units, crlf_as_one: bool, counts_mark: bool
) -> None:
    positions = ForeignPositions(
        raw, units, crlf_as_one=crlf_as_one, counts_mark=counts_mark
    )
    has_mark = raw.startswith("\ufeff")
    for cut in range(len(raw) + 1):
        before = raw[:cut]
        if before.endswith("\r") and raw[cut:].startswith("\n"):
            continue
        position = foreign_length(before, units, crlf_as_one=crlf_as_one)
        if has_mark and not counts_mark:
            position = max(position - 1, 0)
        stored = normalise(before)
        assert positions.offset(position) == len(stored)
        if stored:
            assert positions.position(len(stored)) == position


def test_a_position_within_a_surrogate_pair_is_none() -> None:
    positions = ForeignPositions("a😀b", Units.UTF16)
    assert [positions.offset(it) for it in range(6)] == [0, 1, None, 2, 3, None]


def test_a_position_between_cr_and_lf_is_that_of_the_line_feed() -> None:
    positions = ForeignPositions("a\r\nb", Units.CODEPOINTS)
    assert [positions.offset(it) for it in range(-1, 6)] == [None, 0, 1, 1, 2, 3, None]
