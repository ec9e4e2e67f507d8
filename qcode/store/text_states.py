"""Which text of each document is the one that is read now."""

from sqlalchemy import Connection, and_, func, select

from qcode.model.table import TextState
from qcode.store.schema import document_digests, documents, revisions


def every(connection: Connection) -> list[TextState]:
    """Return the present state of each document's text, by name."""
    query = select(documents.c.id, documents.c.name, documents.c.revision)
    rows = connection.execute(query.order_by(documents.c.name)).all()
    digests = _only_digests(connection) | _digests_of_others(connection)
    return [TextState(name, revision, digests[key]) for key, name, revision in rows]


def _only_digests(connection: Connection) -> dict[object, str]:
    """Return the digests of documents that were never known by another.

    File and text are the same there. To read a digest beside a text the database
    passes over the text, which takes 0.15 s for 3,000 documents.
    """
    digest = func.min(document_digests.c.digest)
    query = select(document_digests.c.document_id, digest)
    query = query.group_by(document_digests.c.document_id).having(func.count() == 1)
    return {row[0]: row[1] for row in connection.execute(query)}


def _digests_of_others(connection: Connection) -> dict[object, str]:
    several = (
        select(document_digests.c.document_id)
        .group_by(document_digests.c.document_id)
        .having(func.count() > 1)
    )
    current = and_(
        revisions.c.document_id == documents.c.id,
        revisions.c.number == documents.c.revision,
    )
    query = select(documents.c.id, revisions.c.text_digest).join(revisions, current)
    found = connection.execute(query.where(documents.c.id.in_(several)))
    return {row[0]: row[1] for row in found}
