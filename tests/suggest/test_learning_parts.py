"""The engine's parts against a second way to compute the same."""

import numpy as np
import pytest
from scipy.optimize import minimize

from qcode.suggest.arrays import Floats
from qcode.suggest.evaluation import CodebookRow, EvaluationEngine, prevailing_language
from qcode.suggest.features import Analyser, FeatureSpace
from qcode.suggest.fusion import Evidence, untaught
from qcode.suggest.logistic import fit_logistic
from qcode.suggest.neighbourhood import context_columns, kinship
from qcode.suggest.proposals import CodeEntry
from qcode.suggest.residual import extend_gram, solve_ridge

TEXTS = ["Der Müll lag überall", "Müllabfuhr kam spät", "a\u0308rger 🙈 ärger", ""]


def space() -> FeatureSpace:
    return FeatureSpace(TEXTS, Analyser({"der"}))


def numbers(*shape: int) -> Floats:
    return np.random.default_rng(3).normal(size=shape)


def test_a_passage_has_length_one_and_an_empty_one_none() -> None:
    lengths = np.sqrt(space().vectors(TEXTS).power(2).sum(axis=1)).A1
    assert lengths == pytest.approx([1, 1, 1, 0])


def test_a_passages_words_share_its_vector_among_them() -> None:
    reading = space().read("Müll, Müllabfuhr und MÜLL")
    assert reading.words == ("müll", "müllabfuhr", "und")
    assert reading.shares.sum(axis=0) == pytest.approx(reading.vector.toarray())
    assert (reading.vector != space().vectors(["Müll, Müllabfuhr und MÜLL"])).nnz == 0


def test_compounds_are_alike_by_their_parts() -> None:
    one, other, third = space().vectors(["Müll", "Müllabfuhr", "spät"])
    assert (one @ other.T).toarray()[0, 0] > 0.1
    assert (one @ third.T).toarray()[0, 0] == 0


def test_left_out_values_are_those_of_really_leaving_out() -> None:
    rows = numbers(8, 5)
    gram, targets = rows @ rows.T, numbers(8, 2)
    rest = [0, 1, 2, 4, 5, 6, 7]
    without = solve_ridge(gram[np.ix_(rest, rest)], targets[rest])
    expected = gram[3, rest] @ without.dual
    assert solve_ridge(gram, targets).left_out[3] == pytest.approx(expected)


def test_an_extended_gram_matrix_is_the_whole_one() -> None:
    vectors = space().vectors(TEXTS)
    whole = (vectors @ vectors.T).toarray()
    extended = extend_gram(whole[:1, :1], vectors[:1], vectors[1:])
    assert extended == pytest.approx(whole)


def test_the_logistic_fit_is_the_optimum_wherever_it_starts() -> None:
    columns, prior, precision = numbers(40, 3), np.array([0.5, 0, 1]), np.full(3, 2.0)
    labels = (columns[:, 0] + numbers(40) > 0).astype(float)

    def loss(weights: Floats) -> float:
        scores = columns @ weights
        penalty = 0.5 * (precision * (weights - prior) ** 2).sum()
        return float((np.logaddexp(0, scores) - labels * scores).sum() + penalty)

    for start in (prior, np.array([-3.0, 4, 2])):
        found = fit_logistic(
            columns, labels, prior=prior, precision=precision, start=start
        )
        assert found == pytest.approx(minimize(loss, prior, tol=1e-9).x, abs=1e-3)


def test_the_nearer_passage_and_its_relatives_stand_in_the_columns() -> None:
    codes = [
        CodeEntry("a", "Alpha", "g"),
        CodeEntry("b", "Beta", "g"),
        CodeEntry("c", "Gamma", "Alpha"),
        CodeEntry("d", "Delta"),
    ]
    columns = context_columns([[], [0]], kinship(codes))
    assert columns.tolist() == [
        [0, 1, 0, 0.5],
        [0, 0, 0, 0.5],
        [0, 0, 0, 0.5],
        [0, 0, 0, 0],
    ]


def test_two_codes_in_one_passage_stand_in_each_others_way() -> None:
    def first(cold: list[float]) -> float:
        scores = np.array([cold])
        alone = np.zeros((2, 2), dtype=bool)
        evidence = Evidence(scores, np.zeros((1, 2)), np.zeros((1, 2, 4)), alone)
        return float(untaught().log_odds(evidence, np.zeros((1, 2)))[0, 0])

    assert first([2.0, 0.0]) > first([2.0, 3.0])


def test_the_evaluations_protocol_gives_pairs_with_and_without_context() -> None:
    row = CodebookRow(
        code="m", parent="", name="Müll", description="Abfall", keywords=["Tonne"]
    )
    made = EvaluationEngine()
    made.fit([row, {**row, "code": "l", "name": "Lärm", "keywords": ["laut"]}])
    assert made.suggest("Tonne voll")[0][0] == "m"
    made.observe(TEXTS)
    made.learn(["Die Tonne stinkt"], [["m"]], [[]])
    assert made.suggest("Der Müll", [["m"]])[0][0] == "m"


def test_the_language_is_told_by_its_small_words() -> None:
    assert prevailing_language(["the staff and we were not there"]) == "en"
    assert prevailing_language(["das Personal und wir waren nicht da"]) == "de"
