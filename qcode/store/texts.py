"""Texts of many documents, one after the other."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from qcode.model.document import Document, Kind
from qcode.model.ids import CaseId, DocumentId
from qcode.store.documents import is_current
from qcode.store.schema import documents, revisions

# A query for each would take longer than searching the text it gives.
_AT_ONCE = 16


def documents_without_turns(
    connection: Connection, wanted: Sequence[DocumentId]
) -> Iterator[Document]:
    """Yield documents in their current revision, in the order in which they are wanted.

    Their turns are left out; a few texts are held at a time. What is not there is
    left out.
    """
    query = select(documents, revisions.c.text).join(revisions, is_current)
    for start in range(0, len(wanted), _AT_ONCE):
        if connection.dialect.name == "sqlite":
            # What was read stays in SQLite's cache, which may grow to 200 MB.
            connection.exec_driver_sql("PRAGMA shrink_memory")
        chunk = wanted[start : start + _AT_ONCE]
        rows = connection.execute(query.where(documents.c.id.in_(chunk)))
        found = {row.id: row for row in rows}
        for row in (found[it] for it in chunk if it in found):
            yield Document(
                id=DocumentId(row.id),
                name=row.name,
                kind=Kind(row.kind),
                text=row.text,
                case_id=CaseId(row.case_id),
                words=row.words,
                revision=row.revision,
            )
