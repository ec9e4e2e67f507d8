"""The coders of the study."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.exc import IntegrityError

from qcode.errors import NotAllowedError, UnknownCoderError
from qcode.model.coding import Coder
from qcode.model.ids import CoderId
from qcode.store.schema import coders

if TYPE_CHECKING:
    from collections.abc import Sequence


def ensure(connection: Connection, coder: Coder) -> Coder:
    """Store the coder unless the id is there already; return the stored one."""
    found = find(connection, coder.id)
    if found is not None:
        return found
    # On PostgreSQL the same coder may come in somewhere else in this moment.
    with suppress(IntegrityError), connection.begin_nested():
        connection.execute(insert(coders).values(id=coder.id, handle=coder.handle))
    return get(connection, coder.id)


def find(connection: Connection, coder_id: CoderId) -> Coder | None:
    """Return the coder with this id, `None` if there is none."""
    row = connection.execute(select(coders).where(coders.c.id == coder_id)).first()
    return None if row is None else _coder(row)


def get(connection: Connection, coder_id: CoderId) -> Coder:
    """Return the coder with this id; raises UnknownCoderError."""
    coder = find(connection, coder_id)
    if coder is None:
        raise UnknownCoderError(str(coder_id))
    return coder


def every(connection: Connection) -> list[Coder]:
    """Return all coders by handle."""
    query = select(coders).order_by(coders.c.handle, coders.c.id)
    return [_coder(row) for row in connection.execute(query)]


def lock(connection: Connection, coder_id: CoderId) -> None:
    """Let no other transaction act for this coder until this one ends.

    On SQLite a writing transaction is alone anyway. Raises UnknownCoderError, and
    NotAllowedError where the server keeps the coder from this account.
    """
    query = select(coders.c.id).where(coders.c.id == coder_id).with_for_update()
    if connection.scalar(query) is None:
        get(connection, coder_id)
        raise NotAllowedError(connection.engine.url.username or "")


def _coder(row: Row[*tuple[Any, ...]]) -> Coder:
    values: Sequence[object] = row
    assert isinstance(values[1], str)
    return Coder(CoderId(row._mapping["id"]), values[1])
