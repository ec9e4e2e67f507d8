import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.sweep import Intervals, meeting, runs

# Block, code, begin, length; an interval may be empty.
rows = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 2), st.integers(0, 12), st.integers(0, 6)
    ),
    max_size=12,
)


def intervals(found: list[tuple[int, int, int, int]]) -> Intervals:
    ordered = sorted(found, key=lambda row: (row[0], row[2]))
    table = np.array(ordered, dtype=np.int64).reshape(-1, 4)
    return Intervals(table[:, 0], table[:, 1], table[:, 2], table[:, 2] + table[:, 3])


@given(rows)
def test_rows_meet_that_share_a_place_in_one_block(
    found: list[tuple[int, int, int, int]],
) -> None:
    sorted_so = intervals(found)
    block, _, begin, end = (column.tolist() for column in sorted_so)
    expected = {
        (one, other)
        for other in range(len(block))
        for one in range(other)
        if block[one] == block[other] and begin[one] <= begin[other] < end[one]
    }
    pairs = list(zip(*(column.tolist() for column in meeting(sorted_so)), strict=True))
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == expected


@given(rows)
def test_runs_cover_what_the_intervals_cover_and_never_meet(
    found: list[tuple[int, int, int, int]],
) -> None:
    sorted_so = intervals(found)

    def covered(of: Intervals) -> list[tuple[int, int, int]]:
        columns = (column.tolist() for column in of)
        return [
            (block, code, place)
            for block, code, begin, end in zip(*columns, strict=True)
            for place in range(begin, end)
        ]

    joined = covered(runs(sorted_so))
    assert len(joined) == len(set(joined))
    assert set(joined) == set(covered(sorted_so))
