"""What single coded passages teach beyond the codebook: kernel ridge regression.

It knows neither texts nor codes, only a Gram matrix and what was left to explain.
"""

from dataclasses import dataclass

import numpy as np

from qcode.suggest.arrays import Floats, cho_factor, cho_solve, csr_matrix

# The noise of a coding against a passage's own length 1: 0.5 to 2 do alike.
_RIDGE = 1.0


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
    T_i - A_i / M_ii, exactly. Source: Rasmussen & Williams (2006), Gaussian Processes
    for Machine Learning, section 5.4.2, equation 5.12.
    """
    noisy = gram.copy()
    noisy[np.diag_indices_from(noisy)] += _RIDGE
    inverse = cho_solve(cho_factor(noisy, overwrite_a=True), np.eye(len(gram)))
    dual = inverse @ targets
    return Ridge(dual, targets - dual / np.diag(inverse)[:, None])


def extend_gram(gram: Floats, known: csr_matrix, new: csr_matrix) -> Floats:
    """Return the Gram matrix of the known and the new passages together.

    Only products with new passages are computed; `gram` are those of `known`.
    """
    across = (known @ new.T).toarray()
    return np.block([[gram, across], [across.T, (new @ new.T).toarray()]])
