"""Doubts about codings, from probabilities that anyone can follow."""

from collections.abc import Mapping

import pytest

from qcode.model.coding import Coding
from qcode.model.ids import CodeId
from qcode.model.span import Span
from qcode.model.suggestion import Settled, Suggestion, Verdict, decision_on
from qcode.suggest.consistency import DoubtKind, missing, unlike, usual_probabilities
from qcode.suggest.held_out import Rated
from qcode.suggest.study_passages import Passage, ReadPassage
from tests.builders import a_code, a_coder, a_coding, a_document

A, B, C, D = (a_code(key).id for key in "abcd")
DOCUMENT = a_document().id
NOTHING = Settled([], [])


def rated(number: int, scores: Mapping[CodeId, float], *given: CodeId) -> Rated:
    """Return a passage of ten characters, the first at 0, with these codes."""
    span = Span(10 * number, 10 * number + 10)
    passage = Passage(DOCUMENT, span, f"passage {number}")
    return Rated(ReadPassage(passage, frozenset(given), ()), scores)


def a_coding_at(number: int, code: CodeId) -> Coding:
    return a_coding(10 * number + 9, 10 * number + 14, code_id=code)


SIX = [rated(n, {A: (n + 1) / 10, B: 0.01}, A) for n in range(6)]


def test_usual_is_what_half_of_the_passages_with_a_code_reach() -> None:
    assert usual_probabilities(SIX, [A, B]) == {A: pytest.approx(0.35)}
    assert usual_probabilities(SIX[:4], [A]) == {}


def test_a_probable_code_that_was_not_given_is_missing_the_most_probable_first() -> (
    None
):
    passages = [rated(0, {A: 0.6, B: 0.4}), rated(1, {A: 0.9}), rated(2, {A: 0.95}, A)]
    found = missing(passages, [A, B], 0.5, NOTHING)
    assert [(it.passage.text, it.code, it.probability) for it in found] == [
        ("passage 1", A, 0.9),
        ("passage 0", A, 0.6),
    ]
    assert {it.kind for it in found} == {DoubtKind.MISSING}
    assert missing(passages, [B], 0.5, NOTHING) == []


def test_nothing_is_missing_that_stands_nearly_there_or_was_rejected() -> None:
    passages = [rated(0, {A: 0.9}), rated(5, {A: 0.9}), rated(9, {A: 0.9})]
    touching = a_coding_at(0, A)
    no = Suggestion(DOCUMENT, A, a_coder().id, Span(52, 58), 0.9, "qcode 1")
    settled = Settled([touching], [decision_on(no, Verdict.REJECTED)])
    found = missing(passages, [A], 0.5, settled)
    assert [it.passage.text for it in found] == ["passage 9"]


def test_what_is_far_less_probable_than_usual_is_unlike() -> None:
    others = {B: 0.5, C: 0.4, D: 0.3}
    odd = rated(7, {A: 0.001, **others}, A)
    less_odd = rated(8, {A: 0.05, **others}, A, B)
    found = unlike([*SIX, less_odd, odd], [A, B])
    assert [(it.passage.text, it.code) for it in found] == [
        ("passage 7", A),
        ("passage 8", A),
    ]
    assert found[0].usual == pytest.approx(0.25)
    assert found[1].given == {A, B}


def test_a_code_among_the_first_three_is_not_unlike() -> None:
    third = rated(7, {A: 0.001, B: 0.5, C: 0.4, D: 0.0}, A)
    assert unlike([*SIX, third], [A]) == []


def test_a_seldom_code_is_measured_by_itself() -> None:
    # All passages of the code are improbable, so that none stands out.
    seldom = [rated(n, {A: 0.01, B: 0.5, C: 0.4, D: 0.3}, A) for n in range(6)]
    assert unlike(seldom, [A]) == []
