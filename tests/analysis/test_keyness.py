import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import power_divergence

from qcode.analysis.keyness import Vocabulary, key_words, log_likelihood, log_ratio


def test_a_word_twice_as_frequent_has_the_likelihood_worked_out_by_hand() -> None:
    # 20 of 1,000 words against 10 of 1,000: 15 are due on each side.
    expected = 2 * (20 * math.log(20 / 15) + 10 * math.log(10 / 15))
    assert expected == pytest.approx(3.398, abs=0.001)
    assert log_likelihood(20, 10, 1000, 1000) == pytest.approx(expected)
    assert log_ratio(20, 10, 1000, 1000) == 1


def test_sizes_are_taken_into_account() -> None:
    # 5 of 1,000 and 50 of 10,000 are equally frequent.
    assert log_likelihood(5, 50, 1000, 10_000) == pytest.approx(0)
    assert log_ratio(5, 50, 1000, 10_000) == pytest.approx(0)
    assert log_ratio(20, 50, 1000, 10_000) == pytest.approx(2)


def test_a_word_that_stands_on_one_side_only_counts_as_half_on_the_other() -> None:
    # E1 is 1000 * 8 / 4000 = 2.
    assert log_likelihood(8, 0, 1000, 3000) == pytest.approx(16 * math.log(4))
    assert log_ratio(8, 0, 1000, 3000) == pytest.approx(math.log2(48))


@given(
    st.integers(1, 400), st.integers(1, 400), st.integers(1, 5000), st.integers(1, 5000)
)
def test_the_likelihood_is_the_g_of_two_frequencies_against_those_due(
    first: int, second: int, size: int, other_size: int
) -> None:
    share = (first + second) / (size + other_size)
    due = [size * share, other_size * share]
    g, _ = power_divergence([first, second], due, lambda_="log-likelihood")
    found = log_likelihood(first, second, size, other_size)
    assert found == pytest.approx(float(g), abs=1e-6)


def test_only_words_that_are_more_frequent_under_a_code_are_typical() -> None:
    under = {"Stelle": 12, "und": 30, "selten": 2, "wir": 8}
    beside = {"Stelle": 3, "und": 300, "wir": 90, "anders": 60}
    found = key_words(under, beside, least=3)
    assert [(it.word, it.under, it.beside) for it in found] == [("Stelle", 12, 3)]
    assert found[0].log_likelihood == log_likelihood(12, 3, 52, 453)


def test_without_words_on_one_side_nothing_is_typical() -> None:
    assert key_words({"Stelle": 12}, {}, least=1) == []
    assert key_words({}, {"Stelle": 12}, least=1) == []


def test_a_word_is_shown_as_it_is_mostly_written() -> None:
    vocabulary = Vocabulary()
    keys = list(vocabulary.keys(["Das", "das", "das", "Übung", "ÜBUNG"]))
    assert keys == ["das", "das", "das", "übung", "übung"]
    assert vocabulary.shown("das") == "das"
    assert vocabulary.shown("übung") == "ÜBUNG"
