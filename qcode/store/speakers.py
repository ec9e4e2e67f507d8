"""Speakers' labels: what a study says of them, and where they speak."""

from sqlalchemy import Connection, delete, func, insert, select

from qcode.model.ids import CoderId, DocumentId
from qcode.model.speaker import Part, Speaker
from qcode.store.schema import speakers, turns


def every(connection: Connection) -> list[Speaker]:
    """Return what was said of labels, in their order."""
    query = select(speakers).order_by(speakers.c.label)
    return [
        Speaker(
            label=row.label,
            part=None if row.part is None else Part(row.part),
            name=row.name,
            set_by=CoderId(row.set_by),
            set_at=row.set_at,
        )
        for row in connection.execute(query)
    ]


def save(connection: Connection, said: Speaker) -> None:
    """Store what is said of a label, in place of what was said before."""
    connection.execute(delete(speakers).where(speakers.c.label == said.label))
    connection.execute(
        insert(speakers).values(
            label=said.label,
            part=said.part,
            name=said.name,
            set_by=said.set_by,
            set_at=said.set_at,
        )
    )


def labels(connection: Connection) -> list[tuple[str, int, int]]:
    """Return each label with the numbers of its documents and turns, in order."""
    documents = func.count(turns.c.document_id.distinct())
    query = select(turns.c.speaker, documents, func.count())
    query = query.where(turns.c.speaker != "").group_by(turns.c.speaker)
    rows = connection.execute(query.order_by(turns.c.speaker))
    return [(label, number, of_turns) for label, number, of_turns in rows]


def documents_with_labels(connection: Connection) -> list[DocumentId]:
    """Return the documents in which somebody with a label speaks, by id."""
    query = select(turns.c.document_id).where(turns.c.speaker != "").distinct()
    rows = connection.scalars(query.order_by(turns.c.document_id))
    return [DocumentId(it) for it in rows]
