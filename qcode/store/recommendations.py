"""What the team recommends, with the codes under it and the quotations chosen."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update

from qcode.model.ids import (
    CodeId,
    CoderId,
    CodingId,
    DocumentId,
    RecommendationId,
)
from qcode.model.recommendation import KeyQuotation, Recommendation, Status
from qcode.model.span import Span
from qcode.store import histories
from qcode.store.schema import codes as codes_table
from qcode.store.schema import key_quotations, recommendation_codes, recommendations


def save(connection: Connection, recommendation: Recommendation) -> None:
    """Store the recommendation as it is now, new or known."""
    row = {
        "id": recommendation.id,
        "position": recommendation.position,
        "title": recommendation.title,
        "statement": recommendation.statement,
        "status": recommendation.status,
    }
    known = update(recommendations).where(recommendations.c.id == recommendation.id)
    if connection.execute(known.values(row)).rowcount == 0:
        connection.execute(insert(recommendations).values(row))
    _save_codes(connection, recommendation.id, recommendation.code_ids)


def _save_codes(
    connection: Connection, of: RecommendationId, code_ids: Sequence[CodeId]
) -> None:
    table = recommendation_codes
    connection.execute(delete(table).where(table.c.recommendation_id == of))
    rows = [
        {"recommendation_id": of, "code_id": code_id, "position": position}
        for position, code_id in enumerate(code_ids)
    ]
    if rows:
        connection.execute(insert(table), rows)


def remove(connection: Connection, of: RecommendationId) -> None:
    """Take a recommendation out, with its quotations."""
    for table in (key_quotations, recommendation_codes):
        connection.execute(delete(table).where(table.c.recommendation_id == of))
    connection.execute(delete(recommendations).where(recommendations.c.id == of))


def every(connection: Connection) -> list[Recommendation]:
    """Return all recommendations in their order.

    In the place of a code that was merged into another stands that one.
    """
    table = recommendation_codes
    codes: dict[object, list[CodeId]] = {}
    aliases = _merged_codes(connection)
    for row in connection.execute(select(table).order_by(table.c.position)):
        code_id = CodeId(aliases.get(row.code_id, row.code_id))
        codes.setdefault(row.recommendation_id, []).append(code_id)
    query = select(recommendations).order_by(
        recommendations.c.position, recommendations.c.id
    )
    return [
        Recommendation(
            id=RecommendationId(row.id),
            position=row.position,
            title=row.title,
            statement=row.statement,
            status=Status(row.status),
            code_ids=tuple(dict.fromkeys(codes.get(row.id, ()))),
        )
        for row in connection.execute(query)
    ]


def _merged_codes(connection: Connection) -> Mapping[UUID, UUID]:
    known = select(codes_table.c.id)
    lost = select(recommendation_codes.c.code_id)
    lost = lost.where(recommendation_codes.c.code_id.not_in(known)).limit(1)
    # Reading the journal for merges is only for where a code is not there.
    return {} if connection.scalar(lost) is None else histories.aliases(connection)


def save_quotation(connection: Connection, quotation: KeyQuotation) -> None:
    """Store a quotation that was chosen; the same coding twice is a bug."""
    row = {
        "recommendation_id": quotation.recommendation_id,
        "coding_id": quotation.coding_id,
        "document_id": quotation.document_id,
        "code_id": quotation.code_id,
        "coder_id": quotation.coder_id,
        "start_offset": quotation.span.start,
        "end_offset": quotation.span.end,
        "segment_digest": quotation.digest,
        "alpha": quotation.alpha,
        "chosen_by": quotation.chosen_by,
        "chosen_at": quotation.chosen_at,
        "note": quotation.note,
    }
    connection.execute(insert(key_quotations).values(row))


def remove_quotation(connection: Connection, quotation: KeyQuotation) -> None:
    """Take out a quotation that was chosen."""
    connection.execute(
        delete(key_quotations).where(
            key_quotations.c.recommendation_id == quotation.recommendation_id,
            key_quotations.c.coding_id == quotation.coding_id,
        )
    )


def quotations(
    connection: Connection,
) -> dict[RecommendationId, list[KeyQuotation]]:
    """Return each recommendation's quotations, the first chosen first."""
    query = select(key_quotations).order_by(
        key_quotations.c.chosen_at, key_quotations.c.coding_id
    )
    found: dict[RecommendationId, list[KeyQuotation]] = {}
    for row in connection.execute(query):
        quotation = _quotation(row)
        found.setdefault(quotation.recommendation_id, []).append(quotation)
    return found


def _quotation(row: Row[*tuple[Any, ...]]) -> KeyQuotation:
    return KeyQuotation(
        recommendation_id=RecommendationId(row.recommendation_id),
        coding_id=CodingId(row.coding_id),
        document_id=DocumentId(row.document_id),
        code_id=CodeId(row.code_id),
        coder_id=CoderId(row.coder_id),
        span=Span(row.start_offset, row.end_offset),
        digest=row.segment_digest,
        alpha=row.alpha,
        chosen_by=CoderId(row.chosen_by),
        note=row.note,
        chosen_at=row.chosen_at,
    )
