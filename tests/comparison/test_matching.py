from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.comparison.matching import met, overlap, pairs_within
from qcode.comparison.unitising import Stretch


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (5, 15), 5 / 15),
        ((0, 10), (2, 4), 2 / 10),
        ((0, 10), (10, 20), 0.0),
        ((0, 3), (50, 60), 0.0),
    ],
)
def test_overlap_is_the_shared_part_of_the_whole(
    one: Stretch, other: Stretch, share: float
) -> None:
    assert overlap(one, other) == overlap(other, one) == pytest.approx(share)


def test_a_stretch_is_met_from_the_asked_overlap_on() -> None:
    own, others = [(0, 10), (20, 30), (40, 50)], [(0, 9), (25, 35)]
    assert met(own, others, 0.9) == [True, False, False]
    assert met(own, others, 0.3) == [True, True, False]
    assert met(own, others, 0.0) == [True, True, False]


def test_ends_may_be_as_far_apart_as_the_tolerance() -> None:
    assert pairs_within([(0, 10)], [(1, 9)], 0) == 0
    assert pairs_within([(0, 10)], [(1, 9)], 1) == 1


def test_one_stretch_is_in_one_pair_only() -> None:
    """The second is like both of the other's; taking the nearest first loses one."""
    assert pairs_within([(0, 10), (0, 10)], [(0, 10)], 2) == 1
    assert pairs_within([(1, 11), (0, 10)], [(1, 11), (2, 12)], 1) == 2


STRETCHES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 6)).map(lambda it: (it[0], sum(it))),
    max_size=4,
)


@given(STRETCHES, STRETCHES, st.integers(0, 3))
def test_no_other_pairing_makes_more_pairs(
    first: list[Stretch], second: list[Stretch], tolerance: int
) -> None:
    padded = [*second, *[None] * len(first)]
    best = max(
        sum(
            other is not None
            and abs(one[0] - other[0]) <= tolerance
            and abs(one[1] - other[1]) <= tolerance
            for one, other in zip(first, order, strict=False)
        )
        for order in permutations(padded, len(first))
    )
    assert pairs_within(first, second, tolerance) == best
