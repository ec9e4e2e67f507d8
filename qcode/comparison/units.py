"""Which coder gave which code to which unit, from how many of its words are coded.

Knows spans and numbers of coders and codes; what the units are (sentences, turns,
paragraphs, given segments) and which words count is decided by who asks.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qcode.comparison.judgements import MISSING, Integers
from qcode.comparison.unitising import Continuum, Stretch
from qcode.model.span import Span

Bools = NDArray[np.bool_]

HALF = 0.5
"""A unit carries a code if at least this share of its words is coded with it."""


@dataclass(frozen=True, slots=True)
class CodedSpan:
    """A coding by the numbers of its coder and its code."""

    coder: int
    code: int
    span: Span


class CodedWords:
    """One document's words, and which of them each coder coded with which code.

    `words` are disjoint and in order: those that are looked at, such as the words of
    interviewees. A word is coded by a span that overlaps it.
    """

    def __init__(
        self,
        words: Sequence[Span],
        coded: Iterable[CodedSpan],
        *,
        coders: int,
        codes: int,
    ) -> None:
        self._starts = [word.start for word in words]
        self._ends = [word.end for word in words]
        self._is_coded: Bools = np.zeros((codes, coders, len(words)), dtype=bool)
        self._stretches: dict[tuple[int, int], list[Stretch]] = {}
        for it in coded:
            first, behind = self._within(it.span)
            if first < behind:
                self._is_coded[it.code, it.coder, first:behind] = True
                place = (it.code, it.coder)
                self._stretches.setdefault(place, []).append((first, behind))

    def carried(
        self, units: Sequence[Span], known: Bools, least: float = HALF
    ) -> Integers:
        """Return the judgements of the units, shape (codes, units, coders).

        1 where a coder gave the code to at least that share of the unit's words, to
        one word at least, else 0; MISSING where `known`, shape (codes, coders), says
        that a coder did not know the code. Units without a word are left out.
        """
        places = [self._within(unit) for unit in units]
        places = [(first, behind) for first, behind in places if first < behind]
        first = np.array([first for first, _ in places], dtype=np.int64)
        behind = np.array([behind for _, behind in places], dtype=np.int64)
        sums = np.pad(np.cumsum(self._is_coded, axis=-1), ((0, 0), (0, 0), (1, 0)))
        coded: Integers = sums[..., behind] - sums[..., first]
        # Rounded up: of three words at least two are half.
        wanted = np.maximum(np.ceil(least * (behind - first) - 1e-9), 1)
        carries = np.where(known[..., None], coded >= wanted, MISSING)
        return np.swapaxes(carries.astype(np.int64), 1, 2)

    def continuum(self, code: int) -> Continuum:
        """Return what each coder marked with a code, in words.

        What one coder coded twice with the code is one stretch.
        """
        coders = self._is_coded.shape[1]
        marked = [
            _joined(self._stretches.get((code, coder), ())) for coder in range(coders)
        ]
        return Continuum(len(self._starts), marked)

    def _within(self, span: Span) -> Stretch:
        """Return the numbers of the words that a span overlaps, half-open."""
        first = bisect_right(self._ends, span.start)
        return first, max(bisect_left(self._starts, span.end), first)


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches in order, those that overlap as one."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
