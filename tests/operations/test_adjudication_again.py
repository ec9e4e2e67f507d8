"""Decisions later: reopened, explained, undone, told, and made by two at once."""

from contextlib import closing
from dataclasses import replace

import pytest

from qcode.errors import (
    AlreadySettledError,
    NotSettledError,
    NotYoursError,
    RefusedError,
    UnknownDifferenceError,
)
from qcode.model.adjudication import Ruling, Settlement, Verdict
from qcode.model.ids import CoderId
from qcode.model.journal import Verb
from qcode.model.span import Span
from qcode.operations.adjudication import (
    Standing,
    explain,
    find_settlement,
    reopen,
    settle,
    take_alike,
    what_stands,
)
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.differences import (
    Scope,
    find_difference,
)
from qcode.operations.dockets import open_docket
from qcode.operations.doctor import examine
from qcode.operations.history import history, redo, undo
from qcode.operations.memos import list_memos
from qcode.store import coders, open_store
from tests.builders import ELSEWHERE, Study, a_coding, url_of
from tests.operations.adjudicating import (
    CONSENSUS,
    boundaries,
    consensus_of,
    differing,
    docket_of,
    settlements_of,
)
from tests.operations.test_at_once import at_once


@pytest.fixture
def scope(study: Study) -> Scope:
    return differing(study)


def test_a_decision_can_be_reopened(study: Study, scope: Scope) -> None:
    difference = boundaries(study, scope)
    verdict = Verdict(Ruling.FIRST, study.anna.id)
    settled = settle(study.store, scope, difference, verdict)
    reopen(study.store, settled, study.bea.id)
    assert consensus_of(study) == []
    assert settlements_of(study, scope) == []
    with pytest.raises(NotSettledError, match="Nothing is decided"):
        reopen(study.store, settled, study.bea.id)


def test_what_was_decided_anew_meanwhile_is_not_reopened_unseen(
    study: Study, scope: Scope
) -> None:
    difference = boundaries(study, scope)
    verdict = Verdict(Ruling.FIRST, study.anna.id)
    seen = settle(study.store, scope, difference, verdict)
    reopen(study.store, seen, study.bea.id)
    now = settle(study.store, scope, difference, Verdict(Ruling.SECOND, study.bea.id))
    with pytest.raises(AlreadySettledError, match="Bea settled that") as caught:
        reopen(study.store, seen, study.anna.id)
    assert caught.value.present == now
    assert [it.span for it in consensus_of(study)] == [Span(15, 30)]


def test_a_coding_that_two_decisions_stand_for_stays_when_one_is_reopened(
    study: Study, scope: Scope
) -> None:
    apply_code(study.store, a_coding(31, 34))
    one, other = (
        it.difference
        for it in docket_of(study, scope)
        if it.difference.code_id == study.engagement.id
    )
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=(Span(15, 34),))
    first = settle(study.store, scope, one, verdict)
    second = settle(study.store, scope, other, verdict)
    assert first.taken == second.taken
    reopen(study.store, first, study.anna.id)
    assert [it.span for it in consensus_of(study)] == [Span(15, 34)]
    reopen(study.store, second, study.anna.id)
    assert consensus_of(study) == []


def test_what_the_consensus_coder_coded_by_hand_stays_when_reopened(
    study: Study, scope: Scope
) -> None:
    by_hand = a_coding(15, 22, coder_id=CONSENSUS.id)
    with study.store.begin() as connection:
        coders.ensure(connection, CONSENSUS)
    apply_code(study.store, by_hand)
    verdict = Verdict(Ruling.FIRST, study.anna.id)
    settled = settle(study.store, scope, boundaries(study, scope), verdict)
    reopen(study.store, settled, study.anna.id)
    assert consensus_of(study) == [by_hand]


def test_why_something_was_decided_is_said_later(study: Study, scope: Scope) -> None:
    difference = boundaries(study, scope)
    verdict = Verdict(Ruling.FIRST, study.anna.id, "Vorläufig")
    settled = settle(study.store, scope, difference, verdict)
    told = explain(study.store, settled, study.anna.id, " Satz 2 ist Folge. ")
    assert told == replace(settled, why="Satz 2 ist Folge.")
    assert settlements_of(study, scope) == [told]
    with pytest.raises(AlreadySettledError, match="Satz 2 ist Folge"):
        explain(study.store, settled, study.anna.id, "Anders")
    undo(study.store, study.anna.id)
    assert settlements_of(study, scope) == [settled]
    redo(study.store, study.anna.id)
    assert examine(study.store).damages == []


def test_nobody_says_why_somebody_else_decided(study: Study, scope: Scope) -> None:
    difference = boundaries(study, scope)
    settled = settle(
        study.store, scope, difference, Verdict(Ruling.FIRST, study.bea.id)
    )
    with pytest.raises(NotYoursError, match="Bea's"):
        explain(study.store, settled, study.anna.id, "Darum")
    reopen(study.store, settled, study.bea.id)
    with pytest.raises(NotSettledError):
        explain(study.store, settled, study.anna.id, "Darum")


