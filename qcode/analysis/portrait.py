"""The codes along the text of one document, as data for a drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qcode.analysis.stretches import Stretches
from qcode.analysis.sweep import Intervals, runs


@dataclass(frozen=True, slots=True)
class Bin:
    """What share of a part of the text a coder's code covers, more than none.

    `number` counts the parts from 0, `start` and `end` are codepoints, half-open.
    """

    coder: int
    number: int
    start: int
    end: int
    code: int
    share: float


def bins(found: Stretches, length: int, number: int) -> Iterator[Bin]:
    """Yield what each code covers of each of `number` equal parts of a text.

    By coder, part and code. `found` is of one document of `length` codepoints; of a
    text that has fewer than `number` each codepoint is a part.
    """
    number = min(number, length)
    edges = [length * place // number for place in range(number + 1)]
    coders = 1 + int(found.coder.max()) if len(found) else 1
    covered = runs(Intervals(found.block, found.code, found.start, found.end))
    sums: dict[tuple[int, int, int], int] = {}
    for block, code, begin, end in zip(*(it.tolist() for it in covered), strict=True):
        place = int(np.searchsorted(edges, begin, side="right")) - 1
        while place < number and edges[place] < end:
            shared = min(end, edges[place + 1]) - max(begin, edges[place])
            key = (block % coders, place, code)
            sums[key] = sums.get(key, 0) + shared
            place += 1
    for (coder, place, code), covers in sorted(sums.items()):
        start, end = edges[place], edges[place + 1]
        yield Bin(coder, place, start, end, code, covers / (end - start))


def lanes(starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """Return a lane for each span, from 0, in which it meets no other.

    Spans come by start; each takes the first lane that is free.
    """
    taken_until: list[int] = []
    found = []
    for start, end in zip(starts, ends, strict=True):
        free = (n for n, until in enumerate(taken_until) if until <= start)
        lane = next(free, len(taken_until))
        taken_until[lane : lane + 1] = [end]
        found.append(lane)
    return found
