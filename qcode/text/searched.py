"""A stored text as it is searched: folded, and what is masked is not seen."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property

from qcode.model.document import Turn
from qcode.model.span import Span
from qcode.text.folded import Folded
from qcode.text.graphemes import whole
from qcode.text.segments import label_of, masked_spans, time_stamps

# No stored text has it, so no search finds it, and none goes on behind it.
LABEL = "\0"
_STAMP = " "


class Searched:
    """One document's text, ready to be searched.

    A speaker's label ends what was said before, a time stamp is a gap between words.
    `turns` gives the turns; it is asked only where something may be found.
    """

    def __init__(self, text: str, turns: Callable[[], Sequence[Turn]]) -> None:
        self.text = text
        self._turns = turns

    @cached_property
    def folded(self) -> Folded:
        """All of the text, for telling quickly that something is not in it."""
        return Folded(self.text)

    @cached_property
    def masked(self) -> list[Span]:
        """The labels and time stamps, disjoint and in order."""
        return masked_spans(self.text, self._turns())

    @cached_property
    def seen(self) -> str:
        """The text with signs for what is masked, offset by offset."""
        pieces, behind = [], 0
        for span in self.masked:
            sign = LABEL if self._is_label(span) else _STAMP
            pieces += [self.text[behind : span.start], sign * span.length]
            behind = span.end
        return "".join([*pieces, self.text[behind:]])

    @cached_property
    def seen_folded(self) -> Folded:
        """The text without what is masked, folded."""
        return Folded(self.seen) if self.masked else self.folded

    def is_masked(self, span: Span) -> bool:
        """Whether a span in one line shares a character with a label or time stamp.

        Only the labels of its turn are looked for, not those of the whole text.
        """
        place = bisect_right(self._stamps, span.start, key=lambda stamp: stamp.end)
        if self._stamps[place : place + 1] and self._stamps[place].overlaps(span):
            return True
        turn = bisect_right(self._turn_starts, span.start) - 1
        if turn < 0 or span.start >= self._turns()[turn].body_start:
            return False
        label = label_of(self.text, self._turns()[turn])
        return label is not None and label.overlaps(span)

    def is_parted(self, end: int, start: int) -> bool:
        """Whether a label stands between the end of a word and the start of a later."""
        first = bisect_left(self._labels, end)
        return first < bisect_left(self._labels, start)

    def hit(self, span: Span) -> Span | None:
        """Return what is found there: whole characters, none masked at either end.

        `None` where nothing is left.
        """
        span = whole(self.text, span)
        start, end = span.start, span.end
        there = self._overlapped(span)
        for masked in there:
            start = masked.end if masked.start <= start else start
        for masked in reversed(there):
            end = masked.start if masked.end >= end else end
        return Span(start, end) if start < end else None

    def _overlapped(self, span: Span) -> Sequence[Span]:
        first = bisect_right(self._masked_ends, span.start)
        return self.masked[first : bisect_left(self._masked_starts, span.end)]

    @cached_property
    def _stamps(self) -> list[Span]:
        return time_stamps(self.text)

    @cached_property
    def _turn_starts(self) -> list[int]:
        return [turn.span.start for turn in self._turns()]

    @cached_property
    def _labels(self) -> list[int]:
        return [span.start for span in self.masked if self._is_label(span)]

    def _is_label(self, masked: Span) -> bool:
        # Labels begin with a letter, time stamps with a sign.
        return self.text[masked.start].isalpha()

    @cached_property
    def _masked_starts(self) -> list[int]:
        return [span.start for span in self.masked]

    @cached_property
    def _masked_ends(self) -> list[int]:
        return [span.end for span in self.masked]
