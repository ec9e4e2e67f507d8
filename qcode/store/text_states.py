"""Which text of each document is the one that is read now."""

from sqlalchemy import Connection, and_, select

from qcode.model.table import TextState
from qcode.store.schema import documents, revisions


def every(connection: Connection) -> list[TextState]:
    """Return the present state of each document's text, by name."""
    current = and_(
        revisions.c.document_id == documents.c.id,
        revisions.c.number == documents.c.revision,
    )
    query = select(documents.c.name, documents.c.revision, revisions.c.text_digest)
    query = query.join(revisions, current).order_by(documents.c.name)
    return [TextState(*row) for row in connection.execute(query)]