def test_settling_is_undone_and_redone_as_one_step(study: Study, scope: Scope) -> None:
    difference = boundaries(study, scope)
    verdict = Verdict(Ruling.SENT_BACK, study.anna.id, "Grenze klären")
    settle(study.store, scope, difference, verdict)
    undo(study.store, study.anna.id)
    assert list_memos(study.store) == []
    assert settlements_of(study, scope) == []
    redo(study.store, study.anna.id)
    assert [memo.text for memo in list_memos(study.store)] == ["Grenze klären"]
    undo(study.store, study.anna.id)
    settle(study.store, scope, difference, Verdict(Ruling.BOTH, study.anna.id))
    undo(study.store, study.anna.id)
    assert consensus_of(study) == []
    assert examine(study.store).damages == []


def test_what_both_coded_alike_is_taken_in_one_step(study: Study, scope: Scope) -> None:
    (waiting,) = open_docket(study.store, scope).alike_waiting
    taken = take_alike(study.store, scope, study.anna.id)
    (settled,) = taken.settlements
    assert settled.difference_id == waiting.id
    assert [(it.document, it.coders) for it in taken.excluded] == [
        (study.hebrew.name, ("anna", "Bea"))
    ]
    assert open_docket(study.store, scope).alike_waiting == []
    assert [it.span for it in consensus_of(study)] == [Span(0, 3)]
    assert settled.ruling is Ruling.BOTH
    assert history(study.store)[0].entry.action.verb is Verb.DIFFERENCES_SETTLED
    with pytest.raises(RefusedError):
        take_alike(study.store, scope, study.anna.id)
    undo(study.store, study.anna.id)
    assert consensus_of(study) == []


def test_what_both_coded_alike_can_be_drawn_anew_and_is_not_taken_then(
    study: Study, scope: Scope
) -> None:
    (waiting,) = open_docket(study.store, scope).alike_waiting
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=(Span(0, 2),))
    settle(study.store, scope, waiting, verdict)
    with pytest.raises(RefusedError, match="alike"):
        take_alike(study.store, scope, study.anna.id)
    assert [it.span for it in consensus_of(study)] == [Span(0, 2)]


def test_only_what_is_alike_in_the_documents_named_is_taken(
    study: Study, scope: Scope
) -> None:
    elsewhere = Scope(scope.pair, [study.hebrew.id], with_unfinished=True)
    with pytest.raises(RefusedError, match="alike"):
        take_alike(study.store, elsewhere, study.anna.id)
    here = Scope(scope.pair, [study.document.id])
    assert len(take_alike(study.store, here, study.anna.id).settlements) == 1


def test_a_decision_about_codings_that_changed_is_told_and_can_be_reopened(
    study: Study, scope: Scope
) -> None:
    difference = boundaries(study, scope)
    settled = settle(
        study.store, scope, difference, Verdict(Ruling.FIRST, study.anna.id)
    )
    assert open_docket(study.store, scope).outdated == []
    remove_coding(study.store, difference.second[0].id, study.bea.id)
    assert open_docket(study.store, scope).outdated == [settled]
    found = find_settlement(study.store, str(difference.id)[:13].upper())
    assert (found.settlement, found.by) == (settled, "anna")
    reopen(study.store, found.settlement, study.anna.id)
    assert consensus_of(study) == []
    with pytest.raises(NotSettledError):
        find_settlement(study.store, str(difference.id))


def test_what_stands_is_told_with_who_decided(study: Study, scope: Scope) -> None:
    difference = boundaries(study, scope)
    assert what_stands(study.store, difference.id) is None
    verdict = Verdict(Ruling.FIRST, study.bea.id)
    settled = settle(study.store, scope, difference, verdict)
    assert what_stands(study.store, difference.id) == Standing(settled, "Bea")


def test_a_difference_is_meant_by_the_beginning_of_its_id(
    study: Study, scope: Scope
) -> None:
    difference = boundaries(study, scope)
    found = find_difference(study.store, scope, str(difference.id)[:13].upper())
    assert found == difference
    with pytest.raises(UnknownDifferenceError):
        find_difference(study.store, scope, "zzz")


def test_of_two_who_decide_at_once_one_is_told_what_the_other_decided(
    study: Study, scope: Scope
) -> None:
    difference = boundaries(study, scope)
    rulings = {study.anna.id: Ruling.FIRST, study.bea.id: Ruling.SECOND}

    def decide(who: CoderId) -> Settlement:
        with closing(open_store(url_of(study.store), ELSEWHERE)) as own:
            return settle(own, scope, difference, Verdict(rulings[who], who))

    given = at_once(lambda: decide(study.anna.id), lambda: decide(study.bea.id))
    (made,) = [it for it in given if isinstance(it, Settlement)]
    (told,) = [it for it in given if it is not made]
    assert isinstance(told, AlreadySettledError)
    assert told.present == made
    assert settlements_of(study, scope) == [made]
    assert tuple(it.id for it in consensus_of(study)) == made.taken
    assert examine(study.store).damages == []
