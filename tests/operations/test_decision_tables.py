"""Settling by a table: anna and Bea differ three times and agree once."""

from dataclasses import replace

import pytest

from qcode.errors import TableRefusedError
from qcode.model.adjudication import DecisionRow, Ruling, Verdict
from qcode.model.span import Span
from qcode.operations.adjudication import settle
from qcode.operations.codings import apply_code
from qcode.operations.decision_plans import Fate, Outcome
from qcode.operations.decision_tables import foresee_decisions, settle_by_table
from qcode.operations.differences import Pair, Scope, find_difference
from qcode.operations.dockets import open_docket
from qcode.operations.doctor import examine
from qcode.operations.finishing import finish
from qcode.operations.history import history, redo, undo
from qcode.operations.memos import list_memos
from qcode.store import codings
from tests.builders import Study, a_coder, a_coding

CONSENSUS = a_coder("consensus")


@pytest.fixture
def scope(study: Study) -> Scope:
    bea, nets = study.bea.id, study.nets.id
    for coding in (
        a_coding(15, 22),
        a_coding(15, 30, coder_id=bea),
        a_coding(31, 40, code_id=nets),
        a_coding(44, 50, code_id=nets, coder_id=bea),
        a_coding(0, 3),
        a_coding(0, 3, coder_id=bea),
        a_coding(0, 2, document_id=study.hebrew.id),
    ):
        apply_code(study.store, coding)
    for coder in (study.anna, study.bea):
        finish(study.store, study.document.id, coder.id)
    return Scope(Pair(study.anna, study.bea))


def a_row(
    number: int, code: str, start: int, end: int, ruling: Ruling | None = None
) -> DecisionRow:
    span = Span(start, end)
    return DecisionRow(number, "", "anna-01", code, span, ruling, "", ())


BOUNDARIES = a_row(2, "engagement", 15, 30, Ruling.SECOND)
OF_ANNA = a_row(3, "nets", 31, 40, Ruling.NEITHER)
OF_BEA = a_row(4, "nets", 44, 50)
ROWS = [BOUNDARIES, OF_ANNA, OF_BEA]


def _consensus(study: Study) -> list[Span]:
    with study.store.read() as connection:
        found = codings.in_document(connection, study.document.id)
    return [it.span for it in found if it.coder_id == CONSENSUS.id]


def _fates(outcomes: list[Outcome]) -> list[Fate]:
    return [it.fate for it in outcomes]


def _refused(study: Study, scope: Scope, *rows: DecisionRow) -> list[str]:
    outcomes = foresee_decisions(study.store, scope, rows)
    return [it.reason for it in outcomes if it.fate is Fate.REFUSED]


def test_a_table_is_carried_out_as_one_step(study: Study, scope: Scope) -> None:
    before = len(history(study.store))
    outcomes = settle_by_table(study.store, scope, ROWS, study.anna.id)
    assert _fates(outcomes) == [Fate.SETTLED, Fate.SETTLED, Fate.OPEN]
    assert _consensus(study) == [Span(15, 30)]
    assert len(history(study.store)) == before + 1
    undo(study.store, study.anna.id)
    assert _consensus(study) == []
    docket = open_docket(study.store, scope)
    assert all(it.settlement is None for it in docket.differences)
    redo(study.store, study.anna.id)
    assert _consensus(study) == [Span(15, 30)]
    assert examine(study.store).damages == []


def test_running_again_changes_nothing(study: Study, scope: Scope) -> None:
    drawn = replace(
        BOUNDARIES, ruling=Ruling.REDRAWN, redrawn=(Span(15, 20), Span(22, 24))
    )
    rows = [drawn, OF_ANNA, OF_BEA]
    settle_by_table(study.store, scope, rows, study.anna.id)
    entries = len(history(study.store))
    outcomes = settle_by_table(study.store, scope, rows, study.bea.id)
    assert _fates(outcomes) == [Fate.SAME, Fate.SAME, Fate.OPEN]
    assert len(history(study.store)) == entries
    assert _consensus(study) == [Span(15, 20), Span(22, 24)]


def test_foreseeing_changes_nothing(study: Study, scope: Scope) -> None:
    outcomes = foresee_decisions(study.store, scope, ROWS)
    assert _fates(outcomes) == [Fate.SETTLED, Fate.SETTLED, Fate.OPEN]
    assert _consensus(study) == []


def test_one_bad_row_hinders_all(study: Study, scope: Scope) -> None:
    bad = a_row(5, "nets", 31, 41, Ruling.FIRST)
    with pytest.raises(TableRefusedError, match=r"row 5 \(anna-01, nets, 31-41\)"):
        settle_by_table(study.store, scope, [*ROWS, bad], study.anna.id)
    assert _consensus(study) == []
    assert _refused(study, scope, *ROWS, bad) == [
        "neither coded from 31 to 41 with this code; what they coded stands at 31-40."
    ]


def test_a_row_means_a_difference_by_its_id(study: Study, scope: Scope) -> None:
    listed = open_docket(study.store, scope).differences
    wanted = next(it for it in listed if len(it.difference.codings) == 2)
    by_id = replace(
        BOUNDARIES, id=str(wanted.difference.id)[:12], document="gone", code=""
    )
    (outcome,) = settle_by_table(study.store, scope, [by_id], study.anna.id)
    assert outcome.difference == wanted.difference
    assert _consensus(study) == [Span(15, 30)]
    assert "no difference 'fff'" in _refused(study, scope, replace(by_id, id="fff"))[0]


