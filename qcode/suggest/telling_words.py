"""Words that coders' decisions link to a code and that the codebook does not know.

They are what a code may take up as keywords. It knows no codings and no probabilities.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from qcode.suggest.arrays import Floats
from qcode.suggest.features import Analyser, FeatureSpace
from qcode.suggest.proposals import CodeEntry

# What stands in one passage only may be a name or a slip.
_FEWEST_PASSAGES = 2


def telling_words(
    code: CodeEntry,
    passages: Sequence[str],
    analyser: Analyser,
    space: FeatureSpace,
    weights: Floats,
) -> list[str]:
    """Return the words of the code's passages that speak for it, the strongest first.

    `weights` are what each feature adds to the code's log-odds beyond what it adds to
    those of all codes on average, shape (features,). A word counts for its lemma, in
    the form that it has most often; words of the code's name and keywords, stop words
    and words of a single passage are left out.
    """
    known = {
        analyser.features(word).lemma
        for phrase in (code.name, *code.keywords)
        for word in analyser.words(phrase)
    }
    forms: dict[str, Counter[str]] = {}
    spread = Counter[str]()
    for passage in passages:
        counts = analyser.words(passage)
        for word, count in counts.items():
            forms.setdefault(analyser.features(word).lemma, Counter())[word] += count
        spread.update({analyser.features(word).lemma for word in counts})
    usual = {
        lemma: min(found, key=lambda form: (-found[form], form))
        for lemma, found in sorted(forms.items())
        if lemma and lemma not in known and spread[lemma] >= _FEWEST_PASSAGES
    }
    words = list(usual.values())
    scores = space.vectors(words) @ weights
    order = np.argsort(-scores, kind="stable")
    return [words[place] for place in order if scores[place] > 0]
