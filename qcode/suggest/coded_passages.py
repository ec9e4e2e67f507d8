"""What the engine has been taught, passage by passage.

It knows texts, vectors and judgements, and no weights. A passage is its text: what is
said of the same text later replaces what was said before.
"""

from collections.abc import Sequence

import numpy as np

from qcode.suggest.arrays import Bools, Floats, csr_matrix, vstack
from qcode.suggest.features import FeatureSpace
from qcode.suggest.neighbourhood import COLUMNS
from qcode.suggest.residual import extend_gram


def passage_key(text: str) -> str:
    """Return what makes two texts the same passage: their words as written."""
    return " ".join(text.split())


class CodedPassages:
    """The taught passages in the order in which they came first.

    `labels` and `judged` have shape (passages, codes): 1 where a code was given, and
    whether anything was said of it. `context` has shape (passages, codes, 4),
    `vectors` (passages, features), `gram` (passages, passages).
    """

    def __init__(self, codes: int, space: FeatureSpace) -> None:
        self.texts: list[str] = []
        self.labels: Floats = np.zeros((0, codes))
        self.judged: Bools = np.zeros((0, codes), dtype=bool)
        self.context: Floats = np.zeros((0, codes, COLUMNS))
        self._numbers: dict[str, int] = {}
        self._embed(space)

    def __len__(self) -> int:
        return len(self.texts)

    def put(
        self, texts: Sequence[str], codes: Sequence[Sequence[int]], context: Floats
    ) -> None:
        """Replace all that is known of these passages by the codes given to them."""
        for row, given, near in zip(self._rows(texts), codes, context, strict=True):
            self.labels[row] = 0.0
            self.labels[row, list(given)] = 1.0
            self.judged[row] = True
            self.context[row] = near

    def reject(self, text: str, code: int) -> None:
        """Keep that a code is wrong for a passage; the rest of it stays as it was."""
        (row,) = self._rows([text])
        self.labels[row, code] = 0.0
        self.judged[row, code] = True

    def embed(self, space: FeatureSpace) -> None:
        """Describe all passages anew, in another feature space."""
        self._embed(space)

    def _embed(self, space: FeatureSpace) -> None:
        self._space = space
        self.vectors: csr_matrix = space.vectors(self.texts)
        self.gram: Floats = (self.vectors @ self.vectors.T).toarray()

    def _rows(self, texts: Sequence[str]) -> list[int]:
        """Return the passages' rows; those not known yet get new ones, unjudged."""
        keys = [passage_key(text) for text in texts]
        fresh = [key for key in dict.fromkeys(keys) if key not in self._numbers]
        if fresh:
            numbers = range(len(self), len(self) + len(fresh))
            self._numbers.update(zip(fresh, numbers, strict=True))
            new = self._space.vectors(fresh)
            self.gram = extend_gram(self.gram, self.vectors, new)
            self.vectors = vstack([self.vectors, new], format="csr")
            self.texts += fresh
            more = ((0, len(fresh)), (0, 0))
            self.labels = np.pad(self.labels, more)
            self.judged = np.pad(self.judged, more)
            self.context = np.pad(self.context, (*more, (0, 0)))
        return [self._numbers[key] for key in keys]
