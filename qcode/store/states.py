"""Everything that journals speak of as it is now: records by kind and id."""

from uuid import UUID

from sqlalchemy import Connection, select

from qcode.model.coded_set import DocumentReference
from qcode.model.ids import DocumentId
from qcode.model.journal import JsonObject, ObjectKind
from qcode.store import (
    codes,
    codings,
    finished_marks,
    memos,
    settlements,
    suggestions,
)
from qcode.store.records import record_of
from qcode.store.schema import codes as codes_table
from qcode.store.schema import document_digests, documents, revisions

States = dict[ObjectKind, dict[UUID, JsonObject]]


def every(connection: Connection) -> States:
    """Return the records of all objects that the journal tells of.

    Codes come with each parent before its children.
    """
    query = select(codes_table.c.id, codes_table.c.position)
    positions = {row.id: row.position for row in connection.execute(query)}
    decided = suggestions.decided(connection)
    marks = finished_marks.every(connection)
    settled = settlements.every(connection)
    return {
        ObjectKind.CODE: {
            code.id: record_of(code, position=positions[code.id])
            for code in codes.every(connection)
        },
        ObjectKind.CODING: {
            coding.id: record_of(coding)
            for coding, _ in codings.with_digests(connection)
        },
        ObjectKind.MEMO: {it.id: record_of(it) for it in memos.every(connection)},
        ObjectKind.DECISION: {it.id: record_of(it) for it in decided},
        ObjectKind.FINISHED_MARK: {it.id: record_of(it) for it in marks},
        ObjectKind.SETTLEMENT: {it.id: record_of(it) for it in settled},
    }


def document_references(connection: Connection) -> list[DocumentReference]:
    """Return all documents by name, with every digest they were ever known by."""
    digests: dict[UUID, list[str]] = {}
    rows = connection.execute(select(document_digests))
    for row in rows:
        digests.setdefault(row.document_id, []).append(row.digest)
    current = (revisions.c.document_id == documents.c.id) & (
        revisions.c.number == documents.c.revision
    )
    columns = documents.c.id, documents.c.name, documents.c.revision
    query = select(*columns, revisions.c.text_digest).join(revisions, current)
    return [
        DocumentReference(
            DocumentId(row.id),
            row.name,
            row.revision,
            row.text_digest,
            tuple(sorted(digests.get(row.id, []))),
        )
        for row in connection.execute(query.order_by(documents.c.name))
    ]
