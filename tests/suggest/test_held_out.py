"""Holding documents out, with an engine that anyone can follow by hand."""

from collections.abc import Collection, Sequence

import pytest

from qcode.model.ids import CodeId, DocumentId, document_id
from qcode.model.span import Span
from qcode.suggest.candidates import Scored
from qcode.suggest.figures import CurvePoint, Cut, curve_sizes, figures
from qcode.suggest.held_out import (
    CodedDocument,
    Trial,
    fewest_others,
    hold_out,
    teach,
)
from qcode.suggest.lessons import Lesson
from qcode.suggest.metrics import Counts
from qcode.suggest.study_passages import Passage, ReadPassage
from tests.builders import STUDY, a_code

A, B = a_code("a").id, a_code("b").id
KEYS = {B: "b", A: "a", a_code("never").id: "never"}


class Rememberer:
    """Proposes a code with 0.9 where a word was coded with it, with 0.1 elsewhere."""

    def __init__(self) -> None:
        self.lessons: list[Lesson] = []
        self.contexts: list[Sequence[frozenset[CodeId]]] = []

    def key(self, text: str) -> str:
        return text

    def change(self, gone: Collection[Lesson], new: Collection[Lesson]) -> None:
        assert not gone
        self.lessons += new

    def rate(self, text: str, context: Sequence[frozenset[CodeId]]) -> list[Scored]:
        self.contexts.append(context)
        coded = {
            (word, code)
            for lesson in self.lessons
            for code in (lesson.read.codes if lesson.read else ())
            for word in lesson.passage.text.split()
        }
        scored = [
            Scored(
                code, 0.9 if any((w, code) in coded for w in text.split()) else 0.1, []
            )
            for code in (A, B)
        ]
        return sorted(scored, key=lambda it: -it.probability)


def document(number: int) -> DocumentId:
    return document_id(STUDY, f"digest {number}")


def coded(number: int, *passages: tuple[str, Collection[CodeId]]) -> CodedDocument:
    """Return a document of these texts with these codes; spans are their numbers."""
    return CodedDocument(
        [
            ReadPassage(
                Passage(document(number), Span(place, place + 1), text),
                frozenset(codes),
                (frozenset({B}),) if place else (),
            )
            for place, (text, codes) in enumerate(passages)
        ]
    )


# Each word stands in two documents, "only" and a number in no other.
DOCUMENTS = [
    coded(0, ("masks only0", [A]), ("lake", [])),
    coded(1, ("masks only1", [A]), ("tablets", [B])),
    coded(2, ("tablets only2", [B]), ("lake", [])),
    coded(3, ("only3", [A, B])),
    coded(4, ("only4", [A])),
]


def tried(sizes: Sequence[int] = ()) -> tuple[list[Trial], list[Rememberer]]:
    made: list[Rememberer] = []

    def make() -> Rememberer:
        made.append(Rememberer())
        return made[-1]

    return list(hold_out(DOCUMENTS, make, sizes=sizes)), made


def test_every_document_is_judged_once_and_by_what_the_others_taught() -> None:
    trials, engines = tried()
    judged = [it.read.passage.document_id for t in trials for it in t.rated]
    assert sorted(judged) == sorted(
        it.passage.document_id for doc in DOCUMENTS for it in doc.read
    )
    for trial, engine in zip(trials, engines, strict=True):
        held = {it.read.passage.document_id for it in trial.rated}
        learned = {it.passage.document_id for it in engine.lessons}
        assert held & learned == set()
        assert held | learned == {document(number) for number in range(5)}


def test_passages_are_rated_in_the_context_of_the_coders_own_codes() -> None:
    _, engines = tried()
    # The first fold holds the first and the last document out.
    assert engines[0].contexts == [(), (frozenset({B}),), ()]


def test_an_engine_is_tried_while_it_learns() -> None:
    trials, _ = tried([0, 1])
    assert [(t.documents, t.is_last) for t in trials[:3]] == [
        (0, False),
        (1, False),
        (3, True),
    ]
    assert [t.documents for t in trials if t.is_last] == [3, 4, 4, 4]
    assert trials[0].codings == 0
    assert [t.codings for t in trials if t.is_last] == [5, 5, 6, 5]


def test_what_was_refused_in_other_documents_is_taught_too() -> None:
    passage = DOCUMENTS[0].read[0].passage
    engine = Rememberer()
    teach(engine, [CodedDocument(DOCUMENTS[0].read, [(passage, B)])])
    assert [(it.passage.text, it.refused) for it in engine.lessons] == [
        ("masks only0", {B}),
        ("lake", frozenset()),
    ]


def test_one_document_is_too_few_to_hold_one_out() -> None:
    with pytest.raises(ValueError, match="two of them"):
        list(hold_out(DOCUMENTS[:1], Rememberer))


def test_the_curve_looks_at_none_and_then_at_doubled_numbers() -> None:
    assert curve_sizes(fewest_others(5)) == [0, 1, 2]
    assert curve_sizes(fewest_others(2)) == [0]
    assert curve_sizes(9) == [0, 1, 2, 4, 8]
    assert curve_sizes(8) == [0, 1, 2, 4]


def test_the_figures_are_those_that_counting_by_hand_gives() -> None:
    trials, _ = tried([0])
    found = figures(trials, len(DOCUMENTS), KEYS, Cut(0.5, 0.2, 1))
    assert (found.documents, found.passages, found.codings) == (5, 8, 7)
    # Two codes: three proposals hold both. Only words seen elsewhere are found.
    assert found.recall_at_3 == 1.0
    assert list(found.by_code) == ["b", "a"]
    assert found.by_code["a"].given == 4
    assert found.by_code["a"].counts == Counts(right=2, wrong=0, missed=2)
    assert found.by_code["b"].counts == Counts(right=2, wrong=0, missed=1)
    assert found.total == Counts(right=4, wrong=0, missed=3)
    assert found.f1 == pytest.approx(2 * 4 / (2 * 4 + 3))
    assert found.shown == Counts(right=4, wrong=0, missed=3)
    # First right: masks, masks, tablets, tablets; of equal ones a comes first, which
    # is right for "only3" and "only4".
    assert found.precision_at_1 == 1.0
    # 4 of 0.9, all right; 20 of 0.1 (16 pairs less those 4), 3 of them right.
    assert found.calibration_error == pytest.approx((4 * 0.1 + abs(12 * 0.1 - 3)) / 16)
    assert found.curve == [CurvePoint(0, 0, 1.0), CurvePoint(3, 5, 1.0)]
