"""Coefficients of agreement, each with its source; nan where one is undefined.

All take the sums of `judgements` and keep their leading axes. Nothing is rounded and
nothing is replaced: where a coefficient has no value, `undefined` tells why.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

import numpy as np

from qcode.comparison.judgements import Floats, Judgements


class Undefined(StrEnum):
    """Why a coefficient has no value."""

    NOTHING_COMPARED = "nothing-compared"
    ONE_CATEGORY = "one-category"
    NOTHING_CODED = "nothing-coded"


def percent_agreement(judgements: Judgements) -> Floats:
    """Return how often two judgements of the same unit agree, in [0, 1].

    With more than two coders the mean over units of the share of agreeing pairs.
    Source: Fleiss (1971), Psychol. Bull. 76(5), 378-382, equation 2.
    """
    return _over(judgements.agreement, judgements.paired)


def cohen_kappa(judgements: Judgements) -> Floats:
    """Return Cohen's kappa; with more than two coders the mean over their pairs.

    A pair for which chance alone agrees on every unit has no kappa and is left out
    of the mean. Sources: Cohen (1960), Educ. Psychol. Meas. 20(1), 37-46; the mean
    over pairs: Light (1971), Psychol. Bull. 76(5), 365-377.
    """
    tables = judgements.tables
    number = tables.sum(axis=(-2, -1))
    observed = _over(np.trace(tables, axis1=-2, axis2=-1), number)
    first, second = tables.sum(axis=-1), tables.sum(axis=-2)
    by_chance = _over((first * second).sum(axis=-1), number**2)
    kappas = _corrected(observed, by_chance)
    is_known = ~np.isnan(kappas)
    total = np.where(is_known, kappas, 0.0).sum(axis=-1)
    return _over(total, is_known.sum(axis=-1))


def fleiss_kappa(judgements: Judgements) -> Floats:
    """Return Fleiss' kappa: chance from the categories' shares among all coders.

    Units need not have the same number of judgements. Sources: Fleiss (1971),
    Psychol. Bull. 76(5), 378-382; the form for missing judgements: Gwet (2014),
    Handbook of Inter-Rater Reliability, 4th ed., chapter 2.
    """
    by_chance = (_shares(judgements) ** 2).sum(axis=-1)
    return _corrected(percent_agreement(judgements), by_chance)


def gwet_ac1(judgements: Judgements) -> Floats:
    """Return Gwet's AC1, which stays stable where a code is rare.

    Source: Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapter 4;
    Gwet (2008), Br. J. Math. Stat. Psychol. 61(1), 29-48.
    """
    shares = _shares(judgements)
    by_chance = (shares * (1 - shares)).sum(axis=-1) / (judgements.categories - 1)
    return _corrected(percent_agreement(judgements), by_chance)


def brennan_prediger_kappa(judgements: Judgements) -> Floats:
    """Return Brennan and Prediger's kappa: chance picks each category alike.

    Source: Brennan & Prediger (1981), Educ. Psychol. Meas. 41(3), 687-699.
    """
    observed = percent_agreement(judgements)
    return _corrected(observed, np.full_like(observed, 1 / judgements.categories))


def krippendorff_alpha(judgements: Judgements) -> Floats:
    """Return Krippendorff's alpha for nominal data, missing judgements allowed.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C.
    """
    values = judgements.values
    number = values.sum(axis=-1)
    expected = number**2 - (values**2).sum(axis=-1)
    disagreement: Floats = 1 - _over((number - 1) * judgements.unlike, expected)
    return disagreement


COEFFICIENTS: Mapping[str, Callable[[Judgements], Floats]] = {
    "percent": percent_agreement,
    "kappa": cohen_kappa,
    "fleiss": fleiss_kappa,
    "alpha": krippendorff_alpha,
    "ac1": gwet_ac1,
    "brennan_prediger": brennan_prediger_kappa,
}
"""The coefficients of units by the name that tables and JSON give them."""


def prevalence(judgements: Judgements) -> Floats:
    """Return the share of judgements in the last category, "present" for codes."""
    return _shares(judgements)[..., -1]


def undefined(judgements: Judgements) -> Undefined | None:
    """Return why a coefficient of these sums, without leading axes, has no value.

    `None` where nothing hinders one. Percent agreement and AC1 are undefined only
    where nothing was compared.
    """
    if not judgements.paired:
        return Undefined.NOTHING_COMPARED
    if np.count_nonzero(judgements.values) < 2:
        return Undefined.ONE_CATEGORY
    return None


def _shares(judgements: Judgements) -> Floats:
    return _over(judgements.shares, judgements.units[..., None])


def _corrected(observed: Floats, by_chance: Floats) -> Floats:
    # Where all judgements are of one category, rounding must not make it a number.
    left = np.where(by_chance < 1 - 1e-12, 1 - by_chance, 0.0)
    return _over(observed - by_chance, left)


def _over(numerator: Floats, denominator: Floats) -> Floats:
    """Divide, nan where there is nothing to divide by."""
    shape = np.broadcast_shapes(np.shape(numerator), np.shape(denominator))
    result: Floats = np.divide(
        numerator, denominator, out=np.full(shape, np.nan), where=denominator != 0
    )
    return result
