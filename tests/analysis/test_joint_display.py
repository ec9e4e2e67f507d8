import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr, rankdata

from qcode.analysis.joint_display import (
    Rated,
    Spoken,
    joint_lines,
    rank_correlation,
    ranks,
    rated,
)


def test_ratings_come_to_mean_spread_and_number() -> None:
    # By hand: (2 + 4 + 9) / 3 = 5; ((-3)^2 + (-1)^2 + 4^2) / 2 = 13.
    found = rated([2, math.nan, 4, 9])
    assert (found.n, found.mean) == (3, 5)
    assert found.sd == pytest.approx(math.sqrt(13))
    assert math.isnan(rated([7]).sd)
    assert rated([]).n == 0
    assert math.isnan(rated([]).mean)


def test_each_item_is_ranked_on_both_sides() -> None:
    spoken = {"a": Spoken(9, 12), "b": Spoken(9, 30), "c": Spoken(2, 2)}
    ratings = {
        "a": Rated(5, 7.0, 1.0),
        "b": Rated(5, 6.0, 1.0),
        "c": Rated(5, 7.0, 1.0),
        "d": Rated(0, math.nan, math.nan),
    }
    a, b, c, d = joint_lines(["a", "b", "c", "d"], spoken, ratings)
    assert [it.spoken_rank for it in (a, b, c, d)] == [2, 1, 3, 4]
    assert [it.rated_rank for it in (a, b, c)] == [1.5, 3, 1.5]
    assert (a.rank_difference, b.rank_difference) == (0.5, -2)
    assert math.isnan(d.rated_rank)
    assert d.spoken == Spoken(0, 0)
    # Of a, b, c: ranks 2, 1, 3 and 1.5, 3, 1.5; sum of products of the differences
    # from 2: 0*-0.5 + -1*1 + 1*-0.5 = -1.5; spreads 2 and 1.5.
    assert rank_correlation([a, b, c, d]) == pytest.approx(-1.5 / math.sqrt(3))


def test_without_an_order_there_is_no_correlation() -> None:
    same = {name: Rated(3, 5.0, 0.0) for name in "ab"}
    lines = joint_lines("ab", {"a": Spoken(1, 1)}, same)
    assert math.isnan(rank_correlation(lines))
    assert math.isnan(rank_correlation(lines[:1]))


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12))
def test_ranks_are_those_of_a_second_computation(values: list[int]) -> None:
    found = ranks({str(n): (value,) for n, value in enumerate(values)})
    expected = rankdata([-value for value in values])
    assert [found[str(n)] for n in range(len(values))] == list(expected)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9)), min_size=2, max_size=12)
)
def test_the_correlation_is_that_of_a_second_computation(
    pairs: list[tuple[int, int]],
) -> None:
    items = [str(n) for n in range(len(pairs))]
    spoken = {it: Spoken(n, n) for it, (n, _) in zip(items, pairs, strict=True)}
    ratings = {
        it: Rated(1, float(mean), math.nan)
        for it, (_, mean) in zip(items, pairs, strict=True)
    }
    found = rank_correlation(joint_lines(items, spoken, ratings))
    ones, others = zip(*pairs, strict=True)
    if len(set(ones)) == 1 or len(set(others)) == 1:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(
            pearsonr(rankdata(ones), rankdata(others)).statistic
        )
