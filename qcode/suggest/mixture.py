"""A naive Bayes mixture that the codebook's scores begin and uncoded texts refine.

It knows no codings and no words, only texts as rows of a matrix.
"""

import numpy as np

from qcode.suggest.arrays import Floats, csr_matrix, softmax

# How sharply the scores are read as one code's passage; 12 to 35 do alike.
_SHARPNESS = 20.0
# In later steps the scores keep this share of their say; 0.2 to 1 do alike.
_LASTING_SHARE = 0.5
_STEPS = 4
# The words of a passage stand in for each other: an average one counts as ten
# independent words; 5 to 20 do alike.
_INDEPENDENT_WORDS = 10.0
# So many words of the average text are added to each code's; 20 to 150 do alike.
_SMOOTHING_WORDS = 50.0
_UNSEEN = 1e-3


def mixture_weights(texts: csr_matrix, scores: Floats) -> Floats:
    """Return how much more likely each feature is under a code than under all.

    `texts` has shape (n, features) with values >= 0, `scores` (n, codes), n > 0. The
    weights are logarithms, less their mean over the codes, shape (features, codes).
    Source: Nigam, McCallum, Thrun & Mitchell (2000), Machine Learning 39(2/3),
    103-134, with guesses from the codebook in the place of coded texts.
    """
    counts = texts * (
        _INDEPENDENT_WORDS / max(float(texts.sum(axis=1).mean()), _UNSEEN)
    )
    average = np.asarray(counts.sum(axis=0)).ravel() + _UNSEEN
    average /= average.sum()
    guessed = softmax(_SHARPNESS * scores, axis=1)
    said = _LASTING_SHARE * _SHARPNESS * scores
    for _ in range(_STEPS):
        weights = _log_ratios(counts.T @ guessed, average)
        guessed = softmax(counts @ weights + said, axis=1)
    weights -= weights.mean(axis=1, keepdims=True)
    return np.ascontiguousarray(weights)


def _log_ratios(seen: Floats, average: Floats) -> Floats:
    """Return how much more likely features are than on average; `seen` is used up.

    In place, since of a whole study it takes tens of megabytes.
    """
    seen += _SMOOTHING_WORDS * average[:, None]
    seen /= seen.sum(axis=0)
    np.log(seen, out=seen)
    seen -= np.log(average)[:, None]
    return seen
