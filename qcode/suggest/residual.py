"""What single coded passages teach beyond the codebook: kernel ridge regression.

It knows neither texts nor codes, only a Gram matrix and what was left to explain.
"""

import math
from dataclasses import dataclass

import numpy as np

from qcode.suggest.arrays import (
    Floats,
    cho_solve,
    csr_matrix,
    dpotrf,
    dtrtri,
    expit,
)

# The noise of a coding against a passage's own length 1: 0.5 to 2 do alike.
_RIDGE = 1.0
# How much alike two passages are at most by what the codebook says, beside words:
# the square, 0.1, against 1. 0.05 to 0.15 do alike.
_PROFILE_LENGTH = math.sqrt(0.1)
# Of scores whose mean is about 1 and whose spread is about 1; 1.5 to 3.5 do alike.
_STANDING_OUT = 2.5
_SMALLEST_LENGTH = 1e-9


@dataclass(frozen=True, slots=True)
class Ridge:
    """A solution for all codes at once.

    `dual` has shape (passages, codes): a passage's residual is its similarities to
    the coded passages times `dual`. `left_out` has the same shape: what each passage
    would get if it were not among the coded ones.
    """

    dual: Floats
    left_out: Floats


def solve_ridge(gram: Floats, targets: Floats) -> Ridge:
    """Return the kernel ridge regression of the targets, and its honest values.

    With M = (K + I)^-1 and A = M T, the value of passage i without passage i is
    T_i - A_i / M_ii, exactly. `gram` is used up. Source: Rasmussen & Williams (2006),
    Gaussian Processes for Machine Learning, section 5.4.2, equation 5.12.
    """
    gram[np.diag_indices_from(gram)] += _RIDGE
    # Of a symmetric matrix the transpose is itself, in the order that LAPACK wants.
    factor, _ = dpotrf(gram.T, lower=True, overwrite_a=True, clean=True)
    dual = cho_solve((factor, True), targets)
    # The diagonal of M from one triangle: a third of the work of all of M, in place.
    triangle, _ = dtrtri(factor, lower=True, overwrite_c=True)
    diagonal = np.einsum("ij,ij->j", triangle, triangle)
    return Ridge(dual, targets - dual / diagonal[:, None])


def profiles(scores: Floats) -> Floats:
    """Return what the codebook says of passages, each to be compared with others.

    `scores` has shape (passages, codes), in units of their spread, so has the result.
    Where passages are alike in what the codebook says of them, coders' corrections
    carry over from one to the other: which codes it overrates, which go together.
    Only a code that stands out is said.
    """
    said: Floats = expit(scores - _STANDING_OUT)
    lengths = np.linalg.norm(said, axis=1, keepdims=True)
    profile: Floats = _PROFILE_LENGTH * said / np.maximum(lengths, _SMALLEST_LENGTH)
    return profile


def extend_gram(gram: Floats, known: csr_matrix, new: csr_matrix) -> Floats:
    """Return the Gram matrix of the known and the new passages together.

    Only products with new passages are computed; `gram` are those of `known`.
    """
    across = (known @ new.T).toarray()
    return np.block([[gram, across], [across.T, (new @ new.T).toarray()]])
