"""How alike documents are by their codes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qcode.analysis.stretches import Numbers


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two documents are, which are rows of a profile.

    `shared` codes both have, `either` is how many one of them has; `jaccard` is the
    one by the other. `cosine` compares the shares of their segments that codes have.
    Both are from 0 (no code shared) to 1.
    """

    first: int
    second: int
    shared: int
    either: int
    jaccard: float
    cosine: float


def likenesses(profile: Numbers) -> Iterator[Likeness]:
    """Yield each two documents, in the order of rows.

    `profile` is how many segments of a document each code has, shape (documents,
    codes); rows without any are left out, as nothing can be said of them. The
    cosine of numbers and of shares is the same.
    """
    rows = np.flatnonzero(profile.any(axis=1))
    profile = profile[rows]
    has = (profile > 0).astype(np.int64)
    shared = has @ has.T
    codes = has.sum(axis=1)
    lengths = np.sqrt((profile.astype(np.float64) ** 2).sum(axis=1))
    products = profile.astype(np.float64) @ profile.T
    for first in range(len(rows)):
        for second in range(first + 1, len(rows)):
            both = int(shared[first, second])
            either = int(codes[first] + codes[second]) - both
            cosine = products[first, second] / (lengths[first] * lengths[second])
            yield Likeness(
                int(rows[first]),
                int(rows[second]),
                both,
                either,
                both / either,
                min(float(cosine), 1.0),
            )
