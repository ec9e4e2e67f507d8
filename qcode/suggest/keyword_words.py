"""Which word of a keyword one word of a text stands for, and how.

It owns the rules for single words: lemmas, parts of compounds, other spellings. How
words make up a keyword is for `keywords`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from qcode.suggest.lemmas import Lemmatiser, spelling
from qcode.text.folding import fold

# Similarity of rapidfuzz, 0 to 100: one letter too many or too few in six, one
# wrong letter in nine.
LEAST_SIMILARITY = 88.0
_SHORTEST_VARIANT = 6
# As the first part of a compound, as its last, and so long that any rest will do.
_SHORTEST_PART = 5
_SHORTEST_HEAD = 4
_UNMISTAKABLE = 8
_SHORTEST_REST = 4
_CACHED_WORDS = 16_384
_HYPHENS = re.compile("[-*:_'’\u2010\u2011]")
_LINKS = ("es", "en", "er", "s", "n", "e")
# What makes an adjective or another noun of a noun or verb.
_ENDINGS = (
    *("lich", "liche", "lichen", "licher", "liches", "haft", "hafte", "haften"),
    *("isch", "ische", "ischen", "ischer", "los", "lose", "losen", "loser"),
    *("ung", "ungen", "able", "ing", "ment", "er", "ers"),
)


class How(IntEnum):
    """How a word or a keyword was found, the surest first."""

    EXACT = 0
    LEMMA = 1
    PART = 2
    VARIANT = 3


class KeywordWords:
    """All different words of a study's keywords, by their index."""

    def __init__(self, words: Iterable[str], lemmatiser: Lemmatiser) -> None:
        self.words = list(dict.fromkeys(words))
        self._lemmatiser = lemmatiser
        self._exact: dict[str, list[int]] = {}
        self._spelt: dict[str, list[int]] = {}
        self._lemmas: dict[str, list[int]] = {}
        self._parts: list[tuple[str, int]] = []
        for index, word in enumerate(self.words):
            self._add(index, word)
        self._verbal_nouns = {
            index
            for index, word in enumerate(self.words)
            if word != word.lower() == lemmatiser.lemma(word.lower())
            and lemmatiser.may_be_verb(word.lower())
        }
        self._long = [key for key in self._spelt if len(key) >= _SHORTEST_VARIANT]
        self._meanings = lru_cache(_CACHED_WORDS)(self._find)

    def meanings(self, word: str, lemma: str) -> Mapping[int, How]:
        """Return the keywords' words, by index, that a word of a text may stand for.

        `lemma` is what the pipeline takes it for; those of the dictionary count
        as well. Misspellings are only sought for words without other meaning.
        """
        return self._meanings(word, lemma)

    def is_mere_verb(self, word: str, index: int) -> bool:
        """Whether a word written small is the verb of a keyword's noun.

        "Was die Leute sagen" is not "das Sagen". That holds only where nouns are
        written large at all.
        """
        return index in self._verbal_nouns and word[0].islower()

    def _add(self, index: int, word: str) -> None:
        lemma = spelling(self._lemmatiser.lemma(word))
        self._exact.setdefault(fold(word), []).append(index)
        self._spelt.setdefault(spelling(word), []).append(index)
        self._lemmas.setdefault(lemma, []).append(index)
        bases = dict.fromkeys((spelling(word), lemma))
        self._parts += [(it, index) for it in bases if len(it) >= _SHORTEST_HEAD]

    def _find(self, word: str, lemma: str) -> Mapping[int, How]:
        found: dict[int, How] = {}
        for index in self._exact.get(fold(word), ()):
            found[index] = How.EXACT
        for index in self._spelt.get(spelling(word), ()):
            found.setdefault(index, How.VARIANT)
        # "Schule" is not "geschult", though "schule" might be.
        is_noun = self._lemmatiser.lemma(word)[0].isupper()
        for form in (*self._lemmatiser.forms(word), spelling(lemma)):
            for index in self._lemmas.get(form, ()):
                if not (is_noun and self._lemmatiser.may_be_verb(self.words[index])):
                    found.setdefault(index, How.LEMMA)
        for index in self._compounded(word):
            found.setdefault(index, How.PART)
        return found or dict.fromkeys(self._misspelt(word), How.VARIANT)

    def _compounded(self, word: str) -> list[int]:
        """Return the words that are parts of a compound."""
        pieces = [piece for piece in _HYPHENS.split(word) if piece]
        found: list[int] = []
        for piece in pieces:
            key = spelling(piece)
            if len(pieces) > 1:
                whole = spelling(self._lemmatiser.lemma(piece))
                found += self._lemmas.get(whole, ())
            for part, index in self._parts:
                if part in key and self._is_part(part, self.words[index], key, piece):
                    found.append(index)
        return found

    def _is_part(self, part: str, keyword: str, key: str, piece: str) -> bool:
        """Whether a keyword is really a part of a word that contains its letters."""
        is_long = len(part) >= _UNMISTAKABLE
        is_noun = keyword[0].isupper()
        if key.startswith(part) and len(part) >= _SHORTEST_PART:
            rest = key[len(part) :]
            if is_long or rest in _ENDINGS:
                return True
            # "vereinsamt" is no "Verein" and no "Amt".
            is_alike = not is_noun or piece[0].isupper()
            return is_alike and self._is_compounded_of(_without_link(rest))
        if is_noun != piece[0].isupper():
            return False
        # "Unflexibel" is the opposite, "Ausübung" no "Übung".
        before = key.index(part)
        if not key.endswith(part):
            return is_long and before >= _SHORTEST_REST
        if is_long and is_noun:
            return before >= _SHORTEST_REST - 1
        return self._is_compounded_of(_with_link(key[: -len(part)]))

    def _is_compounded_of(self, rests: Sequence[str]) -> bool:
        return any(len(it) >= _SHORTEST_REST and self._is_word(it) for it in rests)

    def _is_word(self, key: str) -> bool:
        """Whether a dictionary has a word of this spelling, whatever its umlauts."""
        composed = key.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")
        return any(
            self._lemmatiser.is_known(it)
            for it in dict.fromkeys((key, composed, key.replace("ss", "ß")))
        )

    def _misspelt(self, word: str) -> list[int]:
        """Return the words that a word without meaning nearly is."""
        key = spelling(word)
        if len(key) < _SHORTEST_VARIANT or self._lemmatiser.is_known(word):
            return []
        near = process.extract(
            key, self._long, scorer=fuzz.ratio, score_cutoff=LEAST_SIMILARITY, limit=3
        )
        return [index for spelt, _, _ in near for index in self._spelt[spelt]]


def _without_link(rest: str) -> list[str]:
    """Return the second part of a compound, with and without what links it."""
    return [rest, *(rest[len(it) :] for it in _LINKS if rest.startswith(it))]


def _with_link(rest: str) -> list[str]:
    """Return the first part of a compound, with and without what links it."""
    return [rest, *(rest[: -len(it)] for it in _LINKS if rest.endswith(it))]
