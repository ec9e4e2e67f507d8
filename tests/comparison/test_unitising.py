"""Alpha for unitising against a published example and against all placements."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qcode.comparison.unitising import Continuum, Stretch, unitised


def _alpha(*continua: Continuum) -> float:
    return unitised(continua).alpha()


def _moved(start: int, length: int) -> Stretch:
    """A stretch of the book's example, whose continuum begins at 150."""
    return start - 150, start - 150 + length


# Krippendorff (2013), section 12.4, with the figures of its second edition (2004),
# page 254: two observers, a continuum of 300 steps, units of two categories.
CATEGORY_C = Continuum(
    300,
    [
        [_moved(225, 70), _moved(370, 30)],
        [_moved(220, 80), _moved(355, 20), _moved(400, 20)],
    ],
)
CATEGORY_K = Continuum(300, [[_moved(180, 60), _moved(300, 50)]] * 2)


def test_alpha_is_that_of_krippendorffs_example() -> None:
    sums = unitised([CATEGORY_C])
    assert 2 * sums.observed[0] / (2 * 300**2) == pytest.approx(0.0144, abs=0.00005)
    assert sums.alpha() == pytest.approx(0.7286, abs=0.0001)


def test_coders_who_mark_the_same_stretches_have_one() -> None:
    assert _alpha(CATEGORY_K) == pytest.approx(1.0)


def test_where_nobody_marked_anything_there_is_no_alpha() -> None:
    assert np.isnan(_alpha(Continuum(50, [[], []])))


def test_one_coder_alone_has_no_alpha() -> None:
    assert np.isnan(_alpha(Continuum(50, [[(3, 9)]])))


def test_what_only_one_coder_marked_is_worse_than_chance() -> None:
    assert _alpha(Continuum(100, [[(10, 20)], []])) < 0


def test_a_document_counted_twice_is_two_documents() -> None:
    both = unitised([CATEGORY_C, CATEGORY_K])
    observed, expected = both.disagreements(np.array([[2.0, 1.0]]))
    repeated = _alpha(CATEGORY_C, CATEGORY_C, CATEGORY_K)
    assert 1 - observed / expected == pytest.approx(repeated)


def test_several_codes_have_the_alpha_of_krippendorffs_example() -> None:
    sums = [
        unitised([it]).disagreements(np.ones((1, 1))) for it in (CATEGORY_C, CATEGORY_K)
    ]
    observed, expected = np.sum(sums, axis=0)
    assert 1 - observed / expected == pytest.approx(0.859, abs=0.0005)


STRETCHES = st.lists(st.integers(0, 12), unique=True, max_size=6).map(
    lambda ends: [
        (ends[i], ends[i + 1])
        for ends in [sorted(ends)[: len(ends) // 2 * 2]]
        for i in range(0, len(ends), 2)
    ]
)


@settings(max_examples=60)
@given(st.lists(STRETCHES, min_size=2, max_size=3))
def test_expected_disagreement_is_that_of_all_placements(
    by_coder: list[list[Stretch]],
) -> None:
    """Each unit laid at each distance to each other unit and gap, one by one."""
    continuum = Continuum(12, by_coder)
    units = [end - start for marked in by_coder for start, end in marked]
    assume(units)
    gaps = [length for marked in by_coder for length in _gap_lengths(marked, 12)]
    chance = 0
    for own, other in permutations(units, 2):
        # Where they overlap by at least one step, from end to end.
        chance += sum(
            shift**2 + (own + shift - other) ** 2 for shift in range(1 - own, other)
        )
    for own in units:
        chance += 2 * sum(
            own**2 for gap in gaps for _ in range(gap - own + 1) if own <= gap
        )
    total = len(by_coder) * 12
    paired = sum(own * (own - 1) for own in units)
    expected = chance / 12 / (total * (total - 1) - paired)
    differences = sum(
        _difference_by_hand(one, other) for one, other in combinations(by_coder, 2)
    )
    observed = differences / (len(by_coder) * (len(by_coder) - 1) / 2 * 12**2)
    alpha = unitised([continuum]).alpha()
    if expected:
        assert alpha == pytest.approx(1 - observed / expected)
    else:
        assert np.isnan(alpha)


def _gap_lengths(marked: list[Stretch], length: int) -> list[int]:
    """Lengths of the runs of steps that no stretch covers."""
    covered = [any(a <= step < b for a, b in marked) for step in range(length)]
    runs = "".join("x" if it else "." for it in covered).split("x")
    return [len(run) for run in runs if run]


def _difference_by_hand(one: list[Stretch], other: list[Stretch]) -> int:
    total = 0
    for start, end in one:
        for a, b in other:
            if set(range(start, end)) & set(range(a, b)):
                total += (start - a) ** 2 + (end - b) ** 2
    for units, against in ((one, other), (other, one)):
        taken = {step for a, b in against for step in range(a, b)}
        for start, end in units:
            if not taken & set(range(start, end)):
                total += (end - start) ** 2
    return total
