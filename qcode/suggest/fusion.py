"""How the scores become one probability: three small logistic layers.

It alone knows the weights of the scores. All of them are shared by all codes, so
that a code without any example has the same chance, and there is no base rate per
code: it breaks down where documents are coded in order.
"""

from dataclasses import dataclass

import numpy as np

from qcode.suggest.arrays import Bools, Floats, expit, logsumexp
from qcode.suggest.logistic import fit_logistic
from qcode.suggest.residual import Ridge, solve_ridge

# Columns: 1, codebook, self-training, all codes together, best code, best child,
# parent, four of context.
_PRIOR = np.array([-0.5, 0.9, 0.6, -0.8, 0.0, 0.1, 0.0, 1.0, 0.5, 0.3, 0.5])
_PRECISION = np.array([0.5, 4, 4, 4, 4, 12, 12, 2, 2, 2, 2])
_CODEBOOK, _SELF_TRAINED = 0.9, 0.6
# Where all codes' scores are added, the strongest count most.
_RIVALRY = 2.0
# Residuals are of the order of 0.1; all columns should be of the order of 1.
_RESIDUAL_UNIT = 0.1
# Probabilities are to be true of the codes that people are shown: of this many best
# ones of each passage. All codes together would be ruled by those that nobody sees.
_CALIBRATED_CODES = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each code in each passage before single codings are looked at.

    `cold` and `trained` have shape (passages, codes), each divided by its spread over
    the study; `context` has shape (passages, codes, 4). `parentage` has shape (codes,
    codes): whether the second is the first one's parent.
    """

    cold: Floats
    trained: Floats
    context: Floats
    parentage: Bools

    @property
    def text(self) -> Floats:
        """Both scores together, shape (passages, codes)."""
        return _CODEBOOK * self.cold + _SELF_TRAINED * self.trained

    def columns(self) -> Floats:
        """Return the eleven columns of the first layer, (passages * codes, 11).

        The codes compete: the fourth column is the logarithm of what all codes'
        scores add up to, the fifth 1 for the best code of the passage. The next two
        tell how much a code's best child and its parent stand out, 0 without one:
        whether coders give a parent along with its child is theirs to teach.
        """
        text = self.text
        rivals = logsumexp(_RIVALRY * text, axis=1, keepdims=True) / _RIVALRY
        best = text >= text.max(axis=1, keepdims=True)
        layers = [np.ones_like(text), self.cold, self.trained]
        layers += [np.broadcast_to(rivals, text.shape), best.astype(float)]
        layers += [_best_of(text, self.parentage.T), _best_of(text, self.parentage)]
        stacked = np.concatenate([np.stack(layers, axis=-1), self.context], axis=-1)
        flat: Floats = stacked.reshape(text.size, -1)
        return flat


@dataclass(frozen=True, slots=True)
class Fusion:
    """The weights of the three layers.

    `before` gives what is expected before single codings are looked at, `joined` has
    the residual as its last column, `calibrated` is for 1, the log-odds, and the
    log-odds of the strongest other code.
    """

    before: Floats
    joined: Floats
    calibrated: Floats

    def log_odds(self, evidence: Evidence, residual: Floats) -> Floats:
        """Return each code's log-odds for each passage, shape (passages, codes)."""
        columns = _with_residual(evidence.columns(), residual)
        joined = (columns @ self.joined).reshape(residual.shape)
        odds: Floats = (_rivalry(joined) @ self.calibrated).reshape(residual.shape)
        return odds

    def word_weights(self, cold: Floats, trained: Floats, residual: Floats) -> Floats:
        """Return what words or features add to the log-odds, from what to each score.

        What codes have to do with each other is left out: it speaks for no word.
        """
        shares = cold * self.joined[1] + trained * self.joined[2]
        weights: Floats = shares + residual / _RESIDUAL_UNIT * self.joined[-1]
        return weights


def untaught() -> Fusion:
    """Return the weights to begin with, before anything is coded."""
    return Fusion(_PRIOR, np.append(_PRIOR, 1.0), np.array([0.0, 1.0, 0.0]))


def learn_fusion(
    evidence: Evidence,
    gram: Floats,
    labels: Floats,
    *,
    trust: Floats,
    start: Fusion,
) -> tuple[Fusion, Ridge]:
    """Return the weights and the residual that the coded passages teach.

    `labels` are 0 or 1, shape (passages, codes); `trust` tells how firmly each was
    said, from 0 to 1: where it is 0, nothing is learned. The second and third layers
    see only what a passage would get if it were not coded itself: that keeps them
    honest.
    """
    rows = trust.ravel() > 0
    said = labels.ravel()[rows]
    columns = evidence.columns()
    before = fit_logistic(
        columns[rows], said, prior=_PRIOR, precision=_PRECISION, start=start.before
    )
    expected = expit(columns @ before).reshape(labels.shape)
    ridge = solve_ridge(gram, trust * (labels - expected))
    columns = _with_residual(columns, ridge.left_out)
    joined = fit_logistic(
        columns[rows],
        said,
        prior=np.append(_PRIOR, 1.0),
        precision=np.append(_PRECISION, 4.0),
        start=start.joined,
    )
    odds = (columns @ joined).reshape(labels.shape)
    shown = rows & _is_among_best(odds).ravel()
    calibrated = _calibrate(odds, labels, shown, start)
    return Fusion(before, joined, calibrated), ridge


def _calibrate(odds: Floats, labels: Floats, shown: Bools, start: Fusion) -> Floats:
    """Return the weights of the third layer, from the pairs that people are shown."""
    return fit_logistic(
        _rivalry(odds)[shown],
        labels.ravel()[shown],
        prior=np.array([0.0, 1.0, 0.0]),
        precision=np.full(3, 4.0),
        start=start.calibrated,
    )


def _best_of(text: Floats, relatives: Bools) -> Floats:
    """Return by how much each code's best relative is above the passage's mean."""
    best = np.zeros_like(text)
    mean = text.mean(axis=1)
    for code in np.flatnonzero(relatives.any(axis=1)):
        best[:, code] = text[:, relatives[code]].max(axis=1) - mean
    return best


def _is_among_best(odds: Floats) -> Bools:
    """Return which codes are among the best of their passage, the first in a tie."""
    order = np.argsort(-odds, axis=1, kind="stable")[:, :_CALIBRATED_CODES]
    among = np.zeros(odds.shape, dtype=bool)
    np.put_along_axis(among, order, values=True, axis=1)
    return among


def _with_residual(columns: Floats, residual: Floats) -> Floats:
    return np.column_stack([columns, residual.ravel() / _RESIDUAL_UNIT])


def _rivalry(scores: Floats) -> Floats:
    """Return 1, the score, and the best score of another code, one row per score."""
    best = scores.max(axis=1, keepdims=True)
    is_best = np.zeros(scores.shape, dtype=bool)
    is_best[np.arange(len(scores)), scores.argmax(axis=1)] = True
    if scores.shape[1] > 1:
        second = np.where(is_best, -np.inf, scores).max(axis=1, keepdims=True)
    else:
        second = best
    others = np.where(is_best, second, best)
    return np.stack([np.ones(scores.size), scores.ravel(), others.ravel()], axis=1)
