"""What coders' judgements of the same units add up to.

Everything that a chance-corrected coefficient needs is a sum over units, so documents
can be added, left out, or drawn again for an interval without looking at their units
twice. Knows no codes, no coders and no text: judgements are numbers of categories.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MISSING = -1
"""Stands where a coder did not judge a unit."""


@dataclass(frozen=True, slots=True)
class Judgements:
    """Sums over units; the leading axes, such as one for codes, are the same in all.

    A unit counts as paired where two coders at least judged it. With k categories
    and p pairs of coders the shapes behind the leading axes are:

    - `units` and `paired` (): how many units were judged, and by two or more;
    - `agreement` (): over paired units, the share of pairs of judgements that agree;
    - `shares` (k,): over judged units, the share of its judgements in each category;
    - `values` (k,): how many judgements of paired units are in each category;
    - `unlike` (): over paired units, the ordered pairs of unlike judgements, each
      unit's divided by its judgements less one;
    - `tables` (p, k, k): for each pair of coders, how often the first chose a
      category where the second chose another or the same.
    """

    units: Floats
    paired: Floats
    agreement: Floats
    shares: Floats
    values: Floats
    unlike: Floats
    tables: Floats

    @property
    def categories(self) -> int:
        """How many categories there are to choose from."""
        return int(self.values.shape[-1])

    def __add__(self, other: "Judgements") -> "Judgements":
        return Judgements(
            *(getattr(self, it.name) + getattr(other, it.name) for it in fields(self))
        )

    def at(self, place: int | list[int], axis: int = -1) -> "Judgements":
        """Return the sums at a place of a leading axis, or at several of them."""
        leading = self.units.ndim
        return Judgements(
            *(
                np.take(getattr(self, it.name), place, axis=axis % leading)
                for it in fields(self)
            )
        )

    def drawn(self, weights: Floats) -> "Judgements":
        """Return weighted sums over the first axis, shape (draws, …) instead of it.

        `weights` has shape (draws, n): how often each of the n was drawn.
        """
        return Judgements(
            *(
                np.tensordot(weights, getattr(self, it.name), axes=1)
                for it in fields(self)
            )
        )


def stacked(parts: Iterable[Judgements]) -> Judgements:
    """Return several sums of the same shapes as one, with a first axis for them."""
    rows = list(parts)
    return Judgements(
        *(
            np.stack([getattr(row, it.name) for row in rows])
            for it in fields(Judgements)
        )
    )


def pooled(judgements: Judgements) -> Judgements:
    """Return the sums over the last leading axis: one table of all codes' units."""
    own_axes = {"shares": 1, "values": 1, "tables": 3}
    return Judgements(
        *(
            getattr(judgements, it.name).sum(axis=-1 - own_axes.get(it.name, 0))
            for it in fields(judgements)
        )
    )


def judge(values: Integers, categories: int) -> Judgements:
    """Return the sums over the units of an array of judgements.

    `values` has shape (…, units, coders) and holds categories from 0 on, or MISSING.
    """
    chosen = (values[..., None] == np.arange(categories)).astype(float)
    counts = chosen.sum(axis=-2)
    number = counts.sum(axis=-1)
    paired = number >= 2
    others = np.where(paired, number - 1, 1.0)
    pairs = np.where(paired, number * others, 1.0)
    alike = (counts * (counts - 1)).sum(axis=-1)
    coders = values.shape[-1]
    tables = [
        np.einsum("...uc,...ud->...cd", chosen[..., one, :], chosen[..., other, :])
        for one, other in combinations(range(coders), 2)
    ]
    shape = (*values.shape[:-2], 0, categories, categories)
    return Judgements(
        units=(number > 0).sum(axis=-1).astype(float),
        paired=paired.sum(axis=-1).astype(float),
        agreement=np.where(paired, alike / pairs, 0.0).sum(axis=-1),
        shares=(counts / np.maximum(number, 1)[..., None]).sum(axis=-2),
        values=np.where(paired[..., None], counts, 0.0).sum(axis=-2),
        unlike=np.where(paired, (number**2 - number - alike) / others, 0).sum(axis=-1),
        tables=np.stack(tables, axis=-3) if tables else np.zeros(shape),
    )
