"""Crosstabs: how codes spread over the values of an attribute.

Codes overlap, so that each code is a table of its own: the documents (cases, segments)
of each value, with the code and without it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import TypeAlias

from qcode.analysis.codetree import ALL
from qcode.analysis.frequencies import FrequencyTable

SMALL = 5
"""Below this an expected count is small. Source: Cochran (1954), Biometrics 10(4)."""


@dataclass(frozen=True, slots=True)
class CrosstabCell:
    """A code and a value, in the block of a coder where coders are told apart.

    `count` is how many of the value's `base` things have the code or one below it,
    `row` how many have it whatever their value, and `every` how many things there are.
    """

    code: str
    block: tuple[str, ...]
    value: str
    count: int
    base: int
    row: int
    every: int

    @property
    def row_percent(self) -> float | None:
        """The share of the code's things that have this value, `None` without any."""
        return 100 * self.count / self.row if self.row else None

    @property
    def column_percent(self) -> float:
        """The share of the value's things that have the code."""
        return 100 * self.count / self.base

    @property
    def total_percent(self) -> float:
        """The share of all things that have the value and the code."""
        return 100 * self.count / self.every

    @property
    def expected(self) -> float:
        """The count if the code were spread evenly over the values."""
        return self.row * self.base / self.every

    @property
    def residual(self) -> float | None:
        """The adjusted standardised residual: how far the count is from the expected.

        In standard deviations, as of a normal distribution if code and value had
        nothing to do with each other. `None` where the count could be no other: where
        all things or none have the code, or there is one value only.
        Source: Haberman (1973), Biometrics 29(1), 205-220.
        """
        left, right = 1 - self.row / self.every, 1 - self.base / self.every
        if not self.row or self.row == self.every or self.base == self.every:
            return None
        return (self.count - self.expected) / sqrt(self.expected * left * right)

    @property
    def is_small(self) -> bool:
        """Whether few are expected to have the code, or few not to have it."""
        return min(self.expected, self.base - self.expected) < SMALL


# Code, block, value, and how many.
_Counted: TypeAlias = tuple[str, tuple[str, ...], str, int]


def crosstab(
    table: FrequencyTable, over: str, whole: FrequencyTable | None = None
) -> list[CrosstabCell]:
    """Return a cell for each code that occurs and each value of a dimension.

    `table` has rows of zero; each thing has one value of the dimension. The rows of
    all codes say what it is out of: those of `whole`, where not all of them are
    counted in the table. Cells are in the codebook's order, then by coder and value.
    """
    bases: dict[tuple[str, ...], dict[str, int]] = {}
    for code, block, value, number in _counted(whole or table, over):
        if code == ALL and number:
            bases.setdefault(block, {})[value] = number
    return list(_cells(_counted(table, over), bases))


def _counted(table: FrequencyTable, over: str) -> Iterator[_Counted]:
    others = [it for name, it in table.values.items() if name != over]
    blocks = list(zip(*others, strict=True)) or [()] * len(table.code)
    totals = map(_whole, table.numbers["total"])
    return zip(table.code, blocks, table.values[over], totals, strict=True)


def _cells(
    rows: Iterable[_Counted],
    bases: dict[tuple[str, ...], dict[str, int]],
) -> Iterator[CrosstabCell]:
    for (code, block), group in groupby(rows, lambda row: row[:2]):
        counts = {value: number for *_, value, number in group}
        base = bases.get(block, {})
        row, every = sum(counts.values()), sum(base.values())
        if code == ALL or not row:
            continue
        for value, number in base.items():
            count = counts.get(value, 0)
            yield CrosstabCell(code, block, value, count, number, row, every)


def _whole(cell: object) -> int:
    assert isinstance(cell, int)
    return cell
