"""Columns of few different values as numbers, and cells that are combinations of them.

A million rows are put together by one number each, which is many times faster than
by their texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import mul

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Column:
    """A column: the number of each row's value, and the values in their order."""

    numbers: Numbers
    values: Sequence[str]

    def at(self, rows: Numbers) -> "Column":
        """Return these rows of the column."""
        return Column(self.numbers[rows], self.values)

    def mapped(self, values: Sequence[str]) -> "Column":
        """Return the column with another value for each of its values."""
        to = column(values)
        return Column(to.numbers[self.numbers], to.values)

    def texts(self) -> list[str]:
        """Return the values of the rows."""
        return list(map(self.values.__getitem__, self.numbers.tolist()))


def column(values: Sequence[str]) -> Column:
    """Return a column of these values, sorted."""
    known = sorted(set(values))
    number = {value: n for n, value in enumerate(known)}
    numbers = np.fromiter(map(number.__getitem__, values), np.int64, len(values))
    return Column(numbers, known)


def constant(rows: int) -> Column:
    """Return a column that tells nothing apart."""
    return Column(np.zeros(rows, dtype=np.int64), [""])


def joined(first: Column, second: Column) -> Column:
    """Return the rows of one column and then those of another."""
    values = column([*first.values, *second.values])
    to_first, to_second = np.split(values.numbers, [len(first.values)])
    numbers = np.concatenate([to_first[first.numbers], to_second[second.numbers]])
    return Column(numbers, values.values)


def joined_rows(first: Column, second: Column) -> Column:
    """Return the rows of one column and then more of the same values."""
    return Column(np.concatenate([first.numbers, second.numbers]), first.values)


@dataclass(frozen=True)
class Cells:
    """Different combinations of values, and which of them each row is.

    `columns` have a row for each cell, in the order of their numbers.
    """

    columns: tuple[Column, ...]
    of_row: Numbers

    def sums(self, numbers: Numbers) -> Numbers:
        """Return the sum over the rows of each cell."""
        found: Numbers = np.zeros(self.number, dtype=np.int64)
        np.add.at(found, self.of_row, numbers)
        return found

    def sample(self) -> Numbers:
        """Return a row of each cell."""
        rows: Numbers = np.zeros(self.number, dtype=np.int64)
        rows[self.of_row] = np.arange(len(self.of_row))
        return rows

    def of(self, rows: slice) -> "Cells":
        """Return the same cells, with only these of the rows."""
        return Cells(self.columns, self.of_row[rows])

    @property
    def number(self) -> int:
        """How many cells there are."""
        return len(self.columns[0].numbers)

    def as_column(self) -> Column:
        """Return the cell of each row, without names."""
        return Column(self.of_row, [""] * self.number)


def cells(columns: Sequence[Column]) -> Cells:
    """Return the combinations that these columns, one at least, have in their rows."""
    sizes = [max(len(it.values), 1) for it in columns]
    # A column of one value is all zeros and tells nothing apart.
    keys = reduce(
        lambda key, it: key * len(it.values) + it.numbers,
        [it for it in columns[1:] if len(it.values) > 1],
        columns[0].numbers,
    )
    different, of_row = _different(keys, reduce(mul, sizes))
    steps = list(accumulate(reversed(sizes[1:]), mul, initial=1))[::-1]
    return Cells(
        tuple(
            Column(different // step % size, it.values)
            for it, step, size in zip(columns, steps, sizes, strict=True)
        ),
        of_row,
    )


def _different(keys: Numbers, bound: int) -> tuple[Numbers, Numbers]:
    """Return the different keys, sorted, and the place of each key among them."""
    if bound > 8 * len(keys):
        different, of_row = np.unique(keys, return_inverse=True)
        return different, of_row
    # A table of all keys there can be is four times as fast as sorting.
    is_there = np.zeros(bound, dtype=bool)
    is_there[keys] = True
    different = np.flatnonzero(is_there)
    place = np.cumsum(is_there) - 1
    return different, place[keys]
