"""What the codes of the preceding passages say about the next one.

It knows codes by number and no texts. Coders work through a document in order, and
people stay with a subject: the preceding codes are worth more than any word.
"""

from collections.abc import Sequence

import numpy as np

from qcode.suggest.arrays import Bools, Floats
from qcode.suggest.proposals import CodeEntry

# How many preceding passages are looked at.
REACH = 3
# The columns: the code in the last, the one before, the third; a relative in one.
COLUMNS = REACH + 1


def parentage(codes: Sequence[CodeEntry]) -> Bools:
    """Return whether the second code is the first one's parent, (codes, codes)."""
    above = [
        [bool(one.parent) and one.parent in (other.key, other.name) for other in codes]
        for one in codes
    ]
    return np.array(above, dtype=bool).reshape(len(codes), len(codes))


def kinship(codes: Sequence[CodeEntry]) -> Floats:
    """Return 1 where two codes are alike by the tree, else 0, shape (codes, codes).

    Kin are a code and itself, its parent, its children and its siblings.
    """
    siblings = [
        [bool(one.parent) and one.parent == other.parent for other in codes]
        for one in codes
    ]
    above = parentage(codes)
    kin = np.array(siblings, dtype=bool).reshape(above.shape) | above | above.T
    return np.where(kin, 1.0, np.eye(len(codes)))


def context_columns(context: Sequence[Sequence[int]] | None, kin: Floats) -> Floats:
    """Return what the preceding passages' codes say, shape (codes, COLUMNS).

    `context` has the codes of each preceding passage, the nearest first; `None`
    where it is not known. The first columns are 1 where the code was given to that
    passage; the last is 1, 1/2 or 1/3 where a relative was, the nearer the more.
    """
    columns = np.zeros((len(kin), COLUMNS))
    for distance, codes in enumerate((context or ())[:REACH]):
        if codes:
            columns[list(codes), distance] = 1.0
            near = kin[list(codes)].max(axis=0) / (1 + distance)
            columns[:, -1] = np.maximum(columns[:, -1], near)
    return columns
