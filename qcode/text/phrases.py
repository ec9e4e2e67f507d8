"""Searching for words as they are written: anywhere in a text, in this order."""

import re
from collections.abc import Iterator
from functools import cached_property

from qcode.errors import RefusedError
from qcode.model.span import Span
from qcode.text.folded import folded
from qcode.text.searched import Searched


class Phrase:
    """Words as they stand in a query, parts of longer ones too.

    Case, width and composition make no difference; white space in the query is any
    white space in the text, line breaks included. Raises RefusedError for a query
    of white space.
    """

    def __init__(self, query: str) -> None:
        self._words = _folded_words(query)

    def spans(self, searched: Searched) -> Iterator[Span]:
        """Yield where the words stand, one behind the other."""
        text = searched.folded.text
        if not all(word in text for word in self._words):
            return
        if len(self._words) == 1:
            yield from self._of_one(searched)
            return
        seen = searched.seen_folded
        for found in self._pattern.finditer(seen.text):
            hit = searched.hit(seen.span(*found.span()))
            if hit is not None:
                yield hit

    def _of_one(self, searched: Searched) -> Iterator[Span]:
        """Yield where a single word stands; for that nothing is folded twice."""
        [word] = self._words
        text = searched.folded
        place = text.text.find(word)
        while place >= 0:
            span = text.span(place, place + len(word))
            if searched.is_masked(span):
                place = text.text.find(word, place + 1)
                continue
            yield span
            place = text.text.find(word, place + len(word))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(r"\s+".join(map(re.escape, self._words)))


def _folded_words(query: str) -> list[str]:
    """Return the words of a query, parted by white space, as they are sought.

    Raises RefusedError where there is none.
    """
    words = folded(query).split()
    if not words:
        raise RefusedError("There is nothing to search for. Give a word or several.")
    return words
