"""Why a code is proposed: words of the passage, and the nearest coded segment.

All scores are linear in the features, so what a word adds can be told exactly; what
n-grams add is summed back to the words that they stand in.
"""

import numpy as np

from qcode.suggest.arrays import Floats
from qcode.suggest.coded_passages import CodedPassages
from qcode.suggest.features import Reading
from qcode.suggest.proposals import Reason, SegmentReason, WordReason

_MOST_WORDS = 5
# Below, a word adds less than people can tell: a tenth of a per cent of the odds.
_LEAST_WEIGHT = 0.001
# Two passages that share only particles are not alike.
_LEAST_SIMILARITY = 0.05


def explain(
    reading: Reading, by_word: Floats, coded: CodedPassages
) -> list[tuple[Reason, ...]]:
    """Return the reasons for each code, in the order of the codes.

    `by_word` is what each word of the passage adds to the log-odds, in the order of
    `reading.words`, shape (words, codes).
    """
    nearest = _nearest_segments(reading, coded)
    order = np.argsort(-by_word, axis=0, kind="stable")[:_MOST_WORDS]
    reasons: list[tuple[Reason, ...]] = []
    for code in range(by_word.shape[1]):
        words = [
            WordReason(reading.words[row], float(by_word[row, code]))
            for row in order[:, code]
            if by_word[row, code] > _LEAST_WEIGHT
        ]
        reasons.append((*words, *nearest[code]))
    return reasons


def _nearest_segments(
    reading: Reading, coded: CodedPassages
) -> list[tuple[SegmentReason, ...]]:
    """Return each code's most similar coded passage, the first where they tie."""
    if not len(coded):
        return [()] * coded.labels.shape[1]
    # With a dense vector: the product of two sparse ones takes ten times as long.
    likeness: Floats = coded.vectors @ reading.vector.toarray()[0]
    among = np.where(coded.labels > 0, likeness[:, None], 0.0)
    rows, best = among.argmax(axis=0), among.max(axis=0)
    return [
        (SegmentReason(coded.texts[row], min(1.0, float(similarity))),)
        if similarity >= _LEAST_SIMILARITY
        else ()
        for row, similarity in zip(rows, best, strict=True)
    ]
