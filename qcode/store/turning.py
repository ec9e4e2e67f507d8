"""Performing many journaled changes in turn, those of a kind together.

Says and does the same as `changes`, one change after the other, would; what 100,000
codings need is looked up for thousands of them at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select

from qcode.errors import SpanOutOfRangeError
from qcode.model.coding import Coding, Subject, segment_digest
from qcode.model.journal import Change, JsonObject, ObjectKind
from qcode.store import changes, codings, documents, memos
from qcode.store.records import coding_of, memo_of, record_of
from qcode.store.schema import codes as codes_table
from qcode.store.schema import codings as codings_table
from qcode.store.schema import memos as memos_table

if TYPE_CHECKING:
    from qcode.model.ids import DocumentId

_CHUNK = 5_000
_TABLES = {ObjectKind.CODING: codings_table, ObjectKind.MEMO: memos_table}


def perform_all(connection: Connection, wanted: Iterable[Change]) -> str | None:
    """Perform the changes in their order; say what is in the way, `None` if nothing.

    Where something is in the way some of them may have been performed: the
    transaction must not be kept then.
    """
    for run in _runs(wanted):
        found = _hindrance(connection, run)
        if found is not None:
            return found
    return None


def _runs(wanted: Iterable[Change]) -> Iterator[list[Change]]:
    """Yield the changes, those side by side that do not touch each other together."""

    def sort(change: Change) -> tuple[ObjectKind, bool, bool]:
        return change.kind, change.before is None, change.after is None

    for _, alike in groupby(wanted, sort):
        run: dict[UUID, Change] = {}
        for change in alike:
            if change.id in run or len(run) == _CHUNK:
                yield list(run.values())
                run = {}
            run[change.id] = change
        yield list(run.values())


def _hindrance(connection: Connection, run: Sequence[Change]) -> str | None:
    """Perform a run of changes of one kind and direction, unless one is hindered."""
    kind, is_update = run[0].kind, run[0].before is not None and run[0].after
    if kind not in _TABLES or is_update or len(run) == 1:
        return _one_by_one(connection, run)
    if run[0].after is None:
        return _remove_all(connection, run)
    if kind is ObjectKind.CODING:
        return _insert_codings(connection, run)
    return _insert_memos(connection, run)


def _one_by_one(connection: Connection, run: Sequence[Change]) -> str | None:
    for change in run:
        found = changes.obstacle(connection, change)
        if found is not None:
            return found
        changes.perform(connection, change)
    return None


def _remove_all(connection: Connection, run: Sequence[Change]) -> str | None:
    kind, ids = run[0].kind, [change.id for change in run]
    present = _present(connection, kind, ids)
    if any(present.get(change.id) != change.before for change in run):
        return f"the {kind} was changed since"
    about = select(func.count()).where(memos_table.c.subject_id.in_(ids))
    needed = connection.scalar(about)
    if needed:
        return f"there are {needed} memos about it"
    table = _TABLES[kind]
    connection.execute(delete(table).where(table.c.id.in_(ids)))
    return None


def _insert_codings(connection: Connection, run: Sequence[Change]) -> str | None:
    if _present(connection, ObjectKind.CODING, [change.id for change in run]):
        return "the coding was changed since"
    made = [coding_of(change.after) for change in run if change.after is not None]
    places = {_place(coding) for coding in made}
    taken = _taken_places(connection, made)
    if len(places) < len(made) or places & taken:
        return "the same was coded anew since"
    wanted = {coding.code_id for coding in made}
    if _known(connection, codes_table.c.id, wanted) != wanted:
        return "its code is gone"
    codings.insert_many(connection, _with_digests(connection, made))
    return None


def _insert_memos(connection: Connection, run: Sequence[Change]) -> str | None:
    if _present(connection, ObjectKind.MEMO, [change.id for change in run]):
        return "the memo was changed since"
    made = [memo_of(change.after) for change in run if change.after is not None]
    for subject, words, column in (
        (Subject.CODING, "its coding", codings_table.c.id),
        (Subject.CODE, "its code", codes_table.c.id),
    ):
        wanted = {memo.subject_id for memo in made if memo.subject is subject}
        if _known(connection, column, wanted) != wanted:
            return f"{words} is gone"
    memos.insert_many(connection, made)
    return None


def _present(
    connection: Connection, kind: ObjectKind, ids: Sequence[UUID]
) -> dict[UUID, JsonObject]:
    """Return the records of those of the objects that are there."""
    table = _TABLES[kind]
    rows = connection.execute(select(table).where(table.c.id.in_(ids)))
    if kind is ObjectKind.CODING:
        return {row.id: record_of(codings.coding_of_row(row)) for row in rows}
    return {row.id: record_of(memos.memo_of_row(row)) for row in rows}


def _known(connection: Connection, column: Any, wanted: set[Any]) -> set[Any]:
    if not wanted:
        return set()
    return set(connection.scalars(select(column).where(column.in_(wanted))))


def _place(coding: Coding) -> tuple[object, ...]:
    span = coding.span
    return coding.document_id, coding.code_id, coding.coder_id, span.start, span.end


def _taken_places(
    connection: Connection, made: Iterable[Coding]
) -> set[tuple[object, ...]]:
    """Return the places of the codings that begin where one of these does."""
    starts: dict[DocumentId, set[int]] = {}
    for coding in made:
        starts.setdefault(coding.document_id, set()).add(coding.span.start)
    table, taken = codings_table.c, set[tuple[object, ...]]()
    columns = table.code_id, table.coder_id, table.start_offset, table.end_offset
    for document_id, begun in starts.items():
        query = select(*columns).where(table.document_id == document_id)
        rows = connection.execute(query.where(table.start_offset.in_(begun)))
        taken |= {(document_id, *row) for row in rows}
    return taken


def _with_digests(
    connection: Connection, made: Sequence[Coding]
) -> Iterator[tuple[Coding, bytes]]:
    """Yield each coding with the digest of its text; raises SpanOutOfRangeError."""
    texts: dict[DocumentId, str] = {}
    for coding in made:
        text = texts.get(coding.document_id)
        if text is None:
            text = documents.text(connection, coding.document_id)
            texts[coding.document_id] = text
        start, end = coding.span.start, coding.span.end
        if end > len(text):
            name = documents.name(connection, coding.document_id)
            raise SpanOutOfRangeError(name, start, end, len(text))
        yield coding, segment_digest(text[start:end])
