"""What the engine has been taught, passage by passage.

It knows texts, vectors and judgements, and no weights. A passage is its text: what is
said of the same text later replaces what was said before. A passage of which nothing
is said any more is forgotten.
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

    `labels` and `rejected` have shape (passages, codes): 1 where a code was given, and
    whether it was said to be wrong. `read` tells which passages were read and coded
    as a whole. `context` has shape (passages, codes, 4), `vectors` (passages,
    features), `gram` (passages, passages).
    """

    def __init__(self, codes: int, space: FeatureSpace) -> None:
        self.texts: list[str] = []
        self.labels: Floats = np.zeros((0, codes))
        self.rejected: Bools = np.zeros((0, codes), dtype=bool)
        self.read: Bools = np.zeros(0, dtype=bool)
        self.context: Floats = np.zeros((0, codes, COLUMNS))
        self._numbers: dict[str, int] = {}
        self._embed(space)

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def judged(self) -> Bools:
        """Whether anything was said of a code in a passage, shape (passages, codes)."""
        return self.rejected | self.read[:, None]

    def refused(self, text: str) -> frozenset[int]:
        """Return the codes that were said to be wrong for a passage."""
        row = self._numbers.get(passage_key(text))
        if row is None:
            return frozenset()
        return frozenset(np.flatnonzero(self.rejected[row]).tolist())

    def put(
        self, texts: Sequence[str], codes: Sequence[Sequence[int]], context: Floats
    ) -> None:
        """Replace what is known of these passages by the codes given to them.

        A rejection stays, but not that of a code that is given now.
        """
        for row, given, near in zip(self._rows(texts), codes, context, strict=True):
            self.labels[row] = 0.0
            self.labels[row, list(given)] = 1.0
            self.rejected[row, list(given)] = False
            self.read[row] = True
            self.context[row] = near

    def reject(self, text: str, code: int) -> None:
        """Keep that a code is wrong for a passage; the rest of it stays as it was."""
        (row,) = self._rows([text])
        self.labels[row, code] = 0.0
        self.rejected[row, code] = True

    def withdraw(self, text: str, code: int) -> None:
        """Take a rejection back, as if it had not been said; none at all is no error.

        A code that was given before it was rejected is not given again.
        """
        row = self._numbers.get(passage_key(text))
        if row is not None:
            self.rejected[row, code] = False
            if not self.judged[row].any():
                self.forget([text])

    def embed(self, space: FeatureSpace) -> None:
        """Describe all passages anew, in another feature space."""
        self._embed(space)

    def _embed(self, space: FeatureSpace) -> None:
        self._space = space
        self.vectors: csr_matrix = space.vectors(self.texts)
        self.gram: Floats = (self.vectors @ self.vectors.T).toarray()

    def forget(self, texts: Sequence[str]) -> None:
        """Take these passages out; those that are not known are passed over."""
        gone = {self._numbers.get(passage_key(text)) for text in texts} - {None}
        if not gone:
            return
        kept = [row for row in range(len(self)) if row not in gone]
        self.texts = [self.texts[row] for row in kept]
        self._numbers = {text: row for row, text in enumerate(self.texts)}
        self.labels, self.rejected = self.labels[kept], self.rejected[kept]
        self.read, self.context = self.read[kept], self.context[kept]
        self.vectors, self.gram = self.vectors[kept], self.gram[np.ix_(kept, kept)]

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
            self.rejected = np.pad(self.rejected, more)
            self.read = np.pad(self.read, more[0])
            self.context = np.pad(self.context, (*more, (0, 0)))
        return [self._numbers[key] for key in keys]
