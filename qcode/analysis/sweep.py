"""One sweep over sorted intervals: which meet, and how much codes share.

Intervals are half-open and stand in blocks; only those of one block meet. Nothing
is compared with everything: rows are sorted, so that whatever meets a row and
begins no earlier stands in one run behind it.
"""

from typing import NamedTuple

import numpy as np

from qcode.analysis.stretches import Numbers


class Intervals(NamedTuple):
    """Half-open intervals in columns of one length, sorted by block and begin."""

    block: Numbers
    code: Numbers
    begin: Numbers
    end: Numbers


def meeting(found: Intervals) -> tuple[Numbers, Numbers]:
    """Return each pair of rows that share a place: (earlier row, later row)."""
    rows = np.arange(len(found.block))
    if not len(rows):
        return rows, rows
    # Blocks stand one behind the other on one axis, so far apart that none meet.
    shift = found.block * (int(found.end.max()) + 1)
    behind = np.searchsorted(found.begin + shift, found.end + shift, side="left")
    times = np.maximum(behind - rows - 1, 0)
    earlier = np.repeat(rows, times)
    within = np.arange(len(earlier)) - np.repeat(np.cumsum(times) - times, times)
    return earlier, earlier + 1 + within


def runs(found: Intervals) -> Intervals:
    """Return what each code covers in each block, as intervals that do not meet."""
    found = Intervals(*(column[found.begin < found.end] for column in found))
    if not len(found.block):
        return found
    whose = found.block * (int(found.code.max()) + 1) + found.code
    order = np.argsort(whose, kind="stable")  # by begin they are sorted already
    block, code, begin, end = (column[order] for column in found)
    is_other = np.diff(whose[order], prepend=-1) != 0
    # Each code in each block gets numbers of its own, so that one running maximum
    # serves all: what is reached so far never reaches into the next.
    offset = np.cumsum(is_other) * (int(end.max()) + 1)
    reached = np.maximum.accumulate(end + offset)
    is_first = np.ones(len(block), dtype=bool)
    is_first[1:] = (begin + offset)[1:] > reached[:-1]
    firsts = np.flatnonzero(is_first)
    lasts = np.append(firsts[1:], len(block)) - 1
    ends = reached[lasts] - offset[lasts]
    place = block[firsts] * (int(end.max()) + 1) + begin[firsts]
    rows = np.argsort(place, kind="stable")
    firsts = firsts[rows]
    return Intervals(block[firsts], code[firsts], begin[firsts], ends[rows])
