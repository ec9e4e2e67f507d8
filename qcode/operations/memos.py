"""Writing down what one thinks about documents, codes, codings, cases, the study."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from qcode.errors import MemoChangedError, NotYoursError, RefusedError
from qcode.model.coding import Memo, Subject
from qcode.model.ids import CaseId, CodeId, CoderId, CodingId, DocumentId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.store import (
    Store,
    cases,
    coders,
    codes,
    codings,
    documents,
    journal,
    memos,
    study,
)
from qcode.store.records import record_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


def write_memo(store: Store, memo: Memo) -> None:
    """Store a memo, new or with a new text; an empty text takes it away.

    Raises NotYoursError for another coder's memo, RefusedError for a new one
    without text, and what a missing subject raises.
    """
    with store.begin() as connection:
        coders.lock(connection, memo.coder_id)
        _write(connection, store, memo)


def revise_memo(store: Store, memo: Memo, seen: Memo | None) -> None:
    """Store a memo for somebody who started from the one they saw, or from none.

    Raises MemoChangedError where the coder's memo about this is another by now,
    and what `write_memo` raises.
    """
    with store.begin() as connection:
        coders.lock(connection, memo.coder_id)
        present = _own(connection, memo.coder_id, memo.subject_id)
        if present != seen:
            raise MemoChangedError(present)
        _write(connection, store, memo)


def _write(connection: "Connection", store: Store, memo: Memo) -> None:
    before = memos.find(connection, memo.id)
    if before is not None and before.coder_id != memo.coder_id:
        raise NotYoursError("memo", coders.get(connection, before.coder_id).handle)
    text = memo.text.strip()
    if before is None and not text:
        raise RefusedError("A memo needs a text.")
    after = replace(memo, text=text) if text else None
    about = _subject_name(connection, memo)
    if after is None:
        memos.remove(connection, memo.id)
    else:
        memos.save(connection, after)
    change = Change(
        ObjectKind.MEMO,
        memo.id,
        None if before is None else record_of(before),
        None if after is None else record_of(after),
    )
    action = Action(Verb.MEMO_WRITTEN, memo.coder_id, (change,), note=about)
    journal.record(connection, action, store.installation_id)


def _subject_name(connection: "Connection", memo: Memo) -> str:
    match memo.subject:
        case Subject.DOCUMENT:
            return documents.name(connection, DocumentId(memo.subject_id))
        case Subject.CODE:
            return codes.get(connection, CodeId(memo.subject_id)).name
        case Subject.CODING:
            coding = codings.get(connection, CodingId(memo.subject_id))
            code = codes.get(connection, coding.code_id)
            name = documents.name(connection, coding.document_id)
            return f"{code.name}: {name} {coding.span}"
        case Subject.CASE:
            return cases.name(connection, CaseId(memo.subject_id))
        case Subject.STUDY:
            return study.get(connection).name


def list_memos(store: Store) -> list[Memo]:
    """Return all memos, the oldest first."""
    with store.read() as connection:
        return memos.every(connection)


def own_memo(store: Store, coder_id: CoderId, subject_id: UUID) -> Memo | None:
    """Return the coder's latest memo about a thing, `None` if there is none."""
    with store.read() as connection:
        return _own(connection, coder_id, subject_id)


def _own(connection: "Connection", coder_id: CoderId, subject_id: UUID) -> Memo | None:
    about = memos.about(connection, subject_id)
    own = [memo for memo in about if memo.coder_id == coder_id]
    return own[-1] if own else None
