"""Documents with their texts, turns, sources and cases."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from qcode.errors import SpanOutOfRangeError, UnknownDocumentError
from qcode.model.document import (
    Document,
    DocumentSummary,
    Kind,
    Source,
    Turn,
    text_digest,
)
from qcode.model.ids import CaseId, DocumentId
from qcode.model.span import Span
from qcode.store.schema import (
    codings,
    document_digests,
    documents,
    revisions,
    turns,
)

if TYPE_CHECKING:
    from uuid import UUID


def insert_document(connection: Connection, document: Document, source: Source) -> None:
    """Store a new document with its first text, its turns and its file."""
    connection.execute(
        insert(documents).values(
            id=document.id,
            name=document.name,
            kind=document.kind,
            case_id=document.case_id,
            revision=document.revision,
            words=document.words,
        )
    )
    digest = text_digest(document.text)
    connection.execute(
        insert(revisions).values(
            document_id=document.id,
            number=document.revision,
            text=document.text,
            text_digest=digest,
            file_name=source.file_name,
            source=source.content,
            source_digest=source.digest,
        )
    )
    for known_by in sorted({digest, source.digest}):
        connection.execute(
            insert(document_digests).values(digest=known_by, document_id=document.id)
        )
    rows = [
        {
            "document_id": document.id,
            "start_offset": turn.span.start,
            "end_offset": turn.span.end,
            "body_offset": turn.body_start,
            "speaker": turn.speaker,
        }
        for turn in document.turns
    ]
    if rows:
        connection.execute(insert(turns), rows)


def get(connection: Connection, document_id: DocumentId) -> Document:
    """Return the document in its current revision; raises UnknownDocumentError."""
    query = (
        select(documents, revisions.c.text)
        .join(revisions, is_current)
        .where(documents.c.id == document_id)
    )
    row = connection.execute(query).first()
    if row is None:
        raise UnknownDocumentError(str(document_id))
    return Document(
        id=document_id,
        name=row.name,
        kind=Kind(row.kind),
        text=row.text,
        case_id=CaseId(row.case_id),
        turns=turns_in(connection, document_id),
        words=row.words,
        revision=row.revision,
    )


is_current = (revisions.c.document_id == documents.c.id) & (
    revisions.c.number == documents.c.revision
)


def is_there(connection: Connection, document_id: DocumentId) -> bool:
    """Whether the study has the document."""
    query = select(documents.c.id).where(documents.c.id == document_id)
    return connection.scalar(query) is not None


def text(connection: Connection, document_id: DocumentId) -> str:
    """Return only the document's current text; raises UnknownDocumentError."""
    query = select(revisions.c.text).join(documents, is_current)
    found = connection.scalar(query.where(documents.c.id == document_id))
    if found is None:
        raise UnknownDocumentError(str(document_id))
    return str(found)


def segment(
    connection: Connection, document_id: DocumentId, span: Span
) -> tuple[str, str]:
    """Return the document's name and the span's text, without loading the rest.

    Raises UnknownDocumentError, SpanOutOfRangeError.
    """
    query = select(
        documents.c.name,
        func.length(revisions.c.text).label("length"),
        func.substr(revisions.c.text, span.start + 1, span.length).label("segment"),
    )
    query = query.outerjoin(revisions, is_current).where(documents.c.id == document_id)
    row = connection.execute(query).first()
    if row is None:
        raise UnknownDocumentError(str(document_id))
    if span.end > row.length:
        raise SpanOutOfRangeError(row.name, span.start, span.end, row.length)
    return row.name, row.segment


def source(connection: Connection, document_id: DocumentId) -> Source:
    """Return the file of the current revision; raises UnknownDocumentError."""
    query = select(revisions.c.file_name, revisions.c.source)
    query = query.outerjoin(documents, is_current).where(documents.c.id == document_id)
    row = connection.execute(query).first()
    if row is None:
        raise UnknownDocumentError(str(document_id))
    return Source(row.file_name, row.source)


def turns_in(connection: Connection, document_id: DocumentId) -> tuple[Turn, ...]:
    """Return the turns of the document's current text, in order."""
    rows = connection.execute(_TURNS, {"document_id": document_id})
    return tuple(
        Turn(speaker, Span(start, end), body) for speaker, start, end, body in rows
    )


_TURNS = (
    select(
        turns.c.speaker, turns.c.start_offset, turns.c.end_offset, turns.c.body_offset
    )
    .where(turns.c.document_id == bindparam("document_id"))
    .order_by(turns.c.start_offset)
)


def named(connection: Connection, name: str) -> DocumentSummary | None:
    """Return the document of exactly this name, `None` if there is none."""
    row = connection.execute(_summary.where(documents.c.name == name)).first()
    return None if row is None else _summary_of(row)


def summaries(connection: Connection) -> list[DocumentSummary]:
    """Return all documents by name, without their texts."""
    rows = connection.execute(_summary.order_by(documents.c.name))
    return [_summary_of(row) for row in rows]


# Counted per document on an index; a GROUP BY of all codings would be dearer.
_number_of_codings = (
    select(func.count())
    .where(codings.c.document_id == documents.c.id)
    .correlate(documents)
    .scalar_subquery()
)
_summary = select(documents, _number_of_codings.label("codings"))


def _summary_of(row: Row[*tuple[Any, ...]]) -> DocumentSummary:
    return DocumentSummary(
        id=DocumentId(row.id),
        name=row.name,
        kind=Kind(row.kind),
        words=row.words,
        revision=row.revision,
        codings=row.codings,
        case_id=CaseId(row.case_id),
    )


def name(connection: Connection, document_id: DocumentId) -> str:
    """Return the document's name; raises UnknownDocumentError."""
    found = connection.scalar(
        select(documents.c.name).where(documents.c.id == document_id)
    )
    if found is None:
        raise UnknownDocumentError(str(document_id))
    return str(found)


def fingerprints(connection: Connection) -> list[tuple[str, ...]]:
    """Return what changes with any text, a row per known digest, in the names' order.

    No text is read: id, revision and the digests a document was ever known by tell.
    """
    query = select(documents.c.id, documents.c.revision, document_digests.c.digest)
    query = query.outerjoin(
        document_digests, document_digests.c.document_id == documents.c.id
    )
    query = query.order_by(documents.c.name, document_digests.c.digest)
    return [tuple(map(str, row)) for row in connection.execute(query)]


def names(connection: Connection) -> dict[DocumentId, str]:
    """Return the names of all documents, in their order."""
    query = select(documents.c.id, documents.c.name).order_by(documents.c.name)
    return {DocumentId(row.id): row.name for row in connection.execute(query)}


def known_by(connection: Connection, *digests: str) -> DocumentId | None:
    """Return the document that was ever known by one of these digests."""
    query = select(document_digests.c.document_id)
    query = query.where(document_digests.c.digest.in_(digests))
    found: UUID | None = connection.scalar(
        query.order_by(document_digests.c.document_id)
    )
    return None if found is None else DocumentId(found)


def set_kind(connection: Connection, document_id: DocumentId, kind: Kind) -> None:
    """Change what sort of material the document is."""
    connection.execute(
        update(documents).where(documents.c.id == document_id).values(kind=kind)
    )
