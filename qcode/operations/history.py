"""What was done, and turning it around: undo and redo across restarts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qcode.errors import NothingToUndoError, UndoBlockedError
from qcode.model.coding import Coder
from qcode.model.ids import CoderId
from qcode.model.journal import STEPS, Action, Change, Entry, ObjectKind, Verb
from qcode.operations.recommendation_steps import turn_steps_around
from qcode.store import (
    Store,
    coders,
    histories,
    journal,
    recall,
    study,
    summaries,
    turning,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A journal entry and who acted, `None` for the installation itself.

    `is_undone` says that a later undo of it holds (of an undo: a later redo).
    """

    entry: Entry
    coder: Coder | None
    is_undone: bool = False


def history(store: Store, latest: int | None = None) -> list[HistoryLine]:
    """Return what was done, the newest first, at most `latest` entries."""
    with store.read() as connection:
        known = {coder.id: coder for coder in coders.every(connection)}
        entries = journal.entries(connection, latest)
    return list(_lines(entries, known))


def _lines(
    newest_first: Iterable[Entry], known: Mapping[CoderId, Coder]
) -> Iterator[HistoryLine]:
    turned_around: set[str] = set()
    for entry in newest_first:
        action, is_undone = entry.action, entry.hash in turned_around
        if action.reverses is not None and not is_undone:
            turned_around.add(action.reverses)
        coder = None if action.coder_id is None else known.get(action.coder_id)
        yield HistoryLine(entry, coder, is_undone)


def undo(store: Store, coder_id: CoderId) -> Entry:
    """Turn the coder's latest undoable action around; return its entry.

    Only what was done in this copy of the study counts, also before a restart.
    Raises NothingToUndoError, and UndoBlockedError where something done later
    depends on it.
    """
    with store.begin() as connection:
        coders.lock(connection, coder_id)
        entry = recall.to_undo(connection, coder_id)
        if entry is None:
            raise NothingToUndoError("undo")
        _turn_around(connection, store, entry, Verb.UNDONE)
    return entry


def redo(store: Store, coder_id: CoderId) -> Entry:
    """Turn the coder's latest undo around; return the undo's entry.

    Raises NothingToUndoError (also where the coder has acted anew since) and
    UndoBlockedError.
    """
    with store.begin() as connection:
        coders.lock(connection, coder_id)
        entry = recall.to_redo(connection, coder_id)
        if entry is None:
            raise NothingToUndoError("redo")
        _turn_around(connection, store, entry, Verb.REDONE)
    return entry


def _turn_around(
    connection: "Connection", store: Store, entry: Entry, verb: Verb
) -> None:
    if STEPS in entry.action.details:
        _turn_recommending_around(connection, store, entry, verb)
        return
    back = tuple(change.inverse for change in reversed(entry.action.changes))
    if not back:
        raise UndoBlockedError(entry.action.verb, "what was done has been purged")
    if any(change.kind is ObjectKind.CODE for change in back):
        study.lock(connection)
    if _is_summarised(connection, back):
        raise UndoBlockedError(entry.action.note, "there are summaries under it")
    # What coders did since with what others had sent would hang in the air.
    is_merge = histories.is_merge(entry)
    if is_merge and histories.was_touched_since(connection, entry):
        raise UndoBlockedError(entry.action.note, "what came was worked on since")
    obstacle = turning.perform_all(connection, back)
    if obstacle:
        raise UndoBlockedError(entry.action.note, obstacle)
    action = Action(
        verb, entry.action.coder_id, back, note=entry.action.note, reverses=entry.hash
    )
    journal.record(connection, action, store.installation_id)


def _is_summarised(connection: "Connection", back: Sequence[Change]) -> bool:
    """Whether a code would go under which there are summaries.

    Not where its key passes to another code, into whose cells they come: a merge.
    """
    codes = [it for it in back if it.kind is ObjectKind.CODE]
    heirs: set[str] = set()
    for change in codes:
        formerly = None if change.after is None else change.after["formerly"]
        if isinstance(formerly, list):
            heirs |= set(map(str, formerly))
    gone = {
        it.id
        for it in codes
        if it.after is None and it.before and it.before["key"] not in heirs
    }
    return bool(gone) and not gone.isdisjoint(summaries.codes_summarised(connection))


def _turn_recommending_around(
    connection: "Connection", store: Store, entry: Entry, verb: Verb
) -> None:
    study.lock(connection)
    details = turn_steps_around(connection, entry.action)
    action = Action(
        verb,
        entry.action.coder_id,
        details=details,
        note=entry.action.note,
        reverses=entry.hash,
    )
    journal.record(connection, action, store.installation_id)
