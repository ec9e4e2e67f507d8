"""Arrays and what is computed with them, under the names that the engine uses.

It alone imports scipy, which comes without types.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import dpotrf, dtrtri
from scipy.sparse import csr_matrix, vstack
from scipy.special import expit, logsumexp, softmax

__all__ = [
    "Bools",
    "Floats",
    "Integers",
    "cho_factor",
    "cho_solve",
    "csr_matrix",
    "dpotrf",
    "dtrtri",
    "expit",
    "logsumexp",
    "softmax",
    "vstack",
]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]
