"""Retrieval: coded segments with their context, one after the other."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qcode.model.coding import Origin
from qcode.model.document import Document
from qcode.model.ids import CodeId, CoderId, CodingId, DocumentId
from qcode.model.segment import CodedSegment
from qcode.operations.queries import find_codings
from qcode.operations.times import Clock
from qcode.store import Store, documents, memos, segments, study
from qcode.store.segments import Retrieved, Wanted
from qcode.text.moments import Moments, shown_time
from qcode.text.offsets import LineIndex

if TYPE_CHECKING:
    from sqlalchemy import Connection

CONTEXT = 80

# What is told of a segment, in files and as JSON: one name for each value below.
COLUMNS = (
    *("id", "document", "start", "end", "text", "code", "path", "coder"),
    *("origin", "memo", "stance", "speaker", "line", "before", "after", "time"),
)


def row_of(segment: CodedSegment) -> tuple[str | int | None, ...]:
    """Return a segment's values in the order of `COLUMNS`, ids as text."""
    coding = segment.coding
    return (
        str(coding.id),
        segment.document,
        coding.span.start,
        coding.span.end,
        segment.text,
        segment.code,
        segment.path,
        segment.coder,
        str(coding.origin),
        segment.memo,
        None if coding.stance is None else str(coding.stance),
        segment.speaker,
        segment.line,
        segment.before,
        segment.after,
        segment.time,
    )


def coded_segments(
    store: Store,
    *,
    code_ids: Collection[CodeId] | None = None,
    document_id: DocumentId | None = None,
    coder_id: CoderId | None = None,
    attribute: tuple[str, str] | None = None,
    origins: Collection[Origin] | None = None,
    query: str | None = None,
) -> Iterator[CodedSegment]:
    """Yield the segments coded so, documents by name, each in the order of its text.

    `None` asks for all. `attribute` is a name and the value that the document's
    case must have, `origins` how the codings came about, `query` is one as people write
    it. One document's text is held at a time. Raises QueryError.
    """
    filters = Wanted(code_ids, document_id, coder_id, attribute, origins)
    with store.read() as connection:
        book = study.codebook(connection)
        told = {code.id: (code.key, book.path(code.id)) for code in book.codes}
        written: dict[object, list[str]] = {}
        for memo in memos.every(connection):
            written.setdefault(memo.subject_id, []).append(memo.text)
        chosen = None if query is None else _chosen(connection, query)
        clock = Clock(connection)
        page: _Page | None = None
        for found in segments.wanted(connection, filters):
            if chosen is not None and found.coding.id not in chosen:
                continue
            # By name: comparing ids of a million rows takes half a second.
            if page is None or page.name != found.document:
                document = documents.get(connection, found.coding.document_id)
                moments = clock.moments(document)
                page = _Page(document, found.document, told, moments)
            said = "\n".join(written.get(found.coding.id, ())) if written else ""
            yield page.segment(found, said)


def _chosen(connection: "Connection", query: str) -> set[CodingId]:
    return {coding.id for coding in find_codings(connection, query)}


@dataclass
class _Page:
    """One document, ready to have segments cut out of it; codes by key and path."""

    document: Document
    name: str
    codes: Mapping[CodeId, tuple[str, str]]
    moments: Moments

    def __post_init__(self) -> None:
        self.lines = LineIndex(self.document.text)
        self.turn_starts = [turn.span.start for turn in self.document.turns]

    def segment(self, found: Retrieved, memo: str) -> CodedSegment:
        text, coding = self.document.text, found.coding
        start, end = coding.span.start, coding.span.end
        code, path = self.codes[coding.code_id]
        turn = bisect_right(self.turn_starts, start) - 1
        return CodedSegment(
            coding=coding,
            document=self.name,
            code=code,
            path=path,
            coder=found.coder,
            speaker=self.document.turns[turn].speaker if turn >= 0 else "",
            line=self.lines.row_of(start) + 1,
            text=text[start:end],
            before=text[max(0, start - CONTEXT) : start],
            after=text[end : end + CONTEXT],
            memo=memo,
            engine=found.engine,
            score=found.score,
            time=shown_time(self.moments.at(start)),
        )
