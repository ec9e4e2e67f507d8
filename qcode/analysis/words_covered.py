"""How many words of a document codes cover: the union of their spans.

A word is covered by a span that overlaps it; speakers' labels and time stamps
are no words. A word is the speaker's in whose turn it begins.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from qcode.analysis.cells import Numbers
from qcode.analysis.codetree import CodeTree
from qcode.analysis.frames import PlacedCount
from qcode.model.counting import Stretch
from qcode.model.document import Document
from qcode.text.segments import masked_spans
from qcode.text.sentences import words

Name = TypeVar("Name", bound=Hashable)


def words_covered(
    document: Document,
    stretches: Sequence[Stretch],
    tree: CodeTree,
    *,
    by_speaker: bool = False,
    left_out: Collection[str] = (),
) -> Iterator[PlacedCount]:
    """Yield the words that each code covers in one document.

    By coder and round, and by speaker if asked (else ""); what is zero is left out.
    The total is of the words that the code or any below it covers. Words of speakers
    `left_out` do not count.
    """
    text = _Words(document, left_out)
    starts = _numbers(start for *_, start, _ in stretches)
    ends = _numbers(end for *_, end in stretches)
    first, last = text.within(starts, ends)
    rows, turns = np.flatnonzero(first < last), np.zeros_like(first)
    first, last = first[rows], last[rows]
    if by_speaker:
        pieces, turns, first, last = text.by_turn(first, last)
        rows = rows[pieces]
    codes = _numbers(tree.numbers[row[0]] for row in stretches)[rows]
    whose, coders = _numbered([row[1:3] for row in stretches])
    speakers, speaker_of_turn = _numbered(text.speakers if by_speaker else [""])
    places = coders[rows] * len(speakers) + speaker_of_turn[turns[: len(rows)]]
    own = dict(_union(codes, places, first, last))
    index, above = tree.lifted(codes)
    for cell, total in _union(above, places[index], first[index], last[index]):
        code, place = cell
        coder, speaker = divmod(place, len(speakers))
        yield (
            tree.keys[code],
            document.name,
            whose[coder][0],
            speakers[speaker],
            whose[coder][1],
            own.get(cell, 0),
            total,
        )


def words_spoken(
    document: Document, *, by_speaker: bool = False, left_out: Collection[str] = ()
) -> dict[str, int]:
    """Return how many words each speaker has, or "" where they are not told apart.

    Speakers without words have none; those `left_out` are not among them.
    """
    text = _Words(document, left_out)
    if not by_speaker:
        return {"": len(text.starts)}
    found = {it.speaker: 0 for it in document.turns if it.speaker not in left_out}
    turns, numbers = np.unique(text.turns, return_counts=True)
    for turn, number in zip(turns.tolist(), numbers.tolist(), strict=True):
        speaker = text.speakers[turn]
        found[speaker] = found.get(speaker, 0) + number
    return found


class _Words:
    """A document's words by number, in order, and in whose turn each begins."""

    def __init__(self, document: Document, left_out: Collection[str]) -> None:
        masks = masked_spans(document.text, document.turns)
        # A mask before the text, so that each word has one that begins before it.
        mask_starts = _numbers([-1, *(mask.start for mask in masks)])
        mask_ends = _numbers([-1, *(mask.end for mask in masks)])
        found = words(document.text)
        starts = _numbers(word.start for word in found)
        ends = _numbers(word.end for word in found)
        mask = np.searchsorted(mask_starts, starts, side="right") - 1
        spoken = ends > mask_ends[mask]
        self.speakers = ["", *(turn.speaker for turn in document.turns)]
        turn_starts = _numbers(turn.span.start for turn in document.turns)
        turns = np.searchsorted(turn_starts, starts, side="right")
        is_heard = np.array([it not in left_out for it in self.speakers])
        counted = spoken & is_heard[turns]
        self.starts, self.ends = starts[counted], ends[counted]
        self.turns = turns[counted]

    def within(self, starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first word that each span overlaps, and the one after its last."""
        first = np.searchsorted(self.ends, starts, side="right")
        last = np.searchsorted(self.starts, ends, side="left")
        return first, last

    def by_turn(
        self, first: Numbers, last: Numbers
    ) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Cut stretches of words where turns end.

        Returns the index of the stretch, the turn, and the words of each piece.
        Turns count from 1; 0 is what stands before the first.
        """
        begin = self.turns[first]
        times = self.turns[last - 1] - begin + 1
        rows = np.repeat(np.arange(len(first)), times)
        turns = begin[rows] + np.arange(len(rows)) - (np.cumsum(times) - times)[rows]
        opening = np.searchsorted(self.turns, turns, side="left")
        closing = np.searchsorted(self.turns, turns, side="right")
        first = np.maximum(first[rows], opening)
        last = np.minimum(last[rows], closing)
        has_words = first < last
        return rows[has_words], turns[has_words], first[has_words], last[has_words]


def _union(
    codes: Numbers, places: Numbers, first: Numbers, last: Numbers
) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield how many words the stretches of each code and place cover together."""
    if not len(codes):
        return
    order = np.lexsort((first, places, codes))
    codes, places = codes[order], places[order]
    is_new = np.ones(len(codes), dtype=bool)
    is_new[1:] = (codes[1:] != codes[:-1]) | (places[1:] != places[:-1])
    # Each cell gets numbers of its own for the words, so that one running maximum
    # serves all cells: what is covered so far never reaches into the next cell.
    offset = np.cumsum(is_new) * (int(last.max()) + 1)
    first, last = first[order] + offset, last[order] + offset
    reached = np.maximum.accumulate(last)
    first[1:] = np.maximum(first[1:], reached[:-1])
    cells = np.flatnonzero(is_new)
    numbers = np.add.reduceat(np.maximum(last - first, 0), cells)
    keys = zip(codes[cells].tolist(), places[cells].tolist(), strict=True)
    yield from zip(keys, numbers.tolist(), strict=True)


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int64)


def _numbered(names: Sequence[Name]) -> tuple[list[Name], Numbers]:
    """Return the different names, and the number of each name among them."""
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    return list(number), _numbers(number[name] for name in names)
