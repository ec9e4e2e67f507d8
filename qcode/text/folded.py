"""A text as matching sees it, with the way back to the stored offsets.

Each user-perceived character is folded for itself, so that what is found always lies
on whole characters of the stored text, however many codepoints folding made of them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

from qcode.model.span import Span
from qcode.text.folding import fold
from qcode.text.graphemes import may_join, next_boundary

# What German and English texts hold besides Latin-1, and nothing joins.
_PUNCTUATION = "‚‘’“”„–—…•€\u2011\u202f"
_USUAL = "".join(map(chr, range(0x100))) + _PUNCTUATION


class Folded:
    """One text, folded character by character."""

    def __init__(self, text: str) -> None:
        self._text = text
        odd = _odd(text)
        self._is_joined = any(map(may_join, odd))
        # Sorted, for the regular expressions of texts with the same ones are the same.
        self._odd = "".join(sorted(odd))
        self.text = self._joined() if self._is_joined else self._single()

    def span(self, start: int, end: int) -> Span:
        """Return where in the stored text a stretch of the folded one stands.

        It is widened to whole characters: "s" in "ß" is all of it. `start < end`.
        """
        return Span(self._origin(start)[0], self._origin(end - 1)[1])

    def _single(self) -> str:
        """Return the folded text where each codepoint is a character of its own."""
        folded = self._text.casefold()
        for char in self._odd:
            if (known := char.casefold()) != (whole := fold(char)):
                folded = folded.replace(known, whole)
        return folded

    def _joined(self) -> str:
        pieces: list[str] = []
        behind = 0
        for start, end in self._odd_characters():
            pieces.append(self._text[behind:start].casefold())
            pieces.append(fold(self._text[start:end]))
            behind = end
        return "".join([*pieces, self._text[behind:].casefold()])

    def _odd_characters(self) -> Iterator[tuple[int, int]]:
        """Yield where characters stand that need not fold to one codepoint."""
        if not self._odd:
            return
        if not self._is_joined:
            yield from (it.span() for it in _one_of(self._odd).finditer(self._text))
            return
        for found in _around(self._odd).finditer(self._text):
            start = found.start()
            while start < found.end():
                end = next_boundary(self._text, start)
                yield start, end
                start = end

    @cached_property
    def _knots(self) -> tuple[list[int], list[int], list[tuple[int, int]]]:
        """Where the odd characters begin and end when folded, and as they are stored.

        Between them offsets run in step.
        """
        starts, ends, stored = [0], [0], [(0, 0)]
        for start, end in self._odd_characters():
            begin = ends[-1] + start - stored[-1][1]
            starts.append(begin)
            ends.append(begin + len(fold(self._text[start:end])))
            stored.append((start, end))
        return starts, ends, stored

    def _origin(self, offset: int) -> tuple[int, int]:
        """Return start and end of the character that a folded codepoint is of."""
        if not self._odd:
            return offset, offset + 1
        starts, ends, stored = self._knots
        knot = bisect_right(starts, offset) - 1
        if offset < ends[knot]:
            return stored[knot]
        start = stored[knot][1] + offset - ends[knot]
        return start, start + 1


def folded(text: str) -> str:
    """Return what `Folded` makes of a text."""
    return Folded(text).text


def _odd(text: str) -> set[str]:
    """Return those of a text's characters that join others or fold to several."""
    beyond = len(text) - len(text.encode("latin-1", "ignore"))
    # A set of all characters of the text takes twice as long as folding it.
    if beyond == sum(map(text.count, _PUNCTUATION if beyond else "")):
        return {char for char in _usual_odd() if char in text}
    return {char for char in set(text) if _is_odd(char)}


@lru_cache(maxsize=1)
def _usual_odd() -> str:
    return "".join(filter(_is_odd, _USUAL))


@lru_cache(maxsize=4096)
def _is_odd(char: str) -> bool:
    whole = fold(char)
    return len(whole) != 1 or whole != char.casefold() or may_join(char)


def _one_of(chars: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(chars)}]")


def _around(chars: str) -> re.Pattern[str]:
    """Return what finds the characters with the neighbours that they may join."""
    one = re.escape(chars)
    return re.compile(rf"[\s\S]?[{one}]+(?:[^{one}][{one}]+)*[\s\S]?")
