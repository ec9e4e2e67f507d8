"""Codings as passages that people can look up: document, line, speaker, time."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from qcode.model.codebook import Codebook
from qcode.model.coding import Coding, Stance
from qcode.model.evidence import Passage, Source
from qcode.model.ids import CoderId, DocumentId
from qcode.model.span import Span
from qcode.operations.times import Clock
from qcode.store import cases, documents
from qcode.text.contributions import contributions, overlapped
from qcode.text.moments import Moments, shown_time
from qcode.text.offsets import LineIndex

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qcode.model.document import Document


def sources(
    connection: "Connection", *, role: str, city: str
) -> dict[DocumentId, Source]:
    """Return all documents by name; `role` and `city` name attributes of cases."""
    values = {case.id: case.attributes for case in cases.every(connection)}
    found = {}
    for it in documents.summaries(connection):
        of_case = values.get(it.case_id, {})
        found[it.id] = Source(
            it.id, it.name, it.kind, of_case.get(role, ""), of_case.get(city, "")
        )
    return found


class Page:
    """One document, ready to have passages cut out of it."""

    def __init__(self, document: "Document", clock: Clock) -> None:
        self._document = document
        self._clock = clock
        self._lines = LineIndex(document.text)
        self._turn_starts = [turn.span.start for turn in document.turns]

    @cached_property
    def _moments(self) -> Moments:
        return self._clock.moments(self._document)

    @cached_property
    def _stretches(self) -> list[Span]:
        return contributions(self._document.text, self._document.turns)

    @property
    def length(self) -> int:
        """How many codepoints the text has."""
        return len(self._document.text)

    def text(self, span: Span) -> str:
        """Return what stands in the span."""
        return self._document.segment(span)

    def line(self, span: Span) -> int:
        """Return the line in which the span begins, from 1."""
        return self._lines.row_of(span.start) + 1

    def speaker(self, span: Span) -> str:
        """Return in whose turn the span begins, "" for nobody known."""
        turn = bisect_right(self._turn_starts, span.start) - 1
        return self._document.turns[turn].speaker if turn >= 0 else ""

    def time(self, span: Span) -> str:
        """Return when it was said, "" in a text without time stamps."""
        return shown_time(self._moments.at(span.start))

    def places(self, span: Span) -> range:
        """Return the numbers of the turns that the span meets."""
        return overlapped(span, self._stretches)


class Reader:
    """Reads codings as passages; each document is loaded once."""

    def __init__(
        self,
        connection: "Connection",
        book: Codebook,
        known: Mapping[DocumentId, Source],
        handles: Mapping[CoderId, str],
    ) -> None:
        self._connection = connection
        self._book = book
        self._known = known
        self._handles = handles
        self._pages: dict[DocumentId, Page] = {}
        self._clock = Clock(connection)

    def page(self, document_id: DocumentId) -> Page:
        """Return the document's page."""
        page = self._pages.get(document_id)
        if page is None:
            page = Page(documents.get(self._connection, document_id), self._clock)
            self._pages[document_id] = page
        return page

    def passages(self, codings: Iterable[Coding]) -> list[Passage]:
        """Return the distinct segments of codings, in the order of the first of each.

        Codings of the same span are one passage, but for those that oppose; the codings
        of a passage are in the order of their coders' handles.
        """
        together: dict[tuple[DocumentId, Span, bool], list[Coding]] = {}
        for coding in codings:
            opposes = coding.stance is Stance.OPPOSES
            key = coding.document_id, coding.span, opposes
            together.setdefault(key, []).append(coding)
        return [self._passage(joined) for joined in together.values()]

    def _passage(self, joined: list[Coding]) -> Passage:
        # Codings of the same span come in the order of ids, which say nothing.
        joined.sort(key=lambda it: self._handles[it.coder_id])
        first = joined[0]
        span, page = first.span, self.page(first.document_id)
        return Passage(
            source=self._known[first.document_id],
            span=span,
            text=page.text(span),
            line=page.line(span),
            speaker=page.speaker(span),
            time=page.time(span),
            codes=_once(self._book.code(it.code_id).name for it in joined),
            coders=_once(self._handles[it.coder_id] for it in joined),
            opposes=first.stance is Stance.OPPOSES,
            codings=tuple(joined),
        )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
