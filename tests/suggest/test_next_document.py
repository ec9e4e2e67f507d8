"""Which document teaches most, with probabilities that anyone can follow."""

from collections.abc import Collection, Mapping, Sequence

import pytest

from qcode.model.ids import CodeId, DocumentId, document_id
from qcode.model.span import Span
from qcode.suggest.candidates import Scored
from qcode.suggest.lessons import Lesson
from qcode.suggest.next_document import rank_documents, surprise, typicality
from qcode.suggest.study_passages import Passage
from tests.builders import STUDY, a_code

A, B = a_code("a").id, a_code("b").id
ONE, TWO, THREE = (document_id(STUDY, f"digest {number}") for number in range(3))


class Oracle:
    """Knows the probability of both codes by a word of the passage."""

    SAID: Mapping[str, tuple[float, float]] = {
        "clear": (1.0, 0.0),
        "open": (0.5, 0.0),
        "wide": (0.5, 0.5),
    }

    def key(self, text: str) -> str:
        return text

    def change(self, gone: Collection[Lesson], new: Collection[Lesson]) -> None:
        raise AssertionError("ranking teaches nothing")

    def rate(self, text: str, context: Sequence[frozenset[CodeId]]) -> list[Scored]:
        first, second = next(
            self.SAID[word] for word in text.split() if word in self.SAID
        )
        return [Scored(A, first, []), Scored(B, second, [])]


def passages(document: DocumentId, *texts: str) -> list[Passage]:
    return [
        Passage(document, Span(place, place + 1), text)
        for place, text in enumerate(texts)
    ]


def test_a_coin_is_worth_one_bit_and_certainty_none() -> None:
    assert surprise(0.5) == 1.0
    assert surprise(0.25) == pytest.approx(0.25 * 2 + 0.75 * 0.4150375)
    assert [surprise(0.0), surprise(1.0)] == [0.0, 0.0]


def test_the_document_whose_codes_cannot_be_told_comes_first() -> None:
    uncoded = {
        ONE: passages(ONE, "clear water", "clear water"),
        TWO: passages(TWO, "wide water", "open water"),
        THREE: passages(THREE, "open water", "clear water"),
    }
    ranked = rank_documents(Oracle(), uncoded, {A: 3, B: 1})
    assert [it.document_id for it in ranked] == [TWO, THREE, ONE]
    assert [it.unsure for it in ranked] == [1.5, 0.5, 0.0]
    assert [it.passages for it in ranked] == [2, 2, 2]


def test_a_code_without_examples_counts_twice() -> None:
    uncoded = {
        ONE: passages(ONE, "open water"),
        TWO: passages(TWO, "wide water"),
    }
    (first, second) = rank_documents(Oracle(), uncoded, {A: 3})
    assert (first.document_id, first.unsure, first.untried) == (TWO, 3.0, 0.5)
    assert (second.unsure, second.untried) == (1.0, 0.0)


def test_what_is_like_no_other_document_is_worth_less() -> None:
    uncoded = {
        ONE: passages(ONE, "open zebra crossing"),
        TWO: passages(TWO, "open water bottle"),
        THREE: passages(THREE, "open water glass"),
    }
    ranked = rank_documents(Oracle(), uncoded, {A: 1, B: 1})
    assert {it.unsure for it in ranked} == {1.0}
    assert ranked[-1].document_id == ONE
    assert ranked[-1].typical < 1 < ranked[0].typical
    for it in ranked:
        assert it.total == pytest.approx(it.typical)


def test_likeness_is_to_other_documents_and_one_on_average() -> None:
    alone = typicality([passages(ONE, "water", "water")])
    assert [list(it) for it in alone] == [[1.0, 1.0]]
    found = typicality(
        [passages(ONE, "water", "fire"), passages(TWO, "water"), passages(THREE, "air")]
    )
    every = [value for values in found for value in values]
    assert sum(every) / len(every) == pytest.approx(1.0)
    water, fire = found[0]
    assert (water > 0, fire) == (True, 0.0)


def test_documents_without_passages_and_no_documents_are_no_error() -> None:
    assert rank_documents(Oracle(), {}, {}) == []
    assert rank_documents(Oracle(), {ONE: []}, {}) == []
