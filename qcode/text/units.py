"""Finding the word, sentence or turn at a place, and the next or previous one.

Looks only at the stretch around the place, so that moving through a document of
any length costs the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from qcode.model.document import Turn
from qcode.model.span import Span
from qcode.text.segments import trimmed
from qcode.text.sentences import sentences, words

_BLANK_LINE = "\n\n"


class Unit(StrEnum):
    """What one moves by and counts in."""

    WORD = "word"
    SENTENCE = "sentence"
    TURN = "turn"


class Units:
    """One document's text with its turns, to be moved through."""

    def __init__(self, text: str, turns: Sequence[Turn]) -> None:
        self._text = text
        self._turns = turns
        self._turn_starts = [turn.span.start for turn in turns]

    def at(self, unit: Unit, offset: int) -> Span | None:
        """Return the unit over an offset, else the nearest in its stretch, if any.

        A sentence's stretch is its paragraph, a word has none; a turn is given
        without label and white space, and one in which nothing is said is none.
        """
        match unit:
            case Unit.WORD:
                return self._word_at(offset)
            case Unit.SENTENCE:
                return self._sentence_at(offset)
            case Unit.TURN:
                turn = self._turn_at(offset)
                return None if turn is None else self._body(turn)

    def after(self, unit: Unit, offset: int) -> Span | None:
        """Return the first unit that starts behind an offset, if any."""
        match unit:
            case Unit.WORD:
                return self._next_word(offset)
            case Unit.SENTENCE:
                return self._next_sentence(offset)
            case Unit.TURN:
                return self._next_turn(offset)

    def before(self, unit: Unit, offset: int) -> Span | None:
        """Return the last unit that starts before an offset, if any."""
        match unit:
            case Unit.WORD:
                return self._previous_word(offset)
            case Unit.SENTENCE:
                return self._previous_sentence(offset)
            case Unit.TURN:
                return self._previous_turn(offset)

    def _turn_at(self, offset: int) -> Turn | None:
        index = bisect_right(self._turn_starts, offset) - 1
        return self._turns[max(index, 0)] if self._turns else None

    def _next_turn(self, offset: int) -> Span | None:
        index = max(bisect_right(self._turn_starts, offset) - 1, 0)
        bodies = self._bodies(range(index, len(self._turns)))
        return next((body for body in bodies if body.start > offset), None)

    def _previous_turn(self, offset: int) -> Span | None:
        index = bisect_left(self._turn_starts, offset)
        bodies = self._bodies(range(index - 1, -1, -1))
        return next((body for body in bodies if body.start < offset), None)

    def _bodies(self, indices: Iterable[int]) -> Iterator[Span]:
        bodies = (self._body(self._turns[index]) for index in indices)
        return (body for body in bodies if body is not None)

    def _body(self, turn: Turn) -> Span | None:
        said = trimmed(self._text, turn.body_start, turn.span.end)
        return said[0] if said else None

    def _sentence_at(self, offset: int) -> Span | None:
        found = self._sentences(*self._block(offset))
        if not found:
            return None
        index = bisect_right([span.start for span in found], offset) - 1
        return found[max(index, 0)]

    def _next_sentence(self, offset: int) -> Span | None:
        start, end = self._block(offset)
        while True:
            for span in self._sentences(start, end):
                if span.start > offset:
                    return span
            if end >= len(self._text):
                return None
            start, end = self._block(end)

    def _previous_sentence(self, offset: int) -> Span | None:
        start, end = self._block(offset)
        while True:
            for span in reversed(self._sentences(start, end)):
                if span.start < offset:
                    return span
            if start <= 0:
                return None
            start, end = self._block(start - 1)

    def _word_at(self, offset: int) -> Span | None:
        over = (s for s in self._words_of_line(offset) if s.start <= offset < s.end)
        return next(over, None)

    def _next_word(self, offset: int) -> Span | None:
        place = offset
        while place <= len(self._text):
            for span in self._words_of_line(place):
                if span.start > offset:
                    return span
            end = self._text.find("\n", place)
            if end < 0:
                return None
            place = end + 1
        return None

    def _previous_word(self, offset: int) -> Span | None:
        place = offset
        while place >= 0:
            for span in reversed(self._words_of_line(place)):
                if span.start < offset:
                    return span
            place = self._text.rfind("\n", 0, place)
        return None

    def _words_of_line(self, offset: int) -> list[Span]:
        start = self._text.rfind("\n", 0, offset) + 1
        end = self._text.find("\n", offset)
        end = len(self._text) if end < 0 else end
        return words(self._text, Span(start, end)) if end > start else []

    def _block(self, offset: int) -> tuple[int, int]:
        """Return the ends of the paragraph of a turn; blocks cover the text."""
        text, turn = self._text, self._turn_at(offset)
        low, high = (turn.span.start, turn.span.end) if turn else (0, len(text))
        start = text.rfind(_BLANK_LINE, low, max(offset, low))
        start = low if start < 0 else start + len(_BLANK_LINE)
        end = text.find(_BLANK_LINE, max(offset, start), high)
        end = high if end < 0 else min(end + len(_BLANK_LINE), high)
        return start, end

    def _sentences(self, start: int, end: int) -> list[Span]:
        turn = self._turn_at(start)
        first = max(start, turn.body_start) if turn else start
        if first >= end:
            return []
        # Cut at the label, the text would begin with what is no label in the whole.
        found = sentences(self._text[start:end], Span(first - start, end - start))
        return [Span(start + span.start, start + span.end) for span in found]
