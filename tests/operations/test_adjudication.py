from dataclasses import replace

import pytest

from qcode.errors import (
    AlreadySettledError,
    NotYoursError,
    RefusedError,
    SpanOutOfRangeError,
    UnknownDifferenceError,
)
from qcode.model.adjudication import Difference, Ruling
from qcode.model.coding import Coding, Origin, Subject
from qcode.model.journal import Verb
from qcode.model.span import Span
from qcode.operations.adjudication import (
    Pair,
    Verdict,
    alike_waiting,
    explain,
    find_difference,
    list_differences,
    outdated,
    reopen,
    settle,
    take_alike,
)
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.doctor import examine
from qcode.operations.history import history, redo, undo
from qcode.operations.memos import list_memos
from qcode.store import codings
from tests.builders import Study, a_coder, a_coding

CONSENSUS = a_coder("consensus")


@pytest.fixture
def pair(study: Study) -> Pair:
    """anna and Bea differ in a span of engagement, and anna alone has nets."""
    for coding in (
        a_coding(15, 22),
        a_coding(15, 30, coder_id=study.bea.id),
        a_coding(31, 40, code_id=study.nets.id),
        a_coding(0, 3),
        a_coding(0, 3, coder_id=study.bea.id),
    ):
        apply_code(study.store, coding)
    return Pair(study.anna, study.bea)


def _boundaries(study: Study, pair: Pair) -> Difference:
    return next(
        it.difference
        for it in list_differences(study.store, pair)
        if len(it.difference.codings) == 2
    )


def _consensus(study: Study) -> list[Coding]:
    with study.store.read() as connection:
        found = codings.in_document(connection, study.document.id)
    return [it for it in found if it.coder_id == CONSENSUS.id]


def test_differences_are_listed_with_their_texts(study: Study, pair: Pair) -> None:
    listed = list_differences(study.store, pair)
    assert [it.document for it in listed] == ["anna-01", "anna-01"]
    texts = [list(it.segments.values()) for it in listed]
    by_hand = [study.document.text[15:22], study.document.text[15:30]]
    assert by_hand in texts
    assert [study.document.text[31:40]] in texts
    assert list_differences(study.store, pair, study.hebrew.id) == []


def test_what_is_taken_is_a_coding_of_the_consensus_set(
    study: Study, pair: Pair
) -> None:
    difference = find_difference(study.store, pair, str(_boundaries(study, pair).id))
    settled = settle(
        study.store,
        pair,
        difference,
        Verdict(Ruling.SECOND, study.anna.id, why=" Der Satz gehört dazu. "),
    )
    (coding,) = _consensus(study)
    assert (coding.span, coding.origin) == (Span(15, 30), Origin.ADJUDICATION)
    assert settled.taken == (coding.id,)
    assert (settled.coder_id, settled.why) == (study.anna.id, "Der Satz gehört dazu.")
    listed = {
        it.difference.id: it.settlement for it in list_differences(study.store, pair)
    }
    assert listed[difference.id] == settled
    assert examine(study.store).damages == []


def test_the_coders_own_sets_stay_as_they_were(study: Study, pair: Pair) -> None:
    with study.store.read() as connection:
        before = codings.in_document(connection, study.document.id)
    difference = _boundaries(study, pair)
    settle(study.store, pair, difference, Verdict(Ruling.BOTH, study.anna.id))
    with study.store.read() as connection:
        after = codings.in_document(connection, study.document.id)
    assert [it for it in after if it.coder_id != CONSENSUS.id] == before


def test_a_span_can_be_drawn_anew(study: Study, pair: Pair) -> None:
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=Span(15, 26))
    settle(study.store, pair, _boundaries(study, pair), verdict)
    assert [it.span for it in _consensus(study)] == [Span(15, 26)]


def test_a_span_elsewhere_decides_nothing(study: Study, pair: Pair) -> None:
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=Span(30, 40))
    with pytest.raises(RefusedError, match="outside"):
        settle(study.store, pair, _boundaries(study, pair), verdict)
    assert _consensus(study) == []


def test_a_span_outside_the_text_decides_nothing(study: Study, pair: Pair) -> None:
    verdict = Verdict(Ruling.REDRAWN, study.anna.id, redrawn=Span(15, 9_999))
    with pytest.raises(SpanOutOfRangeError):
        settle(study.store, pair, _boundaries(study, pair), verdict)
    assert all(it.settlement is None for it in list_differences(study.store, pair))


def test_what_is_sent_back_becomes_a_memo_on_the_code(study: Study, pair: Pair) -> None:
    difference = _boundaries(study, pair)
    with pytest.raises(RefusedError, match="note"):
        settle(study.store, pair, difference, Verdict(Ruling.SENT_BACK, study.anna.id))
    verdict = Verdict(Ruling.SENT_BACK, study.anna.id, "Wo endet Engagement?")
    settle(study.store, pair, difference, verdict)
    (memo,) = list_memos(study.store)
    assert (memo.subject, memo.subject_id) == (Subject.CODE, study.engagement.id)
    assert memo.text == "Wo endet Engagement?"
    assert _consensus(study) == []


def test_what_somebody_settled_is_not_settled_over(study: Study, pair: Pair) -> None:
    difference = _boundaries(study, pair)
    settle(study.store, pair, difference, Verdict(Ruling.NEITHER, study.bea.id))
    with pytest.raises(AlreadySettledError, match="Bea settled that") as caught:
        settle(study.store, pair, difference, Verdict(Ruling.FIRST, study.anna.id))
    assert caught.value.ruling == "neither"
    assert _consensus(study) == []


