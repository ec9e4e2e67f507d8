"""Codings: putting in, taking out, and reading them back in the order of the text."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select

from qcode.errors import UnknownCodingError
from qcode.model.coding import Coding, Origin, Stance
from qcode.model.ids import CodeId, CoderId, CodingId, DocumentId
from qcode.model.span import Span
from qcode.store.mending import crossing
from qcode.store.schema import codings

_CHUNK = 20_000


def insert_coding(connection: Connection, coding: Coding, digest: bytes) -> bool:
    """Store the coding unless its coder has put this code on this span before.

    `digest` is the `segment_digest` of its text. Returns whether it was stored.
    Two transactions of one coder must not do this at once: `coders.lock`. Raises
    CrossedError where its code or document goes in this moment.
    """
    if twin(connection, coding) is not None:
        return False
    with crossing():
        connection.execute(insert(codings).values(**_row(coding, digest)))
    return True


def twin(connection: Connection, coding: Coding) -> CodingId | None:
    """Return the coding by the same coder of the same span with the same code."""
    query = (
        select(codings.c.id)
        .where(codings.c.document_id == coding.document_id)
        .where(codings.c.start_offset == coding.span.start)
        .where(codings.c.end_offset == coding.span.end)
        .where(codings.c.coder_id == coding.coder_id)
        .where(codings.c.code_id == coding.code_id)
    )
    found = connection.scalar(query)
    return None if found is None else CodingId(found)


def insert_many(connection: Connection, coded: Iterable[tuple[Coding, bytes]]) -> int:
    """Store new codings with their digests in bulk; return how many.

    Meant for sets that are known to be new: a duplicate fails the transaction. Raises
    CrossedError for it, and where a code or document goes in this moment.
    """
    rows = (_row(coding, digest) for coding, digest in coded)
    stored = 0
    with crossing():
        while chunk := list(islice(rows, _CHUNK)):
            connection.execute(insert(codings), chunk)
            stored += len(chunk)
    return stored


def remove(connection: Connection, coding_id: CodingId) -> None:
    """Take a coding out; raises UnknownCodingError."""
    done = connection.execute(delete(codings).where(codings.c.id == coding_id))
    if done.rowcount == 0:
        raise UnknownCodingError(str(coding_id))


def find(connection: Connection, coding_id: CodingId) -> Coding | None:
    """Return the coding with this id, `None` if there is none."""
    row = connection.execute(select(codings).where(codings.c.id == coding_id)).first()
    return None if row is None else coding_of_row(row)


def get(connection: Connection, coding_id: CodingId) -> Coding:
    """Return the coding with this id; raises UnknownCodingError."""
    coding = find(connection, coding_id)
    if coding is None:
        raise UnknownCodingError(str(coding_id))
    return coding


def in_document(connection: Connection, document_id: DocumentId) -> list[Coding]:
    """Return the document's codings by start, the longer first where they tie."""
    query = select(codings).where(codings.c.document_id == document_id)
    query = query.order_by(
        codings.c.start_offset, codings.c.end_offset.desc(), codings.c.id
    )
    return [coding_of_row(row) for row in connection.execute(query)]


def spans_coded(
    connection: Connection,
    document_id: DocumentId,
    coder_id: CoderId,
    code_id: CodeId,
) -> set[Span]:
    """Return the spans of a document on which the coder has put the code."""
    query = select(codings.c.start_offset, codings.c.end_offset).where(
        codings.c.document_id == document_id,
        codings.c.coder_id == coder_id,
        codings.c.code_id == code_id,
    )
    return {Span(start, end) for start, end in connection.execute(query)}


def of_coder(connection: Connection, coder_id: CoderId) -> list[Coding]:
    """Return the coder's codings by document, as `in_document` orders each."""
    query = select(codings).where(codings.c.coder_id == coder_id)
    query = query.order_by(
        codings.c.document_id,
        codings.c.start_offset,
        codings.c.end_offset.desc(),
        codings.c.id,
    )
    return [coding_of_row(row) for row in connection.execute(query)]


