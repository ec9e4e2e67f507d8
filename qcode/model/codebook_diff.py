"""What changed between two states of a codebook. Pure; knows neither file nor store."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from qcode.model.codebook import Code, Codebook
from qcode.model.ids import CodeId

_Item = TypeVar("_Item", bound=Hashable)

_FIELDS = (
    "key",
    "name",
    "definition",
    "include",
    "exclude",
    "example",
    "keywords",
    "colour",
    "memo",
    "codable",
    "shortcut",
    "formerly",
)


class DifferenceKind(StrEnum):
    """What happened to a code from the old codebook to the new."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise in the new codebook than in the old.

    `code_name` and `key` are the new ones, or the last ones of a removed code.
    `field` is empty for a code added or removed, whose name then is `new` or `old`;
    else it is a field of Code, "parent" (texts are keys, "" is the top level) or
    "position" (texts are the keys of the siblings that both codebooks have, in order).
    """

    code_id: CodeId
    code_name: str
    key: str
    kind: DifferenceKind
    field: str = ""
    old: str = ""
    new: str = ""


def differences(old: Codebook, new: Codebook) -> list[Difference]:
    """Return what changed in the codes, in the new tree order, removed codes last.

    A changed order is told once per parent, of the first code that left its place.
    """
    moved = _moved(old, new)
    found: list[Difference] = []
    for code in new.codes:
        if code.id in old:
            found += _changes(old, new, code.id, moved)
        else:
            found.append(_told(code, DifferenceKind.ADDED, new=code.name))
    for code in old.codes:
        if code.id not in new:
            found.append(_told(code, DifferenceKind.REMOVED, old=code.name))
    return found


def settled(old: Sequence[_Item], new: Sequence[_Item]) -> set[_Item]:
    """Return as many items as possible that stand in the same order in both.

    Items stand once in each. Source: Schensted (1961), Canadian J. Math. 13, 179-191
    (longest increasing subsequence).
    """
    place = {item: number for number, item in enumerate(old)}
    # Smallest last place of a run of each length, and what stands before each place.
    ends: list[int] = []
    before: dict[int, int] = {}
    for item in new:
        if item in place:
            length = bisect_left(ends, place[item])
            before[place[item]] = ends[length - 1] if length else -1
            ends[length : length + 1] = [place[item]]
    stays: set[_Item] = set()
    number = ends[-1] if ends else -1
    while number >= 0:
        stays.add(old[number])
        number = before[number]
    return stays


def _told(
    code: Code, kind: DifferenceKind, field: str = "", *, old: str = "", new: str = ""
) -> Difference:
    return Difference(code.id, code.name, code.key, kind, field, old, new)


def _changes(
    old: Codebook, new: Codebook, code_id: CodeId, moved: dict[CodeId, tuple[str, str]]
) -> Iterator[Difference]:
    before, after = old.code(code_id), new.code(code_id)
    if before.parent_id != after.parent_id:
        yield _told(
            after,
            DifferenceKind.CHANGED,
            "parent",
            old=_parent_key(old, before),
            new=_parent_key(new, after),
        )
    if code_id in moved:
        was, is_now = moved[code_id]
        yield _told(after, DifferenceKind.CHANGED, "position", old=was, new=is_now)
    for field in _FIELDS:
        was, is_now = getattr(before, field), getattr(after, field)
        if was != is_now:
            yield _told(
                after, DifferenceKind.CHANGED, field, old=_text(was), new=_text(is_now)
            )


def _moved(old: Codebook, new: Codebook) -> dict[CodeId, tuple[str, str]]:
    """Return the first code of each parent that left its place, with both orders."""
    found: dict[CodeId, tuple[str, str]] = {}
    for parent_id in dict.fromkeys(code.parent_id for code in new.codes):
        was = [code.id for code in old.children(parent_id)]
        is_now = [code.id for code in new.children(parent_id)]
        stays, common = settled(was, is_now), {*was} & {*is_now}
        leaving = [code_id for code_id in is_now if code_id in common - stays]
        if leaving:
            orders = [[i for i in order if i in common] for order in (was, is_now)]
            found[leaving[0]] = _keys(new, orders[0]), _keys(new, orders[1])
    return found


def _keys(codebook: Codebook, code_ids: Sequence[CodeId]) -> str:
    return ", ".join(codebook.code(code_id).key for code_id in code_ids)


def _parent_key(codebook: Codebook, code: Code) -> str:
    """Return the parent's key, "" for the top level or a parent that is not there."""
    if code.parent_id is None or code.parent_id not in codebook:
        return ""
    return codebook.code(code.parent_id).key


def _text(value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ", ".join(value)
