import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.suggest.metrics import (
    Counts,
    Judged,
    calibration_error,
    counts_by_code,
    counts_shown,
    precision_at_one,
    recall_at,
    recall_of,
)


def judged(scores: dict[str, float], *codes: str) -> Judged:
    return Judged(scores, frozenset(codes))


FIRST = judged({"a": 0.9, "b": 0.6, "c": 0.3, "d": 0.1}, "a", "d")
SECOND = judged({"a": 0.8, "b": 0.7, "c": 0.2, "d": 0.1}, "b")
UNCODED = judged({"a": 0.5, "b": 0.5, "c": 0.0, "d": 0.0})


def test_recall_is_the_mean_share_of_given_codes_among_the_first() -> None:
    assert recall_at([FIRST, SECOND, UNCODED], 3) == pytest.approx((1 / 2 + 1) / 2)
    assert recall_at([FIRST, SECOND, UNCODED], 1) == pytest.approx((1 + 0) / 2)


def test_more_codes_than_places_can_all_be_found_as_far_as_there_are_places() -> None:
    full = judged({"a": 0.9, "b": 0.8, "c": 0.7, "d": 0.6}, "a", "b", "c", "d")
    assert recall_at([full], 3) == 1.0


def test_the_first_proposal_counts_where_something_was_coded() -> None:
    assert precision_at_one([FIRST, SECOND, UNCODED]) == 0.5


def test_of_equal_probabilities_the_smaller_key_comes_first() -> None:
    assert UNCODED.best(2) == ["a", "b"]


def test_without_coded_passages_there_is_no_figure() -> None:
    assert recall_at([UNCODED], 3) is None
    assert precision_at_one([]) is None
    assert calibration_error([]) is None
    assert Counts().f1 is None


def test_a_threshold_proposes_rightly_wrongly_or_not_at_all() -> None:
    counts = counts_by_code([FIRST, SECOND, UNCODED], ["a", "b", "d"], 0.5)
    assert counts == {
        "a": Counts(right=1, wrong=2, missed=0),
        "b": Counts(right=1, wrong=2, missed=0),
        "d": Counts(right=0, wrong=0, missed=1),
    }
    total = sum(counts.values(), Counts())
    assert total == Counts(right=2, wrong=4, missed=1)
    assert total.f1 == pytest.approx(2 * 2 / (2 * 2 + 4 + 1))


def test_what_is_shown_are_the_best_few_from_a_probability_on() -> None:
    # Of the first a and b, of the second a and b, of the uncoded a and b.
    shown = counts_shown([FIRST, SECOND, UNCODED], least=0.5, most=2)
    assert shown == Counts(right=2, wrong=4, missed=1)
    assert counts_shown([FIRST], least=0.65, most=2) == Counts(1, 0, 1)
    assert counts_shown([FIRST], least=0.0, most=4) == Counts(2, 2, 0)


def test_the_recall_of_a_code_is_how_often_it_is_among_the_first_where_given() -> None:
    assert recall_of([FIRST, SECOND, UNCODED], "a", 1) == 1.0
    assert recall_of([FIRST, SECOND, UNCODED], "b", 1) == 0.0
    assert recall_of([FIRST, SECOND], "c", 3) is None


def test_calibration_compares_probability_and_frequency_bin_by_bin() -> None:
    # Bin 0.9: one proposal of 0.9, given. Bin 0.5: two of 0.5, none given.
    sure = judged({"a": 0.9}, "a")
    unsure = [judged({"a": 0.5}), judged({"a": 0.5})]
    error = calibration_error([sure, *unsure], number=1)
    assert error == pytest.approx((abs(0.9 - 1) + abs(1.0 - 0)) / 3)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_calibration_error_is_a_share(pairs: list[tuple[float, bool]]) -> None:
    cases = [judged({"a": score}, *(["a"] if hit else [])) for score, hit in pairs]
    error = calibration_error(cases)
    assert error is not None
    assert 0 <= error <= 1