def among(connection: Connection, wanted: Iterable[UUID]) -> dict[CodingId, Coding]:
    """Return those of the wanted codings that are there, by id."""
    found: dict[CodingId, Coding] = {}
    ids = iter(wanted)
    while chunk := list(islice(ids, _CHUNK)):
        query = select(codings).where(codings.c.id.in_(chunk))
        for row in connection.execute(query):
            found[CodingId(row.id)] = coding_of_row(row)
    return found


def ids(connection: Connection) -> set[CodingId]:
    """Return the ids of all codings."""
    return {CodingId(found) for found in connection.scalars(select(codings.c.id))}


def whose(
    connection: Connection,
) -> Iterator[tuple[CodingId, DocumentId, CoderId]]:
    """Yield each coding's id with its document and its coder."""
    columns = (codings.c.id, codings.c.document_id, codings.c.coder_id)
    for row in connection.execute(select(*columns).order_by(codings.c.id)):
        yield CodingId(row.id), DocumentId(row.document_id), CoderId(row.coder_id)


def with_digests(connection: Connection) -> Iterator[tuple[Coding, bytes]]:
    """Yield every coding with its recorded digest, document by document."""
    query = select(codings).order_by(codings.c.document_id, codings.c.start_offset)
    for row in connection.execute(query.execution_options(yield_per=_CHUNK)):
        yield coding_of_row(row), row.segment_digest


def digests(connection: Connection) -> dict[UUID, bytes]:
    """Return the recorded digest of each coding's text."""
    rows = connection.execute(select(codings.c.id, codings.c.segment_digest))
    return {row.id: row.segment_digest for row in rows}


def counts_by_coder(connection: Connection) -> dict[CoderId, int]:
    """Return how many codings each coder made; coders without any are left out."""
    query = select(codings.c.coder_id, func.count()).group_by(codings.c.coder_id)
    return {CoderId(coder_id): count for coder_id, count in connection.execute(query)}


def counts_by_origin(connection: Connection) -> dict[Origin, int]:
    """Return how many codings came about in each way; ways without any are left out."""
    query = select(codings.c.origin, func.count()).group_by(codings.c.origin)
    return {Origin(origin): count for origin, count in connection.execute(query)}


def documents_coded(
    connection: Connection, coder_ids: Collection[CoderId]
) -> set[DocumentId]:
    """Return the documents in which one of the coders coded anything."""
    query = select(codings.c.document_id).where(codings.c.coder_id.in_(coder_ids))
    query = query.distinct()
    return {DocumentId(found) for found in connection.scalars(query)}


def of_origins(origins: Collection[Origin] | None) -> list[ColumnElement[bool]]:
    """Return the condition that codings came about so, none where `None` asks for all.

    A list, as `where` takes it: without a condition, counting reads indexes only.
    """
    return [] if origins is None else [codings.c.origin.in_(sorted(origins))]


def _row(coding: Coding, digest: bytes) -> dict[str, object]:
    return {
        "id": coding.id,
        "document_id": coding.document_id,
        "code_id": coding.code_id,
        "coder_id": coding.coder_id,
        "start_offset": coding.span.start,
        "end_offset": coding.span.end,
        "segment_digest": digest,
        "origin": coding.origin,
        "stance": coding.stance,
        "created_at": coding.created_at,
    }


def coding_of_row(row: Row[*tuple[Any, ...]]) -> Coding:
    """Make the coding that a row with all columns of the table holds."""
    return Coding(
        id=CodingId(row.id),
        document_id=DocumentId(row.document_id),
        code_id=CodeId(row.code_id),
        coder_id=CoderId(row.coder_id),
        span=Span(row.start_offset, row.end_offset),
        origin=Origin(row.origin),
        stance=None if row.stance is None else Stance(row.stance),
        created_at=row.created_at,
    )
