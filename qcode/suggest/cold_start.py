"""What the codebook and the uncoded texts say before anything is coded.

It knows no codings. Both scores are linear in the features, so that what each word
adds can be told.
"""

from collections.abc import Sequence

import numpy as np

from qcode.suggest.arrays import Floats, cho_factor, cho_solve, csr_matrix, softmax
from qcode.suggest.features import FeatureSpace
from qcode.suggest.mixture import mixture_weights
from qcode.suggest.proposals import CodeEntry

# How sharply the cosines are read as one code's passage; 15 to 40 do alike.
_SHARPNESS = 25.0
# Pseudo-codings are noisy: 10 to 200 do alike.
_SELF_TRAINING_RIDGE = 50.0
_SMALLEST_SHARE = 0.1
# From fewer texts nothing is learned about words that the codebook does not have.
FEWEST_TEXTS = 20
# 2,000 passages take half a second and 64 MB; more add little.
_MOST_TEXTS = 2_000
# How much the mixture says beside the regression: 0.2 to 0.5 do alike.
_MIXTURE_SHARE = 0.3


def keyword_weights(codes: Sequence[CodeEntry], space: FeatureSpace) -> Floats:
    """Return the weight of each feature for each code, shape (features, codes).

    A passage's score is the sum of its cosines to the name, to each keyword, to the
    definition, and to the name of the group that the code stands in, and of parts of
    those to its keywords' relatives. A parent that is a code itself is left out: it
    would draw its children's passages to them all.
    """
    names = {name for code in codes for name in (code.key, code.name)}
    owners: list[int] = []
    texts: list[str] = []
    counts: list[float] = []
    for number, code in enumerate(codes):
        group = () if code.parent in names else (code.parent,)
        fields = (code.name, *code.keywords, code.definition, *group)
        said = [(field, 1.0) for field in fields if field] + [*code.relatives]
        texts += [text for text, _ in said]
        counts += [count for _, count in said]
        owners += [number] * len(said)
    shape = (len(codes), len(texts))
    is_field = csr_matrix((counts, (owners, range(len(texts)))), shape)
    weights: Floats = (is_field @ space.vectors(texts)).T.toarray(order="C")
    return weights


def self_trained_weights(texts: csr_matrix, scores: Floats) -> Floats:
    """Return weights of features that go with the codebook's words in uncoded texts.

    `texts` has shape (n, features), `scores` (n, codes) are sums of cosines, the
    result (features, codes). Two learners that err in different ways are joined, each
    in units of its spread: kernel ridge regression and a naive Bayes mixture.
    """
    if len(scores) < FEWEST_TEXTS or not scores.shape[1]:
        return np.zeros((texts.shape[1], scores.shape[1]))
    step = -(-len(scores) // _MOST_TEXTS)
    texts, scores = texts[::step], scores[::step]
    ridge = _ridge_weights(texts, scores)
    mixture = mixture_weights(texts, scores)
    ridge *= (1 - _MIXTURE_SHARE) / spread(texts @ ridge)
    mixture *= _MIXTURE_SHARE / spread(texts @ mixture)
    ridge += mixture
    return ridge


def _ridge_weights(texts: csr_matrix, scores: Floats) -> Floats:
    """Return the weights of kernel ridge regression on what the scores guess.

    The targets are softmax(25 * scores), centred for each code and divided by the
    root of its share, so that a seldom code's companions count like a frequent one's.
    It is not repeated on its own output. Source: self-training as in Scudder (1965),
    IEEE Trans. Inf. Theory 11(3), 363-371, in one step.
    """
    guessed = softmax(_SHARPNESS * scores, axis=1)
    shares = guessed.mean(axis=0)
    targets = (guessed - shares) / np.sqrt(shares + _SMALLEST_SHARE / shares.size)
    gram = (texts @ texts.T).toarray()
    gram[np.diag_indices_from(gram)] += _SELF_TRAINING_RIDGE
    factor = cho_factor(gram, overwrite_a=True)
    return np.ascontiguousarray(texts.T @ cho_solve(factor, targets))


def spread(scores: Floats) -> float:
    """Return the scores' standard deviation, 1 where they do not differ."""
    deviation = float(scores.std()) if scores.size else 0.0
    return deviation if deviation > 1e-9 else 1.0
