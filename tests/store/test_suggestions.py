import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from qcode.model.ids import CodingId
from qcode.model.journal import Change, ObjectKind
from qcode.model.span import Span
from qcode.model.suggestion import (
    Decision,
    Reason,
    ReasonKind,
    Suggestion,
    Verdict,
    decision_on,
)
from qcode.store import (
    changes,
    codes,
    schema,
    shown_suggestions,
    suggestion_runs,
    suggestions,
)
from qcode.store.records import decision_of, record_of
from tests.builders import NOON, Study, a_code, a_coder, a_document

SEGMENT = CodingId(uuid4())
REASONS = (
    Reason(ReasonKind.KEYWORD, "Überstunden 😀", (Span(19, 22), Span(30, 33))),
    Reason(ReasonKind.SEGMENT, "Gut.", (Span(3, 7),), SEGMENT, a_document().id),
)


def a_suggestion(**fields: Any) -> Suggestion:
    suggestion = Suggestion(
        a_document().id, a_code().id, a_coder().id, Span(19, 22), 0.5, "qcode 1"
    )
    return replace(suggestion, **fields)


def a_decision(verdict: Verdict = Verdict.REJECTED, **fields: Any) -> Decision:
    return replace(decision_on(a_suggestion(), verdict), decided_at=NOON, **fields)


def _keep(study: Study, *found: Suggestion, state: str = "s1") -> None:
    with study.store.begin() as connection:
        suggestions.replace(connection, study.document.id, study.anna.id, found, state)


def test_suggestions_come_back_as_they_were_the_best_first(study: Study) -> None:
    low = a_suggestion(score=0.25, span=Span(0, 2), reasons=REASONS)
    high = a_suggestion(score=0.75)
    _keep(study, low, high)
    with study.store.read() as connection:
        assert suggestions.kept(connection, study.anna.id) == [high, low]
        states = suggestion_runs.states(connection, study.anna.id)
    assert states == {study.document.id: "s1"}


def test_what_is_computed_anew_takes_the_place_of_the_former(study: Study) -> None:
    _keep(study, a_suggestion(), state="s1")
    newer = a_suggestion(score=0.1)
    _keep(study, newer, state="s2")
    with study.store.read() as connection:
        assert suggestions.kept(connection, study.anna.id) == [newer]
        states = suggestion_runs.states(connection, study.anna.id)
    assert states == {study.document.id: "s2"}


def test_what_was_computed_of_a_code_that_is_gone_is_not_kept(study: Study) -> None:
    _keep(study, a_suggestion(code_id=a_code("gone").id), a_suggestion())
    with study.store.read() as connection:
        assert suggestions.kept(connection, study.anna.id) == [a_suggestion()]


def test_reasons_kept_by_an_older_program_name_no_document(study: Study) -> None:
    _keep(study, a_suggestion(reasons=REASONS[:1]))
    with study.store.begin() as connection:
        old = schema.suggestions.c.reasons
        written = connection.scalar(select(old))
        without = [
            {key: value for key, value in it.items() if key != "document"}
            for it in json.loads(str(written))
        ]
        changed = update(schema.suggestions).values(reasons=json.dumps(without))
        connection.execute(changed)
        (kept,) = suggestions.kept(connection, study.anna.id)
    assert kept.reasons == REASONS[:1]


def test_each_coder_has_suggestions_of_their_own(study: Study) -> None:
    _keep(study, a_suggestion())
    with study.store.read() as connection:
        assert suggestions.kept(connection, study.bea.id) == []
        assert suggestion_runs.states(connection, study.bea.id) == {}


def test_the_same_suggestion_has_the_same_id_whatever_its_score() -> None:
    assert a_suggestion().id == a_suggestion(score=0.9, engine="qcode 2").id
    assert a_suggestion().id != a_suggestion(span=Span(19, 23)).id


@pytest.mark.parametrize("verdict", Verdict)
def test_a_decision_comes_back_as_it_was(study: Study, verdict: Verdict) -> None:
    coding = SEGMENT if verdict is Verdict.ACCEPTED else None
    decision = a_decision(verdict, coding_id=coding)
    with study.store.begin() as connection:
        suggestions.save_decision(connection, decision)
        assert suggestions.find_decision(connection, decision.id) == decision
        assert suggestions.decided(connection, study.anna.id) == [decision]
        assert suggestions.decided(connection, study.bea.id) == []
        assert suggestions.decided(connection) == [decision]


def test_a_decision_survives_its_record_as_json() -> None:
    decision = a_decision(Verdict.ACCEPTED, coding_id=SEGMENT)
    assert decision_of(json.loads(json.dumps(record_of(decision)))) == decision


def test_a_decision_is_turned_around_like_any_change(study: Study) -> None:
    decision = a_decision()
    made = Change(ObjectKind.DECISION, decision.id, None, record_of(decision))
    with study.store.begin() as connection:
        assert changes.obstacle(connection, made) is None
        changes.perform(connection, made)
        assert changes.obstacle(connection, made.inverse) is None
        changes.perform(connection, made.inverse)
        assert suggestions.decided(connection) == []


def test_a_code_takes_its_suggestions_and_rejections_along(study: Study) -> None:
    extra = a_code("extra")
    with study.store.begin() as connection:
        codes.save(connection, extra, 3)
        suggestions.save_decision(connection, a_decision(code_id=extra.id))
    _keep(study, a_suggestion(code_id=extra.id))
    with study.store.begin() as connection:
        shown_suggestions.note(connection, [a_suggestion(code_id=extra.id)], NOON)
        codes.remove(connection, extra.id)
        assert suggestions.decided(connection) == []
        assert shown_suggestions.noted(connection, study.anna.id) == []
        assert suggestions.kept(connection, study.anna.id) == []


def test_undoing_a_code_is_blocked_by_decisions_about_it(study: Study) -> None:
    extra = a_code("extra")
    with study.store.begin() as connection:
        codes.save(connection, extra, 3)
        suggestions.save_decision(connection, a_decision(code_id=extra.id))
        record = changes.code_record(connection, extra)
        gone = Change(ObjectKind.CODE, extra.id, record, None)
        assert changes.obstacle(connection, gone) == (
            "there are 1 decisions on suggestions of it"
        )


def test_a_suggestion_needs_a_span(study: Study) -> None:
    with pytest.raises(IntegrityError), study.store.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO decisions (id, document_id, code_id, coder_id, start_offset, "
            "end_offset, verdict, score, engine, decided_at) SELECT id, id, id, id, "
            "3, 3, 'rejected', 0, '', 0 FROM documents"
        )
