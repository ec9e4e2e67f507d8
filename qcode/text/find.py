"""Finding names among many by a few typed letters.

It alone knows rapidfuzz here. It gives indices, so it need not know what the
names belong to.
"""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from qcode.text.folding import fold

# One wrong, missing, additional or swapped letter in four still passes.
_LEAST_SIMILARITY = 0.75
_SHORTEST_FUZZY = 3
_SHORTEST_INSIDE = 5
_WORD = re.compile(r"[^\W_]+")


class _Match(IntEnum):
    """How a query fits a text, the best first."""

    EXACT = 0
    PREFIX = 1
    WORD_PREFIX = 2
    SUBSTRING = 3
    FUZZY = 4


def find(query: str, names: Sequence[Sequence[str]], limit: int = 20) -> list[int]:
    """Return the indices of the candidates that a query fits, the best first.

    Each candidate has several texts, say name, path and keywords. A better kind of
    match wins (the whole text, its start, the start of words, a part, with typing
    errors), then an earlier text, then fewer errors, then the smaller index. An empty
    query fits every candidate, in their order.
    """
    wanted = fold(query).strip()
    if not wanted:
        return list(range(min(limit, len(names))))
    ranked: list[tuple[_Match, int, float, int]] = []
    for index, texts in enumerate(names):
        matches = [
            (found[0], place, -found[1], index)
            for place, text in enumerate(texts)
            if (found := _match(wanted, fold(text).strip())) is not None
        ]
        if matches:
            ranked.append(min(matches))
    return [index for *_, index in sorted(ranked)[: max(limit, 0)]]


def unambiguous(wanted: str, names: Sequence[str]) -> list[int]:
    """Return the indices of the names that `wanted` can mean, in order.

    Names that are exactly so win alone, else those that differ only in case, width
    or composition, else all that contain it. One index is an answer; none or
    several are for the caller to refuse.
    """
    exact = [index for index, name in enumerate(names) if name == wanted]
    folded = fold(wanted).strip()
    if exact or not folded:
        return exact
    candidates = [fold(name) for name in names]
    same = [index for index, name in enumerate(candidates) if name.strip() == folded]
    return same or [index for index, name in enumerate(candidates) if folded in name]


def is_like(wanted: str, word: str) -> bool:
    """Whether a folded word has another in it, or is it but for typing errors.

    One wrong, missing, additional or swapped letter in four still passes; of fewer than
    three letters none.
    """
    if wanted in word:
        return True
    if len(wanted) < _SHORTEST_FUZZY:
        return False
    near = DamerauLevenshtein.normalized_similarity(
        wanted, word, score_cutoff=_LEAST_SIMILARITY
    )
    return near >= _LEAST_SIMILARITY


def _match(wanted: str, text: str) -> tuple[_Match, float] | None:
    """Return how folded texts fit and how similar they are, up to 1."""
    if text == wanted:
        return _Match.EXACT, 1.0
    if text.startswith(wanted):
        return _Match.PREFIX, 1.0
    sought, present = _WORD.findall(wanted), _WORD.findall(text)
    if sought and all(any(w.startswith(s) for w in present) for s in sought):
        return _Match.WORD_PREFIX, 1.0
    if wanted in text:
        return _Match.SUBSTRING, 1.0
    if not sought or min(map(len, sought)) < _SHORTEST_FUZZY:
        return None
    similarity = min(max(_similarities(s, present), default=0.0) for s in sought)
    return (_Match.FUZZY, similarity) if similarity >= _LEAST_SIMILARITY else None


def _similarities(sought: str, words: Sequence[str]) -> Iterator[float]:
    """Yield how near a word comes to each of the others, as a whole or in part."""
    for word in words:
        begun = word[: len(sought)]
        yield DamerauLevenshtein.normalized_similarity(sought, word)
        yield DamerauLevenshtein.normalized_similarity(sought, begun)
        if len(word) > len(sought) >= _SHORTEST_INSIDE:
            yield fuzz.partial_ratio(sought, word) / 100 - 0.05
        if sought[0] == word[0] and _skips_letters(sought, word):
            yield _LEAST_SIMILARITY + 0.2 * len(sought) / len(word)


def _skips_letters(sought: str, word: str) -> bool:
    """Whether all letters of one word stand in the other, in the same order."""
    letters = iter(word)
    return all(letter in letters for letter in sought)
