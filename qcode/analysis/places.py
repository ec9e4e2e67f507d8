"""The sentences, turns and words of one document by number, and where spans lie.

Owns what counts as said: where `is_left_out` names speakers, their turns have neither
sentences nor words, and two answers stand side by side.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np

from qcode.analysis.stretches import Numbers, Truths
from qcode.model.document import Document, Turn
from qcode.model.relation import Nearness
from qcode.model.span import Span
from qcode.text.segments import masked_spans
from qcode.text.sentences import sentences, words
from qcode.text.speakers import turns_of_interviewees


class Places:
    """One document as numbered places of a kind, in the order of its text."""

    def __init__(
        self, document: Document, is_left_out: Callable[[str], bool] | None = None
    ) -> None:
        self.document = document
        self._spoken: Sequence[Turn] = document.turns
        if is_left_out is not None:
            text, turns = document.text, document.turns
            self._spoken = turns_of_interviewees(text, turns, is_left_out)

    def is_said(self, starts: Numbers, ends: Numbers) -> Truths:
        """Return which spans share a character with a turn that counts."""
        first, last = _within([turn.span for turn in self._spoken], starts, ends)
        return first < last

    def of(
        self, nearness: Nearness, starts: Numbers, ends: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Return the first place that each span touches, and the one after its last.

        Both are equal where it touches none.
        """
        return _within(self.spans(nearness), starts, ends)

    def spans(self, nearness: Nearness) -> list[Span]:
        """Return the places of the kind that a nearness is counted in."""
        match nearness:
            case Nearness.TURN | Nearness.TURNS:
                return [turn.span for turn in self._spoken]
            case Nearness.SENTENCE:
                return self._said(sentences(self.document.text))
        return self.words

    @cached_property
    def words(self) -> list[Span]:
        """The words that are said, in order: no labels, no time stamps."""
        text = self.document.text
        masks = masked_spans(text, self.document.turns)
        found = self._said(words(text))
        if not masks or not found:
            return found
        mask_starts = _column(mask.start for mask in masks)
        mask_ends = _column(mask.end for mask in masks)
        starts = _column(word.start for word in found)
        before = np.searchsorted(mask_starts, starts, side="right") - 1
        # A word is hidden by the last mask that begins before it and ends behind it.
        ends = _column(word.end for word in found)
        hidden = (before >= 0) & (ends <= mask_ends[before])
        return [
            word for word, is_hidden in zip(found, hidden, strict=True) if not is_hidden
        ]

    def _said(self, found: Sequence[Span]) -> list[Span]:
        """Leave out what begins in no turn that counts."""
        if len(self._spoken) == len(self.document.turns):
            return list(found)
        starts = _column(span.start for span in found)
        said = self.is_said(starts, starts + 1)
        return [span for span, is_said in zip(found, said, strict=True) if is_said]


def _within(
    places: Sequence[Span], starts: Numbers, ends: Numbers
) -> tuple[Numbers, Numbers]:
    place_starts = _column(place.start for place in places)
    place_ends = _column(place.end for place in places)
    first = np.searchsorted(place_ends, starts, side="right")
    last = np.searchsorted(place_starts, ends, side="left")
    return first, np.maximum(first, last)


def _column(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int64)
