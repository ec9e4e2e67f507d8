import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.portrait import bins, lanes
from qcode.analysis.stretches import stretches
from qcode.model.coded import CodedPart

spans = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 18)),
    max_size=8,
)


def part(rows: list[tuple[int, int, int, int]]) -> CodedPart:
    """Make a part of one document out of coder, code, start and end."""
    ordered = sorted(rows, key=lambda row: (row[2], row[3]))
    found = CodedPart()
    for coder, code, start, end in ordered:
        found.documents.append(0)
        found.coders.append(coder)
        found.codes.append(code)
        found.starts.append(start)
        found.ends.append(end)
    return found


def test_a_bin_tells_how_much_of_it_a_code_covers() -> None:
    found = stretches(part([(0, 7, 0, 5), (0, 7, 3, 12), (0, 2, 10, 11)]), pooled=False)
    told = [
        (it.number, it.start, it.end, it.code, it.share) for it in bins(found, 20, 2)
    ]
    assert told == [(0, 0, 10, 7, 1.0), (1, 10, 20, 2, 0.1), (1, 10, 20, 7, 0.2)]


def test_a_text_shorter_than_its_bins_has_one_for_each_codepoint() -> None:
    found = stretches(part([(0, 1, 1, 2)]), pooled=False)
    assert [(it.number, it.share) for it in bins(found, 3, 100)] == [(1, 1.0)]


@given(spans, st.integers(1, 25))
def test_bins_are_what_counting_codepoints_gives(
    rows: list[tuple[int, int, int]], number: int
) -> None:
    length = 21
    coded = [(coder, code, start, start + 3) for coder, code, start in set(rows)]
    found = {
        (it.coder, it.code, place): it.share
        for it in bins(stretches(part(coded), pooled=False), length, number)
        for place in range(it.start, it.end)
    }
    edges = [length * n // min(number, length) for n in range(min(number, length) + 1)]
    expected: dict[tuple[int, int, int], float] = {}
    for coder, code in {(coder, code) for coder, code, *_ in coded}:
        mine = {
            place
            for who, what, start, end in coded
            if (who, what) == (coder, code)
            for place in range(start, end)
        }
        for begin, end in zip(edges, edges[1:], strict=False):
            if share := len(mine & set(range(begin, end))) / (end - begin):
                expected |= {(coder, code, place): share for place in range(begin, end)}
    assert found == pytest.approx(expected)


def test_spans_that_meet_stand_in_different_lanes() -> None:
    assert lanes([0, 2, 5, 6], [5, 9, 8, 7]) == [0, 1, 0, 2]
