"""Which documents may be quoted in what is published."""

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from qcode.model.ids import CoderId, DocumentId, ReleaseId
from qcode.model.release import Release
from qcode.store.schema import documents, releases


def save(connection: Connection, release: Release) -> None:
    """Store the release in place of the one that its document had."""
    remove(connection, release.id)
    connection.execute(
        insert(releases).values(
            id=release.id,
            document_id=release.document_id,
            revision=release.revision,
            coder_id=release.coder_id,
            released_at=release.released_at,
        )
    )


def remove(connection: Connection, release_id: ReleaseId) -> None:
    """Make the document private again."""
    connection.execute(delete(releases).where(releases.c.id == release_id))


def find(connection: Connection, release_id: ReleaseId) -> Release | None:
    """Return the release with this id, `None` if there is none."""
    row = connection.execute(
        select(releases).where(releases.c.id == release_id)
    ).first()
    return None if row is None else _release(row)


def every(connection: Connection) -> dict[DocumentId, Release]:
    """Return all releases by document, in the order of their names."""
    query = select(releases).join(documents, documents.c.id == releases.c.document_id)
    found = map(_release, connection.execute(query.order_by(documents.c.name)))
    return {it.document_id: it for it in found}


def _release(row: Row[*tuple[Any, ...]]) -> Release:
    return Release(
        document_id=DocumentId(row.document_id),
        revision=row.revision,
        coder_id=CoderId(row.coder_id),
        released_at=row.released_at,
    )
