"""Summaries of cases under categories, one for each case and code."""

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from qcode.model.ids import CaseId, CodeId, CoderId, SummaryId
from qcode.model.summary import Summary
from qcode.store.schema import summaries


def save(connection: Connection, summary: Summary) -> None:
    """Store the summary as it is now, new or known."""
    row = {
        "id": summary.id,
        "case_id": summary.case_id,
        "code_id": summary.code_id,
        "coder_id": summary.coder_id,
        "text": summary.text,
        "written_at": summary.written_at,
    }
    known = update(summaries).where(summaries.c.id == summary.id)
    if connection.execute(known.values(row)).rowcount == 0:
        connection.execute(insert(summaries).values(row))


def remove(connection: Connection, summary_id: SummaryId) -> None:
    """Take a summary out."""
    connection.execute(delete(summaries).where(summaries.c.id == summary_id))


def find(connection: Connection, summary_id: SummaryId) -> Summary | None:
    """Return the summary with this id, `None` if there is none."""
    query = select(summaries).where(summaries.c.id == summary_id)
    row = connection.execute(query).first()
    return None if row is None else _summary(row)


def every(connection: Connection) -> list[Summary]:
    """Return all summaries, the oldest first."""
    query = select(summaries).order_by(summaries.c.written_at, summaries.c.id)
    return [_summary(row) for row in connection.execute(query)]


def of_case(connection: Connection, case_id: CaseId) -> list[Summary]:
    """Return the summaries of a case, the oldest first."""
    query = select(summaries).where(summaries.c.case_id == case_id)
    query = query.order_by(summaries.c.written_at, summaries.c.id)
    return [_summary(row) for row in connection.execute(query)]


def codes_summarised(connection: Connection) -> set[CodeId]:
    """Return the codes under which there is a summary."""
    found = connection.scalars(select(summaries.c.code_id).distinct())
    return {CodeId(it) for it in found}


def _summary(row: Row[*tuple[Any, ...]]) -> Summary:
    return Summary(
        case_id=CaseId(row.case_id),
        code_id=CodeId(row.code_id),
        coder_id=CoderId(row.coder_id),
        text=row.text,
        written_at=row.written_at,
    )
