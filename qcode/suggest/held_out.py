"""How good an engine is on a study's own codings: documents held out.

What is judged was never learned from: documents are parted into folds by their
order, and each fold is judged by an engine that has read the others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qcode.model.ids import CodeId
from qcode.suggest.metrics import (
    Counts,
    Judged,
    calibration_error,
    counts_by_code,
    precision_at_one,
    recall_at,
)
from qcode.suggest.proposing import Engine
from qcode.suggest.study_passages import ReadPassage

ReadDocument = Sequence[ReadPassage]
"""The passages of one document that a coder has read, in order."""

MakeEngine = Callable[[], Engine]
"""Gives an engine that knows the codebook and has seen the texts, uncoded."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures over passages of held-out documents; `None` where undefined.

    `spared` and `missed` are the codings that proposals from the threshold on
    would have saved and not found; `wrong` those they would have proposed in vain.
    """

    documents: int
    passages: int
    codings: int
    recall_at_3: float | None
    precision_at_1: float | None
    threshold: float
    f1: float | None
    calibration_error: float | None
    by_code: dict[str, Counts]

    @property
    def total(self) -> Counts:
        """What the threshold would have given, over all codes."""
        return sum(self.by_code.values(), Counts())


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How good an engine is after so many documents and codings."""

    documents: int
    codings: int
    recall_at_3: float | None


def evaluate(
    read: Sequence[ReadDocument],
    make: MakeEngine,
    *,
    folds: int = 4,
    threshold: float = 0.5,
) -> Evaluation:
    """Return the figures over all documents, each judged by what the others taught.

    Needs two documents with codings at least; raises ValueError below that.
    """
    judged = [
        it for fold in _folds(len(read), folds) for it in _judge(read, fold, make)
    ]
    codes = sorted({code for it in judged for code in it.scores})
    by_code = counts_by_code(judged, codes, threshold)
    return Evaluation(
        documents=len(read),
        passages=len(judged),
        codings=sum(len(it.given) for it in judged),
        recall_at_3=recall_at(judged, 3),
        precision_at_1=precision_at_one(judged),
        threshold=threshold,
        f1=sum(by_code.values(), Counts()).f1,
        calibration_error=calibration_error(judged),
        by_code=by_code,
    )


def learning_curve(
    read: Sequence[ReadDocument], make: MakeEngine, sizes: Sequence[int]
) -> Iterator[CurvePoint]:
    """Yield how good an engine is after the first documents, on the last quarter.

    Sizes that would leave nothing to judge are left out.
    """
    held = max(1, len(read) // 4)
    taught, judged_on = read[:-held], list(range(len(read) - held, len(read)))
    for size in sizes:
        if size <= len(taught):
            engine = make()
            engine.learn([it for document in taught[:size] for it in document])
            judged = [it for place in judged_on for it in _rated(engine, read[place])]
            codings = sum(len(it.codes) for doc in taught[:size] for it in doc)
            yield CurvePoint(size, codings, recall_at(judged, 3))


def _folds(documents: int, folds: int) -> list[list[int]]:
    """Return the indices of each fold's documents, dealt out in turn."""
    if documents < 2:
        raise ValueError("holding documents out needs two of them")
    number = min(folds, documents)
    return [list(range(first, documents, number)) for first in range(number)]


def _judge(
    read: Sequence[ReadDocument], fold: Sequence[int], make: MakeEngine
) -> Iterator[Judged]:
    engine = make()
    others = [document for place, document in enumerate(read) if place not in fold]
    engine.learn([it for document in others for it in document])
    for place in fold:
        yield from _rated(engine, read[place])


def _rated(engine: Engine, document: ReadDocument) -> Iterator[Judged]:
    """Yield a document's passages as the engine rates them, in their context."""
    for it in document:
        rated = engine.rate(it.passage.text, it.context)
        scores = {_name(one.code): one.probability for one in rated}
        yield Judged(scores, frozenset(map(_name, it.codes)))


def _name(code: CodeId) -> str:
    return str(code)
