"""Which code follows which, beside what chance would give.

A segment follows another of the same coder where it begins at the other's end or
behind it, nothing else of the coder's begins in between, and both stand near enough.
Segments that overlap do not follow each other: they occur together.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qcode.analysis.stretches import Numbers, Stretches


@dataclass(frozen=True, slots=True)
class Following:
    """How often `second` follows `first` in one coder's work.

    `documents` is in how many documents it does. `expected` is what independence
    gives for the same numbers of firsts and seconds.
    `residual` is the adjusted one, about standard normal under independence, nan
    where it is undefined because all follow one code or come before one.
    Source: Bakeman and Quera (2011), Sequential Analysis and Observational Methods,
    chapters 7 and 8; Haberman (1973), Biometrics 29(1), 205-220.
    """

    coder: int
    first: int
    second: int
    count: int
    documents: int
    expected: float
    residual: float


class Sequences:
    """Counts which code follows which, while parts of a study come in."""

    def __init__(self, coders: int, size: int, distance: int) -> None:
        self._distance = distance
        self.count = np.zeros((coders, size, size), dtype=np.int64)
        self._documents = np.zeros_like(self.count)

    def add(self, found: Stretches) -> None:
        """Count whole documents in; `first` and `last` are the places that are near.

        A follower stands at most `distance` places behind the last one of a segment;
        what stands in no place follows nothing.
        """
        if not len(found):
            return
        one, other = followings(found, self._distance)
        shape = self.count.shape
        cells = np.ravel_multi_index((one.coder, one.code, other.code), shape)
        every = self.count.size
        self.count += np.bincount(cells, minlength=every).reshape(shape)
        each = np.unique(one.document * every + cells) % every
        self._documents += np.bincount(each, minlength=every).reshape(shape)

    def cells(self) -> Iterator[Following]:
        """Yield the cells that are not zero, by coder, in the codebook's order."""
        for coder, first, second in np.argwhere(self.count > 0).tolist():
            table = self.count[coder]
            before, after = int(table[first].sum()), int(table[:, second].sum())
            count, every = int(table[first, second]), int(table.sum())
            yield Following(
                coder,
                first,
                second,
                count,
                int(self._documents[coder, first, second]),
                before * after / every,
                adjusted_residual(count, before, after, every),
            )


def adjusted_residual(count: int, before: int, after: int, every: int) -> float:
    """Return how far a cell is from independence, in standard deviations.

    `before` and `after` are the sums of its row and column, `every` that of all; nan
    where row or column is everything. Source: Haberman (1973), Biometrics 29(1).
    """
    expected = before * after / every
    variance = expected * (1 - before / every) * (1 - after / every)
    return (count - expected) / math.sqrt(variance) if variance > 0 else math.nan


def followings(found: Stretches, distance: int) -> tuple[Stretches, Stretches]:
    """Return each segment that one follows, and what follows it, row by row.

    A follower stands at most `distance` places behind the last one of a segment.
    """
    if not len(found):
        return found, found
    found = found.take(np.lexsort((found.start, found.block)))
    one, other = _followers(found)
    has_place = found.first < found.last
    near = found.first[other] <= found.last[one] - 1 + distance
    near &= has_place[one] & has_place[other]
    return found.take(one[near]), found.take(other[near])


def _followers(found: Stretches) -> tuple[Numbers, Numbers]:
    """Return each segment with each one that begins first at its end or behind."""
    rows = np.arange(len(found))
    shift = found.block * (int(found.end.max()) + 1)
    starts = found.start + shift
    following = np.searchsorted(starts, found.end + shift, side="left")
    has_one = following < len(found)
    has_one[has_one] = found.block[following[has_one]] == found.block[rows[has_one]]
    rows, following = rows[has_one], following[has_one]
    # All that begin where the first one does follow alike.
    times = np.searchsorted(starts, starts[following], side="right") - following
    one = np.repeat(rows, times)
    within = np.arange(len(one)) - np.repeat(np.cumsum(times) - times, times)
    return one, np.repeat(following, times) + within
