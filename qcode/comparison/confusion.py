"""Which code one coder gave where the other gave another: two coders, unit by unit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qcode.comparison.judgements import Integers
from qcode.comparison.units import Bools


@dataclass(frozen=True, slots=True)
class Confusion:
    """A table of codes by codes, and where its cells come from.

    `table` has shape (codes + 1, codes + 1). On the diagonal are the units to which
    both gave a code. Elsewhere a row is a code that the first gave and the second did
    not, a column one that the second gave and the first did not; where the other gave
    no such code at all, the last row or column counts it. A unit with several such
    codes is in several cells.
    """

    table: Integers
    placed: Sequence[Bools]

    def units(self, row: int, column: int) -> list[tuple[int, int]]:
        """Return the units of a cell as pairs: number of the document, of the unit."""
        return [
            (document, int(unit))
            for document, cells in enumerate(self.placed)
            for unit in np.flatnonzero(cells[:, row, column])
        ]


def confuse(documents: Sequence[Integers]) -> Confusion:
    """Return the table of two coders' judgements.

    Each document has shape (codes, units, 2), as `CodedWords.carried` gives it; what
    one of them did not know counts for neither.
    """
    placed = [_cells(it) for it in documents]
    table: Integers = np.stack([cells.sum(axis=0) for cells in placed]).sum(axis=0)
    return Confusion(table, placed)


def _cells(judgements: Integers) -> Bools:
    """Return which cells each unit is in, shape (units, codes + 1, codes + 1)."""
    knew = (judgements >= 0).all(axis=2).T
    first, second = ((judgements[:, :, coder] > 0).T & knew for coder in (0, 1))
    only_first, only_second = first & ~second, second & ~first
    codes = judgements.shape[0]
    cells = np.zeros((judgements.shape[1], codes + 1, codes + 1), dtype=bool)
    cells[:, :-1, :-1] = only_first[:, :, None] & only_second[:, None, :]
    cells[:, :-1, -1] = only_first & ~only_second.any(axis=1, keepdims=True)
    cells[:, -1, :-1] = only_second & ~only_first.any(axis=1, keepdims=True)
    both = np.arange(codes)
    cells[:, both, both] = first & second
    return cells
