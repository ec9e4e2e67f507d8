"""Suggestions as they were computed last, and what coders decided about them."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select

from qcode.model.ids import CodeId, CoderId, CodingId, DecisionId, DocumentId
from qcode.model.span import Span
from qcode.model.suggestion import Decision, Reason, ReasonKind, Suggestion, Verdict
from qcode.store import suggestion_runs
from qcode.store.schema import codes, decisions, suggestions


def replace(
    connection: Connection,
    document_id: DocumentId,
    coder_id: CoderId,
    found: Iterable[Suggestion],
    state: str,
) -> None:
    """Keep these suggestions for a document and coder instead of the former ones.

    `state` names from what they were computed. Those of a code that has been taken
    out meanwhile are left out.
    """
    # Others who replace the same wait here, until this transaction ends.
    suggestion_runs.keep_state(connection, document_id, coder_id, state)
    gone = delete(suggestions).where(suggestions.c.document_id == document_id)
    connection.execute(gone.where(suggestions.c.coder_id == coder_id))
    known = set(connection.scalars(select(codes.c.id)))
    rows = [_row(suggestion) for suggestion in found if suggestion.code_id in known]
    if rows:
        connection.execute(insert(suggestions), rows)


def kept(
    connection: Connection, coder_id: CoderId, document_id: DocumentId | None = None
) -> list[Suggestion]:
    """Return the coder's kept suggestions by document, the best first in each."""
    query = select(suggestions).where(suggestions.c.coder_id == coder_id)
    if document_id is not None:
        query = query.where(suggestions.c.document_id == document_id)
    query = query.order_by(
        suggestions.c.document_id,
        suggestions.c.score.desc(),
        suggestions.c.start_offset,
        suggestions.c.id,
    )
    return [_suggestion(row) for row in connection.execute(query)]


def save_decision(connection: Connection, decision: Decision) -> None:
    """Store a new decision."""
    row = {
        "id": decision.id,
        "document_id": decision.document_id,
        "code_id": decision.code_id,
        "coder_id": decision.coder_id,
        "start_offset": decision.span.start,
        "end_offset": decision.span.end,
        "verdict": decision.verdict,
        "score": decision.score,
        "engine": decision.engine,
        "coding_id": decision.coding_id,
        "decided_at": decision.decided_at,
    }
    connection.execute(insert(decisions).values(row))


def remove_decision(connection: Connection, decision_id: DecisionId) -> None:
    """Take a decision out."""
    connection.execute(delete(decisions).where(decisions.c.id == decision_id))


def find_decision(connection: Connection, decision_id: UUID) -> Decision | None:
    """Return the decision with this id, `None` if there is none."""
    query = select(decisions).where(decisions.c.id == decision_id)
    row = connection.execute(query).first()
    return None if row is None else _decision(row)


def decided(
    connection: Connection,
    coder_id: CoderId | None = None,
    document_id: DocumentId | None = None,
) -> list[Decision]:
    """Return the decisions, of one coder and document or of all, the oldest first."""
    query = select(decisions).order_by(decisions.c.decided_at, decisions.c.id)
    if coder_id is not None:
        query = query.where(decisions.c.coder_id == coder_id)
    if document_id is not None:
        query = query.where(decisions.c.document_id == document_id)
    return [_decision(row) for row in connection.execute(query)]


def _row(suggestion: Suggestion) -> dict[str, object]:
    return {
        "id": suggestion.id,
        "document_id": suggestion.document_id,
        "code_id": suggestion.code_id,
        "coder_id": suggestion.coder_id,
        "start_offset": suggestion.span.start,
        "end_offset": suggestion.span.end,
        "score": suggestion.score,
        "engine": suggestion.engine,
        "reasons": json.dumps(
            [_plain(reason) for reason in suggestion.reasons], ensure_ascii=False
        ),
    }


def _plain(reason: Reason) -> dict[str, object]:
    coding, document = reason.coding_id, reason.document_id
    return {
        "kind": reason.kind,
        "text": reason.text,
        "spans": [[span.start, span.end] for span in reason.spans],
        "coding": None if coding is None else str(coding),
        "document": None if document is None else str(document),
    }


def _reasons(written: str) -> tuple[Reason, ...]:
    records: Sequence[Any] = json.loads(written)
    return tuple(
        Reason(
            ReasonKind(record["kind"]),
            record["text"],
            tuple(Span(start, end) for start, end in record["spans"]),
            None if record["coding"] is None else CodingId(UUID(record["coding"])),
            _document_of(record.get("document")),
        )
        for record in records
    )


def _document_of(written: str | None) -> DocumentId | None:
    """Return the document that a reason names; older ones name none."""
    return None if written is None else DocumentId(UUID(written))


def _suggestion(row: Row[*tuple[Any, ...]]) -> Suggestion:
    return Suggestion(
        document_id=DocumentId(row.document_id),
        code_id=CodeId(row.code_id),
        coder_id=CoderId(row.coder_id),
        span=Span(row.start_offset, row.end_offset),
        score=row.score,
        engine=row.engine,
        reasons=_reasons(row.reasons),
    )


def _decision(row: Row[*tuple[Any, ...]]) -> Decision:
    return Decision(
        document_id=DocumentId(row.document_id),
        code_id=CodeId(row.code_id),
        coder_id=CoderId(row.coder_id),
        span=Span(row.start_offset, row.end_offset),
        verdict=Verdict(row.verdict),
        score=row.score,
        engine=row.engine,
        coding_id=None if row.coding_id is None else CodingId(row.coding_id),
        decided_at=row.decided_at,
        id=DecisionId(row.id),
    )
