"""The engine's parts against a second way to compute the same."""

import numpy as np
import pytest
from scipy.optimize import minimize

from qcode.suggest.arrays import Floats, csr_matrix
from qcode.suggest.coded_passages import CodedPassages
from qcode.suggest.evaluation import CodebookRow, EvaluationEngine, prevailing_language
from qcode.suggest.features import Analyser, FeatureSpace
from qcode.suggest.fusion import Evidence, learn_fusion, untaught
from qcode.suggest.logistic import fit_logistic
from qcode.suggest.mixture import mixture_weights
from qcode.suggest.neighbourhood import context_columns, kinship, parentage
from qcode.suggest.proposals import CodeEntry
from qcode.suggest.residual import extend_gram, profiles, solve_ridge

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


def test_a_skimmed_passage_has_more_of_its_first_sentence() -> None:
    texts = ["Müll z. B. spät. Ärger überall", "🙈", ""]
    openings = space().vectors(["Müll z. B. spät.", "🙈", ""])
    whole = space().vectors(texts)
    expected = (0.7 * whole + 0.3 * openings).toarray()
    assert space().skimmed(texts, whole).toarray() == pytest.approx(expected)
    reading = space().read(texts[0])
    assert reading.skimmed.toarray() == pytest.approx(expected[:1])
    assert reading.skimmed_shares.sum(axis=0) == pytest.approx(expected[:1])


def test_words_beside_a_codes_words_go_over_to_it() -> None:
    alpha, beside_alpha, beta, beside_beta, anywhere = range(5)
    texts = csr_matrix(
        [[1, 1, 0, 0, 1], [0, 1, 0, 0, 1], [0, 0, 1, 1, 1], [0, 0, 0, 1, 1.0]]
    )
    scores = np.array([[0.3, 0], [0, 0], [0, 0.3], [0, 0]])
    weights = mixture_weights(texts, scores)
    assert weights.sum(axis=1) == pytest.approx(np.zeros(5))
    assert weights[alpha, 0] > 0 > weights[beta, 0]
    assert weights[beside_alpha, 0] > 0 > weights[beside_beta, 0]
    assert weights[anywhere] == pytest.approx([0, 0], abs=1e-9)
    assert mixture_weights(2 * texts, scores) == pytest.approx(weights, rel=1e-3)


def test_profiles_are_of_the_codes_that_stand_out() -> None:
    found = profiles(np.array([[2.5, -99, -99], [9.9, 9.9, -99], [-99, -99, -99.0]]))
    root = np.sqrt(0.1)
    half = root / np.sqrt(2)
    assert found[:2] == pytest.approx(np.array([[root, 0, 0], [half, half, 0]]))
    assert np.isfinite(found).all()


def test_silence_is_trusted_less_than_a_word() -> None:
    coded = CodedPassages(3, space())
    coded.put(["Der Müll"], [[0]], np.zeros((1, 3, 4)))
    coded.reject("Der Müll", 1)
    coded.reject("Die Abfuhr", 2)
    assert coded.trust.tolist() == [[1, 1, 0.7], [0, 0, 1]]


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
    assert solve_ridge(gram.copy(), targets).left_out[3] == pytest.approx(expected)


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


def test_a_child_and_a_parent_that_stand_out_have_columns_of_their_own() -> None:
    codes = [CodeEntry("p", "Alpha"), CodeEntry("c", "Beta", "Alpha")]
    codes.append(CodeEntry("o", "Gamma", "Gruppe"))
    above = parentage(codes)
    assert above.tolist() == [[False] * 3, [True, False, False], [False] * 3]
    cold = np.array([[1.0, 4.0, 1.0]])
    evidence = Evidence(cold, np.zeros((1, 3)), np.zeros((1, 3, 4)), above)
    relatives = evidence.columns()[:, 5:7]
    assert relatives == pytest.approx(0.9 * np.array([[2, 0], [0, -1], [0, 0]]))


def test_the_many_codes_that_nobody_sees_do_not_rule_the_probabilities() -> None:
    draw = np.random.default_rng(5)

    def passages(count: int) -> tuple[Evidence, Floats]:
        cold = draw.gamma(1.0, 1.0, size=(count, 20))
        context = np.zeros((count, 20, 4))
        alone = np.zeros((20, 20), dtype=bool)
        rank = (-cold).argsort(axis=1).argsort(axis=1)
        chance = np.array([0.6, 0.4, 0.3, 0.25, 0.2, *[0.02] * 15])[rank]
        labels = (draw.random((count, 20)) < chance).astype(float)
        return Evidence(cold, np.zeros((count, 20)), context, alone), labels

    evidence, labels = passages(300)
    fusion, _ = learn_fusion(
        evidence, np.eye(300), labels, trust=np.ones((300, 20)), start=untaught()
    )
    fresh, given = passages(1000)
    odds = fusion.log_odds(fresh, np.zeros((1000, 20)))
    best = np.argsort(-odds, axis=1)[:, :3]
    expected = np.take_along_axis(1 / (1 + np.exp(-odds)), best, axis=1)
    right = np.take_along_axis(given, best, axis=1)
    assert expected.mean() == pytest.approx(right.mean(), abs=0.05)


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


def test_english_texts_are_read_with_english_lemmas() -> None:
    row = CodebookRow(
        code="m", parent="", name="Mouse", description="", keywords=["mouse"]
    )
    made = EvaluationEngine()
    made.fit([row, {**row, "code": "r", "name": "River", "keywords": ["river"]}])
    made.observe(["The mice were in the house and they ate it all"] * 3)
    assert made.suggest("mice")[0][0] == "m"


def test_the_language_is_told_by_its_small_words() -> None:
    assert prevailing_language(["the staff and we were not there"]) == "en"
    assert prevailing_language(["das Personal und wir waren nicht da"]) == "de"
