"""How the study's objects came to be, read from the journal of this copy.

What was done here are steps by themselves. What a merge learned stands in its entry,
so that an undone merge is as if nobody had told. What a merge did with it, and how
that was undone, are no steps: another copy would take them for the coders' own doing.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from qcode.model.journal import Change, Entry, ObjectKind
from qcode.model.step import Histories, Step, step_of
from qcode.store import journal


def read(connection: Connection) -> Histories:
    """Return the steps of all objects of which the journal of this copy knows."""
    found = Histories()
    origins, undone = _turned_around(connection)
    merges: dict[str, frozenset[UUID]] = {}
    for entry in journal.local_entries(connection):
        details, done = entry.action.details, entry.action.changes
        if "steps" in details:
            merges[entry.hash] = frozenset(map(UUID, _listed(details, "own")))
            if entry.hash not in undone:
                _learn(found, details)
        origin = origins.get(entry.hash, entry.hash)
        own = merges.get(origin)
        for change in done:
            if own is None or change.id in own:
                _take(found, entry, change)
    return found


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
    for record in details["steps"]:
        found.add(step_of(record))
    for alias, living in details.get("aliases", {}).items():
        if living is None:
            found.aliases.pop(UUID(alias), None)
        else:
            found.aliases[UUID(alias)] = UUID(living)
    known_as = details.get("known_as", {}).items()
    found.known_as |= {UUID(theirs): UUID(ours) for theirs, ours in known_as}


def _take(found: Histories, entry: Entry, change: Change) -> None:
    """Add what a change did; a coding that goes takes its aliases with it."""
    found.add(_step(found, entry, change, change.id))
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


def _listed(details: Mapping[str, Any], name: str) -> Iterator[str]:
    yield from details.get(name, ())


def was_touched_since(connection: Connection, merge: Entry) -> bool:
    """Whether anything that a merge changed was changed again by another entry.

    Its own undos and redos do not count.
    """
    origins, _ = _turned_around(connection)
    touched = {change.id for change in merge.action.changes}
    return any(
        change.id in touched
        for entry in journal.local_entries(connection, merge.number)
        if origins.get(entry.hash) != merge.hash
        for change in entry.action.changes
    )
