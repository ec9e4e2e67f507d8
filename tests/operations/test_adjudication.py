"""Deciding about differences: what is taken, drawn anew, sent back."""

from dataclasses import replace

import pytest

from qcode.errors import (
    AlreadySettledError,
    NotAdjudicatedError,
    RefusedError,
    SpanOutOfRangeError,
    UnknownDifferenceError,
)
from qcode.model.adjudication import Ruling, Verdict
from qcode.model.coding import Origin, Subject
from qcode.model.span import Span
from qcode.operations import finishing
from qcode.operations.adjudication import (
    reopen,
    settle,
    take_alike,
)
from qcode.operations.codings import remove_coding
from qcode.operations.differences import (
    Scope,
    find_difference,
)
from qcode.operations.dockets import open_docket
from qcode.operations.doctor import examine
from qcode.operations.history import undo
from qcode.operations.memos import list_memos
from qcode.store import codings
from tests.builders import Study
from tests.operations.adjudicating import (
    CONSENSUS,
    boundaries,
    consensus_of,
    differing,
    docket_of,
    settlements_of,
)


@pytest.fixture
def scope(study: Study) -> Scope:
    return differing(study)


def test_differences_are_listed_with_their_texts(study: Study, scope: Scope) -> None:
    listed = docket_of(study, scope)
    assert [it.document for it in listed] == ["anna-01", "anna-01"]
    texts = [list(it.segments.values()) for it in listed]
    by_hand = [study.document.text[15:22], study.document.text[15:30]]
    assert by_hand in texts
    assert [study.document.text[31:40]] in texts
    elsewhere = Scope(scope.pair, [study.hebrew.id], with_unfinished=True)
    assert docket_of(study, elsewhere) == []


def test_what_is_taken_is_a_coding_of_the_consensus_set(
    study: Study, scope: Scope
) -> None:
    difference = find_difference(study.store, scope, str(boundaries(study, scope).id))
    settled = settle(
        study.store,
        scope,
        difference,
        Verdict(Ruling.SECOND, study.anna.id, why=" Der Satz gehört dazu. "),
    )
    (coding,) = consensus_of(study)
    assert (coding.span, coding.origin) == (Span(15, 30), Origin.ADJUDICATION)
    assert settled.taken == (coding.id,)
    assert (settled.coder_id, settled.why) == (study.anna.id, "Der Satz gehört dazu.")
    listed = {it.difference.id: it.settlement for it in docket_of(study, scope)}
    assert listed[difference.id] == settled
    assert examine(study.store).damages == []


def test_the_coders_own_sets_stay_as_they_were(study: Study, scope: Scope) -> None:
    with study.store.read() as connection:
        before = codings.in_document(connection, study.document.id)
    difference = boundaries(study, scope)
    settle(study.store, scope, difference, Verdict(Ruling.BOTH, study.anna.id))
    with study.store.read() as connection:
        after = codings.in_document(connection, study.document.id)
    assert [it for it in after if it.coder_id != CONSENSUS.id] == before


def test_a_span_can_be_drawn_anew(study: Study, scope: Scope) -> None:
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=(Span(15, 26),))
    settle(study.store, scope, boundaries(study, scope), verdict)
    assert [it.span for it in consensus_of(study)] == [Span(15, 26)]


def test_several_spans_can_be_drawn_anew(study: Study, scope: Scope) -> None:
    spans = (Span(20, 26), Span(15, 18), Span(20, 26))
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=spans)
    settled = settle(study.store, scope, boundaries(study, scope), verdict)
    assert [it.span for it in consensus_of(study)] == [Span(15, 18), Span(20, 26)]
    docket = open_docket(study.store, scope)
    assert docket.spans_taken(settled) == [Span(15, 18), Span(20, 26)]
    undo(study.store, study.anna.id)
    assert consensus_of(study) == []


def test_spans_go_with_what_is_redrawn(study: Study, scope: Scope) -> None:
    difference, spans = boundaries(study, scope), (Span(15, 18),)
    for verdict in (
        Verdict(Ruling.FIRST, study.anna.id, redrawn=spans),
        Verdict(Ruling.REDRAWN, study.anna.id),
    ):
        with pytest.raises(RefusedError, match="Spans go with what is redrawn"):
            settle(study.store, scope, difference, verdict)


