"""What an object is, by all steps that any copy of the study took with it.

The same steps settle the same in every copy, whatever the order in which they came:
this is why the order of merges does not matter. Knows no database and no file.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from qcode.model.journal import JsonObject, ObjectKind
from qcode.model.step import Path, Step, tips

_MOMENTS = ("created_at", "written_at", "decided_at", "finished_at")


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
    last = last_steps(path)
    present = _distinct([step for step in last if step.after is not None])
    if not present:
        return Settled(None)
    after = _joined(present)
    if any(step.after is None for step in last):
        return Settled(after, "taken away in one copy, changed or kept in another")
    if len(present) == 1 or present[0].kind is ObjectKind.FINISHED_MARK:
        return Settled(after)
    return Settled(after, f"changed apart in {len(present)} copies")


def last_steps(path: Path) -> list[Step]:
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


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