def test_codings_that_changed_meanwhile_are_not_settled(
    study: Study, pair: Pair
) -> None:
    difference = _boundaries(study, pair)
    remove_coding(study.store, difference.second[0].id, study.bea.id)
    with pytest.raises(UnknownDifferenceError):
        settle(study.store, pair, difference, Verdict(Ruling.FIRST, study.anna.id))


def test_a_decision_can_be_reopened(study: Study, pair: Pair) -> None:
    difference = _boundaries(study, pair)
    settle(study.store, pair, difference, Verdict(Ruling.FIRST, study.anna.id))
    reopen(study.store, difference.id, study.bea.id)
    assert _consensus(study) == []
    assert all(it.settlement is None for it in list_differences(study.store, pair))
    with pytest.raises(RefusedError, match="Nothing was decided"):
        reopen(study.store, difference.id, study.bea.id)


def test_what_was_decided_anew_meanwhile_is_not_reopened_unseen(
    study: Study, pair: Pair
) -> None:
    difference = _boundaries(study, pair)
    verdict = Verdict(Ruling.FIRST, study.anna.id)
    seen = settle(study.store, pair, difference, verdict)
    reopen(study.store, difference.id, study.bea.id, seen)
    settle(study.store, pair, difference, Verdict(Ruling.SECOND, study.bea.id))
    with pytest.raises(AlreadySettledError, match="Bea settled that") as caught:
        reopen(study.store, difference.id, study.anna.id, seen)
    assert caught.value.ruling == "second"
    assert [it.span for it in _consensus(study)] == [Span(15, 30)]


def test_why_something_was_decided_is_said_later(study: Study, pair: Pair) -> None:
    difference = _boundaries(study, pair)
    verdict = Verdict(Ruling.FIRST, study.anna.id, "Vorläufig")
    settled = settle(study.store, pair, difference, verdict)
    told = explain(study.store, difference.id, study.anna.id, " Satz 2 ist Folge. ")
    assert told == replace(settled, why="Satz 2 ist Folge.")
    listed = list_differences(study.store, pair)
    assert [it.settlement for it in listed if it.settlement] == [told]
    undo(study.store, study.anna.id)
    listed = list_differences(study.store, pair)
    assert [it.settlement for it in listed if it.settlement] == [settled]
    redo(study.store, study.anna.id)
    assert examine(study.store).damages == []


def test_nobody_says_why_somebody_else_decided(study: Study, pair: Pair) -> None:
    difference = _boundaries(study, pair)
    with pytest.raises(RefusedError, match="Nothing was decided"):
        explain(study.store, difference.id, study.anna.id, "Darum")
    settle(study.store, pair, difference, Verdict(Ruling.FIRST, study.bea.id))
    with pytest.raises(NotYoursError, match="Bea's"):
        explain(study.store, difference.id, study.anna.id, "Darum")


def test_settling_is_undone_and_redone_as_one_step(study: Study, pair: Pair) -> None:
    difference = _boundaries(study, pair)
    verdict = Verdict(Ruling.SENT_BACK, study.anna.id, "Grenze klären")
    settle(study.store, pair, difference, verdict)
    undo(study.store, study.anna.id)
    assert list_memos(study.store) == []
    assert all(it.settlement is None for it in list_differences(study.store, pair))
    redo(study.store, study.anna.id)
    assert [memo.text for memo in list_memos(study.store)] == ["Grenze klären"]
    undo(study.store, study.anna.id)
    settle(study.store, pair, difference, Verdict(Ruling.BOTH, study.anna.id))
    undo(study.store, study.anna.id)
    assert _consensus(study) == []
    assert examine(study.store).damages == []


def test_what_both_coded_alike_is_taken_in_one_step(study: Study, pair: Pair) -> None:
    (waiting,) = alike_waiting(study.store, pair)
    (settled,) = take_alike(study.store, pair, study.anna.id)
    assert settled.difference_id == waiting.id
    assert alike_waiting(study.store, pair) == []
    assert [it.span for it in _consensus(study)] == [Span(0, 3)]
    assert settled.ruling is Ruling.BOTH
    assert history(study.store)[0].entry.action.verb is Verb.DIFFERENCES_SETTLED
    with pytest.raises(RefusedError):
        take_alike(study.store, pair, study.anna.id)
    undo(study.store, study.anna.id)
    assert _consensus(study) == []


def test_a_decision_about_codings_that_changed_is_told_and_can_be_reopened(
    study: Study, pair: Pair
) -> None:
    difference = _boundaries(study, pair)
    settled = settle(
        study.store, pair, difference, Verdict(Ruling.FIRST, study.anna.id)
    )
    assert outdated(study.store, pair) == []
    remove_coding(study.store, difference.second[0].id, study.bea.id)
    assert outdated(study.store, pair) == [settled]
    reopen(study.store, difference.id, study.anna.id)
    assert _consensus(study) == []


def test_a_difference_is_meant_by_the_beginning_of_its_id(
    study: Study, pair: Pair
) -> None:
    difference = _boundaries(study, pair)
    found = find_difference(study.store, pair, str(difference.id)[:13].upper())
    assert found == difference
    with pytest.raises(UnknownDifferenceError):
        find_difference(study.store, pair, "zzz")
