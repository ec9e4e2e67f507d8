"""Words that a code may take up as keywords, and where else they stand.

Pure. Counts passages, not words: a word said ten times in one answer says little.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from qcode.model.codebook import Code
from qcode.model.document import Document
from qcode.model.ids import CodeId

_WORD = re.compile(r"\w+")
_PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,40}\]")
# Most words that are left out belong to other codes or are names; this is enough.
_ASKED_FOR_EACH = 5


class Teller(Protocol):
    """What can name the words that decisions have linked to a code."""

    def telling_words(self, code: CodeId, number: int) -> Sequence[str]:
        """Return so many words of a code at most, the most telling first."""


@dataclass(frozen=True, slots=True)
class KeywordProposal:
    """A word for a code, and in how many passages with and without it it stands."""

    code: CodeId
    word: str
    coded: int
    others: int


class PassageWords:
    """In which passages each word stands, in any of its forms."""

    def __init__(self, texts: Iterable[str], lemma: Callable[[str], str]) -> None:
        """Take the passages in order; words are the same that have the same lemma."""
        self._lemma = lemma
        self._places: dict[str, set[int]] = {}
        for number, text in enumerate(texts):
            for word in set(_WORD.findall(text)):
                self._places.setdefault(self.same(word), set()).add(number)

    def same(self, word: str) -> str:
        """Return what all forms of a word have in common."""
        return self._lemma(word).lower()

    def count(self, word: str, among: Collection[int]) -> tuple[int, int]:
        """Return in how many of these passages a word stands, in how many others."""
        places = self._places.get(self.same(word), set())
        inside = len(places.intersection(among))
        return inside, len(places) - inside


def propose_keywords(
    code: CodeId,
    teller: Teller,
    words: PassageWords,
    coded: Collection[int],
    *,
    left_out: Collection[str],
    most: int,
) -> list[KeywordProposal]:
    """Return words that may become keywords of a code, the most telling first.

    `coded` are the numbers of its passages; `left_out` words in their common form.
    Numbers are no keywords.
    """
    told = teller.telling_words(code, _ASKED_FOR_EACH * most)
    free = [it for it in told if words.same(it) not in left_out and not it.isdigit()]
    return [
        KeywordProposal(code, word, *words.count(word, coded)) for word in free[:most]
    ]


def words_of_codebook(codes: Iterable[Code]) -> set[str]:
    """Return the words of all names and keywords, as written."""
    phrases = [phrase for code in codes for phrase in (code.name, *code.keywords)]
    return {word for phrase in phrases for word in _WORD.findall(phrase)}


def words_of_names(documents: Iterable[Document]) -> set[str]:
    """Return the words of speakers' labels and of placeholders in square brackets.

    Names that stand in the middle of a text are known to a trained pipeline alone.
    """
    found: set[str] = set()
    for document in documents:
        places = [turn.speaker for turn in document.turns]
        places += _PLACEHOLDER.findall(document.text)
        found.update(word for place in places for word in _WORD.findall(place))
    return found
