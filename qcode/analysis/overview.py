"""How often each code occurs, alone and with all below it, for every code."""

from dataclasses import dataclass

import numpy as np

from qcode.analysis.codetree import CodeTree
from qcode.analysis.stretches import Numbers, Stretches


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Numbers for one coder and code; `all_` ones count the codes below it too."""

    documents: int
    segments: int
    all_documents: int
    all_segments: int


class Occurrences:
    """Counts documents and distinct segments, while parts of a study come in."""

    def __init__(self, tree: CodeTree, coders: int) -> None:
        self._tree = tree
        shape = (coders, len(tree.keys))
        self._numbers = [np.zeros(shape, dtype=np.int64) for _ in range(4)]

    def add(self, found: Stretches) -> None:
        """Count whole documents in."""
        above = found.lifted(self._tree)
        documents, segments, all_documents, all_segments = self._numbers
        documents += self._documents(found)
        segments += self._segments(found)
        all_documents += self._documents(above)
        all_segments += self._segments(above)

    def _segments(self, rows: Stretches) -> Numbers:
        return self._counted(self._cells(rows))

    def _documents(self, rows: Stretches) -> Numbers:
        every = self._numbers[0].size
        each = np.unique(rows.document * every + self._cells(rows))
        return self._counted(each % every)

    def _cells(self, rows: Stretches) -> Numbers:
        return rows.coder * self._numbers[0].shape[1] + rows.code

    def _counted(self, cells: Numbers) -> Numbers:
        numbers = self._numbers[0]
        return np.bincount(cells, minlength=numbers.size).reshape(numbers.shape)

    def of(self, coder: int, code: int) -> Occurrence:
        """Return the numbers of one coder's code."""
        return Occurrence(*(int(it[coder, code]) for it in self._numbers))
