from contextlib import closing
from dataclasses import replace

import pytest

from qcode.errors import (
    AlreadySettledError,
    NotAdjudicatedError,
    NotSettledError,
    NotYoursError,
    RefusedError,
    SpanOutOfRangeError,
    UnknownDifferenceError,
)
from qcode.model.adjudication import Difference, Ruling, Settlement, Verdict
from qcode.model.coding import Coding, Origin, Subject
from qcode.model.ids import CoderId
from qcode.model.journal import Verb
from qcode.model.span import Span
from qcode.operations import finishing
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
    Adjudicated,
    Pair,
    Scope,
    find_difference,
)
from qcode.operations.dockets import open_docket
from qcode.operations.doctor import examine
from qcode.operations.finishing import finish
from qcode.operations.history import history, redo, undo
from qcode.operations.memos import list_memos
from qcode.store import coders, codings, open_store
from tests.builders import ELSEWHERE, Study, a_coder, a_coding, url_of
from tests.operations.test_at_once import at_once

CONSENSUS = a_coder("consensus")


@pytest.fixture
def scope(study: Study) -> Scope:
    """anna and Bea differ in a span of engagement, and anna alone has nets."""
    for coding in (
        a_coding(15, 22),
        a_coding(15, 30, coder_id=study.bea.id),
        a_coding(31, 40, code_id=study.nets.id),
        a_coding(0, 3),
        a_coding(0, 3, coder_id=study.bea.id),
    ):
        apply_code(study.store, coding)
    for coder in (study.anna, study.bea):
        finish(study.store, study.document.id, coder.id)
    return Scope(Pair(study.anna, study.bea))


def _listed(study: Study, scope: Scope) -> list[Adjudicated]:
    return list(open_docket(study.store, scope).differences)


def _settlements(study: Study, scope: Scope) -> list[Settlement]:
    return [it.settlement for it in _listed(study, scope) if it.settlement]


def _boundaries(study: Study, scope: Scope) -> Difference:
    return next(
        it.difference for it in _listed(study, scope) if len(it.difference.codings) == 2
    )


def _consensus(study: Study) -> list[Coding]:
    with study.store.read() as connection:
        found = codings.in_document(connection, study.document.id)
    return [it for it in found if it.coder_id == CONSENSUS.id]


def test_differences_are_listed_with_their_texts(study: Study, scope: Scope) -> None:
    listed = _listed(study, scope)
    assert [it.document for it in listed] == ["anna-01", "anna-01"]
    texts = [list(it.segments.values()) for it in listed]
    by_hand = [study.document.text[15:22], study.document.text[15:30]]
    assert by_hand in texts
    assert [study.document.text[31:40]] in texts
    elsewhere = Scope(scope.pair, [study.hebrew.id], with_unfinished=True)
    assert _listed(study, elsewhere) == []


def test_what_is_taken_is_a_coding_of_the_consensus_set(
    study: Study, scope: Scope
) -> None:
    difference = find_difference(study.store, scope, str(_boundaries(study, scope).id))
    settled = settle(
        study.store,
        scope,
        difference,
        Verdict(Ruling.SECOND, study.anna.id, why=" Der Satz gehört dazu. "),
    )
    (coding,) = _consensus(study)
    assert (coding.span, coding.origin) == (Span(15, 30), Origin.ADJUDICATION)
    assert settled.taken == (coding.id,)
    assert (settled.coder_id, settled.why) == (study.anna.id, "Der Satz gehört dazu.")
    listed = {it.difference.id: it.settlement for it in _listed(study, scope)}
    assert listed[difference.id] == settled
    assert examine(study.store).damages == []


def test_the_coders_own_sets_stay_as_they_were(study: Study, scope: Scope) -> None:
    with study.store.read() as connection:
        before = codings.in_document(connection, study.document.id)
    difference = _boundaries(study, scope)
    settle(study.store, scope, difference, Verdict(Ruling.BOTH, study.anna.id))
    with study.store.read() as connection:
        after = codings.in_document(connection, study.document.id)
    assert [it for it in after if it.coder_id != CONSENSUS.id] == before


def test_a_span_can_be_drawn_anew(study: Study, scope: Scope) -> None:
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=(Span(15, 26),))
    settle(study.store, scope, _boundaries(study, scope), verdict)
    assert [it.span for it in _consensus(study)] == [Span(15, 26)]


