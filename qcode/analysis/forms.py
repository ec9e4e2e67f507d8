"""Tables of frequencies in other forms: wide, and as a matrix of 0 and 1."""

from collections.abc import Sequence
from dataclasses import dataclass

from qcode.analysis.frequencies import FrequencyTable
from qcode.model.table import Cell


@dataclass(frozen=True)
class Grid:
    """A table with a column for each value.

    A row has its keys, and a cell for each of the `columns`; `None` where nothing was
    looked at.
    """

    columns: list[str]
    rows: list[tuple[tuple[str, ...], list[Cell]]]


def wide(table: FrequencyTable, over: str) -> Grid:
    """Return a row for each code and combination of the other dimensions.

    `table` has rows of zero too. Columns are the values of the dimension `over`,
    cells the totals.
    """
    others = [it for name, it in table.values.items() if name != over]
    keys = list(zip(table.code, *others, strict=True))
    return _grid(keys, table.values[over], table.numbers["total"])


def presence(table: FrequencyTable) -> Grid:
    """Return a row for each combination of dimensions, and a column for each code.

    `table` has rows of zero too. A cell is 1 where the code or one below it occurs.
    """
    keys = list(zip(*table.values.values(), strict=True))
    cells: list[Cell] = [int(bool(it)) for it in table.numbers["total"]]
    known = list(dict.fromkeys(table.code))
    grid = _grid(keys or [()] * len(known), table.code, cells)
    order = [grid.columns.index(code) for code in known]
    rows = [(key, [row[it] for it in order]) for key, row in sorted(grid.rows)]
    return Grid(known, rows)


def without_empty_rows(grid: Grid) -> Grid:
    """Return the grid without rows in which nothing occurs."""
    return Grid(grid.columns, [it for it in grid.rows if any(it[1])])


def _grid(
    keys: Sequence[tuple[str, ...]], names: Sequence[str], cells: Sequence[Cell]
) -> Grid:
    columns = sorted(set(names))
    place = {name: number for number, name in enumerate(columns)}
    rows: dict[tuple[str, ...], list[Cell]] = {}
    for key, name, cell in zip(keys, names, cells, strict=True):
        rows.setdefault(key, [None] * len(columns))[place[name]] = cell
    return Grid(columns, list(rows.items()))
