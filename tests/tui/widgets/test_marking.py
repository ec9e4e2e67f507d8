from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qcode.model.ids import CodingId
from qcode.model.span import Span
from qcode.tui.widgets.marking import Mark, Marking


def _marks(*spans: tuple[int, int]) -> list[Mark]:
    return [
        Mark(CodingId(UUID(int=number)), Span(*span), "#102030")
        for number, span in enumerate(spans)
    ]


# Marks are looked up in pages of 4096 characters: around the ends of these too.
PLACES = st.integers(0, 30) | st.integers(4080, 4110) | st.integers(8180, 8200)
MARKS = st.lists(
    st.builds(
        lambda start, length: (start, start + length),
        PLACES,
        st.integers(1, 10) | st.integers(4000, 9000),
    ),
    max_size=10,
).map(lambda spans: _marks(*spans))


@given(MARKS, PLACES)
def test_the_marks_at_a_place_are_those_over_it(marks: list[Mark], offset: int) -> None:
    found = Marking(marks).at(offset)
    over = [m for m in marks if m.span.start <= offset < m.span.end]
    assert sorted(found, key=marks.index) == over
    lengths = [mark.span.length for mark in found]
    assert lengths == sorted(lengths, reverse=True)


@given(MARKS, PLACES, st.integers(1, 10))
def test_a_row_shows_each_character_with_the_marks_over_it(
    marks: list[Mark], start: int, length: int
) -> None:
    marking = Marking(marks)
    runs = marking.between(start, start + length)
    for offset in range(start, start + length):
        here = [on for span, on in runs if span.start <= offset < span.end]
        assert here == ([marking.at(offset)] if marking.at(offset) else [])


@given(MARKS, PLACES, st.integers(1, 10))
def test_a_row_has_a_stripe_for_each_lane_of_its_marks(
    marks: list[Mark], start: int, length: int
) -> None:
    marking = Marking(marks)
    row = Span(start, start + length)
    stripes = marking.stripes(row.start, row.end)
    assert all(mark.span.overlaps(row) for mark in stripes.values())
    touching = [mark for mark in marks if mark.span.overlaps(row)]
    assert bool(stripes) == bool(touching)
    assert all(lane < marking.lane_count for lane in stripes)


@given(MARKS, PLACES)
def test_the_next_and_previous_starts_are_those_around_a_place(
    marks: list[Mark], offset: int
) -> None:
    starts = [mark.span.start for mark in marks]
    marking = Marking(marks)
    after = min((start for start in starts if start > offset), default=None)
    before = max((start for start in starts if start < offset), default=None)
    assert marking.next_start(offset) == after
    assert marking.previous_start(offset) == before


def test_overlapping_marks_stand_in_lanes_side_by_side() -> None:
    marks = _marks((0, 9), (2, 4), (5, 8))
    marking = Marking(marks)
    assert marking.lane_count == 2
    assert marking.stripes(0, 10) == {0: marks[0], 1: marks[2]}
    assert marking.stripes(2, 4) == {0: marks[0], 1: marks[1]}


def test_without_marks_there_is_no_lane() -> None:
    marking = Marking([])
    assert (marking.lane_count, marking.at(0), marking.between(0, 9)) == (0, [], [])
