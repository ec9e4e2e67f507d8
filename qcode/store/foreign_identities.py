"""What other programs know the study's objects by."""

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.store.schema import foreign_identities

_CHUNK = 20_000
_columns = foreign_identities.c


def every(connection: Connection) -> list[ForeignIdentity]:
    """Return all of them by kind, subject and GUID."""
    query = select(foreign_identities)
    query = query.order_by(_columns.kind, _columns.subject, _columns.guid)
    return [_identity(row) for row in connection.execute(query)]


def timed_sources(connection: Connection) -> list[ForeignIdentity]:
    """Return the sources that came with sync points, by subject and GUID."""
    query = select(foreign_identities)
    query = query.where(_columns.kind == IdentityKind.SOURCE)
    query = query.where(_columns.details.contains('"points": ['))
    query = query.order_by(_columns.subject, _columns.guid)
    return [_identity(row) for row in connection.execute(query)]


def insert_many(connection: Connection, new: Iterable[ForeignIdentity]) -> None:
    """Store identities that are not there yet."""
    rows = (
        {
            "kind": it.kind,
            "subject": it.subject,
            "guid": it.guid,
            "details": json.dumps(it.details, ensure_ascii=False),
        }
        for it in new
    )
    while chunk := list(islice(rows, _CHUNK)):
        connection.execute(insert(foreign_identities), chunk)


def _identity(row: Row[Any]) -> ForeignIdentity:
    details = json.loads(row.details)
    return ForeignIdentity(IdentityKind(row.kind), row.subject, row.guid, details)


def replace(connection: Connection, identity: ForeignIdentity) -> None:
    """Store an identity with the details that it has now."""
    same = (
        (_columns.kind == identity.kind)
        & (_columns.subject == identity.subject)
        & (_columns.guid == identity.guid)
    )
    connection.execute(delete(foreign_identities).where(same))
    insert_many(connection, [identity])
