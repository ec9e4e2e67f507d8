"""Two coders' codings of one code laid side by side: which ones match.

Knows spans in words, no codes and no text. Both ways of matching are descriptive:
they correct nothing for chance, which free spans do not allow.
"""

from collections.abc import Sequence

from qcode.comparison.unitising import Stretch


def overlap(one: Stretch, other: Stretch) -> float:
    """Return what two stretches share of what they cover together, in [0, 1]."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (one[1] - one[0] + other[1] - other[0] - max(shared, 0))


def met(
    own: Sequence[Stretch], others: Sequence[Stretch], least_overlap: float
) -> list[bool]:
    """Return for each of one coder's stretches whether the other has one like it.

    Like it is one that overlaps it, and shares at least so much with it.
    """
    return [
        any(overlap(it, other) >= max(least_overlap, 1e-9) for other in others)
        for it in own
    ]


def pairs_within(
    first: Sequence[Stretch], second: Sequence[Stretch], tolerance: int
) -> int:
    """Return how many pairs can be made, each of stretches with the same ends.

    Ends are the same where they are at most `tolerance` words apart; no stretch is in
    two pairs. The number is the largest possible (augmenting paths, Kuhn 1955).
    """
    like = [
        [
            place
            for place, other in enumerate(second)
            if abs(it[0] - other[0]) <= tolerance and abs(it[1] - other[1]) <= tolerance
        ]
        for it in first
    ]
    taken: dict[int, int] = {}
    return sum(_is_paired(it, like, taken, set()) for it in range(len(first)))


def _is_paired(
    wanting: int, like: Sequence[Sequence[int]], taken: dict[int, int], tried: set[int]
) -> bool:
    for place in like[wanting]:
        if place in tried:
            continue
        tried.add(place)
        if place not in taken or _is_paired(taken[place], like, taken, tried):
            taken[place] = wanting
            return True
    return False
