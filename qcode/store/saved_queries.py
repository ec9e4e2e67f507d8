"""Queries kept under a name."""

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from qcode.model.ids import CoderId
from qcode.model.query import SavedQuery
from qcode.store.schema import saved_queries


def save(connection: Connection, saved: SavedQuery) -> None:
    """Store a query in place of what had its name."""
    remove(connection, saved.name)
    connection.execute(
        insert(saved_queries).values(
            name=saved.name,
            query=saved.query,
            coder_id=saved.coder_id,
            saved_at=saved.saved_at,
        )
    )


def remove(connection: Connection, name: str) -> None:
    """Take out what has this name, if anything."""
    connection.execute(delete(saved_queries).where(saved_queries.c.name == name))


def every(connection: Connection) -> list[SavedQuery]:
    """Return all saved queries by name."""
    query = select(saved_queries).order_by(saved_queries.c.name)
    return [_saved(row) for row in connection.execute(query)]


def _saved(row: Row[*tuple[Any, ...]]) -> SavedQuery:
    return SavedQuery(row.name, row.query, CoderId(row.coder_id), row.saved_at)
