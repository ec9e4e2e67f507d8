import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.saturation import Presence, Rule, curve, shuffled

# New codes by document: 10, 5, 3, 2, 1, 0, 1, 0. The base of four has 20.
NEW = [10, 5, 3, 2, 1, 0, 1, 0]


def presence(new: list[int]) -> Presence:
    """Return documents that each have their new codes and all before them."""
    found = np.zeros((len(new), sum(new)), dtype=bool)
    for document in range(len(new)):
        found[document, : sum(new[: document + 1])] = True
    return found


def test_runs_overlap_and_are_judged_by_the_base() -> None:
    found = curve(presence(NEW), Rule(base_size=4, run_length=2, threshold=0.05))
    assert found.new == NEW
    assert found.base == 20
    assert all(math.isnan(ratio) for ratio in found.ratios[:5])
    # Documents 5 and 6 bring 1 of 20, 6 and 7 too, 7 and 8 too.
    assert found.ratios[5:] == [0.05, 0.05, 0.05]
    assert found.reached == 4


def test_saturation_without_any_new_code_comes_later_or_not_at_all() -> None:
    found = curve(presence(NEW), Rule(base_size=4, run_length=2, threshold=0))
    assert found.reached is None
    longer = curve(presence([*NEW, 0]), Rule(base_size=4, run_length=2, threshold=0))
    assert longer.reached == 7


def test_a_base_without_codes_reaches_nothing() -> None:
    found = curve(np.zeros((8, 3), dtype=bool), Rule())
    assert found.base == 0
    assert all(math.isnan(ratio) for ratio in found.ratios)
    assert found.reached is None


def test_fewer_documents_than_base_and_run_reach_nothing() -> None:
    assert curve(presence([3, 0, 0, 0, 0]), Rule()).reached is None


def test_random_orders_are_the_same_for_the_same_seed() -> None:
    rows = presence(NEW)
    assert shuffled(rows, Rule()) == shuffled(rows, Rule())
    assert shuffled(rows, Rule(), seed=1) != shuffled(rows, Rule(), seed=2)


def test_random_orders_of_documents_that_are_alike_are_the_observed_one() -> None:
    alike = np.ones((8, 5), dtype=bool)
    found = shuffled(alike, Rule())
    assert found.mean == found.median == found.low == found.high == [5.0] * 8
    assert (found.reached, found.times) == ((4.0, 4.0, 4.0), 200)


def test_on_average_random_orders_find_what_rarefaction_expects() -> None:
    # One code in each of 8 documents: n documents have n codes in every order. One
    # more in a single document is found with probability n / 8.
    rows = np.eye(8, dtype=bool)
    rows = np.hstack([rows, rows[:, :1]])
    found = shuffled(rows, Rule(), permutations=4000)
    expected = [n + n / 8 for n in range(1, 9)]
    assert found.mean == pytest.approx(expected, abs=0.03)
    # Found by more than half of the orders after more than half of the documents.
    assert found.median[:3] == [1, 2, 3]
    assert found.median[4:] == [6, 7, 8, 9]


@given(
    st.lists(st.sets(st.integers(0, 9)), min_size=1, max_size=12),
    st.integers(1, 5),
    st.integers(1, 3),
    st.sampled_from([0, 0.05, 0.2]),
)
def test_a_curve_is_what_going_from_document_to_document_gives(
    documents: list[set[int]], base_size: int, run_length: int, threshold: float
) -> None:
    rows = np.array([[n in codes for n in range(10)] for codes in documents])
    found = curve(rows, Rule(base_size, run_length, threshold))
    seen: set[int] = set()
    new = []
    for codes in documents:
        new.append(len(codes - seen))
        seen |= codes
    assert found.new == new
    base = len(set().union(*documents[:base_size]))
    assert found.base == base
    reached = None
    for before in range(base_size, len(documents) - run_length + 1):
        run = sum(new[before : before + run_length])
        if base and run / base <= threshold:
            reached = before
            break
    assert found.reached == reached
