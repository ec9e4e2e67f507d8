"""The codebook as numbers, so that counts can be carried up its tree in one go."""

from collections.abc import Sequence
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
        begins = np.cumsum(depths) - depths
        times = depths[codes]
        rows = np.repeat(np.arange(len(codes), dtype=np.int64), times)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
        return rows, flat[begins[codes][rows] + within]

    def surplus(self, keys: Sequence[str]) -> list[tuple[int, int, int]]:
        """Return by how much a segment with these codes is counted too often.

        Triples of a code's number, how often too many the code itself has it (it may
        come several times), and how often the sum over its subtree.
        """
        given = [self.numbers[key] for key in keys]
        lines = [self.lineages[number] for number in given]
        above = dict.fromkeys(number for line in lines for number in line)
        found = [
            (it, max(0, given.count(it) - 1), sum(it in line for line in lines) - 1)
            for it in above
        ]
        return [it for it in found if it[2] > 0]
