"""How the study's objects came to be, read from the journal of this copy.

What was done here are steps by themselves. What a merge learned stands in its entry,
so that an undone merge is as if nobody had told. What a merge did with it, and how
that was undone, are no steps: another copy would take them for the coders' own doing.
So it is where a code is merged into another: the two codes' steps say all. Summaries
are no coder's own: their steps go into no coded set.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from qcode.model.journal import IN_SETS, Change, Entry, ObjectKind, Verb
from qcode.model.step import Histories, Step, first_step, step_of
from qcode.store import journal


def read(connection: Connection) -> Histories:
    """Return the steps of all objects of which the journal of this copy knows."""
    found = Histories()
    origins, undone = _turned_around(connection)
    merges: dict[str, Mapping[str, Any]] = {}
    for entry in journal.local_entries(connection):
        details = entry.action.details
        if is_merge(entry):
            merges[entry.hash] = details
            _tell_of_former(found, entry)
            if entry.hash not in undone:
                _learn(found, details)
        merge = merges.get(origins.get(entry.hash, entry.hash))
        if merge is None:
            for change in entry.action.changes:
                _take(found, entry, change)
        else:
            _take_own(found, entry, merge)
    return found


def aliases(connection: Connection) -> dict[UUID, UUID]:
    """Return what lives in the place of codings and codes that merges took away."""
    found = Histories()
    _, undone = _turned_around(connection)
    for entry in journal.local_entries(connection, of=MERGES):
        if entry.hash not in undone:
            _learn_aliases(found, entry.action.details)
    return found.aliases


MERGES = (Verb.SETS_MERGED, Verb.CODES_MERGED)


def undone(connection: Connection) -> set[str]:
    """Return the hashes of what was undone here and not done again."""
    return _turned_around(connection)[1]


def is_merge(entry: Entry) -> bool:
    """Whether what an entry did is no work of its own but for what it says is."""
    action = entry.action
    return "steps" in action.details or action.verb is Verb.CODES_MERGED


def _turned_around(connection: Connection) -> tuple[dict[str, str], set[str]]:
    """Return what each undo and redo goes back to, and what is undone now."""
    origins: dict[str, str] = {}
    undone: set[str] = set()
    for entry, reversed_entry in journal.reversals(connection):
        origin = origins.get(reversed_entry, reversed_entry)
        origins[entry] = origin
        if origin == reversed_entry:
            undone.add(origin)
        else:
            undone.discard(origin)
    return origins, undone


def _learn(found: Histories, details: Mapping[str, Any]) -> None:
    for record in details.get("steps", ()):
        found.add(step_of(record))
    _learn_aliases(found, details)
    known_as = details.get("known_as", {}).items()
    found.known_as |= {UUID(theirs): UUID(ours) for theirs, ours in known_as}


def _learn_aliases(found: Histories, details: Mapping[str, Any]) -> None:
    for alias, living in details.get("aliases", {}).items():
        if living is None:
            found.aliases.pop(UUID(alias), None)
        else:
            found.aliases[UUID(alias)] = UUID(living)


def _take_own(found: Histories, entry: Entry, merge: Mapping[str, Any]) -> None:
    """Add what a merge, or who turned it around, did of their own accord."""
    own, into = set(map(UUID, merge.get("own", ()))), merge.get("aliases", {})
    mine: dict[UUID, Change] = {}
    for change in entry.action.changes:
        if change.id in own:
            first = mine.get(change.id, change)
            mine[change.id] = replace(change, before=first.before)
    for change in mine.values():
        living = into.get(str(change.id)) if change.after is None else None
        _take(found, entry, change, None if living is None else UUID(living))


def _tell_of_former(found: Histories, merge: Entry) -> None:
    """Add how what a merge changed had been, where the journal does not tell else."""
    for change in merge.action.changes:
        if change.kind is ObjectKind.CODE or change.before is None:
            continue
        if change.id not in found.steps:
            found.add(first_step(change.kind, change.id, change.before))


def _take(
    found: Histories, entry: Entry, change: Change, into: UUID | None = None
) -> None:
    """Add what a change did; a coding that goes takes its aliases with it.

    What no coded set carries no other copy must learn of.
    """
    if change.kind not in IN_SETS:
        return
    step = _step(found, entry, change, change.id)
    found.add(step if into is None else replace(step, into=into))
    if change.kind is ObjectKind.CODING and change.after is None:
        for alias in [
            it for it, living in found.aliases.items() if living == change.id
        ]:
            found.add(_step(found, entry, change, alias))


def _step(found: Histories, entry: Entry, change: Change, thing: UUID) -> Step:
    is_code = change.kind is ObjectKind.CODE
    return Step(
        kind=change.kind,
        id=thing,
        entry=entry.hash,
        at=entry.at,
        coder_id=entry.action.coder_id,
        follows=found.last(thing),
        after=change.after,
        before=change.before if is_code else None,
    )


def was_touched_since(connection: Connection, merge: Entry) -> bool:
    """Whether anything that a merge changed was changed again by another entry.

    Its own undos and redos do not count. Where it merged codes, what another merge
    brought since counts too: it may have come to stand under them.
    """
    origins, undone = _turned_around(connection)
    details: Mapping[str, Any] = merge.action.details
    touched = {change.id for change in merge.action.changes}
    moved = {UUID(it) for it in details.get("aliases", {})}
    has_merged_codes = any(
        change.kind is ObjectKind.CODE and change.id in moved
        for change in merge.action.changes
    )
    for entry in journal.local_entries(connection, merge.number):
        if origins.get(entry.hash) == merge.hash:
            continue
        if has_merged_codes and is_merge(entry) and entry.hash not in undone:
            return True
        if any(change.id in touched for change in entry.action.changes):
            return True
    return False
