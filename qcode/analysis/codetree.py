"""The codebook as numbers, so that counts can be carried up its tree in one go."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qcode.model.codebook import Codebook

ALL = ""
"""The key of all codes together."""


@dataclass(frozen=True)
class CodeTree:
    """The codes by their number: 0 for the first in the codebook's order.

    `has_all` puts one more behind them: all codes together, above each of them.
    """

    codebook: Codebook
    has_all: bool = False

    @cached_property
    def keys(self) -> list[str]:
        """The key of each code."""
        keys = [code.key for code in self.codebook.codes]
        return [*keys, ALL] if self.has_all else keys

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each code by its key."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def lineages(self) -> list[list[int]]:
        """Of each code its own number and those of its ancestors, itself first."""
        number = {code.id: n for n, code in enumerate(self.codebook.codes)}
        root = [len(number)] if self.has_all else []
        found: list[list[int]] = []
        for code in self.codebook.codes:
            above = root if code.parent_id is None else found[number[code.parent_id]]
            found.append([number[code.id], *above])
        return [*found, root] if self.has_all else found

    def lifted(
        self, codes: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return each row's code and ancestors: (index of the row, number) pairs.

        `codes` holds a code's number per row. Rows keep their order, each begins
        with its own code.
        """
        depths = np.array([len(line) for line in self.lineages], dtype=np.int64)
        flat = np.array([n for line in self.lineages for n in line], dtype=np.int64)
        rows, places = spread(depths, codes)
        return rows, flat[places]


def spread(
    sizes: NDArray[np.int64], groups: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return a pair for each member of each row's group: the row, the member's place.

    `sizes` says how many members each group has; they lie behind each other, group
    by group. `groups` is each row's group.
    """
    begins = np.cumsum(sizes) - sizes
    times = sizes[groups]
    rows = np.repeat(np.arange(len(groups), dtype=np.int64), times)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    return rows, begins[groups][rows] + within
