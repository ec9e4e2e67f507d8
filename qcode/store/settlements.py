"""What was decided about differences between coders."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update

from qcode.model.adjudication import Ruling, Settlement
from qcode.model.ids import (
    CodeId,
    CoderId,
    CodingId,
    DifferenceId,
    DocumentId,
    SettlementId,
)
from qcode.store.schema import settlements


def save(connection: Connection, settlement: Settlement) -> None:
    """Store the settlement as it is now, new or known."""
    row = {
        "id": settlement.id,
        "difference_id": settlement.difference_id,
        "document_id": settlement.document_id,
        "code_id": settlement.code_id,
        "coder_id": settlement.coder_id,
        "first_id": settlement.first,
        "second_id": settlement.second,
        "ruling": settlement.ruling,
        "why": settlement.why,
        "compared": _written(settlement.compared),
        "taken": _written(settlement.taken),
        "settled_at": settlement.settled_at,
    }
    known = update(settlements).where(settlements.c.id == settlement.id)
    if connection.execute(known.values(row)).rowcount == 0:
        connection.execute(insert(settlements).values(row))


def remove(connection: Connection, settlement_id: SettlementId) -> None:
    """Take a settlement out."""
    connection.execute(delete(settlements).where(settlements.c.id == settlement_id))


def find(connection: Connection, settlement_id: SettlementId) -> Settlement | None:
    """Return the settlement with this id, `None` if there is none."""
    query = select(settlements).where(settlements.c.id == settlement_id)
    row = connection.execute(query).first()
    return None if row is None else _settlement(row)


def every(connection: Connection) -> list[Settlement]:
    """Return all settlements, the oldest first."""
    query = select(settlements).order_by(settlements.c.settled_at, settlements.c.id)
    return [_settlement(row) for row in connection.execute(query)]


def _written(ids: Sequence[CodingId]) -> str:
    return json.dumps([str(it) for it in ids])


def _ids(written: str) -> tuple[CodingId, ...]:
    return tuple(CodingId(UUID(it)) for it in json.loads(written))


def _settlement(row: Row[*tuple[Any, ...]]) -> Settlement:
    return Settlement(
        difference_id=DifferenceId(row.difference_id),
        document_id=DocumentId(row.document_id),
        code_id=CodeId(row.code_id),
        coder_id=CoderId(row.coder_id),
        first=CoderId(row.first_id),
        second=CoderId(row.second_id),
        ruling=Ruling(row.ruling),
        why=row.why,
        compared=_ids(row.compared),
        taken=_ids(row.taken),
        settled_at=row.settled_at,
    )
