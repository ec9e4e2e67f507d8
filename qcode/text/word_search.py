"""Searching word by word: words that pass tests, in a row or near one another."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from qcode.model.span import Span
from qcode.text.find import is_like
from qcode.text.folded import folded
from qcode.text.searched import Searched
from qcode.text.sentences import different_words, words

Test: TypeAlias = Callable[[str], bool]
"""Whether a word of a text is meant by one of the query."""

_CACHED_WORDS = 65_536


class WordSearch:
    """Words that pass tests, one for each word of the query."""

    def __init__(self, tests: Sequence[Test], places: "Row | Near") -> None:
        # Most words of a text have come before in another.
        self._tests = [lru_cache(_CACHED_WORDS)(test) for test in tests]
        self._places = places

    def spans(self, searched: Searched) -> Iterator[Span]:
        """Yield where such words stand, in the order of their first words."""
        there = different_words(searched.text)
        if not all(any(map(test, there)) for test in self._tests):
            return
        found = words(searched.seen)
        written = [word.cut(searched.seen) for word in found]
        passed = [list(map(test, written)) for test in self._tests]
        yield from self._places.spans(searched, found, passed)


class Row:
    """Words that follow one another with white space between them."""

    def spans(
        self, searched: Searched, found: Sequence[Span], passed: Sequence[list[bool]]
    ) -> Iterator[Span]:
        """Yield each such row, one behind the other."""
        length, behind = len(passed), 0
        for first in range(len(found) - length + 1):
            if first < behind or not all(
                test[first + place] for place, test in enumerate(passed)
            ):
                continue
            row = found[first : first + length]
            if all(
                searched.seen[one.end : two.start].isspace()
                for one, two in zip(row, row[1:], strict=False)
            ):
                behind = first + length
                yield row[0].hull(row[-1])


class Near:
    """Words of which the last stands at most some words behind the first.

    They may come in any order, and one word may be meant by several of the query's.
    None is sought beyond a speaker's label.
    """

    def __init__(self, most: int) -> None:
        self._most = most

    def spans(
        self, searched: Searched, found: Sequence[Span], passed: Sequence[list[bool]]
    ) -> Iterator[Span]:
        """Yield the shortest such stretches, none of which lies in another."""
        latest = [-1] * len(passed)
        floor = previous = -1
        for number, word in enumerate(found):
            if number and searched.is_parted(found[number - 1].end, word.start):
                floor = number - 1
            here = [place for place, test in enumerate(passed) if test[number]]
            for place in here:
                latest[place] = number
            first = min(latest)
            if not here or first <= max(floor, previous):
                continue
            previous = first
            if number - first <= self._most:
                yield found[first].hull(word)


def holding(word: str) -> Test:
    """Return what tells whether a word has another in it."""
    return lambda written: word in folded(written)


def like(word: str) -> Test:
    """Return what tells whether a word is another but for typing errors."""
    return lambda written: is_like(word, folded(written))


def sharing(forms: Callable[[str], frozenset[str]], word: str) -> Test:
    """Return what tells whether a word has a form in common with another."""
    wanted = forms(word)
    return lambda written: not wanted.isdisjoint(forms(written))
