"""Found sources -> documents: selections placed, codings and notes read.

A selection that does not lie in its text is left and reported, never moved.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from qcode.interchange.refi.carrying import Luggage
from qcode.interchange.refi.counting import Counting, Place
from qcode.interchange.refi.markup import Element, children, project, text_of
from qcode.interchange.refi.people import made, variable_values
from qcode.interchange.refi.project import (
    Made,
    ProjectCoding,
    Selection,
    SyncPoint,
    TextSource,
)
from qcode.interchange.refi.sources import FoundSource
from qcode.interchange.refi.transcripts import read_points
from qcode.model.span import Span
from qcode.text.offsets import ForeignPositions


@dataclass
class DocumentReader:
    """Reads documents whose positions are counted in one way."""

    counting: Counting
    luggage: Luggage
    converted: int = 0
    placed: int = 0

    def read(self, found: FoundSource) -> TextSource:
        """Return the document."""
        element, text = found.element, found.text
        positions = self.counting.positions(text.raw, is_inline=not text.file_name)
        identities = self.luggage.identities
        if text.text.encode() != text.content:
            self.luggage.findings.changed(
                element, "its byte order mark or line breaks were put in one form"
            )
        return TextSource(
            guid=identities.of(element),
            name=found.name or str(identities.of(element)),
            text=text.text,
            content=text.content,
            file_name=text.file_name,
            rich=self._rich(element),
            description=text_of(element, project("Description")),
            selections=tuple(self._selections(found, positions)),
            codings=tuple(self._codings(element, Made())),
            notes=identities.notes(children(element, project("NoteRef"))),
            values=variable_values(element, identities, self.luggage.findings),
            made=made(element),
            points=self._points(found, positions),
        )

    def _points(
        self, found: FoundSource, positions: ForeignPositions
    ) -> tuple[SyncPoint, ...]:
        if not found.is_transcript:
            return ()
        points, outside = read_points(found.element, positions)
        if outside:
            reason = (
                f"{outside} of its sync points lay outside of its text and were left"
            )
            self.luggage.findings.changed(found.element, reason)
        return points

    def _rich(self, element: Element) -> str:
        path = str(element.get("richTextPath") or "")
        if not path:
            return ""
        name, lack = self.luggage.file(path)
        if lack:
            self.luggage.findings.changed(
                element, f"without its formatted text: {lack}"
            )
        return name

    def _selections(
        self, found: FoundSource, positions: ForeignPositions
    ) -> Iterator[Selection]:
        # A sync point is a place between characters, whatever ends mean elsewhere.
        is_included = self.counting.includes_end and not found.is_transcript
        for element, where in found.places():
            span = self._span(where, positions, is_included=is_included)
            if span is None:
                self._leave(element, _why_misplaced(where, positions))
            else:
                yield self._selection(element, span)

    def _span(
        self, where: Place | None, positions: ForeignPositions, *, is_included: bool
    ) -> Span | None:
        if where is None:
            return None
        start = positions.offset(where.start)
        end = positions.offset(where.end + is_included)
        if start is None or end is None or start >= end:
            return None
        self.placed += 1
        self.converted += (where.start, where.end) != (start, end)
        return Span(start, end)

    def _selection(self, element: Element, span: Span) -> Selection:
        own = made(element)
        return Selection(
            guid=self.luggage.identities.own(element),
            span=span,
            name=str(element.get("name") or ""),
            description=text_of(element, project("Description")),
            codings=tuple(self._codings(element, own)),
            notes=self.luggage.identities.notes(children(element, project("NoteRef"))),
            made=own,
        )

    def _codings(self, parent: Element, outer: Made) -> Iterator[ProjectCoding]:
        """Yield the codings; who made them and when is else as with their selection."""
        identities = self.luggage.identities
        for element in children(parent, project("Coding")):
            references = children(element, project("CodeRef"))
            codes = identities.targets(references, "Code")
            if not codes:
                self.luggage.findings.left(element, "its code is not in the codebook")
                continue
            own = made(element)
            yield ProjectCoding(
                guid=identities.own(element),
                code=codes[0],
                made=Made(own.by or outer.by, own.at or outer.at),
                notes=identities.notes(children(element, project("NoteRef"))),
            )

    def _leave(self, selection: Element, reason: str) -> None:
        self.luggage.findings.left(selection, reason)
        for coding in children(selection, project("Coding")):
            self.luggage.findings.left(coding, f"its selection was left: {reason}")


def _why_misplaced(where: Place | None, positions: ForeignPositions) -> str:
    if where is None:
        return "its positions are no numbers"
    said = f"{where.start} to {where.end}"
    if where.start >= where.end:
        return f"it holds nothing ({said})"
    if not (positions.reaches(where.start) and positions.reaches(where.end)):
        return f"it lies outside of the text ({said})"
    return f"it cuts a character in two, or holds nothing ({said})"
