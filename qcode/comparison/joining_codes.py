"""The codebook that all steps together leave: codes, former keys, places in the tree.

The same steps and the same records give the same codes in every copy. Which codes stay
because something needs them is `comparison.joining`'s to know.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from qcode.comparison.merged_codes import MergedCodes, merged_codes, merges
from qcode.comparison.settling_codes import (
    Dispute,
    SettledCode,
    all_keys,
    ancestors,
    settle_code,
)
from qcode.model.journal import JsonObject, JsonValue, ObjectKind
from qcode.model.step import Histories, Path, Step

Records = Mapping[UUID, JsonObject]
_Change = Callable[[JsonObject], JsonObject]


@dataclass(slots=True)
class JoinedCodes:
    """The codes that there are, those taken out, and those merged into others.

    `merged` are the last records of the merged ones; `aliases` map them to the codes
    that stand in their place.
    """

    codes: dict[UUID, JsonObject] = field(default_factory=dict)
    gone: dict[UUID, JsonObject] = field(default_factory=dict)
    merged: dict[UUID, JsonObject] = field(default_factory=dict)
    aliases: dict[UUID, UUID] = field(default_factory=dict)
    disputes: dict[UUID, tuple[Dispute, ...]] = field(default_factory=dict)


def join_codes(histories: Histories, held: Sequence[Records]) -> JoinedCodes:
    """Return what the codes are; `held` are their records as each copy has them."""
    into = merged_codes(histories)
    found = JoinedCodes(aliases=into.aliases)
    codes = histories.steps_of(ObjectKind.CODE)
    things = dict.fromkeys((*(it for records in held for it in records), *codes))
    for thing in into.into:
        settled, last = _settled(codes[thing], _held(held, thing))
        found.merged[thing] = settled.after or last
    for thing in (it for it in things if it not in into.into):
        move = _mover(thing, found)
        steps = codes.get(thing, {})
        path = {entry: _moved(step, move) for entry, step in steps.items()}
        settled, last = _settled(path, [move(it) for it in _held(held, thing)])
        if settled.after is None:
            found.gone[thing] = last
            continue
        found.codes[thing] = settled.after
        if settled.disputes:
            found.disputes[thing] = settled.disputes
    _share_keys(into, found)
    _tell_of_merges(codes, into, found)
    return found


def _held(held: Sequence[Records], thing: UUID) -> list[JsonObject]:
    return [records[thing] for records in held if thing in records]


def _settled(path: Path, held: list[JsonObject]) -> tuple[SettledCode, JsonObject]:
    """Settle a code as if nobody had merged it; return its last known record too."""
    claims = {step.entry for step in merges(path)}
    befores = [step.before for step in path.values() if step.before is not None]
    afters = [step.after for step in path.values() if step.after is not None]
    records = held or afters or befores
    kept = {entry: step for entry, step in path.items() if entry not in claims}
    return settle_code(kept, records), records[0]


def _mover(thing: UUID, found: JoinedCodes) -> _Change:
    """Return what puts a record of the code below the codes that stand for merged ones.

    Where the code itself stands for the one above it, it takes its place.
    """

    def move(record: JsonObject) -> JsonObject:
        parent, seen = parent_of(record), set[UUID]()
        while parent in found.aliases and parent not in seen:
            seen.add(parent)
            living = found.aliases[parent]
            parent = living if living != thing else parent_of(found.merged[parent])
        return {**record, "parent_id": None if parent is None else str(parent)}

    return move if found.aliases else lambda record: record


def _moved(step: Step, move: _Change) -> Step:
    if step.before is None and step.after is None:
        return step
    return Step(
        *(step.kind, step.id, step.entry, step.at, step.coder_id, step.follows),
        None if step.after is None else move(step.after),
        None if step.before is None else move(step.before),
        step.into,
    )


def _share_keys(into: MergedCodes, found: JoinedCodes) -> None:
    """Let each key belong to one code: those of merged codes to who stands for them."""
    owners = {str(record["key"]): thing for thing, record in found.codes.items()}
    brought: dict[UUID, list[str]] = {}
    for step in into.holding:
        living = found.aliases[step.id]
        keys = keys_of(found.merged[step.id])
        brought.setdefault(living, []).extend(keys)
        for key in keys:
            owners.setdefault(key, living)
    for records in (found.gone, found.codes):
        for thing in sorted(records):
            for key in keys_of(records[thing]):
                owners.setdefault(key, thing)
    for thing, record in found.codes.items():
        keys = all_keys([former_keys(record), brought.get(thing, [])])
        own = [it for it in keys if owners[it] == thing and it != record["key"]]
        if own != record["formerly"]:
            formerly: list[JsonValue] = [*own]
            found.codes[thing] = {**record, "formerly": formerly}


def former_keys(record: JsonObject) -> list[str]:
    """Return the former keys of a code, the oldest first."""
    former = record["formerly"]
    assert isinstance(former, list)
    return [str(key) for key in former]


def keys_of(record: JsonObject) -> list[str]:
    """Return all keys that a code ever had, the one it has at the end."""
    return [*former_keys(record), str(record["key"])]


def parent_of(record: JsonObject) -> UUID | None:
    """Return the id of the code above, `None` at the top level."""
    parent = record["parent_id"]
    return None if parent is None else UUID(str(parent))


def _tell_of_merges(
    codes: Mapping[UUID, Path], into: MergedCodes, found: JoinedCodes
) -> None:
    """Note where a code was merged otherwise, or changed, in another copy."""

    def key_of(code: UUID) -> str:
        record = found.codes.get(code) or found.merged.get(code) or found.gone[code]
        return str(record["key"])

    def note(code: UUID, lost: str) -> None:
        living = found.aliases.get(code)
        kept = "kept" if living is None else f"merged into '{key_of(living)}'"
        disputes = found.disputes.get(code, ())
        found.disputes[code] = (*disputes, Dispute("", kept, lost))

    for step in into.void:
        assert step.into is not None
        note(step.id, f"merged into '{key_of(step.into)}'")
    for code in into.into:
        for lost in _changed_apart(codes[code]):
            note(code, lost)


def _changed_apart(path: Path) -> Iterator[str]:
    """Yield what others made of a code of whose merge they did not know, in words."""
    older, claims = ancestors(path), list(merges(path))
    known = {it.entry for it in claims}.union(*(older[it.entry] for it in claims))
    for step in sorted(path.values(), key=lambda it: (it.at, it.entry)):
        before, after = step.before, step.after
        if step.entry in known or before is None or after is None:
            continue
        for name, value in _plain(after).items():
            if value != before[name] and name not in ("position", "formerly"):
                yield f"{name} changed to '{value}'"


def _plain(record: JsonObject) -> Mapping[str, Any]:
    return record
