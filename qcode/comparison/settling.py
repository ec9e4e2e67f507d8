"""What an object is, by all steps that any copy of the study took with it.

The same steps settle the same in every copy, whatever the order in which they came:
this is why the order of merges does not matter. Knows no database and no file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qcode.model.journal import JsonObject, ObjectKind
from qcode.model.step import Path, Step, tips

_MOMENTS = ("created_at", "written_at", "decided_at", "finished_at")
# What each side may do without the other's leave: places are counted per copy.
_NEVER_DISPUTED = ("position", "formerly")


@dataclass(frozen=True, slots=True)
class Settled:
    """What an object is, `None` where it is gone, and what is disputed about it.

    `dispute` says in words how copies changed it apart from each other, "" where
    they did not; both states stand in it or in `after`.
    """

    after: JsonObject | None
    dispute: str = ""


def settle(path: Path) -> Settled:
    """Return what the steps of one coding, memo, decision or finished mark leave.

    A removal by someone who had seen the object holds. Who changed it without
    knowing of the removal keeps it, and where two changed it apart from each other
    both texts of a memo are kept; either is told as a dispute.
    """
    if len(path) == 1:
        return Settled(next(iter(path.values())).after)
    last = _last(path)
    present = _distinct([step for step in last if step.after is not None])
    if not present:
        return Settled(None)
    after = _joined(present)
    if any(step.after is None for step in last):
        return Settled(after, "taken away in one copy, changed or kept in another")
    if len(present) == 1 or present[0].kind is ObjectKind.FINISHED_MARK:
        return Settled(after)
    return Settled(after, f"changed apart in {len(present)} copies")


def _last(path: Path) -> list[Step]:
    """Return the steps that none follows; being made is older than being changed.

    The same table merged into two copies makes the same coding in both, so that who
    changed it in one has seen what the other has. A finished mark is made anew by
    each who finishes.
    """
    last = tips(path)
    changed = [step for step in last if not _is_making(step)]
    if changed and last[0].kind is not ObjectKind.FINISHED_MARK:
        return changed
    return last


def _is_making(step: Step) -> bool:
    return not step.follows and step.before is None and step.after is not None


def _distinct(steps: Sequence[Step]) -> list[Step]:
    """Return the first step of each state; moments alone make no other state."""
    found: dict[str, Step] = {}
    for step in steps:
        assert step.after is not None
        state = {key: it for key, it in step.after.items() if key not in _MOMENTS}
        found.setdefault(_canonical(state), step)
    return list(found.values())


def _joined(present: Sequence[Step]) -> JsonObject:
    """Return the latest state; of a memo, with the other texts before it."""
    latest = present[-1].after
    assert latest is not None
    if present[-1].kind is not ObjectKind.MEMO:
        return latest
    texts = dict.fromkeys(str(step.after["text"]) for step in present if step.after)
    return {**latest, "text": "\n\n".join(texts)}


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field of a code that two people changed apart: what holds, what does not."""

    field: str
    kept: str
    lost: str


@dataclass(frozen=True, slots=True)
class SettledCode:
    """A code's record, `None` where it was taken out, and its disputed fields."""

    after: JsonObject | None
    disputes: tuple[Dispute, ...] = ()


def settle_code(path: Path, held: Sequence[JsonObject]) -> SettledCode:
    """Return what a code is, each field as who changed it last has it.

    `held` are its records in the copies, for fields that nobody changed. Two people
    who changed the same field apart from each other are told as a dispute; the later
    one holds.
    """
    last = _last(path) if path else []
    if last and all(step.after is None for step in last):
        return SettledCode(None)
    records = [*held, *(step.after for step in path.values() if step.after is not None)]
    older = _ancestors(path)
    record: dict[str, Any] = dict(records[0])
    disputes: list[Dispute] = []
    lost_keys: list[str] = []
    for name in records[0]:
        values = _values(name, path, older) or _by_size(name, records)
        record[name] = _all_keys(values) if name == "formerly" else values[-1]
        if len(values) > 1 and name not in _NEVER_DISPUTED:
            lost = "; ".join(_told(value) for value in values[:-1])
            disputes.append(Dispute(name, _told(values[-1]), lost))
            lost_keys += values[:-1] if name == "key" else []
    if any(step.after is None for step in last):
        disputes.append(Dispute("", "kept", "taken out"))
    # A key that did not hold stays the code's: keys are never reused.
    keys = [*record["formerly"], *lost_keys]
    record["formerly"] = [key for key in _all_keys([keys]) if key != record["key"]]
    return SettledCode(record, tuple(disputes))


def _values(name: str, path: Path, older: Mapping[str, frozenset[str]]) -> list[Any]:
    """Return the field's values by those who changed it last, the latest at the end."""
    steps = [
        step
        for step in path.values()
        if step.before is not None
        and step.after is not None
        and step.before.get(name) != step.after.get(name)
    ]
    outdated = frozenset[str]().union(*(older[step.entry] for step in steps))
    last = [step for step in steps if step.entry not in outdated]
    last.sort(key=lambda step: (step.at, step.entry))
    values = [step.after[name] for step in last if step.after is not None]
    return [it for i, it in enumerate(values) if it not in values[i + 1 :]]


def _by_size(name: str, records: Sequence[JsonObject]) -> list[Any]:
    """Return a field's values where no step changed it, the longest at the end."""
    values = {_canonical(record[name]): record[name] for record in records}
    return [values[key] for key in sorted(values, key=lambda key: (len(key), key))]


def _ancestors(path: Path) -> dict[str, frozenset[str]]:
    """Return for each step the entries of all that it follows, near and far."""
    found: dict[str, frozenset[str]] = {}

    def of(entry: str) -> frozenset[str]:
        if entry not in found:
            follows = [it for it in path[entry].follows if it in path]
            found[entry] = frozenset(follows).union(*map(of, follows))
        return found[entry]

    for entry in path:
        of(entry)
    return found


def _all_keys(values: Sequence[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(key for keys in values for key in keys))


def _told(value: object) -> str:
    return value if isinstance(value, str) else _canonical(value)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
