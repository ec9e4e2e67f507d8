"""Noticing what others do to the study while it is open.

PostgreSQL tells of each journal entry when its transaction is stored; an SQLite
file is looked at once a second. What was written through the watching store
itself is passed over.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from qcode.errors import DatabaseError
from qcode.store.engine import Store
from qcode.store.journal import CHANNEL
from qcode.store.schema import journal

if TYPE_CHECKING:
    from psycopg import Connection

_LOOK_EVERY_S = 1.0
_LISTEN_FOR_S = 0.2
_REST_S = 0.4
_TRY_AGAIN_AFTER_S = 1.0


def others_changes(store: Store, stopped: Event) -> Iterator[None]:
    """Yield after others have changed the study, until stopped.

    Blocks in between, so it wants a thread of its own. Several changes at once
    are one; where the connection was lost, there may have been changes.
    """
    if store.engine.dialect.name == "postgresql":
        return _heard(store, stopped)
    return _seen(store, stopped)


# SQLite: a file's data version differs for a connection after each foreign commit.


def _seen(store: Store, stopped: Event) -> Iterator[None]:
    with closing(store.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        known: tuple[Any, ...] | None = None
        latest = _latest(store)
        while not stopped.wait(_LOOK_EVERY_S):
            try:
                cursor.execute("PRAGMA data_version")
                version = cursor.fetchone()
                if version == known:
                    continue
                entries = _entries_after(store, latest)
            except (DatabaseError, store.engine.dialect.loaded_dbapi.Error):
                # Busy, or gone with a network drive: the next look will tell.
                continue
            known, latest = version, max([latest, *entries])
            if not store.own_entries.issuperset(entries.values()):
                yield


def _latest(store: Store) -> int:
    with store.read() as connection:
        return connection.scalar(select(func.max(journal.c.number))) or 0


def _entries_after(store: Store, number: int) -> dict[int, str]:
    query = select(journal.c.number, journal.c.hash).where(journal.c.number > number)
    with store.read() as connection:
        rows = connection.execute(query.order_by(journal.c.number))
        return {row.number: row.hash for row in rows}


# PostgreSQL: a connection of its own listens, and is made anew where it was lost.


def _heard(store: Store, stopped: Event) -> Iterator[None]:
    was_lost = False
    while not stopped.is_set():
        try:
            with _listening(store) as connection:
                if was_lost:
                    yield
                yield from _heard_on(connection, store, stopped)
        except (DBAPIError, store.engine.dialect.loaded_dbapi.Error):
            was_lost = True
            stopped.wait(_TRY_AGAIN_AFTER_S)


@contextmanager
def _listening(store: Store) -> Iterator["Connection"]:
    pooled = store.engine.raw_connection()
    driver = cast("Connection", pooled.dbapi_connection)  # the dialect is psycopg's
    pooled.detach()
    with closing(driver) as connection:
        connection.autocommit = True
        connection.execute(f"LISTEN {CHANNEL}")
        yield connection


def _heard_on(connection: "Connection", store: Store, stopped: Event) -> Iterator[None]:
    found = connection.execute("SELECT current_schema()").fetchone()
    while not stopped.is_set():
        notices = connection.notifies(timeout=_LISTEN_FOR_S, stop_after=1)
        told = [notice.payload.rpartition(" ") for notice in notices]
        entries = {entry for schema, _, entry in told if (schema,) == found}
        if entries - store.own_entries:
            yield
            # Twenty people who code are worth a look twice a second, not twenty.
            stopped.wait(_REST_S)
