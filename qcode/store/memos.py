"""Memos about documents, codes, codings, cases and the study."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update

from qcode.errors import NotYoursError
from qcode.model.coding import Memo, Subject
from qcode.model.ids import CoderId, DocumentId, MemoId
from qcode.store import coders
from qcode.store.schema import codings, memos

_CHUNK = 20_000


def save(connection: Connection, memo: Memo) -> None:
    """Store the memo as it is now, new or known."""
    row = _row(memo)
    changed = connection.execute(update(memos).where(memos.c.id == memo.id).values(row))
    if changed.rowcount == 0:
        connection.execute(insert(memos).values(row))


def insert_many(connection: Connection, written: Sequence[Memo]) -> None:
    """Store new memos in bulk."""
    if written:
        connection.execute(insert(memos), [_row(memo) for memo in written])


def remove(connection: Connection, memo_id: MemoId) -> None:
    """Take a memo out; raises NotYoursError where the database holds on to it."""
    gone = connection.execute(delete(memos).where(memos.c.id == memo_id))
    if gone.rowcount == 0 and (kept := find(connection, memo_id)):
        raise NotYoursError("memo", coders.get(connection, kept.coder_id).handle)


def find(connection: Connection, memo_id: MemoId) -> Memo | None:
    """Return the memo with this id, `None` if there is none."""
    row = connection.execute(select(memos).where(memos.c.id == memo_id)).first()
    return None if row is None else memo_of_row(row)


def about(connection: Connection, subject_id: UUID) -> list[Memo]:
    """Return the memos about this object, the oldest first."""
    query = select(memos).where(memos.c.subject_id == subject_id)
    query = query.order_by(memos.c.written_at, memos.c.id)
    return [memo_of_row(row) for row in connection.execute(query)]


def in_document(connection: Connection, document_id: DocumentId) -> list[Memo]:
    """Return the memos about the document and about its codings, the oldest first."""
    its_codings = select(codings.c.id).where(codings.c.document_id == document_id)
    query = select(memos).where(
        (memos.c.subject_id == document_id) | memos.c.subject_id.in_(its_codings)
    )
    query = query.order_by(memos.c.written_at, memos.c.id)
    return [memo_of_row(row) for row in connection.execute(query)]


def among(connection: Connection, wanted: Iterable[UUID]) -> dict[MemoId, Memo]:
    """Return those of the wanted memos that are there, by id."""
    found: dict[MemoId, Memo] = {}
    ids = iter(wanted)
    while chunk := list(islice(ids, _CHUNK)):
        for row in connection.execute(select(memos).where(memos.c.id.in_(chunk))):
            found[MemoId(row.id)] = memo_of_row(row)
    return found


def every(connection: Connection) -> list[Memo]:
    """Return all memos, the oldest first."""
    query = select(memos).order_by(memos.c.written_at, memos.c.id)
    return [memo_of_row(row) for row in connection.execute(query)]


def _row(memo: Memo) -> dict[str, object]:
    return {
        "id": memo.id,
        "coder_id": memo.coder_id,
        "subject": memo.subject,
        "subject_id": memo.subject_id,
        "text": memo.text,
        "written_at": memo.written_at,
    }


def memo_of_row(row: Row[*tuple[Any, ...]]) -> Memo:
    """Make the memo that a row with all columns of the table holds."""
    return Memo(
        id=MemoId(row.id),
        coder_id=CoderId(row.coder_id),
        subject=Subject(row.subject),
        subject_id=row.subject_id,
        text=row.text,
        written_at=row.written_at,
    )
