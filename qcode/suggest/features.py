"""Passages as vectors: words and parts of words, weighted by how rare they are.

It alone knows the vocabulary. Two blocks, each of length 1 before they are joined:
words (lemmas, where there is a lemmatiser) and character 3- to 5-grams within words,
which find compounds and inflections without a dictionary.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from qcode.suggest.arrays import Floats, Integers, csr_matrix, vstack
from qcode.text.sentences import sentences

_WORD = re.compile(r"\w+")
_NGRAM_SIZES = (3, 4, 5)
_CACHED_WORDS = 65_536
_BLOCK_LENGTH = math.sqrt(0.5)
# How much of a skimmed passage is its first sentence: 0.2 to 0.45 do alike.
_OPENING_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """The features of one word: its lemma, empty for a stop word, and its n-grams."""

    lemma: str
    ngrams: tuple[str, ...]


class Analyser:
    """Takes texts apart into words, and words into features."""

    def __init__(
        self,
        stop_words: Collection[str] = (),
        lemma: Callable[[str], str] | None = None,
    ) -> None:
        """Take stop words in small letters, and a lemma of a word as it is written."""
        self._stop_words = frozenset(stop_words)
        self._lemma = lemma
        self.features = lru_cache(_CACHED_WORDS)(self._take_apart)

    def words(self, text: str) -> Counter[str]:
        """Return how often each word stands in a text, as it is written."""
        return Counter(_WORD.findall(text))

    def _take_apart(self, word: str) -> WordFeatures:
        small = word.lower()
        is_stop_word = small in self._stop_words or len(small) < 2
        lemma = self._lemma(word).lower() if self._lemma and not is_stop_word else small
        return WordFeatures("" if is_stop_word else lemma, tuple(_ngrams(small)))


@dataclass(frozen=True, slots=True)
class Reading:
    """One passage in feature space.

    `vector` has shape (1, features), so has `skimmed`. `shares` has one row per word
    of `words`, in their order, and its rows add up to `vector`: a feature that
    several words have is shared among them by how often each has it. The rows of
    `skimmed_shares` add up to `skimmed`.
    """

    words: tuple[str, ...]
    shares: csr_matrix
    vector: csr_matrix
    skimmed_shares: csr_matrix
    skimmed: csr_matrix


class FeatureSpace:
    """The features of a study's texts and their weights.

    The inverse document frequency of a feature is log((1 + n) / (1 + df)) + 1, its
    value in a text (1 + log tf) * idf, over the length of its block.
    Source: Salton & Buckley (1988), Inf. Process. Manag. 24(5), 513-523; smoothed as
    in scikit-learn's TfidfTransformer.
    """

    def __init__(self, texts: Sequence[str], analyser: Analyser) -> None:
        """Learn the vocabulary of all texts of the study; the codes belong to them."""
        self._analyser = analyser
        lemmas, ngrams = Counter[str](), Counter[str]()
        for text in texts:
            features = [analyser.features(word) for word in analyser.words(text)]
            lemmas.update({it.lemma for it in features} - {""})
            ngrams.update({ngram for it in features for ngram in it.ngrams})
        names = [*sorted(lemmas), *sorted(ngrams)]
        self._lemma_ids = {lemma: i for i, lemma in enumerate(names[: len(lemmas)])}
        self._ngram_ids = {
            ngram: i for i, ngram in enumerate(names[len(lemmas) :], len(lemmas))
        }
        counts = [*(lemmas[name] for name in self._lemma_ids)]
        counts += [ngrams[name] for name in self._ngram_ids]
        frequencies = np.array(counts, dtype=float)
        self._idf: Floats = np.log((1 + len(texts)) / (1 + frequencies)) + 1
        self._ids = lru_cache(_CACHED_WORDS)(self._look_up)

    @property
    def size(self) -> int:
        """How many features there are."""
        return len(self._idf)

    def vectors(self, texts: Iterable[str]) -> csr_matrix:
        """Return the texts as rows, shape (texts, features); unknown words are 0."""
        rows = [self._vector(text) for text in texts]
        return vstack(rows, format="csr") if rows else csr_matrix((0, self.size))

    def skimmed(self, texts: Sequence[str], vectors: csr_matrix) -> csr_matrix:
        """Return the texts' `vectors` with more of the first sentence in them.

        Titles and topic sentences name what a passage is about.
        """
        return _skim(vectors, self.vectors(_opening(text) for text in texts))

    def read(self, text: str) -> Reading:
        """Return one text's vectors, and what each of its words has of them."""
        words = tuple(dict.fromkeys(map(str.lower, self._analyser.words(text))))
        shares, vector = self._share(text, words)
        opening_shares, opening = self._share(_opening(text), words)
        return Reading(
            words,
            shares,
            vector,
            _skim(shares, opening_shares),
            _skim(vector, opening),
        )

    def _share(self, text: str, words: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
        """Return what each of the words has of a text's vector, and the vector."""
        row_of = {word: row for row, word in enumerate(words)}
        rows, columns = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for word, count in self._analyser.words(text).items():
            columns.append(np.repeat(self._ids(word), count))
            rows.append(np.full(len(columns[-1]), row_of[word.lower()]))
        ids = np.concatenate(columns)
        vector = self._weigh(ids)
        _, place, counts = np.unique(ids, return_inverse=True, return_counts=True)
        shares = csr_matrix(
            ((vector.data / counts)[place], (np.concatenate(rows), ids)),
            shape=(len(words), self.size),
        )
        return shares, vector

    def _vector(self, text: str) -> csr_matrix:
        counts = self._analyser.words(text)
        ids = [np.repeat(self._ids(word), count) for word, count in counts.items()]
        return self._weigh(np.concatenate([np.zeros(0, dtype=np.int64), *ids]))

    def _weigh(self, ids: Integers) -> csr_matrix:
        """Return the vector of a text whose features, with repetitions, are `ids`."""
        columns, counts = np.unique(ids, return_counts=True)
        values = (1 + np.log(counts)) * self._idf[columns]
        is_ngram = columns >= len(self._lemma_ids)
        for block in (is_ngram, ~is_ngram):
            if block.any():
                values[block] *= _BLOCK_LENGTH / np.linalg.norm(values[block])
        ends = np.array([0, len(columns)])
        return csr_matrix((values, columns, ends), shape=(1, self.size))

    def _look_up(self, word: str) -> Integers:
        features = self._analyser.features(word)
        found = [self._lemma_ids.get(features.lemma)]
        found += [self._ngram_ids.get(ngram) for ngram in features.ngrams]
        return np.array([it for it in found if it is not None], dtype=np.int64)


def _opening(text: str) -> str:
    """Return a text's first sentence, the text itself where there is none."""
    found = sentences(text)
    return found[0].cut(text) if found else text


def _skim(whole: csr_matrix, opening: csr_matrix) -> csr_matrix:
    return (1 - _OPENING_SHARE) * whole + _OPENING_SHARE * opening


def _ngrams(word: str) -> list[str]:
    """Return the 3- to 5-grams of a word with a blank on either side."""
    padded = f" {word} "
    return [
        padded[start : start + size]
        for size in _NGRAM_SIZES
        for start in range(max(1, len(padded) - size + 1))
    ]
