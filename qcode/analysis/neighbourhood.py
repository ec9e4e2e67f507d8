"""What stands in the same places as something else; knows places by number."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def in_same_places(
    own: Sequence[Collection[int]], others: Sequence[tuple[Key, Collection[int]]]
) -> Mapping[Key, Mapping[int, list[int]]]:
    """Return for each key which of one's own stand where, beside which of the others.

    Own and others are known by their numbers; both stand in one place or several.
    """
    in_place: dict[int, list[int]] = {}
    for number, places in enumerate(own):
        for place in places:
            in_place.setdefault(place, []).append(number)
    found: dict[Key, dict[int, list[int]]] = {}
    for other, (key, places) in enumerate(others):
        beside = {it for place in places for it in in_place.get(place, ())}
        for number in sorted(beside):
            found.setdefault(key, {}).setdefault(number, []).append(other)
    return found
