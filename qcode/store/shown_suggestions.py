"""Which suggestions came into a coder's view, and when each first did."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.span import Span
from qcode.model.suggestion import Showing, Suggestion
from qcode.store.missing import insert_missing
from qcode.store.schema import codes, shown_suggestions


def note(connection: Connection, shown: Sequence[Suggestion], at: datetime) -> None:
    """Remember that these were shown, unless they were before.

    Those of a code that has been taken out meanwhile are left out.
    """
    known = set(connection.scalars(select(codes.c.id)))
    rows = [
        {
            "id": it.id,
            "document_id": it.document_id,
            "code_id": it.code_id,
            "coder_id": it.coder_id,
            "start_offset": it.span.start,
            "end_offset": it.span.end,
            "score": it.score,
            "engine": it.engine,
            "shown_at": at,
        }
        for it in shown
        if it.code_id in known
    ]
    insert_missing(connection, shown_suggestions, rows)


def noted(connection: Connection, coder_id: CoderId) -> list[Showing]:
    """Return what was shown to a coder, without reasons, the earliest first."""
    query = select(shown_suggestions).where(shown_suggestions.c.coder_id == coder_id)
    query = query.order_by(
        shown_suggestions.c.shown_at,
        shown_suggestions.c.document_id,
        shown_suggestions.c.start_offset,
        shown_suggestions.c.id,
    )
    return [
        Showing(
            Suggestion(
                document_id=DocumentId(row.document_id),
                code_id=CodeId(row.code_id),
                coder_id=CoderId(row.coder_id),
                span=Span(row.start_offset, row.end_offset),
                score=row.score,
                engine=row.engine,
            ),
            row.shown_at,
        )
        for row in connection.execute(query)
    ]
