"""The figures that an evaluation of suggestions gives, and how they come about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qcode.model.ids import CodeId
from qcode.suggest.held_out import Rated, Trial
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
from qcode.suggest.proposing import MOST, SHOWN

FIRST = 3
"""Recall is looked at among so many proposals."""


@dataclass(frozen=True, slots=True)
class Cut:
    """From which probability on proposals count.

    `threshold` decides for F1 and the figures by code; of what is shown, `least` is
    the probability that it has at least, and `most` how many codes a passage has of it.
    """

    threshold: float = 0.5
    least: float = SHOWN
    most: int = MOST


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """One code: on how many passages it was given, and how it was proposed.

    `recall_at_3` is how often it is among the first three where it was given, `None`
    where it never was; `counts` are those from the threshold on.
    """

    given: int
    recall_at_3: float | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How good suggestions are after so many documents and codings.

    All folds' passages are judged at each point; `codings` is the folds' mean. The
    last point is that of all other documents, `documents` those of the fewest.
    """

    documents: int
    codings: int
    recall_at_3: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures over the passages of held-out documents; `None` where undefined.

    `codings` counts codes on passages. `by_code` has the code's key, the codebook's
    order, and every code that was given or could be proposed. `shown` is what would
    have been shown: right are the codings it would have spared, missed those it
    would not have found, wrong what it would have shown in vain.
    """

    documents: int
    passages: int
    codings: int
    recall_at_3: float | None
    precision_at_1: float | None
    calibration_error: float | None
    cut: Cut
    by_code: Mapping[str, CodeFigures]
    shown: Counts
    curve: Sequence[CurvePoint]

    @property
    def total(self) -> Counts:
        """What the threshold would have given, over all codes."""
        return sum((it.counts for it in self.by_code.values()), Counts())

    @property
    def f1(self) -> float | None:
        """F1 at the threshold over all codes together; `None` where nothing is."""
        return self.total.f1


def figures(
    trials: Sequence[Trial], documents: int, keys: Mapping[CodeId, str], cut: Cut
) -> Evaluation:
    """Return the figures of all trials of so many documents; `keys` name the codes."""
    judged = _judged([trial for trial in trials if trial.is_last], keys)
    seen = {key for it in judged for key in (*it.scores, *it.given)}
    codes = [key for key in keys.values() if key in seen]
    counts = counts_by_code(judged, codes, cut.threshold)
    return Evaluation(
        documents=documents,
        passages=len(judged),
        codings=sum(len(it.given) for it in judged),
        recall_at_3=recall_at(judged, FIRST),
        precision_at_1=precision_at_one(judged),
        calibration_error=calibration_error(judged),
        cut=cut,
        by_code={code: _of_code(judged, code, counts[code]) for code in codes},
        shown=counts_shown(judged, cut.least, cut.most),
        curve=_curve(trials, keys),
    )


def curve_sizes(fewest: int) -> list[int]:
    """Return 0, 1, 2, 4, 8 … below a number of documents."""
    sizes = [0, *(2**power for power in range(fewest.bit_length()))]
    return [size for size in sizes if size < fewest]


def _of_code(judged: Sequence[Judged], code: str, counts: Counts) -> CodeFigures:
    given = counts.right + counts.missed
    return CodeFigures(given, recall_of(judged, code, FIRST), counts)


def judged_of(rated: Iterable[Rated], keys: Mapping[CodeId, str]) -> list[Judged]:
    """Return rated passages under the keys of their codes."""
    return [_keyed(it, keys) for it in rated]


def _judged(trials: Sequence[Trial], keys: Mapping[CodeId, str]) -> list[Judged]:
    return judged_of((it for trial in trials for it in trial.rated), keys)


def _keyed(rated: Rated, keys: Mapping[CodeId, str]) -> Judged:
    scores = {keys[code]: score for code, score in rated.scores.items()}
    return Judged(scores, frozenset(keys[code] for code in rated.read.codes))


def _curve(trials: Sequence[Trial], keys: Mapping[CodeId, str]) -> list[CurvePoint]:
    early = sorted({trial.documents for trial in trials if not trial.is_last})
    points = [
        [it for it in trials if it.documents == size and not it.is_last]
        for size in early
    ]
    last = [it for it in trials if it.is_last]
    return [_point(alike, keys) for alike in (*points, last)]


def _point(trials: Sequence[Trial], keys: Mapping[CodeId, str]) -> CurvePoint:
    return CurvePoint(
        documents=min(trial.documents for trial in trials),
        codings=round(sum(trial.codings for trial in trials) / len(trials)),
        recall_at_3=recall_at(_judged(trials, keys), FIRST),
    )
