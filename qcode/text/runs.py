"""Overlapping spans made ready for drawing: runs of a line, lanes of a margin.

It knows spans and their numbers only, no text, no colours and no cells.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from qcode.model.span import Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that the same spans cover from end to end.

    `items` are the indices of these spans, the longest span first and the
    smaller index where lengths tie; there is at least one.
    """

    span: Span
    items: tuple[int, ...]


def runs(spans: Sequence[Span]) -> list[Run]:
    """Return the disjoint runs that overlapping spans cut each other into.

    They are in order of the text and cover what the spans cover, no more.
    """
    by_rank = sorted(range(len(spans)), key=lambda index: -spans[index].length)
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for rank, index in enumerate(by_rank):
        opening.setdefault(spans[index].start, []).append(rank)
        closing.setdefault(spans[index].end, []).append(rank)
    result: list[Run] = []
    active: list[int] = []
    start = 0
    for offset in sorted(opening.keys() | closing.keys()):
        if active:
            items = tuple([by_rank[rank] for rank in active])
            result.append(Run(Span(start, offset), items))
        for rank in closing.get(offset, ()):
            del active[bisect_left(active, rank)]
        for rank in opening.get(offset, ()):
            insort(active, rank)
        start = offset
    return result


def lanes(spans: Sequence[Span]) -> list[int]:
    """Return a lane from 0 for each span, so that no two in a lane overlap.

    Spans are placed by start, the longer first where starts tie and the smaller
    index where both tie, each in the lowest lane that is free. That takes as
    many lanes as spans overlap at the deepest place, never more.
    Source: interval partitioning, Kleinberg and Tardos (2005), section 4.1.
    """
    order = sorted(
        range(len(spans)), key=lambda index: (spans[index].start, -spans[index].end)
    )
    result = [0] * len(spans)
    occupied: list[tuple[int, int]] = []
    free: list[int] = []
    for index in order:
        span = spans[index]
        while occupied and occupied[0][0] <= span.start:
            heappush(free, heappop(occupied)[1])
        # Without a free lane the occupied ones are exactly 0 .. len - 1.
        lane = heappop(free) if free else len(occupied)
        result[index] = lane
        heappush(occupied, (span.end, lane))
    return result
