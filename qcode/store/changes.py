"""Turning journaled changes around: one object's state is set to another.

Knows nothing of who asks or why; operations decide what may be turned around.
"""

from uuid import UUID

from sqlalchemy import Connection, func, select

from qcode.model.codebook import Code
from qcode.model.coding import Coding, Subject, segment_digest
from qcode.model.ids import (
    CodeId,
    CodingId,
    DecisionId,
    FinishedMarkId,
    MemoId,
    ReleaseId,
    SettlementId,
    SummaryId,
)
from qcode.model.journal import Change, JsonObject, ObjectKind
from qcode.store import (
    codes,
    codings,
    documents,
    finished_marks,
    memos,
    releases,
    settlements,
    suggestions,
    summaries,
)
from qcode.store.records import (
    code_of,
    coding_of,
    decision_of,
    finished_mark_of,
    memo_of,
    record_of,
    release_of,
    settlement_of,
    summary_of,
)
from qcode.store.schema import codes as codes_table
from qcode.store.schema import codings as codings_table
from qcode.store.schema import decisions as decisions_table
from qcode.store.schema import memos as memos_table
from qcode.store.schema import settlements as settlements_table


def present_state(connection: Connection, change: Change) -> JsonObject | None:
    """Return the record of the changed object as it is now, `None` if it is gone."""
    match change.kind:
        case ObjectKind.CODE:
            code = codes.find(connection, CodeId(change.id))
            return None if code is None else code_record(connection, code)
        case ObjectKind.CODING:
            coding = codings.find(connection, CodingId(change.id))
            return None if coding is None else record_of(coding)
        case ObjectKind.MEMO:
            memo = memos.find(connection, MemoId(change.id))
            return None if memo is None else record_of(memo)
        case ObjectKind.DECISION:
            decision = suggestions.find_decision(connection, change.id)
            return None if decision is None else record_of(decision)
        case ObjectKind.FINISHED_MARK:
            mark = finished_marks.find(connection, FinishedMarkId(change.id))
            return None if mark is None else record_of(mark)
        case ObjectKind.SETTLEMENT:
            settled = settlements.find(connection, SettlementId(change.id))
            return None if settled is None else record_of(settled)
        case ObjectKind.SUMMARY:
            summary = summaries.find(connection, SummaryId(change.id))
            return None if summary is None else record_of(summary)
        case ObjectKind.RELEASE:
            release = releases.find(connection, ReleaseId(change.id))
            return None if release is None else record_of(release)


def code_record(connection: Connection, code: Code) -> JsonObject:
    """Return the record of a stored code, with its place among its siblings."""
    return record_of(code, position=codes.position(connection, code.id))


def removal_of_coding(connection: Connection, coding: Coding) -> tuple[Change, ...]:
    """Return the changes that take a coding away: the memos about it go first."""
    gone = [
        Change(ObjectKind.MEMO, memo.id, record_of(memo), None)
        for memo in memos.about(connection, coding.id)
    ]
    return (*gone, Change(ObjectKind.CODING, coding.id, record_of(coding), None))


def obstacle(connection: Connection, change: Change) -> str | None:
    """Say why the change cannot be performed as things stand, `None` if it can.

    The object must be as the change says it was; one that is to go must not be
    needed; one that is to come back must find what it refers to, and its place.
    """
    if present_state(connection, change) != change.before:
        return f"the {change.kind} was changed since"
    if change.after is None:
        needed_by = _dependants(connection, change.id)
        return f"there are {' and '.join(needed_by)}" if needed_by else None
    if change.kind is ObjectKind.SUMMARY:
        # Its code may have been merged into another, in whose cell it is read then.
        return None
    if change.kind is ObjectKind.CODING and codings.twin(
        connection, coding_of(change.after)
    ):
        return "the same was coded anew since"
    return _taken_shortcut(connection, change) or _missing_ground(
        connection, change.after
    )


def _dependants(connection: Connection, thing: UUID) -> list[str]:
    places = (
        ("codings of it", codings_table.c.code_id),
        ("codes below it", codes_table.c.parent_id),
        ("memos about it", memos_table.c.subject_id),
        ("decisions on suggestions of it", decisions_table.c.code_id),
        ("settled differences about it", settlements_table.c.code_id),
    )
    named = []
    for words, column in places:
        number = connection.scalar(select(func.count()).where(column == thing))
        if number:
            named.append(f"{number} {words}")
    return named


def _taken_shortcut(connection: Connection, change: Change) -> str | None:
    shortcut = change.after.get("shortcut") if change.after else None
    if not shortcut:
        return None
    query = select(codes_table.c.name).where(codes_table.c.shortcut == shortcut)
    owner = connection.scalar(query.where(codes_table.c.id != change.id))
    return f"its shortcut '{shortcut}' belongs to '{owner}' now" if owner else None


def _missing_ground(connection: Connection, record: JsonObject) -> str | None:
    grounds = [
        ("its code", codes_table.c.id, record.get("code_id")),
        ("the code above it", codes_table.c.id, record.get("parent_id")),
    ]
    if record.get("subject") == Subject.CODING:
        grounds.append(("its coding", codings_table.c.id, record["subject_id"]))
    if record.get("subject") == Subject.CODE:
        grounds.append(("its code", codes_table.c.id, record["subject_id"]))
    for words, column, wanted in grounds:
        if wanted is None:
            continue
        found = connection.scalar(select(column).where(column == UUID(str(wanted))))
        if found is None:
            return f"{words} is gone"
    return None


def perform(connection: Connection, change: Change) -> None:
    """Set the object to the state that the change holds as `after`."""
    if change.after is None:
        _remove(connection, change.kind, change.id)
    else:
        _save(connection, change.kind, change.after)


def _remove(connection: Connection, kind: ObjectKind, thing: UUID) -> None:
    match kind:
        case ObjectKind.CODE:
            codes.remove(connection, CodeId(thing))
        case ObjectKind.CODING:
            codings.remove(connection, CodingId(thing))
        case ObjectKind.MEMO:
            memos.remove(connection, MemoId(thing))
        case ObjectKind.DECISION:
            suggestions.remove_decision(connection, DecisionId(thing))
        case ObjectKind.FINISHED_MARK:
            finished_marks.remove(connection, FinishedMarkId(thing))
        case ObjectKind.SETTLEMENT:
            settlements.remove(connection, SettlementId(thing))
        case ObjectKind.SUMMARY:
            summaries.remove(connection, SummaryId(thing))
        case ObjectKind.RELEASE:
            releases.remove(connection, ReleaseId(thing))


def _save(connection: Connection, kind: ObjectKind, record: JsonObject) -> None:
    match kind:
        case ObjectKind.CODE:
            position = record["position"]
            assert isinstance(position, int)
            codes.save(connection, code_of(record), position)
        case ObjectKind.CODING:
            coding = coding_of(record)
            _, segment = documents.segment(connection, coding.document_id, coding.span)
            codings.insert_coding(connection, coding, segment_digest(segment))
        case ObjectKind.MEMO:
            memos.save(connection, memo_of(record))
        case ObjectKind.DECISION:
            suggestions.save_decision(connection, decision_of(record))
        case ObjectKind.FINISHED_MARK:
            finished_marks.save(connection, finished_mark_of(record))
        case ObjectKind.SETTLEMENT:
            settlements.save(connection, settlement_of(record))
        case ObjectKind.SUMMARY:
            summaries.save(connection, summary_of(record))
        case ObjectKind.RELEASE:
            releases.save(connection, release_of(record))
