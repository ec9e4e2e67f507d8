"""Coded stretches as arrays, sorted so that one sweep finds what meets.

A block is what one coder did in one document; where coders are pooled, what all of
them did, each stretch once. Only stretches of one block can meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from qcode.analysis.codetree import CodeTree
from qcode.model.coded import CodedPart

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stretches:
    """Coded stretches in columns of one length, by block, start and end.

    A coder's number is 0 where coders are pooled. A code stands once on a stretch.
    `first` and `last` say where it stands in places of another kind (the numbers of
    sentences, turns or words; the last not included), else they are start and end.
    What starts no earlier stands in no earlier place: rows are sorted by `first` too.
    """

    document: Numbers
    coder: Numbers
    code: Numbers
    start: Numbers
    end: Numbers
    first: Numbers
    last: Numbers

    def __len__(self) -> int:
        return len(self.code)

    @property
    def block(self) -> Numbers:
        """A number for each row that rows of one document and coder share."""
        return self.document * (1 + _greatest(self.coder)) + self.coder

    def take(self, rows: Numbers | Truths | slice) -> "Stretches":
        """Return the rows at these places, or those for which it is true."""
        return Stretches(*(getattr(self, name)[rows] for name in _COLUMNS))

    def lifted(self, tree: CodeTree) -> "Stretches":
        """Return the stretches of each code and all below it, each stretch once."""
        rows, codes = tree.lifted(self.code)
        return _once(replace(self.take(rows), code=codes))


_COLUMNS = [column.name for column in fields(Stretches)]


def stretches(part: CodedPart, *, pooled: bool) -> Stretches:
    """Return a part as arrays; `pooled` takes what several coders coded alike once."""
    document, coder = _numbers(part.documents), _numbers(part.coders)
    if pooled:
        coder = np.zeros_like(coder)
    start, end = _numbers(part.starts), _numbers(part.ends)
    codes = _numbers(part.codes)
    found = Stretches(document, coder, codes, start, end, start, end)
    # Each document comes in the order of its text, documents by id, coders mixed.
    found = found.take(np.argsort(found.block, kind="stable"))
    return _once(found) if pooled else found


def together(parts: Sequence[Stretches]) -> Stretches:
    """Return the stretches of several parts as one."""
    if not parts:
        return stretches(CodedPart(), pooled=False)
    columns = ([getattr(part, name) for part in parts] for name in _COLUMNS)
    return Stretches(*map(np.concatenate, columns))


def _once(found: Stretches) -> Stretches:
    """Leave out what stands twice in rows that are sorted but for their codes."""
    if not len(found):
        return found
    is_new = np.ones(len(found), dtype=bool)
    is_new[1:] = False
    for column in (found.document, found.coder, found.start, found.end):
        is_new[1:] |= column[1:] != column[:-1]
    place = np.cumsum(is_new) * (1 + _greatest(found.code)) + found.code
    return found.take(np.unique(place, return_index=True)[1])


def _numbers(values: Sequence[int]) -> Numbers:
    return np.array(values, dtype=np.int64)


def _greatest(values: Numbers) -> int:
    return int(values.max()) if len(values) else 0