def test_several_spans_can_be_drawn_anew(study: Study, scope: Scope) -> None:
    spans = (Span(20, 26), Span(15, 18), Span(20, 26))
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=spans)
    settled = settle(study.store, scope, _boundaries(study, scope), verdict)
    assert [it.span for it in _consensus(study)] == [Span(15, 18), Span(20, 26)]
    docket = open_docket(study.store, scope)
    assert docket.spans_taken(settled) == [Span(15, 18), Span(20, 26)]
    undo(study.store, study.anna.id)
    assert _consensus(study) == []


def test_spans_go_with_what_is_redrawn(study: Study, scope: Scope) -> None:
    difference, spans = _boundaries(study, scope), (Span(15, 18),)
    for verdict in (
        Verdict(Ruling.FIRST, study.anna.id, redrawn=spans),
        Verdict(Ruling.REDRAWN, study.anna.id),
    ):
        with pytest.raises(RefusedError, match="Spans go with what is redrawn"):
            settle(study.store, scope, difference, verdict)


def test_a_span_elsewhere_decides_nothing(study: Study, scope: Scope) -> None:
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=(Span(30, 40),))
    with pytest.raises(RefusedError, match="outside"):
        settle(study.store, scope, _boundaries(study, scope), verdict)
    assert _consensus(study) == []


def test_a_span_outside_the_text_decides_nothing(study: Study, scope: Scope) -> None:
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=(Span(15, 9_999),))
    with pytest.raises(SpanOutOfRangeError):
        settle(study.store, scope, _boundaries(study, scope), verdict)
    assert all(it.settlement is None for it in _listed(study, scope))


def test_what_is_sent_back_becomes_a_memo_on_the_code(
    study: Study, scope: Scope
) -> None:
    difference = _boundaries(study, scope)
    with pytest.raises(RefusedError, match="note"):
        settle(study.store, scope, difference, Verdict(Ruling.SENT_BACK, study.anna.id))
    verdict = Verdict(Ruling.SENT_BACK, study.anna.id, "Wo endet Engagement?")
    settle(study.store, scope, difference, verdict)
    (memo,) = list_memos(study.store)
    assert (memo.subject, memo.subject_id) == (Subject.CODE, study.engagement.id)
    assert memo.text == "Wo endet Engagement?"
    assert _consensus(study) == []


def test_what_somebody_settled_is_not_settled_over(study: Study, scope: Scope) -> None:
    difference = _boundaries(study, scope)
    verdict = Verdict(Ruling.NEITHER, study.bea.id, "Zu breit")
    theirs = settle(study.store, scope, difference, verdict)
    with pytest.raises(AlreadySettledError, match="Bea settled that") as caught:
        settle(study.store, scope, difference, Verdict(Ruling.FIRST, study.anna.id))
    assert (caught.value.present, caught.value.by) == (theirs, "Bea")
    assert "neither (Zu breit)" in str(caught.value)
    assert _consensus(study) == []


def test_a_decision_that_was_seen_gives_way_in_one_step(
    study: Study, scope: Scope
) -> None:
    difference = _boundaries(study, scope)
    verdict = Verdict(Ruling.FIRST, study.bea.id)
    theirs = settle(study.store, scope, difference, verdict)
    verdict = Verdict(Ruling.SECOND, study.anna.id)
    mine = settle(study.store, scope, difference, verdict, theirs)
    assert _settlements(study, scope) == [mine]
    assert [it.span for it in _consensus(study)] == [Span(15, 30)]
    undo(study.store, study.anna.id)
    assert _settlements(study, scope) == [theirs]
    assert [it.span for it in _consensus(study)] == [Span(15, 22)]
    assert examine(study.store).damages == []


def test_a_decision_gives_way_only_as_it_was_seen(study: Study, scope: Scope) -> None:
    difference = _boundaries(study, scope)
    seen = settle(study.store, scope, difference, Verdict(Ruling.FIRST, study.bea.id))
    reopen(study.store, seen, study.bea.id)
    verdict = Verdict(Ruling.SECOND, study.bea.id)
    now = settle(study.store, scope, difference, verdict, seen)
    verdict = Verdict(Ruling.BOTH, study.anna.id)
    with pytest.raises(AlreadySettledError) as caught:
        settle(study.store, scope, difference, verdict, seen)
    assert caught.value.present == now
    assert [it.span for it in _consensus(study)] == [Span(15, 30)]


