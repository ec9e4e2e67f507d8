"""What a code is, field by field, by all steps that any copy of the study took with it.

Other than a coding a code is changed by many, each of whom has an eye on one field.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qcode.comparison.settling import last_steps
from qcode.model.journal import JsonObject
from qcode.model.step import Path

# What each side may do without the other's leave: places are counted per copy.
_NEVER_DISPUTED = ("position", "formerly")


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
    last = last_steps(path) if path else []
    if last and all(step.after is None for step in last):
        return SettledCode(None)
    records = [*held, *(step.after for step in path.values() if step.after is not None)]
    older = ancestors(path)
    record: dict[str, Any] = dict(records[0])
    disputes: list[Dispute] = []
    lost_keys: list[str] = []
    for name in records[0]:
        values = _values(name, path, older) or _by_size(name, records)
        record[name] = all_keys(values) if name == "formerly" else values[-1]
        if len(values) > 1 and name not in _NEVER_DISPUTED:
            lost = "; ".join(_told(value) for value in values[:-1])
            disputes.append(Dispute(name, _told(values[-1]), lost))
            lost_keys += values[:-1] if name == "key" else []
    if any(step.after is None for step in last):
        disputes.append(Dispute("", "kept", "taken out"))
    # A key that did not hold stays the code's: keys are never reused.
    keys = [*record["formerly"], *lost_keys]
    record["formerly"] = [key for key in all_keys([keys]) if key != record["key"]]
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


def ancestors(path: Path) -> dict[str, frozenset[str]]:
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


def all_keys(values: Sequence[Sequence[str]]) -> list[str]:
    """Return the keys of all lists, each once, in their order."""
    return list(dict.fromkeys(key for keys in values for key in keys))


def _told(value: object) -> str:
    return value if isinstance(value, str) else _canonical(value)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