def test_a_span_elsewhere_decides_nothing(study: Study, scope: Scope) -> None:
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=(Span(30, 40),))
    with pytest.raises(RefusedError, match="outside"):
        settle(study.store, scope, boundaries(study, scope), verdict)
    assert consensus_of(study) == []


def test_a_span_outside_the_text_decides_nothing(study: Study, scope: Scope) -> None:
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=(Span(15, 9_999),))
    with pytest.raises(SpanOutOfRangeError):
        settle(study.store, scope, boundaries(study, scope), verdict)
    assert all(it.settlement is None for it in docket_of(study, scope))


def test_what_is_sent_back_becomes_a_memo_on_the_code(
    study: Study, scope: Scope
) -> None:
    difference = boundaries(study, scope)
    with pytest.raises(RefusedError, match="note"):
        settle(study.store, scope, difference, Verdict(Ruling.SENT_BACK, study.anna.id))
    verdict = Verdict(Ruling.SENT_BACK, study.anna.id, "Wo endet Engagement?")
    settle(study.store, scope, difference, verdict)
    (memo,) = list_memos(study.store)
    assert (memo.subject, memo.subject_id) == (Subject.CODE, study.engagement.id)
    assert memo.text == "Wo endet Engagement?"
    assert consensus_of(study) == []


def test_what_somebody_settled_is_not_settled_over(study: Study, scope: Scope) -> None:
    difference = boundaries(study, scope)
    verdict = Verdict(Ruling.NEITHER, study.bea.id, "Zu breit")
    theirs = settle(study.store, scope, difference, verdict)
    with pytest.raises(AlreadySettledError, match="Bea settled that") as caught:
        settle(study.store, scope, difference, Verdict(Ruling.FIRST, study.anna.id))
    assert (caught.value.present, caught.value.by) == (theirs, "Bea")
    assert "neither (Zu breit)" in str(caught.value)
    assert consensus_of(study) == []


def test_a_decision_that_was_seen_gives_way_in_one_step(
    study: Study, scope: Scope
) -> None:
    difference = boundaries(study, scope)
    verdict = Verdict(Ruling.FIRST, study.bea.id)
    theirs = settle(study.store, scope, difference, verdict)
    verdict = Verdict(Ruling.SECOND, study.anna.id)
    mine = settle(study.store, scope, difference, verdict, theirs)
    assert settlements_of(study, scope) == [mine]
    assert [it.span for it in consensus_of(study)] == [Span(15, 30)]
    undo(study.store, study.anna.id)
    assert settlements_of(study, scope) == [theirs]
    assert [it.span for it in consensus_of(study)] == [Span(15, 22)]
    assert examine(study.store).damages == []


def test_a_decision_gives_way_only_as_it_was_seen(study: Study, scope: Scope) -> None:
    difference = boundaries(study, scope)
    seen = settle(study.store, scope, difference, Verdict(Ruling.FIRST, study.bea.id))
    reopen(study.store, seen, study.bea.id)
    verdict = Verdict(Ruling.SECOND, study.bea.id)
    now = settle(study.store, scope, difference, verdict, seen)
    verdict = Verdict(Ruling.BOTH, study.anna.id)
    with pytest.raises(AlreadySettledError) as caught:
        settle(study.store, scope, difference, verdict, seen)
    assert caught.value.present == now
    assert [it.span for it in consensus_of(study)] == [Span(15, 30)]


def test_codings_that_changed_meanwhile_are_not_settled(
    study: Study, scope: Scope
) -> None:
    difference = boundaries(study, scope)
    remove_coding(study.store, difference.second[0].id, study.bea.id)
    with pytest.raises(UnknownDifferenceError):
        settle(study.store, scope, difference, Verdict(Ruling.FIRST, study.anna.id))


def test_what_is_not_finished_by_both_is_not_settled(
    study: Study, scope: Scope
) -> None:
    difference = boundaries(study, scope)
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
