"""Passages that somebody looked at and let through."""

import json
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from qcode.model.ids import CoderId, DocumentId
from qcode.model.span import Span
from qcode.model.vouch import Vouch
from qcode.store.schema import vouches


def save(connection: Connection, vouch: Vouch) -> None:
    """Store the vouch in place of the one that its passage had."""
    remove(connection, vouch.document_id, vouch.span)
    connection.execute(
        insert(vouches).values(
            document_id=vouch.document_id,
            start_offset=vouch.span.start,
            end_offset=vouch.span.end,
            segment_digest=vouch.digest,
            words=json.dumps(vouch.words, ensure_ascii=False),
            why=vouch.why,
            coder_id=vouch.coder_id,
            vouched_at=vouch.vouched_at,
        )
    )


def remove(connection: Connection, document_id: DocumentId, span: Span) -> int:
    """Forget the vouch for a passage; return how many there were."""
    table = vouches.c
    gone = delete(vouches).where(
        table.document_id == document_id,
        table.start_offset == span.start,
        table.end_offset == span.end,
    )
    return connection.execute(gone).rowcount


def every(connection: Connection) -> list[Vouch]:
    """Return all vouches by document and place."""
    table = vouches.c
    query = select(vouches).order_by(
        table.document_id, table.start_offset, table.end_offset
    )
    return [_vouch(row) for row in connection.execute(query)]


def _vouch(row: Row[*tuple[Any, ...]]) -> Vouch:
    return Vouch(
        document_id=DocumentId(row.document_id),
        span=Span(row.start_offset, row.end_offset),
        digest=row.segment_digest,
        words=tuple(json.loads(row.words)),
        coder_id=CoderId(row.coder_id),
        why=row.why,
        vouched_at=row.vouched_at,
    )
