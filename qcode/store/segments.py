"""Retrieval: codings with the names and texts that people read beside them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, bindparam, select

from qcode.model.coding import Coding, Origin, Stance
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.span import Span
from qcode.model.suggestion import Verdict
from qcode.store.codings import of_origins
from qcode.store.columns import Id
from qcode.store.counted import AnySelect, names, raw
from qcode.store.schema import (
    attributes,
    coders,
    codes,
    codings,
    decisions,
    documents,
)

_DOCUMENTS_KEPT = 50
_OF_CODING = (
    codings.c.start_offset,
    codings.c.end_offset,
    codings.c.origin,
    codings.c.stance,
    codings.c.created_at,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which codings are retrieved; `None` asks for all.

    `attribute` is a name and the value that the document's case must have.
    """

    code_ids: Collection[CodeId] | None = None
    document_id: DocumentId | None = None
    coder_id: CoderId | None = None
    attribute: tuple[str, str] | None = None
    origins: Collection[Origin] | None = None


class Retrieved(NamedTuple):
    """A coding with its document's name and its coder's handle.

    `engine` and `score` are those of the suggestion that it was accepted from.
    """

    coding: Coding
    document: str
    coder: str
    engine: str | None
    score: float | None


def wanted(connection: Connection, filters: Wanted) -> Iterator[Retrieved]:
    """Yield the codings wanted, document by document.

    Documents come by name, codings by start, the longer first where they tie. They
    are asked for one document after the other: sorting a million of them at once
    would hold them all.
    """
    query, shared = _codings(filters), _Shared(connection)
    asked = connection.execute(_documents(filters)).all()
    for number, (document_id, name) in enumerate(asked, start=1):
        if number % _DOCUMENTS_KEPT == 0 and connection.dialect.name == "sqlite":
            # What was read stays in SQLite's cache, which may grow to 200 MB.
            connection.exec_driver_sql("PRAGMA shrink_memory")
        values = {"document_id": document_id}
        for row in connection.execute(query, values):
            yield shared.retrieved(row, DocumentId(document_id), name)


def _documents(filters: Wanted) -> AnySelect:
    """Ask for the documents wanted, by name."""
    query: AnySelect = select(documents.c.id, documents.c.name)
    query = query.order_by(documents.c.name)
    if filters.document_id is not None:
        query = query.where(documents.c.id == filters.document_id)
    if filters.attribute is not None:
        name, value = filters.attribute
        having = select(attributes.c.case_id).where(
            attributes.c.name == name, attributes.c.value == value
        )
        query = query.where(documents.c.case_id.in_(having))
    return query


def _codings(filters: Wanted) -> AnySelect:
    """Ask for the codings of one document, whose id is the parameter."""
    taken = and_(
        decisions.c.coding_id == codings.c.id,
        decisions.c.verdict == Verdict.ACCEPTED,
    )
    query: AnySelect = select(codings.c.id, raw(codings.c.code_id))
    query = query.add_columns(raw(codings.c.coder_id), *_OF_CODING)
    query = query.add_columns(decisions.c.engine, decisions.c.score)
    query = query.select_from(codings.outerjoin(decisions, taken))
    query = query.where(codings.c.document_id == bindparam("document_id", type_=Id))
    query = query.where(*of_origins(filters.origins))
    if filters.code_ids is not None:
        query = query.where(codings.c.code_id.in_(filters.code_ids))
    if filters.coder_id is not None:
        query = query.where(codings.c.coder_id == filters.coder_id)
    start, end = codings.c.start_offset, codings.c.end_offset
    return query.order_by(start, end.desc(), codings.c.id)


class _Shared:
    """What codings of all documents share, made once and not for each of them."""

    def __init__(self, connection: Connection) -> None:
        self._codes = names(connection, raw(codes.c.id), codes.c.id)
        self._coders = names(connection, raw(coders.c.id), coders.c.id)
        self._handles = names(connection, raw(coders.c.id), coders.c.handle)
        self._origins = {origin.value: origin for origin in Origin}

    def retrieved(
        self, row: Row[*tuple[Any, ...]], document_id: DocumentId, document: str
    ) -> Retrieved:
        """Make what a row holds."""
        key, code, coder, start, end, origin, stance, at, engine, score = row
        coding = Coding(
            document_id,
            self._codes[code],
            self._coders[coder],
            Span(start, end),
            self._origins[origin],
            None if stance is None else Stance(stance),
            at,
            key,
        )
        return Retrieved(coding, document, self._handles[coder], engine, score)
