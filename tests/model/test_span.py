import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.errors import InvalidSpanError
from qcode.model.span import Span

SPANS = st.builds(
    lambda start, length: Span(start, start + length),
    st.integers(0, 20),
    st.integers(1, 10),
)


def _places(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 0), (2, 1), (-2, -1)])
def test_two_numbers_that_are_no_span_are_refused(start: int, end: int) -> None:
    with pytest.raises(InvalidSpanError) as caught:
        Span(start, end)
    assert (caught.value.start, caught.value.end) == (start, end)


@given(SPANS, SPANS)
def test_spans_overlap_where_they_share_a_codepoint(one: Span, other: Span) -> None:
    assert one.overlaps(other) == bool(_places(one) & _places(other))
    assert one.contains(other) == (_places(one) >= _places(other))


@given(SPANS, SPANS)
def test_the_hull_is_the_smallest_span_around_both(one: Span, other: Span) -> None:
    places = _places(one) | _places(other)
    hull = one.hull(other)
    assert (hull.start, hull.end) == (min(places), max(places) + 1)


@given(st.text(min_size=1), st.data())
def test_a_span_cuts_codepoints(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(start, end)
    cut = span.cut(text)
    assert list(cut) == list(text)[start:end]
    assert (span.length, str(span)) == (len(cut), f"{start}:{end}")


def test_spans_are_sorted_by_start_and_then_by_end() -> None:
    spans = [Span(2, 3), Span(0, 9), Span(0, 2)]
    assert sorted(spans) == [Span(0, 2), Span(0, 9), Span(2, 3)]