def test_codings_that_changed_meanwhile_are_not_settled(
    study: Study, scope: Scope
) -> None:
    difference = _boundaries(study, scope)
    remove_coding(study.store, difference.second[0].id, study.bea.id)
    with pytest.raises(UnknownDifferenceError):
        settle(study.store, scope, difference, Verdict(Ruling.FIRST, study.anna.id))


def test_what_is_not_finished_by_both_is_not_settled(
    study: Study, scope: Scope
) -> None:
    difference = _boundaries(study, scope)
    finishing.reopen(study.store, study.document.id, study.bea.id)
    verdict = Verdict(Ruling.FIRST, study.anna.id)
    for_both = replace(scope, with_unfinished=True)
    with pytest.raises(NotAdjudicatedError, match=r"anna-01.*not finished by Bea"):
        settle(study.store, scope, difference, verdict)
    with pytest.raises(NotAdjudicatedError):
        find_difference(study.store, scope, str(difference.id))
    with pytest.raises(RefusedError, match="alike"):
        take_alike(study.store, scope, study.anna.id)
    assert find_difference(study.store, for_both, str(difference.id)) == difference
    settle(study.store, for_both, difference, verdict)
    assert len(take_alike(study.store, for_both, study.anna.id).settlements) == 1


def test_a_decision_can_be_reopened(study: Study, scope: Scope) -> None:
    difference = _boundaries(study, scope)
    verdict = Verdict(Ruling.FIRST, study.anna.id)
    settled = settle(study.store, scope, difference, verdict)
    reopen(study.store, settled, study.bea.id)
    assert _consensus(study) == []
    assert _settlements(study, scope) == []
    with pytest.raises(NotSettledError, match="Nothing is decided"):
        reopen(study.store, settled, study.bea.id)


def test_what_was_decided_anew_meanwhile_is_not_reopened_unseen(
    study: Study, scope: Scope
) -> None:
    difference = _boundaries(study, scope)
    verdict = Verdict(Ruling.FIRST, study.anna.id)
    seen = settle(study.store, scope, difference, verdict)
    reopen(study.store, seen, study.bea.id)
    now = settle(study.store, scope, difference, Verdict(Ruling.SECOND, study.bea.id))
    with pytest.raises(AlreadySettledError, match="Bea settled that") as caught:
        reopen(study.store, seen, study.anna.id)
    assert caught.value.present == now
    assert [it.span for it in _consensus(study)] == [Span(15, 30)]


def test_a_coding_that_two_decisions_stand_for_stays_when_one_is_reopened(
    study: Study, scope: Scope
) -> None:
    apply_code(study.store, a_coding(31, 34))
    one, other = (
        it.difference
        for it in _listed(study, scope)
        if it.difference.code_id == study.engagement.id
    )
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=(Span(15, 34),))
    first = settle(study.store, scope, one, verdict)
    second = settle(study.store, scope, other, verdict)
    assert first.taken == second.taken
    reopen(study.store, first, study.anna.id)
    assert [it.span for it in _consensus(study)] == [Span(15, 34)]
    reopen(study.store, second, study.anna.id)
    assert _consensus(study) == []


def test_what_the_consensus_coder_coded_by_hand_stays_when_reopened(
    study: Study, scope: Scope
) -> None:
    by_hand = a_coding(15, 22, coder_id=CONSENSUS.id)
    with study.store.begin() as connection:
        coders.ensure(connection, CONSENSUS)
    apply_code(study.store, by_hand)
    verdict = Verdict(Ruling.FIRST, study.anna.id)
    settled = settle(study.store, scope, _boundaries(study, scope), verdict)
    reopen(study.store, settled, study.anna.id)
    assert _consensus(study) == [by_hand]


def test_why_something_was_decided_is_said_later(study: Study, scope: Scope) -> None:
    difference = _boundaries(study, scope)
    verdict = Verdict(Ruling.FIRST, study.anna.id, "Vorläufig")
    settled = settle(study.store, scope, difference, verdict)
    told = explain(study.store, settled, study.anna.id, " Satz 2 ist Folge. ")
    assert told == replace(settled, why="Satz 2 ist Folge.")
    assert _settlements(study, scope) == [told]
    with pytest.raises(AlreadySettledError, match="Satz 2 ist Folge"):
        explain(study.store, settled, study.anna.id, "Anders")
    undo(study.store, study.anna.id)
    assert _settlements(study, scope) == [settled]
    redo(study.store, study.anna.id)
    assert examine(study.store).damages == []


