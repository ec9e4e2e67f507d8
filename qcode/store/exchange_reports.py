"""The loss reports of what came in from other programs and went out to them."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select

from qcode.errors import UnknownExchangeError
from qcode.model.coding import now
from qcode.model.exchange import ExchangeReport, report_of, report_record
from qcode.model.ids import CoderId
from qcode.store.schema import exchange_reports


@dataclass(frozen=True, slots=True)
class Exchange:
    """One import or export; nobody need have been named for it."""

    report: ExchangeReport
    coder_id: CoderId | None = None
    at: datetime = field(default_factory=now)
    id: UUID = field(default_factory=uuid4)


def keep(connection: Connection, exchange: Exchange) -> None:
    """Store what became of everything in an import or export."""
    report = exchange.report
    connection.execute(
        insert(exchange_reports).values(
            id=exchange.id,
            coder_id=exchange.coder_id,
            direction=report.direction,
            file_name=report.file_name,
            report=json.dumps(report_record(report), ensure_ascii=False),
            reported_at=exchange.at,
        )
    )


def every(connection: Connection) -> list[Exchange]:
    """Return all of them, the oldest first."""
    query = select(exchange_reports)
    query = query.order_by(exchange_reports.c.reported_at, exchange_reports.c.id)
    return [
        Exchange(
            report_of(json.loads(row.report)),
            None if row.coder_id is None else CoderId(row.coder_id),
            row.reported_at,
            row.id,
        )
        for row in connection.execute(query)
    ]


def get(connection: Connection, exchange_id: UUID) -> Exchange:
    """Return one; raises UnknownExchangeError."""
    for found in every(connection):
        if found.id == exchange_id:
            return found
    raise UnknownExchangeError(str(exchange_id))
