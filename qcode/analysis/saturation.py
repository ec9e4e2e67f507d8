"""How much new information each further document brings.

Source: Guest, Namey and Chen (2020), PLoS ONE 15(5), e0232076: the codes of the
first documents are the base; runs of further documents, each beginning one document
later, bring new codes; saturation is reached where these are few enough by the base.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Presence = NDArray[np.bool_]

PERMUTATIONS = 200
SEED = 20200505
_QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Rule:
    """When saturation is reached: sizes in documents, the threshold as a share."""

    base_size: int = 4
    run_length: int = 2
    threshold: float = 0.05


@dataclass(frozen=True, slots=True)
class Curve:
    """New information in one order of documents.

    `new` is how many codes each document is the first to have. `ratios` are the new
    codes of the run that ends with it by those of the base; nan while no run is full
    and where the base has none. `reached` is how many documents came before the run
    that first had few enough: the study's report is `reached` + run length. `None`
    where none had.
    """

    new: Sequence[int]
    ratios: Sequence[float]
    base: int
    reached: int | None


@dataclass(frozen=True, slots=True)
class Shuffled:
    """What random orders of the same documents give.

    `mean`, `median`, `low` and `high` are of the codes found after each document (low
    and high are the 5th and 95th percentile). `reached` are the same three of where
    saturation is reached (low, median, high), `None` where none of the orders
    reaches it; `times` is how many do.
    """

    mean: Sequence[float]
    median: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    reached: tuple[float, float, float] | None
    times: int


def curve(presence: Presence, rule: Rule) -> Curve:
    """Return the new information in the order of the rows.

    `presence` says which code each document has, shape (documents, codes).
    """
    new = _new(presence, np.arange(len(presence)))
    ratios, base = _ratios(new, rule)
    return Curve(new.tolist(), ratios, base, _reached(ratios, rule))


def shuffled(
    presence: Presence, rule: Rule, permutations: int = PERMUTATIONS, seed: int = SEED
) -> Shuffled:
    """Return what random orders of the documents give, the same for the same seed."""
    random = np.random.Generator(np.random.PCG64(seed))
    found, reached = [], []
    for _ in range(permutations):
        new = _new(presence, random.permutation(len(presence)))
        found.append(np.cumsum(new))
        place = _reached(_ratios(new, rule)[0], rule)
        if place is not None:
            reached.append(place)
    curves = np.array(found)
    low, median, high = np.quantile(curves, _QUANTILES, axis=0)
    return Shuffled(
        curves.mean(axis=0).tolist(),
        median.tolist(),
        low.tolist(),
        high.tolist(),
        _three(np.quantile(reached, _QUANTILES).tolist()) if reached else None,
        len(reached),
    )


def _three(values: Sequence[float]) -> tuple[float, float, float]:
    low, middle, high = values
    return low, middle, high


def _new(presence: Presence, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many codes come first at each place; `places` are the documents'."""
    documents = len(presence)
    first = np.where(presence, places[:, None], documents).min(
        axis=0, initial=documents
    )
    return np.bincount(first, minlength=documents + 1)[:documents]


def _ratios(new: NDArray[np.int64], rule: Rule) -> tuple[list[float], int]:
    base = int(new[: rule.base_size].sum())
    ratios = [math.nan] * len(new)
    for last in range(rule.base_size + rule.run_length - 1, len(new)):
        run = int(new[last - rule.run_length + 1 : last + 1].sum())
        ratios[last] = run / base if base else math.nan
    return ratios, base


def _reached(ratios: Sequence[float], rule: Rule) -> int | None:
    for last, ratio in enumerate(ratios):
        if ratio <= rule.threshold:
            return last + 1 - rule.run_length
    return None