def test_nobody_says_why_somebody_else_decided(study: Study, scope: Scope) -> None:
    difference = _boundaries(study, scope)
    settled = settle(
        study.store, scope, difference, Verdict(Ruling.FIRST, study.bea.id)
    )
    with pytest.raises(NotYoursError, match="Bea's"):
        explain(study.store, settled, study.anna.id, "Darum")
    reopen(study.store, settled, study.bea.id)
    with pytest.raises(NotSettledError):
        explain(study.store, settled, study.anna.id, "Darum")


def test_settling_is_undone_and_redone_as_one_step(study: Study, scope: Scope) -> None:
    difference = _boundaries(study, scope)
    verdict = Verdict(Ruling.SENT_BACK, study.anna.id, "Grenze klären")
    settle(study.store, scope, difference, verdict)
    undo(study.store, study.anna.id)
    assert list_memos(study.store) == []
    assert _settlements(study, scope) == []
    redo(study.store, study.anna.id)
    assert [memo.text for memo in list_memos(study.store)] == ["Grenze klären"]
    undo(study.store, study.anna.id)
    settle(study.store, scope, difference, Verdict(Ruling.BOTH, study.anna.id))
    undo(study.store, study.anna.id)
    assert _consensus(study) == []
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
    assert [it.span for it in _consensus(study)] == [Span(0, 3)]
    assert settled.ruling is Ruling.BOTH
    assert history(study.store)[0].entry.action.verb is Verb.DIFFERENCES_SETTLED
    with pytest.raises(RefusedError):
        take_alike(study.store, scope, study.anna.id)
    undo(study.store, study.anna.id)
    assert _consensus(study) == []


def test_what_both_coded_alike_can_be_drawn_anew_and_is_not_taken_then(
    study: Study, scope: Scope
) -> None:
    (waiting,) = open_docket(study.store, scope).alike_waiting
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=(Span(0, 2),))
    settle(study.store, scope, waiting, verdict)
    with pytest.raises(RefusedError, match="alike"):
        take_alike(study.store, scope, study.anna.id)
    assert [it.span for it in _consensus(study)] == [Span(0, 2)]


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
    difference = _boundaries(study, scope)
    settled = settle(
        study.store, scope, difference, Verdict(Ruling.FIRST, study.anna.id)
    )
    assert open_docket(study.store, scope).outdated == []
    remove_coding(study.store, difference.second[0].id, study.bea.id)
    assert open_docket(study.store, scope).outdated == [settled]
    found = find_settlement(study.store, str(difference.id)[:13].upper())
    assert (found.settlement, found.by) == (settled, "anna")
    reopen(study.store, found.settlement, study.anna.id)
    assert _consensus(study) == []
    with pytest.raises(NotSettledError):
        find_settlement(study.store, str(difference.id))


def test_what_stands_is_told_with_who_decided(study: Study, scope: Scope) -> None:
    difference = _boundaries(study, scope)
    assert what_stands(study.store, difference.id) is None
    verdict = Verdict(Ruling.FIRST, study.bea.id)
    settled = settle(study.store, scope, difference, verdict)
    assert what_stands(study.store, difference.id) == Standing(settled, "Bea")


def test_a_difference_is_meant_by_the_beginning_of_its_id(
    study: Study, scope: Scope
) -> None:
    difference = _boundaries(study, scope)
    found = find_difference(study.store, scope, str(difference.id)[:13].upper())
    assert found == difference
    with pytest.raises(UnknownDifferenceError):
        find_difference(study.store, scope, "zzz")


def test_of_two_who_decide_at_once_one_is_told_what_the_other_decided(
    study: Study, scope: Scope
) -> None:
    difference = _boundaries(study, scope)
    rulings = {study.anna.id: Ruling.FIRST, study.bea.id: Ruling.SECOND}

    def decide(who: CoderId) -> Settlement:
        with closing(open_store(url_of(study.store), ELSEWHERE)) as own:
            return settle(own, scope, difference, Verdict(rulings[who], who))

    given = at_once(lambda: decide(study.anna.id), lambda: decide(study.bea.id))
    (made,) = [it for it in given if isinstance(it, Settlement)]
    (told,) = [it for it in given if it is not made]
    assert isinstance(told, AlreadySettledError)
    assert told.present == made
    assert _settlements(study, scope) == [made]
    assert tuple(it.id for it in _consensus(study)) == made.taken
    assert examine(study.store).damages == []
