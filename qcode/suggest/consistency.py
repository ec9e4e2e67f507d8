"""Where a coder may not have coded as they do elsewhere, for a second look of theirs.

Pure: it looks at passages as an engine rated them that had not learned from them. An
engine errs as well; these are questions, no mistakes.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from qcode.model.ids import CodeId
from qcode.model.suggestion import Settled
from qcode.suggest.held_out import Rated
from qcode.suggest.study_passages import Passage

FIRST = 3
"""A code among so many first proposals is not unlike the others of its code."""

FEWEST = 5
"""Fewer passages with a code say nothing about what is usual for it."""

_NEARLY_CERTAIN = 1e-6


class DoubtKind(StrEnum):
    """What is asked: is a code missing, or is one unlike the others of it?"""

    MISSING = "missing"
    UNLIKE = "unlike"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A passage that looks like a code and lacks it, or has it and does not.

    `probability` is that of the code here; half of the passages that have the code
    reach `usual`, `None` where they are fewer than five. `given` are all codes of the
    passage.
    """

    kind: DoubtKind
    passage: Passage
    code: CodeId
    probability: float
    usual: float | None
    given: frozenset[CodeId]


def missing(
    rated: Sequence[Rated], codes: Collection[CodeId], least: float, settled: Settled
) -> list[Doubt]:
    """Return passages without a code that is as probable as this at least.

    The most probable come first. Left out is what overlaps a coding with that code,
    and where the coder rejected it.
    """
    usual = usual_probabilities(rated, codes)
    found = [
        _doubt(DoubtKind.MISSING, it, code, usual)
        for it in rated
        for code in codes
        if it.scores.get(code, 0.0) >= least
        and code not in it.read.codes
        and not settled.holds(it.read.passage.document_id, code, it.read.passage.span)
    ]
    return sorted(found, key=lambda it: (-it.probability, *_place(it)))


def unlike(rated: Sequence[Rated], codes: Collection[CodeId]) -> list[Doubt]:
    """Return passages with a code that is much less probable than usual for it.

    First come those whose log-odds are the farthest below the median of their code.
    Left out are codes given fewer than five times, and passages for which the code is
    among the first three.
    """
    usual = usual_probabilities(rated, codes)
    found = [
        _doubt(DoubtKind.UNLIKE, it, code, usual)
        for it in rated
        for code in it.read.codes.intersection(usual)
        if code not in _first(it)
    ]
    below = [it for it in found if it.usual is not None and it.probability < it.usual]
    return sorted(below, key=lambda it: (-_gap(it), *_place(it)))


def usual_probabilities(
    rated: Iterable[Rated], codes: Collection[CodeId]
) -> dict[CodeId, float]:
    """Return each code's median probability where it was given, five times or more."""
    reached: dict[CodeId, list[float]] = {code: [] for code in codes}
    for it in rated:
        for code in it.read.codes.intersection(reached):
            reached[code].append(it.scores.get(code, 0.0))
    return {code: median(it) for code, it in reached.items() if len(it) >= FEWEST}


def _doubt(
    kind: DoubtKind, rated: Rated, code: CodeId, usual: dict[CodeId, float]
) -> Doubt:
    read, probability = rated.read, rated.scores.get(code, 0.0)
    return Doubt(kind, read.passage, code, probability, usual.get(code), read.codes)


def _first(rated: Rated) -> list[CodeId]:
    ranked = sorted(rated.scores, key=lambda code: (-rated.scores[code], code))
    return ranked[:FIRST]


def _gap(doubt: Doubt) -> float:
    return _log_odds(doubt.usual or 0.0) - _log_odds(doubt.probability)


def _log_odds(probability: float) -> float:
    kept = min(max(probability, _NEARLY_CERTAIN), 1 - _NEARLY_CERTAIN)
    return math.log(kept / (1 - kept))


def _place(doubt: Doubt) -> tuple[object, ...]:
    """Sorts what ties as it stands in the text."""
    return doubt.passage.document_id, doubt.passage.span, doubt.code