def test_what_somebody_settled_otherwise_is_told(study: Study, scope: Scope) -> None:
    settle_by_table(study.store, scope, ROWS, study.bea.id)
    other = replace(BOUNDARIES, ruling=Ruling.FIRST)
    (reason,) = _refused(study, scope, other)
    assert reason.startswith("Bea settled that on ")
    assert ": second." in reason
    settle_by_table(study.store, scope, [other], study.anna.id, is_over=True)
    assert _consensus(study) == [Span(15, 22)]
    undo(study.store, study.anna.id)
    assert _consensus(study) == [Span(15, 30)]
    assert examine(study.store).damages == []


def test_other_spans_are_another_decision(study: Study, scope: Scope) -> None:
    drawn = replace(BOUNDARIES, ruling=Ruling.REDRAWN, redrawn=(Span(15, 20),))
    settle_by_table(study.store, scope, [drawn], study.anna.id)
    (reason,) = _refused(study, scope, replace(drawn, redrawn=(Span(15, 21),)))
    assert "redrawn" in reason


def test_who_is_first_may_have_changed_since(study: Study, scope: Scope) -> None:
    settle_by_table(study.store, scope, [BOUNDARIES], study.anna.id)
    turned = Scope(Pair(study.bea, study.anna))
    rows = [replace(BOUNDARIES, ruling=Ruling.FIRST)]
    assert _fates(foresee_decisions(study.store, turned, rows)) == [Fate.SAME]
    assert len(_refused(study, turned, BOUNDARIES)) == 1


def test_a_table_in_which_the_coders_stand_the_other_way_is_refused(
    study: Study, scope: Scope
) -> None:
    turned = replace(BOUNDARIES, first="bea", second="Anna")
    assert "say so with --between" in _refused(study, scope, turned)[0]
    right = replace(BOUNDARIES, first="ANNA", second="bea")
    assert _refused(study, scope, right) == []


def test_another_why_is_told_and_not_taken(study: Study, scope: Scope) -> None:
    first = replace(BOUNDARIES, why="Klar")
    settle_by_table(study.store, scope, [first], study.anna.id)
    for row, is_kept in (
        (first, False),
        (replace(first, why=""), False),
        (replace(first, why="Anders"), True),
    ):
        (outcome,) = settle_by_table(study.store, scope, [row], study.anna.id)
        assert (outcome.fate, outcome.is_why_kept) == (Fate.SAME, is_kept)
    (settled,) = [
        it.settlement
        for it in open_docket(study.store, scope).differences
        if it.settlement
    ]
    assert settled.why == "Klar"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (replace(OF_BEA, redrawn=(Span(44, 46),)), "write 'redrawn'"),
        (replace(OF_ANNA, redrawn=(Span(31, 33),)), "Spans go with what is redrawn"),
        (replace(OF_ANNA, ruling=Ruling.REDRAWN), "Spans go with what is redrawn"),
        (replace(OF_ANNA, ruling=Ruling.SENT_BACK), "needs a note"),
        (
            replace(OF_ANNA, ruling=Ruling.REDRAWN, redrawn=(Span(1, 2),)),
            "lies outside what the two coded here (31:40)",
        ),
        (
            replace(OF_ANNA, ruling=Ruling.REDRAWN, redrawn=(Span(31, 9_999),)),
            "reaches beyond the end of 'anna-01'",
        ),
        (replace(OF_ANNA, document="carla"), "no document 'carla'"),
        (replace(OF_ANNA, code="mut"), "no code 'mut'"),
        (replace(OF_ANNA, span=None), "it needs the difference's id, or document"),
        (
            replace(OF_ANNA, span=Span(2, 3)),
            "neither coded from 2 to 3 with this code.",
        ),
    ],
)
def test_what_is_wrong_with_a_row_is_said(
    study: Study, scope: Scope, row: DecisionRow, complaint: str
) -> None:
    (reason,) = _refused(study, scope, row)
    assert complaint in reason


def test_a_difference_is_decided_about_once_in_a_table(
    study: Study, scope: Scope
) -> None:
    again = replace(OF_ANNA, row=9)
    assert _refused(study, scope, *ROWS, again) == ["row 3 decides about the same."]


def test_what_not_both_have_finished_is_refused_unless_asked_for(
    study: Study, scope: Scope
) -> None:
    there = replace(
        OF_ANNA, document=study.hebrew.name, code="engagement", span=Span(0, 2)
    )
    (reason,) = _refused(study, scope, there)
    assert f"{study.hebrew.name} is left out (not finished by anna, Bea)" in reason
    asked_for = replace(scope, with_unfinished=True)
    assert _refused(study, asked_for, there) == []


def test_what_both_coded_alike_can_be_decided_about(study: Study, scope: Scope) -> None:
    alike = a_row(2, "engagement", 0, 3, Ruling.REDRAWN)
    row = replace(alike, redrawn=(Span(1, 3),))
    settle_by_table(study.store, scope, [row], study.anna.id)
    assert _consensus(study) == [Span(1, 3)]


def test_what_is_sent_back_becomes_a_memo(study: Study, scope: Scope) -> None:
    row = replace(OF_ANNA, ruling=Ruling.SENT_BACK, why="Wo endet es?")
    settle_by_table(study.store, scope, [row], study.anna.id)
    assert [it.text for it in list_memos(study.store)] == ["Wo endet es?"]


def test_a_table_settles_what_settling_one_by_one_does(
    study: Study, scope: Scope
) -> None:
    """The second way: each row by itself."""
    settle_by_table(study.store, scope, ROWS, study.anna.id)
    by_table = _consensus(study)
    undo(study.store, study.anna.id)
    for row in (BOUNDARIES, OF_ANNA):
        assert row.ruling is not None
        (meant,) = [
            it.difference
            for it in open_docket(study.store, scope).differences
            if it.difference.span == row.span
        ]
        found = find_difference(study.store, scope, str(meant.id))
        settle(study.store, scope, found, Verdict(row.ruling, study.anna.id))
    assert _consensus(study) == by_table
