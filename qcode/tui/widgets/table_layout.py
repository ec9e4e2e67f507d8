"""How a table lies on the screen: widths, what stays at the left, the order of rows.

Computes only; `table_view` draws.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, islice
from unicodedata import normalize

from rich.cells import cell_len

from qcode.model.table import Cell, Column, Holds
from qcode.text.folding import fold
from qcode.text.harmless import harmless

GAP = 2
WIDEST = 48
_NARROWEST = 16
_LOOKED_AT = 500
_NUMBERS = (Holds.WHOLE, Holds.NUMBER)


class Order(Enum):
    """How rows are sorted; the value is the sign beside the column's name."""

    AS_MADE = ""
    DOWN = "▼"
    UP = "▲"


@dataclass(frozen=True)
class Layout:
    """Columns from left to right; the first `frozen` stay while others scroll."""

    widths: Sequence[int]
    frozen: int

    @classmethod
    def of(
        cls,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        frozen: int,
        room: int,
    ) -> "Layout":
        """Return a layout in which the rows looked at have the room they need.

        What stays at the left has a third of the room at most, column by column.
        """
        seen = list(islice(rows, _LOOKED_AT))
        narrow = max(_NARROWEST, min(WIDEST, room // 3))
        return cls(
            [
                min(
                    narrow if at < frozen else WIDEST,
                    max(
                        [cell_len(column.name), *(cell_len(told(r[at])) for r in seen)]
                    ),
                )
                for at, column in enumerate(columns)
            ],
            frozen,
        )

    @property
    def width(self) -> int:
        """The width of a whole row, a gap behind every column."""
        return self.left(len(self.widths))

    def left(self, column: int) -> int:
        """Return in which cell of a row a column begins."""
        return sum(self.widths[:column]) + GAP * column

    def kept(self, room: int) -> int:
        """Return how many columns stay, so that half of the room is for the others."""
        ends = accumulate(width + GAP for width in self.widths[: self.frozen])
        return sum(1 for end in ends if end <= room // 2)

    def column_at(self, x: int) -> int:
        """Return the column in which a cell of a row lies."""
        ends = accumulate(width + GAP for width in self.widths)
        return min(sum(1 for end in ends if end <= x), len(self.widths) - 1)


def in_order(
    rows: Sequence[Sequence[Cell]], column: int, holds: Holds, order: Order
) -> list[int]:
    """Return the rows' indices in an order; what is empty comes last."""
    indices = list(range(len(rows)))
    if order is Order.AS_MADE:
        return indices
    full = [it for it in indices if not _is_empty(rows[it][column])]
    empty = [it for it in indices if _is_empty(rows[it][column])]

    def number(at: int) -> float:
        return float(rows[at][column] or 0)

    def text(at: int) -> str:
        # Decomposed, ä stands beside a and not behind z.
        return normalize("NFKD", fold(str(rows[at][column]))).strip()

    key = text if holds is Holds.TEXT else number
    return [*sorted(full, key=key, reverse=order is Order.DOWN), *empty]


def first_order(holds: Holds) -> Order:
    """Return how a column is sorted first: the greatest number, the first text."""
    return Order.UP if holds is Holds.TEXT else Order.DOWN


def told(cell: Cell) -> str:
    """Return what stands in a cell for people; "" for nothing."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.3g}" if abs(cell) < 1000 else f"{cell:.0f}"
    return harmless(str(cell))


def is_number(column: Column) -> bool:
    """Whether a column's cells stand at its right side."""
    return column.holds in _NUMBERS


def _is_empty(cell: Cell) -> bool:
    return cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell))
