"""How far a coefficient would vary: documents drawn again, with replacement.

Sentences of one interview hang together, so documents are drawn and not units.
Source: the percentile interval of Efron & Tibshirani (1993), An Introduction to the
Bootstrap, section 13.3; drawing whole clusters: Davison & Hinkley (1997), section 3.8.
"""

import numpy as np

from qcode.comparison.judgements import Floats

DRAWS = 1_000
SEED = 20_200_316
LEVEL = 0.95
FEWEST_DOCUMENTS = 3
"""Of fewer documents an interval would say nothing."""


def draws(documents: int, number: int = DRAWS) -> Floats:
    """Return how often each document is drawn, shape (number, documents).

    Each row sums to `documents`. The seed is fixed: same in, same out.
    """
    generator = np.random.default_rng(SEED)
    shares = np.full(documents, 1 / documents)
    return generator.multinomial(documents, shares, size=number).astype(float)


def interval(values: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Return the ends of the percentile interval over the first axis.

    Draws for which the coefficient is undefined are left out; where all are, both
    ends are nan.
    """
    known = ~np.isnan(values)
    has_any = known.any(axis=0)
    filled = np.where(has_any, values, 0.0)
    low, high = np.nanquantile(filled, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return np.where(has_any, low, np.nan), np.where(has_any, high, np.nan)
