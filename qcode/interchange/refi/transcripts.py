"""Transcripts of recordings: sync points are places, and selections go between them.

The standard gives a transcript no positions but those of its sync points (1.5,
section 3.15 and the schema), so that a passage begins and ends at one. A point without
a time is a place all the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from uuid import UUID, uuid5

from qcode.interchange.refi.counting import Place
from qcode.interchange.refi.markup import Element, children, local_name, project
from qcode.interchange.refi.nesting import TRANSCRIPT
from qcode.interchange.refi.parts import add
from qcode.interchange.refi.project import Selection, SyncPoint, TextSource
from qcode.interchange.refi.values import guid, number
from qcode.model.span import Span
from qcode.text.offsets import ForeignPositions


def is_transcript(element: Element) -> bool:
    """Whether the element is the transcript of a recording."""
    return local_name(element) == TRANSCRIPT


def why_not_shown(element: Element) -> str:
    """Return why a transcript's passages have no place in its text, "" if all do."""
    positions = _positions(element)
    if positions is None:
        return "its sync points are not all at a place in its text"
    for selection in _selections(element):
        start, end = _ends(selection, positions)
        if start is None or end is None or start >= end:
            return "a passage of it lies between no two of its sync points"
    return ""


def places_of(element: Element) -> Iterator[tuple[Element | None, Place]]:
    """Yield the passages of a transcript, then the stretches between its sync points.

    The stretches have no element; they tell how positions are counted.
    """
    positions = _positions(element) or {}
    for selection in _selections(element):
        start, end = _ends(selection, positions)
        if start is not None and end is not None:
            yield selection, Place(start, end, str(selection.get("name") or ""))
    for start, end in pairwise(sorted({*positions.values()})):
        yield None, Place(start, end)


def read_points(
    element: Element, positions: ForeignPositions
) -> tuple[tuple[SyncPoint, ...], int]:
    """Return the sync points by their offsets, and how many lie outside of the text."""
    points, outside = [], 0
    for point in children(element, project("SyncPoint")):
        offset = positions.offset(number(point.get("position")) or 0)
        if offset is None:
            outside += 1
        else:
            time = number(point.get("timeStamp"))
            points.append(SyncPoint(guid(str(point.get("guid"))), offset, time))
    return _ordered(points), outside


def with_points(source: TextSource) -> TextSource:
    """Return a transcript with a sync point at each end of its passages."""
    points = list(source.points)
    there = {it.offset for it in points}
    taken = {it.guid for it in points}
    ends = {end for it in source.selections for end in (it.span.start, it.span.end)}
    for offset in sorted(ends - there):
        identity = uuid5(source.guid, f"sync point {offset}")
        while identity in taken:
            identity = uuid5(identity, "another")
        taken.add(identity)
        points.append(SyncPoint(identity, offset))
    return replace(source, points=_ordered(points))


def with_whole_passages(source: TextSource) -> TextSource:
    """Return a transcript whose codings of the whole are of the whole text.

    A transcript has passages only.
    """
    end = len(source.text)
    whole = tuple(
        Selection(uuid5(it.guid, "whole"), Span(0, end), codings=(it,), made=it.made)
        for it in (source.codings if end else ())
    )
    return replace(source, selections=(*source.selections, *whole), codings=())


def add_points(element: Element, source: TextSource, at: ForeignPositions) -> None:
    """Add a transcript's sync points."""
    for point in source.points:
        attributes = {"guid": str(point.guid)}
        if point.time_ms is not None:
            attributes["timeStamp"] = str(point.time_ms)
        attributes["position"] = str(at.position(point.offset))
        add(element, "SyncPoint", attributes)


def first_points(points: Iterable[SyncPoint]) -> dict[int, UUID]:
    """Return the first sync point at each place."""
    found: dict[int, UUID] = {}
    for point in points:
        found.setdefault(point.offset, point.guid)
    return found


def ends_of(span: Span, points: Mapping[int, UUID]) -> dict[str, str]:
    """Return the attributes that say between which sync points a passage lies."""
    start, end = points[span.start], points[span.end]
    return {"fromSyncPoint": str(start), "toSyncPoint": str(end)}


def _selections(element: Element) -> Iterator[Element]:
    return children(element, project("TranscriptSelection"))


def _positions(element: Element) -> dict[UUID, int] | None:
    """Return the sync points' positions, `None` if some are unclear."""
    found: dict[UUID, int] = {}
    for point in children(element, project("SyncPoint")):
        identity, time = str(point.get("guid") or ""), point.get("timeStamp")
        position = number(point.get("position"))
        is_clear = bool(identity) and guid(identity) not in found
        if not is_clear or position is None or (time and number(time) is None):
            return None
        found[guid(identity)] = position
    return found


def _ends(
    selection: Element, positions: Mapping[UUID, int]
) -> tuple[int | None, int | None]:
    start, end = (
        positions.get(guid(str(selection.get(name) or "")))
        for name in ("fromSyncPoint", "toSyncPoint")
    )
    return start, end


def _ordered(points: Iterable[SyncPoint]) -> tuple[SyncPoint, ...]:
    return tuple(sorted(points, key=lambda it: it.offset))
