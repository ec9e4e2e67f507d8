"""Kernel ridge on words and character n-grams, written as short as it goes.

What suggestions are measured against: it weighs the same features and solves the same
system for all codes at once, but calibrates nothing, knows no codebook, no context and
no reasons.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix, vstack


class KernelRidge:
    """Learns codes of texts and ranks codes for a text."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = list(codes)
        self.texts: list[str] = []
        self.labels: list[list[float]] = []

    def observe(self, texts: Sequence[str]) -> None:
        """Learn how rare features are, and solve the system for one guess a text."""
        counts = Counter(name for text in texts for name in set(_features(text)))
        self.ids = {name: number for number, name in enumerate(counts)}
        rarity = np.fromiter(counts.values(), float)
        self.idf = np.log((1 + len(texts)) / (1 + rarity)) + 1
        self.vectors = csr_matrix((0, len(self.ids)))
        self.gram = np.zeros((0, 0))
        observed = self._vectors(texts)
        guesses = np.eye(len(self.codes))[np.arange(len(texts)) % len(self.codes)]
        self.weights = _solve(observed, (observed @ observed.T).toarray(), guesses)

    def learn(self, texts: Sequence[str], codes: Sequence[Collection[str]]) -> None:
        """Take coded texts in, and solve the system anew."""
        new = self._vectors(texts)
        across = (self.vectors @ new.T).toarray()
        self.gram = np.block([[self.gram, across], [across.T, (new @ new.T).toarray()]])
        self.vectors = vstack([self.vectors, new], format="csr")
        self.labels += [[float(code in it) for code in self.codes] for it in codes]
        self.weights = _solve(self.vectors, self.gram, np.array(self.labels))

    def suggest(self, text: str) -> list[str]:
        """Return the codes, the best first."""
        scores = (self._vectors([text]) @ self.weights)[0]
        return [self.codes[number] for number in np.argsort(-scores)]

    def _vectors(self, texts: Sequence[str]) -> csr_matrix:
        rows = [Counter(_features(text)) for text in texts]
        known = [
            (row, self.ids[name], count)
            for row, counts in enumerate(rows)
            for name, count in counts.items()
            if name in self.ids
        ]
        numbers, columns, counts = np.array(known, int).reshape(-1, 3).T
        values = (1 + np.log(counts)) * self.idf[columns]
        lengths = np.sqrt(np.bincount(numbers, values**2, minlength=len(texts)))
        return csr_matrix(
            (values / lengths[numbers], (numbers, columns)),
            shape=(len(texts), len(self.ids)),
        )


def _features(text: str) -> list[str]:
    found: list[str] = []
    for word in re.findall(r"\w+", text.lower()):
        padded = f" {word} "
        found.append(word)
        for size in (3, 4, 5):
            found += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return found


def _solve(vectors: csr_matrix, gram: np.ndarray, labels: np.ndarray) -> np.ndarray:
    factor = cho_factor(gram + np.eye(len(gram)))
    return np.ascontiguousarray(vectors.T @ cho_solve(factor, labels))
