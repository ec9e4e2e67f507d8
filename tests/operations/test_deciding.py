from dataclasses import replace
from typing import Any

import pytest

from qcode.errors import (
    AmbiguousError,
    DuplicateCodingError,
    NotCodableError,
    SpanOutOfRangeError,
    UnknownSuggestionError,
)
from qcode.model.coding import Origin
from qcode.model.span import Span
from qcode.model.suggestion import Suggestion, Verdict
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.deciding import (
    Acceptance,
    accept_suggestions,
    find_suggestion,
    note_shown,
    reject_suggestion,
)
from qcode.operations.doctor import examine
from qcode.operations.history import history, redo, undo
from qcode.operations.reading import open_document
from qcode.store import shown_suggestions, suggestions
from tests.builders import Study, a_code, a_coder, a_coding, a_document


def a_suggestion(start: int = 19, end: int = 22, **fields: Any) -> Suggestion:
    suggestion = Suggestion(
        a_document().id, a_code().id, a_coder().id, Span(start, end), 0.5, "qcode 1"
    )
    return replace(suggestion, **fields)


def as_it_is(suggestion: Suggestion) -> Acceptance:
    return Acceptance(suggestion, suggestion.span)


def _decided(study: Study) -> list[Verdict]:
    with study.store.read() as connection:
        return [it.verdict for it in suggestions.decided(connection, study.anna.id)]


def test_an_accepted_suggestion_is_a_coding_that_says_where_it_came_from(
    study: Study,
) -> None:
    (coding,) = accept_suggestions(study.store, [as_it_is(a_suggestion())])
    assert open_document(study.store, study.document.id).codings == [coding]
    assert (coding.origin, coding.coder_id) == (Origin.SUGGESTION, study.anna.id)
    with study.store.read() as connection:
        (decision,) = suggestions.decided(connection)
    assert (decision.coding_id, decision.engine, decision.score) == (
        coding.id,
        "qcode 1",
        0.5,
    )


def test_boundaries_may_be_adjusted_and_the_suggested_ones_are_kept(
    study: Study,
) -> None:
    (coding,) = accept_suggestions(
        study.store, [Acceptance(a_suggestion(), Span(19, 24))]
    )
    assert coding.span == Span(19, 24)
    with study.store.read() as connection:
        assert suggestions.decided(connection)[0].span == Span(19, 22)


def test_accepting_several_is_one_step_that_undo_takes_back(study: Study) -> None:
    taken = [as_it_is(a_suggestion()), as_it_is(a_suggestion(0, 2))]
    accept_suggestions(study.store, taken)
    (line,) = history(study.store)
    assert line.entry.action.note == "2 codings"
    undo(study.store, study.anna.id)
    assert open_document(study.store, study.document.id).codings == []
    assert _decided(study) == []
    redo(study.store, study.anna.id)
    assert len(open_document(study.store, study.document.id).codings) == 2
    assert _decided(study) == [Verdict.ACCEPTED, Verdict.ACCEPTED]
    assert examine(study.store).damages == []


def test_what_is_coded_already_is_left_out(study: Study) -> None:
    apply_code(study.store, a_coding())
    made = accept_suggestions(
        study.store, [as_it_is(a_suggestion()), as_it_is(a_suggestion(0, 2))]
    )
    assert [coding.span for coding in made] == [Span(0, 2)]
    with pytest.raises(DuplicateCodingError):
        accept_suggestions(study.store, [as_it_is(a_suggestion())])


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code_id": a_code("family").id}, NotCodableError),
        ({"span": Span(0, 9999)}, SpanOutOfRangeError),
    ],
)
def test_one_that_cannot_be_keeps_all_of_them_out(
    study: Study, wrong: dict[str, Any], error: type[Exception]
) -> None:
    taken = [as_it_is(a_suggestion()), as_it_is(a_suggestion(**wrong))]
    with pytest.raises(error):
        accept_suggestions(study.store, taken)
    assert open_document(study.store, study.document.id).codings == []
    assert history(study.store) == []


def test_a_rejection_is_kept_and_undone(study: Study) -> None:
    reject_suggestion(study.store, a_suggestion())
    assert _decided(study) == [Verdict.REJECTED]
    (line,) = history(study.store)
    assert line.entry.action.note == "Engagement: anna-01 19:22"
    undo(study.store, study.anna.id)
    assert _decided(study) == []


def test_a_coding_from_a_suggestion_can_be_taken_away(study: Study) -> None:
    (coding,) = accept_suggestions(study.store, [as_it_is(a_suggestion())])
    remove_coding(study.store, coding.id, study.anna.id)
    assert open_document(study.store, study.document.id).codings == []
    assert _decided(study) == [Verdict.ACCEPTED]
    undo(study.store, study.anna.id)
    assert open_document(study.store, study.document.id).codings == [coding]


def test_what_was_shown_is_remembered_with_the_first_time_and_no_action(
    study: Study,
) -> None:
    first, later = a_suggestion(), a_suggestion(0, 2)
    note_shown(study.store, [first])
    note_shown(study.store, [replace(first, score=0.9), later])
    note_shown(study.store, [])
    with study.store.read() as connection:
        shown = shown_suggestions.noted(connection, study.anna.id)
        assert shown_suggestions.noted(connection, study.bea.id) == []
    assert [it.suggestion for it in shown] == [first, later]
    assert shown[0].shown_at < shown[1].shown_at
    assert history(study.store) == []


def test_what_was_shown_of_a_code_that_is_gone_is_forgotten(study: Study) -> None:
    note_shown(study.store, [a_suggestion(code_id=a_code("gone").id)])
    with study.store.read() as connection:
        assert shown_suggestions.noted(connection, study.anna.id) == []


def test_a_suggestion_is_found_by_the_beginning_of_its_id(study: Study) -> None:
    one, other = a_suggestion(), a_suggestion(0, 2)
    with study.store.begin() as connection:
        suggestions.replace(
            connection, study.document.id, study.anna.id, [one, other], "s"
        )
    assert find_suggestion(study.store, study.anna.id, str(one.id)[:13]) == one
    for wanted in ("zz", "", str(a_suggestion(1, 2).id)):
        with pytest.raises(UnknownSuggestionError):
            find_suggestion(study.store, study.anna.id, wanted)


def test_a_beginning_that_fits_two_is_ambiguous(study: Study) -> None:
    spans = [(start, start + 1) for start in range(17)]
    found = [a_suggestion(*span) for span in spans]
    with study.store.begin() as connection:
        suggestions.replace(connection, study.document.id, study.anna.id, found, "s")
    # Seventeen ids and sixteen first digits: two of them begin alike.
    firsts = [str(suggestion.id)[0] for suggestion in found]
    twice = next(first for first in firsts if firsts.count(first) > 1)
    with pytest.raises(AmbiguousError):
        find_suggestion(study.store, study.anna.id, twice)
