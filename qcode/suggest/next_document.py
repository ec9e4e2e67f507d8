"""Which document to code next, so that suggestions learn most from it.

Pure: it looks at probabilities and vectors of passages that nobody has coded.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qcode.model.ids import CodeId, DocumentId
from qcode.suggest.arrays import Floats
from qcode.suggest.features import Analyser, FeatureSpace
from qcode.suggest.held_out import Learner
from qcode.suggest.study_passages import Passage


@dataclass(frozen=True, slots=True)
class Worth:
    """What coding a document may teach, each as the mean of its passages.

    `unsure` is how open it is which codes a passage has, in bits, a code without
    examples counting twice; `typical` how like the passages of the other uncoded
    documents it is, 1 for the usual likeness; `total` is the mean of their product,
    by which documents are ranked. `untried` is how many codes without examples are
    expected in the whole document.
    """

    document_id: DocumentId
    passages: int
    unsure: float
    typical: float
    untried: float
    total: float


def rank_documents(
    engine: Learner,
    uncoded: Mapping[DocumentId, Sequence[Passage]],
    examples: Mapping[CodeId, int],
) -> list[Worth]:
    """Return the documents, from which the engine learns most before the others.

    Expected information: a passage teaches much whose codes the engine cannot tell,
    unless it is like no other. `examples` says how many passages have each code.
    Where they tie, the order given holds; documents without passages are left out.
    Source: uncertainty weighted by density, as in Settles & Craven (2008), EMNLP,
    1070-1079; here by the document, and with binary entropies, as passages have
    several codes.
    """
    filled = {key: found for key, found in uncoded.items() if found}
    typical = typicality(list(filled.values()))
    found = [
        _worth(document_id, passages, engine, examples, likeness)
        for (document_id, passages), likeness in zip(
            filled.items(), typical, strict=True
        )
    ]
    return sorted(found, key=lambda it: -it.total)


def typicality(documents: Sequence[Sequence[Passage]]) -> list[Floats]:
    """Return how like each passage is to those of the other documents.

    The mean cosine, divided by that of all passages: 1 is the usual likeness, which
    a single document has as well.
    """
    texts = [it.text for passages in documents for it in passages]
    space = FeatureSpace(texts, Analyser())
    vectors = [space.vectors(it.text for it in passages) for passages in documents]
    sums = [np.asarray(found.sum(axis=0)).ravel() for found in vectors]
    whole = np.sum(sums, axis=0)
    likeness = [
        (found @ (whole - own)) / max(len(texts) - found.shape[0], 1)
        for found, own in zip(vectors, sums, strict=True)
    ]
    usual = float(np.concatenate(likeness).mean()) if likeness else 0.0
    if usual <= 0:
        return [np.ones(len(passages)) for passages in documents]
    return [values / usual for values in likeness]


def surprise(probability: float) -> float:
    """Return the bits that a coder's answer is worth whose yes is so probable."""
    if not 0 < probability < 1:
        return 0.0
    no = 1 - probability
    return -probability * math.log2(probability) - no * math.log2(no)


def _worth(
    document_id: DocumentId,
    passages: Sequence[Passage],
    engine: Learner,
    examples: Mapping[CodeId, int],
    typical: Floats,
) -> Worth:
    rated = [
        {one.code: one.probability for one in engine.rate(it.text, ())}
        for it in passages
    ]
    untried = {code for scores in rated for code in scores if not examples.get(code)}
    unsure = np.array([_unsure(scores, untried) for scores in rated])
    return Worth(
        document_id,
        len(passages),
        unsure=float(unsure.mean()),
        typical=float(typical.mean()),
        untried=sum(scores[code] for scores in rated for code in untried),
        total=float((unsure * typical).mean()),
    )


def _unsure(scores: Mapping[CodeId, float], untried: Collection[CodeId]) -> float:
    return sum(
        surprise(probability) * (2 if code in untried else 1)
        for code, probability in scores.items()
    )
