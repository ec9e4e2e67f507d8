"""Coders compared over documents: every coefficient, code by code and together.

Puts the sums of single documents together, draws documents again for intervals, and
says for each figure what it is undefined for. Knows codes and coders by number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qcode.comparison.agreement import COEFFICIENTS, Undefined, prevalence, undefined
from qcode.comparison.intervals import FEWEST_DOCUMENTS, draws, interval
from qcode.comparison.judgements import (
    Floats,
    Integers,
    Judgements,
    judge,
    pooled,
    stacked,
)
from qcode.comparison.matching import met, pairs_within
from qcode.comparison.unitising import Continuum, Unitised, unitised

# Of a fresh array, since numpy's own nan is one for all.
_PRESENT_OR_ABSENT = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient with its interval, or why it has no value.

    `value` is nan where `undefined` says why. The interval is over documents drawn
    again, `None` where there are fewer than three or where no draw has a value.
    """

    value: float
    interval: tuple[float, float] | None
    undefined: Undefined | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """How far coders agree on one code, a family of codes, or all of them.

    `units` is how many units two coders at least judged, over all codes where there
    are several; `prevalence` the share of judgements "present", nan without any.
    """

    units: int
    prevalence: float
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Matching:
    """What makes two codings of one code the same, for segments and for spans.

    `least_overlap` is a share of what both cover, `tolerance` a number of words that
    each end may be apart.
    """

    least_overlap: float = 0.9
    tolerance: int = 2


@dataclass(frozen=True, slots=True)
class DocumentJudgements:
    """One document: judgements of shape (codes, units, coders), and free spans."""

    judgements: Integers
    continua: Sequence[Continuum]


class Comparison:
    """Several coders over several documents, with the sums of each document."""

    def __init__(
        self, documents: Sequence[DocumentJudgements], matching: Matching
    ) -> None:
        """Sum up the documents; all have the same codes and coders, one at least."""
        self._sums = stacked(
            judge(it.judgements, _PRESENT_OR_ABSENT) for it in documents
        )
        self._codes = len(documents[0].continua)
        self._unitised = [
            unitised([it.continua[code] for it in documents])
            for code in range(self._codes)
        ]
        # Codings that met one of another coder, and spans with the same ends; of all.
        self._matched = np.array(
            [
                [_matches(it.continua[code], matching) for it in documents]
                for code in range(self._codes)
            ]
        ).reshape(self._codes, len(documents), 3)
        once = np.ones((1, len(documents)))
        has_interval = len(documents) >= FEWEST_DOCUMENTS
        again = draws(len(documents)) if has_interval else once[:0]
        self._weights = np.concatenate([once, again])

    def of_code(self, code: int) -> Figures:
        """Return the figures of one code."""
        sums = self._sums.at(code).drawn(self._weights)
        values = {name: of(sums) for name, of in COEFFICIENTS.items()}
        return self._figures(sums, values | self._free([code]))

    def pooled(self, codes: Sequence[int]) -> Figures:
        """Return the figures of the codes' units in one table."""
        sums = pooled(self._sums.at(list(codes)).drawn(self._weights))
        values = {name: of(sums) for name, of in COEFFICIENTS.items()}
        return self._figures(sums, values | self._free(codes))

    def macro_mean(self, codes: Sequence[int]) -> Figures:
        """Return the mean of the codes' own figures, those without a value left out."""
        drawn = self._sums.at(list(codes)).drawn(self._weights)
        values = {name: _mean(of(drawn)) for name, of in COEFFICIENTS.items()}
        single = [self._free([code]) for code in codes]
        for name in single[0] if single else ():
            values[name] = _mean(np.stack([it[name] for it in single], axis=1))
        return self._figures(pooled(drawn), values)

    def _figures(self, sums: Judgements, values: Mapping[str, Floats]) -> Figures:
        once = sums.at(0, axis=0)
        why = undefined(once)
        return Figures(
            units=round(float(once.paired)),
            prevalence=float(prevalence(once)),
            figures={name: _figure(of, why) for name, of in values.items()},
        )

    def _free(self, codes: Sequence[int]) -> dict[str, Floats]:
        """Return the figures of free spans for each draw, over some codes.

        Spans with the same ends are twice their pairs over all spans, which is F1.
        Source: Dice (1945), Ecology 26(3), 297-302.
        """
        pairs = [self._unitised[code] for code in codes]
        sums: Floats = self._weights @ self._matched[list(codes)].sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            met_share, same_ends = sums[:, 0] / sums[:, 2], sums[:, 1] / sums[:, 2]
            # With a single code chance is all there is.
            by_chance = 1 / self._codes if self._codes > 1 else np.nan
            corrected = (met_share - by_chance) / (1 - by_chance)
        return {
            "u_alpha": _u_alpha(pairs, self._weights),
            "segments": met_share,
            "segments_kappa": corrected,
            "dice": same_ends,
        }


def _u_alpha(codes: Sequence[Unitised], weights: Floats) -> Floats:
    """Return alpha for each draw: one less all codes' observed over expected."""
    disagreements = np.array([it.disagreements(weights) for it in codes])
    observed, expected = np.nansum(disagreements, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha: Floats = 1 - observed / expected
    return np.where(expected > 0, alpha, np.nan)


def _matches(continuum: Continuum, matching: Matching) -> tuple[int, int, int]:
    """Return met codings, codings with the same ends, and all, over pairs of coders."""
    hits = same = total = 0
    for one, other in combinations(continuum.by_coder, 2):
        hits += sum(met(one, other, matching.least_overlap))
        hits += sum(met(other, one, matching.least_overlap))
        same += 2 * pairs_within(one, other, matching.tolerance)
        total += len(one) + len(other)
    return hits, same, total


def _mean(values: Floats) -> Floats:
    """Return the mean over the last axis of what is not nan, nan of nothing."""
    known = ~np.isnan(values)
    number = known.sum(axis=-1)
    total = np.where(known, values, 0.0).sum(axis=-1)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)


def _figure(values: Floats, why: Undefined | None) -> Figure:
    value = float(values[0])
    if np.isnan(value):
        return Figure(value, None, why or Undefined.NOTHING_CODED)
    low, high = interval(values[1:]) if len(values) > 1 else (np.nan, np.nan)
    has_interval = not np.isnan(low)
    return Figure(value, (float(low), float(high)) if has_interval else None)
