"""How an engine does on documents that it has not learned from.

Documents are parted into folds by their order, and each fold is judged by an engine
that has learned from the others alone. It may have seen all texts, uncoded, and what
is judged stands in the context of the coder's own codes, both as in real work. Only
where passages begin and end follows from all that was coded.
"""

import gc
import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from qcode.model.ids import CodeId
from qcode.suggest.candidates import Scored
from qcode.suggest.lessons import Lesson, lessons
from qcode.suggest.study_passages import Passage, ReadPassage

FOLDS = 4
"""Into so many parts documents are parted: each engine learns three quarters."""


class Learner(Protocol):
    """What learns from codings and rates codes for a text."""

    def key(self, text: str) -> str:
        """Return what makes two passages the same for it."""

    def change(self, gone: Collection[Lesson], new: Collection[Lesson]) -> None:
        """Take lessons back, then learn others."""

    def rate(self, text: str, context: Sequence[frozenset[CodeId]]) -> Sequence[Scored]:
        """Return the codes for a text, the most probable first."""


MakeLearner = Callable[[], Learner]
"""Gives an engine that knows the codebook and has seen the texts, uncoded."""


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """What a coder did in a document: passages they read, in order, and refusals."""

    read: Sequence[ReadPassage]
    refused: Sequence[tuple[Passage, CodeId]] = ()

    @property
    def codings(self) -> int:
        """How many codes its passages have."""
        return sum(len(it.codes) for it in self.read)


@dataclass(frozen=True, slots=True)
class Rated:
    """A passage of a held-out document, and the probabilities that an engine gave."""

    read: ReadPassage
    scores: Mapping[CodeId, float]


@dataclass(frozen=True, slots=True)
class Trial:
    """One fold, rated by an engine that has learned from so many other documents.

    `is_last` where these were all the others.
    """

    documents: int
    codings: int
    rated: Sequence[Rated]
    is_last: bool


def hold_out(
    documents: Sequence[CodedDocument],
    make: MakeLearner,
    *,
    sizes: Sequence[int] = (),
) -> Iterator[Trial]:
    """Yield the trials, fold by fold.

    In each fold the engine learns the other documents in an order drawn from a fixed
    seed; it is tried after each number of documents in `sizes`, which ascend and are
    below `fewest_others`, and after all of them. Raises ValueError for fewer than two
    documents.
    """
    for fold in _folds(len(documents)):
        held = [documents[place] for place in fold]
        others = [it for place, it in enumerate(documents) if place not in fold]
        random.Random(fold[0]).shuffle(others)
        yield from _try(make(), others, held, (*sizes, len(others)))
        # An engine of 2,000 passages takes 100 MB and refers to itself.
        gc.collect()


def fewest_others(documents: int) -> int:
    """Return from how many documents the engine learns that learns from the fewest."""
    return documents - max(len(fold) for fold in _folds(documents))


def number_of_folds(documents: int) -> int:
    """Return into how many parts so many documents are parted."""
    return min(FOLDS, documents)


def teach(engine: Learner, documents: Sequence[CodedDocument]) -> None:
    """Let an engine learn what a coder did in these documents."""
    refused = [it for document in documents for it in document.refused]
    new = lessons([document.read for document in documents], refused, engine.key)
    if new:
        engine.change((), list(new.values()))


def rate(engine: Learner, document: CodedDocument) -> Iterator[Rated]:
    """Yield a document's passages as an engine rates them, in their context."""
    for it in document.read:
        rated = engine.rate(it.passage.text, it.context)
        yield Rated(it, {one.code: one.probability for one in rated})


def _try(
    engine: Learner,
    others: Sequence[CodedDocument],
    held: Sequence[CodedDocument],
    sizes: Sequence[int],
) -> Iterator[Trial]:
    """Yield a fold's trials after each number of other documents, the last of all."""
    taught = 0
    for size in sizes:
        teach(engine, others[taught:size])
        taught = size
        yield Trial(
            documents=size,
            codings=sum(it.codings for it in others[:size]),
            rated=[it for document in held for it in rate(engine, document)],
            is_last=size == len(others),
        )


def _folds(documents: int) -> list[list[int]]:
    """Return the indices of each fold's documents, dealt out in turn."""
    if documents < 2:
        raise ValueError("holding documents out needs two of them")
    number = number_of_folds(documents)
    return [list(range(first, documents, number)) for first in range(number)]
