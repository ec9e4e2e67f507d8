"""Which codings of a document a query asks for.

Terms have been resolved by whoever knows the study: what is asked here is only where
codings stand to each other, and which of them a term names. One document at a time.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from qcode.model.coding import Coding
from qcode.model.query import (
    Distance,
    DistanceUnit,
    Either,
    Every,
    Not,
    Query,
    Related,
    Relation,
    Term,
)
from qcode.model.span import Span

Names = Callable[[Term], Callable[[int], bool]]
_FAR = 1 << 60


@dataclass(frozen=True, slots=True)
class Ruler:
    """Counts how far apart things are: the units of one sort, in order, disjoint."""

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, spans: Sequence[Span]) -> "Ruler":
        """Return the ruler that these spans make."""
        return cls([it.start for it in spans], [it.end for it in spans])

    def reach(self, span: Span) -> tuple[int, int]:
        """Return the numbers of the first and last unit that a span touches.

        One that lies between units counts with the unit before it.
        """
        last = max(bisect_left(self.starts, span.end) - 1, 0)
        return min(bisect_right(self.ends, span.start), last), last


@dataclass(frozen=True)
class Page:
    """One document's codings, by start, and what distances in it are counted by.

    `rulers` may be missing where there are no codings.
    """

    codings: Sequence[Coding]
    rulers: Mapping[DistanceUnit, Ruler]


def matching(query: Query, page: Page, names: Names) -> list[int]:
    """Return the indices of the page's codings that a query asks for, in order.

    `names` gives for a term what says of the index of a coding whether it is meant.
    """
    return sorted(_found(query, page, names))


def _found(query: Query, page: Page, names: Names) -> set[int]:
    match query:
        case Term():
            return set(filter(names(query), range(len(page.codings))))
        case Every(parts):
            return set.intersection(*(_found(part, page, names) for part in parts))
        case Either(parts):
            return set.union(*(_found(part, page, names) for part in parts))
        case Not(part):
            return set(range(len(page.codings))) - _found(part, page, names)
        case Related():
            return _related(query, page, names)


def _related(query: Related, page: Page, names: Names) -> set[int]:
    """Return the codings of the first part that have a partner by the same coder."""
    first = _found(query.first, page, names)
    second = _found(query.second, page, names) if first else set()
    if not second:
        return set()
    ruler = None if query.distance is None else page.rulers[query.distance.unit]
    found: set[int] = set()
    for coder in {page.codings[index].coder_id for index in first}:
        ones, others = (
            [index for index in side if page.codings[index].coder_id == coder]
            for side in (first, second)
        )
        marks = {it: _Mark.of(page.codings[it], ruler) for it in {*ones, *others}}
        partners = _Partners([(marks[it], it) for it in others])
        found |= {
            it
            for it in ones
            if partners.has_one(query.relation, marks[it], it, query.distance)
        }
    return found


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a coding stands, in the text and by the ruler (both ends included)."""

    span: Span
    first: int
    last: int

    @classmethod
    def of(cls, coding: Coding, ruler: Ruler | None) -> "_Mark":
        first, last = (0, 0) if ruler is None else ruler.reach(coding.span)
        return cls(coding.span, first, last)


class _Partners:
    """The codings that others may stand to, found without comparing each with each.

    All relations but before and after ask the same: is there one, other than the one
    that asks, that begins by some place and ends at some place or later?
    """

    def __init__(self, marks: Sequence[tuple[_Mark, int]]) -> None:
        self._by_first = _Reaching((m.first, m.last, it) for m, it in marks)
        self._by_start = _Reaching((m.span.start, m.span.end, it) for m, it in marks)
        # Turned around, what contains is what is contained.
        self._inward = _Reaching((-m.span.start, -m.span.end, it) for m, it in marks)
        self._starts = sorted((m.span.start, m.first) for m, _ in marks)
        self._ends = sorted((m.span.end, m.last) for m, _ in marks)

    def has_one(
        self, relation: Relation, mark: _Mark, index: int, distance: Distance | None
    ) -> bool:
        span, far = mark.span, 0 if distance is None else distance.count
        match relation:
            case Relation.NEAR:
                by, least = mark.last + far, mark.first - far
                return self._by_first.has(by, least, index)
            case Relation.OVERLAPS:
                return self._by_start.has(span.end - 1, span.start + 1, index)
            case Relation.WITHIN:
                return self._by_start.has(span.start, span.end, index)
            case Relation.CONTAINS:
                return self._inward.has(-span.start, -span.end, index)
            case Relation.BEFORE:
                at = bisect_left(self._starts, (span.end, -1))
                return at < len(self._starts) and self._starts[at][1] - mark.last <= far
            case Relation.AFTER:
                at = bisect_right(self._ends, (span.start, _FAR)) - 1
                return at >= 0 and mark.first - self._ends[at][1] <= far


class _Reaching:
    """Stretches by their begin, with the two that reach furthest up to each.

    Two, for the one that asks may be the first of them itself.
    """

    def __init__(self, stretches: Iterable[tuple[int, int, int]]) -> None:
        ordered = sorted(stretches)
        self._begins = [begin for begin, _, _ in ordered]
        nothing: tuple[tuple[int, int], ...] = ()
        self._furthest = list(
            accumulate(
                ((end, index) for _, end, index in ordered),
                lambda best, one: tuple(sorted((*best, one), reverse=True)[:2]),
                initial=nothing,
            )
        )

    def has(self, by: int, least: int, asking: int) -> bool:
        """Whether one that begins at `by` or before ends at `least` or later."""
        best = self._furthest[bisect_right(self._begins, by)]
        return any(end >= least and index != asking for end, index in best)
