"""How each object came to be as it is: the steps that copies of a study took with it.

A step is one object's part of one journal entry. Two copies that exchange their steps
agree on every object; how steps settle is `comparison.settling`'s to know.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from qcode.model.ids import CoderId
from qcode.model.journal import JsonObject, ObjectKind


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one object, as some copy of the study made it.

    `entry` is the hash of the journal entry; `follows` are the entries of the steps
    of the same object that this copy had last before it, sorted, none where the
    object was made. `after` is the object's record, `None` where it was taken away;
    `before` is kept of codes only, whose fields change one by one. `into` is the code
    that lives in the place of one that was merged into it.
    """

    kind: ObjectKind
    id: UUID
    entry: str
    at: datetime
    coder_id: CoderId | None
    follows: tuple[str, ...]
    after: JsonObject | None
    before: JsonObject | None = None
    into: UUID | None = None


Path = Mapping[str, Step]
"""The steps of one object by their entries."""


@dataclass(slots=True)
class Histories:
    """The steps of all objects that a copy of the study knows, in order of learning.

    `aliases` maps what is gone to what lives in its place: a coding to the one of the
    same coder, code and span, a code to the one that it was merged into. `known_as`
    maps what another study calls something to what this one does.
    """

    steps: dict[UUID, dict[str, Step]] = field(default_factory=dict)
    aliases: dict[UUID, UUID] = field(default_factory=dict)
    known_as: dict[UUID, UUID] = field(default_factory=dict)

    def add(self, step: Step) -> bool:
        """Take a step in; say whether it was unknown."""
        path = self.steps.setdefault(step.id, {})
        is_new = step.entry not in path
        path.setdefault(step.entry, step)
        return is_new

    def last(self, thing: UUID) -> tuple[str, ...]:
        """Return the entries of the object's steps that no other one follows."""
        return tuple(sorted(step.entry for step in tips(self.steps.get(thing, {}))))

    def steps_of(self, kind: ObjectKind) -> Mapping[UUID, Mapping[str, Step]]:
        """Return the paths of all objects of a kind, by object."""
        return {
            thing: path
            for thing, path in self.steps.items()
            if next(iter(path.values())).kind is kind
        }

    def every(self) -> Iterator[Step]:
        """Yield all steps, object by object."""
        for path in self.steps.values():
            yield from path.values()


def tips(path: Path) -> list[Step]:
    """Return the steps that no other one follows, the earliest first."""
    if len(path) == 1:
        return list(path.values())
    followed = {entry for step in path.values() for entry in step.follows}
    last = [step for step in path.values() if step.entry not in followed]
    return sorted(last, key=lambda step: (step.at, step.entry))


def first_step(kind: ObjectKind, thing: UUID, record: Mapping[str, Any]) -> Step:
    """Return how an object came to be of which no journal knows more than its record.

    The entry follows from the record, so that it is the same in all copies.
    """
    moments = ("created_at", "written_at", "decided_at", "finished_at")
    at = next((record[name] for name in moments if name in record), _LONG_AGO)
    coder = record.get("coder_id")
    return Step(
        kind,
        thing,
        sha256(json.dumps(record, sort_keys=True).encode()).hexdigest(),
        datetime.fromisoformat(at),
        None if coder is None else CoderId(UUID(coder)),
        (),
        record,
    )


_LONG_AGO = "1970-01-01T00:00:00+00:00"


def step_record(step: Step) -> JsonObject:
    """Return the step as JSON can hold it."""
    record: dict[str, Any] = {
        "kind": str(step.kind),
        "id": str(step.id),
        "entry": step.entry,
        "at": step.at.isoformat(),
        "coder_id": None if step.coder_id is None else str(step.coder_id),
        "follows": list(step.follows),
        "after": step.after,
    }
    if step.before is not None:
        record["before"] = step.before
    if step.into is not None:
        record["into"] = str(step.into)
    return record


def step_of(record: Mapping[str, Any]) -> Step:
    """Make the step that a record holds; raises ValueError, LookupError, TypeError."""
    coder, into = record["coder_id"], record.get("into")
    return Step(
        kind=ObjectKind(record["kind"]),
        id=UUID(record["id"]),
        entry=_text(record["entry"]),
        at=datetime.fromisoformat(record["at"]),
        coder_id=None if coder is None else CoderId(UUID(coder)),
        follows=tuple(_texts(record["follows"])),
        after=record["after"],
        before=record.get("before"),
        into=None if into is None else UUID(into),
    )


def _texts(values: Iterable[object]) -> Iterator[str]:
    return map(_text, values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
