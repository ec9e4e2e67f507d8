from hypothesis import given
from hypothesis import strategies as st

from qcode.model.span import Span
from qcode.text.runs import Run, lanes, runs

SPANS = st.lists(
    st.builds(
        lambda start, length: Span(start, start + length),
        st.integers(0, 20),
        st.integers(1, 12),
    ),
    max_size=12,
)


def test_overlapping_spans_are_cut_into_runs_the_longest_first() -> None:
    assert runs([Span(2, 5), Span(0, 4), Span(7, 8)]) == [
        Run(Span(0, 2), (1,)),
        Run(Span(2, 4), (1, 0)),
        Run(Span(4, 5), (0,)),
        Run(Span(7, 8), (2,)),
    ]


def test_equal_spans_stand_in_the_order_of_their_indices() -> None:
    assert runs([Span(0, 2), Span(0, 2)]) == [Run(Span(0, 2), (0, 1))]


def test_spans_that_only_touch_are_runs_of_their_own() -> None:
    assert runs([Span(1, 2), Span(0, 1)]) == [
        Run(Span(0, 1), (1,)),
        Run(Span(1, 2), (0,)),
    ]


@given(SPANS)
def test_each_codepoint_lies_in_the_run_of_the_spans_over_it(spans: list[Span]) -> None:
    drawn = {
        offset: run.items
        for run in runs(spans)
        for offset in range(run.span.start, run.span.end)
    }
    expected = {}
    for offset in range(40):
        over = [i for i, s in enumerate(spans) if s.start <= offset < s.end]
        if over:
            expected[offset] = tuple(sorted(over, key=lambda i: (-spans[i].length, i)))
    assert drawn == expected


@given(SPANS)
def test_runs_are_disjoint_in_order_and_never_cut_without_need(
    spans: list[Span],
) -> None:
    found = runs(spans)
    for left, right in zip(found, found[1:], strict=False):
        assert left.span.end <= right.span.start
        assert left.span.end < right.span.start or left.items != right.items


def test_the_longer_span_stands_further_left_when_they_start_together() -> None:
    assert lanes([Span(0, 3), Span(0, 9), Span(4, 5), Span(9, 10)]) == [1, 0, 1, 0]


def test_the_lowest_free_lane_is_taken() -> None:
    spans = [Span(0, 10), Span(1, 3), Span(1, 2), Span(5, 6)]
    assert lanes(spans) == [0, 1, 2, 1]


@given(SPANS)
def test_overlapping_spans_never_share_a_lane(spans: list[Span]) -> None:
    placed = list(zip(lanes(spans), spans, strict=True))
    for index, (lane, span) in enumerate(placed):
        for other_lane, other in placed[index + 1 :]:
            assert lane != other_lane or not span.overlaps(other)


@given(SPANS)
def test_there_are_as_many_lanes_as_the_deepest_overlap(spans: list[Span]) -> None:
    depth = max(
        (sum(s.start <= offset < s.end for s in spans) for offset in range(40)),
        default=0,
    )
    assert len(set(lanes(spans))) == depth
    assert set(lanes(spans)) == set(range(depth))
