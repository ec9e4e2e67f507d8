"""Words of a study that a trained pipeline's vectors say are near a keyword.

Without vectors nothing is near anything; nothing is learned here.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from spacy.vocab import Vocab

from qcode.suggest.arrays import Floats

# Below, vectors tell that two words go together rather than that they mean the same.
_NEAR = 0.6
_MOST = 5
# A relative says less than the keyword itself.
_SHARE = 0.5

Relative = tuple[str, float]
"""A word as it stands in the study, and what it counts against the keyword's 1."""


class Relatives:
    """The words of a study, ready to be compared with keywords."""

    def __init__(self, vocab: Vocab, words: Iterable[str]) -> None:
        """Take in the words that have a vector, each once."""
        self._vocab = vocab
        self._words = sorted(word for word in set(words) if self._has_vector(word))
        self._vectors = np.array([self._vector(word) for word in self._words])

    def of(self, keyword: str) -> Sequence[Relative]:
        """Return the nearest words but the keyword itself, the nearest first."""
        if not self._words or not self._has_vector(keyword):
            return ()
        likeness = self._vectors @ self._vector(keyword)
        near = [
            (self._words[place], _SHARE * float(likeness[place]))
            for place in np.argsort(-likeness, kind="stable")[: _MOST + 1]
            if likeness[place] >= _NEAR
        ]
        others = [it for it in near if it[0].lower() != keyword.lower()]
        return others[:_MOST]

    def _vector(self, word: str) -> Floats:
        vector = np.asarray(self._vocab.get_vector(word), dtype=float)
        unit: Floats = vector / np.linalg.norm(vector)
        return unit

    def _has_vector(self, word: str) -> bool:
        has_any = self._vocab.vectors_length and self._vocab.has_vector(word)
        return bool(has_any) and word.isalpha()
