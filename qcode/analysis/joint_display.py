"""A joint display: what interviews speak of beside how a survey rated it.

Owns means, spreads and ranks. Knows neither the store nor files.
Source: Guetterman, Fetters and Creswell (2015), Ann. Fam. Med. 13(6), 554-561.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import correlation, fmean, stdev


@dataclass(frozen=True, slots=True)
class Spoken:
    """How often interviews speak of an item."""

    documents: int
    segments: int


@dataclass(frozen=True, slots=True)
class Rated:
    """How a survey rated an item: by `n`, with the sample's standard deviation.

    `mean` is nan of nothing, `sd` of fewer than two.
    """

    n: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class JointLine:
    """One item in one group, with its ranks among the group's items.

    Ranks are from 1, the highest first; equals share the mean of their ranks, and
    what nobody rated has none (nan).
    """

    item: str
    spoken: Spoken
    rated: Rated
    spoken_rank: float
    rated_rank: float

    @property
    def rank_difference(self) -> float:
        """How many ranks the survey puts the item above the interviews."""
        return self.spoken_rank - self.rated_rank


def rated(values: Sequence[float]) -> Rated:
    """Return what ratings come to; nan among them is no rating."""
    given = [value for value in values if not math.isnan(value)]
    return Rated(
        len(given),
        fmean(given) if given else math.nan,
        stdev(given) if len(given) > 1 else math.nan,
    )


def joint_lines(
    items: Sequence[str], spoken: Mapping[str, Spoken], ratings: Mapping[str, Rated]
) -> list[JointLine]:
    """Return a group's lines in the order of the items.

    Items that nobody spoke of have no documents. Interviews are ranked by documents,
    then segments.
    """
    of = {item: spoken.get(item, Spoken(0, 0)) for item in items}
    said = ranks({item: (it.documents, it.segments) for item, it in of.items()})
    asked = ranks({it: (ratings[it].mean,) for it in items if ratings[it].n})
    return [
        JointLine(item, of[item], ratings[item], said[item], asked.get(item, math.nan))
        for item in items
    ]


def ranks(values: Mapping[str, tuple[float, ...]]) -> dict[str, float]:
    """Return ranks from 1, the greatest first; equals share the mean of theirs."""
    ordered = sorted(values, key=values.__getitem__, reverse=True)
    found: dict[str, float] = {}
    for _, equal in groupby(ordered, key=values.__getitem__):
        together = list(equal)
        middle = len(found) + (len(together) + 1) / 2
        found |= dict.fromkeys(together, middle)
    return found


def rank_correlation(lines: Sequence[JointLine]) -> float:
    """Return Spearman's rho of the two orders, nan where one has no order.

    Only items that were rated count; equals share the mean of their ranks. Source:
    Spearman (1904), Am. J. Psychol. 15(1), 72-101.
    """
    both = [it for it in lines if not math.isnan(it.rated_rank)]
    sides = [it.spoken_rank for it in both], [it.rated_rank for it in both]
    if any(len(set(side)) < 2 for side in sides):
        return math.nan
    # scipy's does the same, but takes half a second to load.
    return correlation(*sides)
