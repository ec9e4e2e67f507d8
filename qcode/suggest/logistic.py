"""Logistic regression of few weights with a strong prior, fitted to the end.

Newton's method on a strictly convex function: where it starts changes how long it
takes, not what comes out.
"""

import numpy as np

from qcode.suggest.arrays import Floats, expit

_MOST_STEPS = 40
_SMALLEST_STEP = 1e-4
# Half the squared Newton decrement, in nats of the whole posterior.
_TOLERANCE = 1e-8


def fit_logistic(
    columns: Floats, labels: Floats, *, prior: Floats, precision: Floats, start: Floats
) -> Floats:
    """Return the weights that are most probable after the labels were seen.

    `columns` has shape (n, k), `labels` are 0 or 1, shape (n,). The prior of each
    weight is normal with mean `prior` and variance 1 / `precision`, shape (k,).
    Source: Bishop (2006), Pattern Recognition and Machine Learning, section 4.5.1.
    """
    weights = start.copy()
    loss = _loss(weights, columns, labels, prior, precision)
    for _ in range(_MOST_STEPS):
        guessed = expit(columns @ weights)
        gradient = columns.T @ (guessed - labels) + precision * (weights - prior)
        curvature = columns * (guessed * (1 - guessed))[:, None]
        hessian = curvature.T @ columns + np.diag(precision)
        step = np.linalg.solve(hessian, gradient)
        if 0.5 * gradient @ step < _TOLERANCE:
            break
        length = 1.0
        while length > _SMALLEST_STEP:
            tried = _loss(weights - length * step, columns, labels, prior, precision)
            if tried <= loss:
                break
            length /= 2
        else:
            break
        weights, loss = weights - length * step, tried
    return weights


def _loss(
    weights: Floats, columns: Floats, labels: Floats, prior: Floats, precision: Floats
) -> float:
    """Return the negative logarithm of the posterior, up to a constant."""
    scores = columns @ weights
    misfit = (np.logaddexp(0, scores) - labels * scores).sum()
    return float(misfit + 0.5 * (precision * (weights - prior) ** 2).sum())
