"""Searching word by word: words that pass tests, in a row or near one another."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import compress, count, pairwise
from typing import TypeAlias

from qcode.errors import RefusedError
from qcode.model.span import Span
from qcode.text.find import is_like
from qcode.text.folded import folded
from qcode.text.searched import Searched
from qcode.text.sentences import different_words, word_bounds

Test: TypeAlias = Callable[[str], bool]
"""Whether a word of a text is meant by one of the query."""

Bounds: TypeAlias = tuple[int, int]
"""Where a word begins and ends; a span for each word of a text takes too long."""

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
        meant = [set(filter(test, there)) for test in self._tests]
        if not all(meant):
            return
        found = word_bounds(searched.seen)
        written = [searched.seen[start:end] for start, end in found]
        passed = [[word in words for word in written] for words in meant]
        yield from self._places.spans(searched, found, passed)


class Row:
    """Words that follow one another with white space between them."""

    def spans(
        self, searched: Searched, found: Sequence[Bounds], passed: Sequence[list[bool]]
    ) -> Iterator[Span]:
        """Yield each such row, one behind the other."""
        length, behind = len(passed), 0
        for first in compress(range(len(found) - length + 1), passed[0]):
            if first < behind or not all(
                test[first + place] for place, test in enumerate(passed)
            ):
                continue
            row = found[first : first + length]
            if all(
                searched.seen[end:start].isspace()
                for (_, end), (start, _) in pairwise(row)
            ):
                behind = first + length
                yield Span(row[0][0], row[-1][1])


class Near:
    """Words of which the last stands at most some words behind the first.

    They may come in any order, and one word may be meant by several of the query's.
    None is sought beyond a speaker's label.
    """

    def __init__(self, most: int) -> None:
        self._most = most

    def spans(
        self, searched: Searched, found: Sequence[Bounds], passed: Sequence[list[bool]]
    ) -> Iterator[Span]:
        """Yield the shortest such stretches, none of which lies in another."""
        latest = [-1] * len(passed)
        floor = previous = before = -1
        for number in compress(count(), map(any, zip(*passed, strict=True))):
            start, end = found[number]
            if before >= 0 and searched.is_parted(found[before][1], start):
                floor = before
            before = number
            for place, test in enumerate(passed):
                latest[place] = number if test[number] else latest[place]
            first = min(latest)
            if first <= max(floor, previous):
                continue
            previous = first
            if number - first <= self._most:
                yield Span(found[first][0], end)


def words_of_query(query: str) -> list[str]:
    """Return the words of a query as they are written, without signs between them.

    Raises RefusedError where there is none.
    """
    found = [query[start:end] for start, end in word_bounds(query)]
    if not found:
        raise RefusedError("There is nothing to search for. Give a word or several.")
    return found


def holding(word: str) -> Test:
    """Return what tells whether a word has another in it."""
    wanted = folded(word)
    return lambda written: wanted in folded(written)


def like(word: str) -> Test:
    """Return what tells whether a word is another but for typing errors."""
    wanted = folded(word)
    return lambda written: is_like(wanted, folded(written))


def sharing(forms: Callable[[str], frozenset[str]], word: str) -> Test:
    """Return what tells whether a word has a form in common with another."""
    wanted = forms(word)
    return lambda written: not wanted.isdisjoint(forms(written))
