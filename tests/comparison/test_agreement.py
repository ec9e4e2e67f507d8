"""Coefficients against published worked examples and against second computations."""

from collections.abc import Callable
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from qcode.comparison.agreement import (
    COEFFICIENTS,
    Undefined,
    brennan_prediger_kappa,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    prevalence,
    undefined,
)
from qcode.comparison.judgements import (
    MISSING,
    Floats,
    Judgements,
    judge,
    pooled,
    stacked,
)

# Cohen (1960), Educ. Psychol. Meas. 20, p. 37-46: two judges, 200 cases.
COHEN = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]

# Fleiss (1971), Psychol. Bull. 76, p. 378-382, table 1: 30 patients, six
# psychiatrists; depression, personality disorder, schizophrenia, neurosis, other.
FLEISS = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006
10050 11040 03300 10050 02031 00501 30012 51000 02040 10203
00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""

# Krippendorff (2011), section C: four observers, twelve units; a dot was not coded.
# Gwet (2014), chapter 2 and 4, has the same judgements in a table of four raters.
KRIPPENDORFF = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def _values(rows: tuple[str, ...]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Judgements as judge() takes them: one row per unit, one column per coder."""
    columns = [[MISSING if it == "." else int(it) - 1 for it in row] for row in rows]
    return np.array(columns).T


def _from_table(table: list[list[int]]) -> Judgements:
    pairs = [
        (row, column)
        for row, cells in enumerate(table)
        for column, count in enumerate(cells)
        for _ in range(count)
    ]
    return judge(np.array(pairs), len(table))


def _fleiss() -> Judgements:
    rows = [
        [category for category, count in enumerate(row) for _ in range(int(count))]
        for row in FLEISS.split()
    ]
    return judge(np.array(rows), 5)


def test_cohens_kappa_is_that_of_cohen_1960() -> None:
    table = _from_table(COHEN)
    assert percent_agreement(table) == pytest.approx(0.70)
    assert cohen_kappa(table) == pytest.approx(0.492, abs=0.0005)


def test_fleiss_kappa_is_that_of_fleiss_1971() -> None:
    judgements = _fleiss()
    shares = judgements.shares / judgements.units
    assert shares == pytest.approx([0.144, 0.144, 0.167, 0.306, 0.239], abs=0.0006)
    assert percent_agreement(judgements) == pytest.approx(0.556, abs=0.0006)
    assert fleiss_kappa(judgements) == pytest.approx(0.430, abs=0.0006)


def test_alpha_is_that_of_krippendorff_2011_with_missing_judgements() -> None:
    judgements = judge(_values(KRIPPENDORFF), 5)
    assert krippendorff_alpha(judgements) == pytest.approx(0.743, abs=0.0005)


def test_alpha_is_that_of_krippendorff_2011_for_two_observers_of_two_values() -> None:
    observers = ("1211111121", "2221121111")
    assert krippendorff_alpha(judge(_values(observers), 2)) == pytest.approx(
        0.095, abs=0.0005
    )


def test_alpha_is_that_of_krippendorff_2011_for_two_observers_of_five_values() -> None:
    observers = ("112243335441", "212223335444")
    assert krippendorff_alpha(judge(_values(observers), 5)) == pytest.approx(
        0.692, abs=0.0005
    )


def test_coefficients_of_four_raters_are_those_of_gwet_2014() -> None:
    judgements = judge(_values(KRIPPENDORFF), 5)
    assert percent_agreement(judgements) == pytest.approx(0.8182, abs=0.00005)
    assert gwet_ac1(judgements) == pytest.approx(0.7754, abs=0.00005)
    assert fleiss_kappa(judgements) == pytest.approx(0.7612, abs=0.00005)
    assert brennan_prediger_kappa(judgements) == pytest.approx(0.7727, abs=0.00005)


JUDGED = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.integers(-1, 2), min_size=coders, max_size=coders),
        min_size=1,
        max_size=12,
    )
)


@given(JUDGED)
def test_alpha_equals_one_less_observed_over_expected_disagreement_of_pairs(
    rows: list[list[int]],
) -> None:
    """Pair by pair, as alpha is defined, without a coincidence matrix."""
    units = [[it for it in row if it != MISSING] for row in rows]
    units = [unit for unit in units if len(unit) > 1]
    values = [it for unit in units for it in unit]
    observed = sum(
        sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1)
        for unit in units
    )
    expected = sum(a != b for a, b in permutations(values, 2))
    alpha = krippendorff_alpha(judge(np.array(rows), 3))
    if not expected:
        assert np.isnan(alpha)
    else:
        by_pairs = 1 - (observed / len(values)) / (
            expected / (len(values) * (len(values) - 1))
        )
        assert alpha == pytest.approx(by_pairs)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1))
def test_cohens_kappa_equals_that_of_scikit_learn(rows: list[tuple[int, int]]) -> None:
    first, second = zip(*rows, strict=True)
    kappa = cohen_kappa(judge(np.array(rows), 3))
    if len({*first, *second}) == 1:
        assert np.isnan(kappa)
    else:
        assert kappa == pytest.approx(
            cohen_kappa_score(first, second, labels=[0, 1, 2])
        )


@given(
    st.lists(
        st.lists(st.integers(0, 1), min_size=3, max_size=3), min_size=1, max_size=20
    )
)
def test_several_coders_have_the_mean_kappa_of_their_pairs(
    rows: list[list[int]],
) -> None:
    values = np.array(rows)
    kappas = [
        float(cohen_kappa(judge(values[:, list(pair)], 2)))
        for pair in combinations(range(3), 2)
    ]
    defined = [it for it in kappas if not np.isnan(it)]
    expected = np.mean(defined) if defined else np.nan
    assert float(cohen_kappa(judge(values, 2))) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_coders_who_agree_on_all_units_have_one(name: str) -> None:
    agreed = judge(np.array([[0, 0], [1, 1], [1, 1]]), 2)
    assert COEFFICIENTS[name](agreed) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("coefficient", "has_value"),
    [
        (percent_agreement, True),
        (gwet_ac1, True),
        (brennan_prediger_kappa, True),
        (cohen_kappa, False),
        (fleiss_kappa, False),
        (krippendorff_alpha, False),
    ],
)
def test_a_code_that_nobody_gave_has_no_kappa_and_no_alpha(
    coefficient: Callable[[Judgements], Floats], has_value: bool
) -> None:
    """Never 1.0: nothing says that coders would agree where the code applies."""
    nobody = judge(np.zeros((7, 2), dtype=int), 2)
    assert bool(np.isnan(coefficient(nobody))) is not has_value
    assert undefined(nobody) is Undefined.ONE_CATEGORY


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_coders_who_share_no_unit_are_not_compared(name: str) -> None:
    apart = judge(np.array([[0, MISSING], [MISSING, 1]]), 2)
    assert np.isnan(COEFFICIENTS[name](apart))
    assert undefined(apart) is Undefined.NOTHING_COMPARED


def test_where_coefficients_have_values_nothing_is_undefined() -> None:
    assert undefined(judge(np.array([[0, 1], [1, 1]]), 2)) is None


def test_prevalence_is_the_share_of_judgements_that_a_code_is_present() -> None:
    assert prevalence(judge(np.array([[0, 1], [1, 1], [0, 0]]), 2)) == pytest.approx(
        3 / 6
    )


@given(JUDGED, st.integers(0, 12))
def test_sums_of_parts_are_the_sums_of_the_whole(
    rows: list[list[int]], cut: int
) -> None:
    values = np.array(rows)
    parts = judge(values[:cut], 3) + judge(values[cut:], 3)
    for name, coefficient in COEFFICIENTS.items():
        assert coefficient(parts) == pytest.approx(
            coefficient(judge(values, 3)), nan_ok=True
        ), name


def test_drawing_documents_again_weighs_their_sums() -> None:
    documents = [np.array([[0, 1], [1, 1]]), np.array([[0, 0], [1, 1], [1, 0]])]
    sums = stacked(judge(values, 2) for values in documents)
    drawn = sums.drawn(np.array([[2.0, 0.0], [1.0, 1.0]]))
    twice = judge(np.concatenate([documents[0], documents[0]]), 2)
    both = judge(np.concatenate(documents), 2)
    for coefficient in COEFFICIENTS.values():
        assert coefficient(drawn) == pytest.approx(
            [float(coefficient(twice)), float(coefficient(both))], nan_ok=True
        )


def test_the_pooled_table_joins_the_units_of_all_codes() -> None:
    by_code = np.array([[[0, 0], [1, 0]], [[1, 1], [1, 1]]])
    both = pooled(judge(by_code, 2))
    assert krippendorff_alpha(both) == pytest.approx(
        krippendorff_alpha(judge(by_code.reshape(4, 2), 2))
    )
    assert cohen_kappa(both) == pytest.approx(
        cohen_kappa(judge(by_code.reshape(4, 2), 2))
    )
