from dataclasses import replace

import pytest

from qcode.model.coding import Origin
from qcode.model.ids import CoderId, DocumentId
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.finishing import finish, reopen
from qcode.operations.visibility import Visibility, visibility
from qcode.project import SuggestionsShown
from tests.builders import Study, a_coding

AFTER_FIRST = SuggestionsShown.AFTER_FIRST


def _seen(study: Study, document_id: DocumentId, coder_id: CoderId) -> Visibility:
    return visibility(study.store, coder_id, document_id, AFTER_FIRST)


def test_the_first_document_is_coded_without_suggestions(study: Study) -> None:
    here, anna = study.document.id, study.anna.id
    assert _seen(study, here, anna) is Visibility.NOT_YET
    apply_code(study.store, a_coding())
    assert _seen(study, here, anna) is Visibility.NOT_YET


def test_they_are_shown_from_the_second_document_on(study: Study) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    assert _seen(study, study.hebrew.id, study.anna.id) is Visibility.SHOWN
    remove_coding(study.store, coding.id, study.anna.id)
    assert _seen(study, study.hebrew.id, study.anna.id) is Visibility.NOT_YET


def test_they_are_shown_once_a_document_is_finished(study: Study) -> None:
    here = study.document.id
    finish(study.store, here, study.bea.id)
    assert _seen(study, here, study.anna.id) is Visibility.NOT_YET
    finish(study.store, here, study.anna.id)
    assert _seen(study, here, study.anna.id) is Visibility.SHOWN
    reopen(study.store, here, study.anna.id)
    assert _seen(study, here, study.anna.id) is Visibility.NOT_YET


def test_what_another_coder_coded_does_not_count(study: Study) -> None:
    apply_code(study.store, a_coding(coder_id=study.bea.id))
    assert _seen(study, study.hebrew.id, study.anna.id) is Visibility.NOT_YET


def test_what_was_taken_from_suggestions_does_not_count(study: Study) -> None:
    apply_code(study.store, replace(a_coding(), origin=Origin.SUGGESTION))
    assert _seen(study, study.hebrew.id, study.anna.id) is Visibility.NOT_YET


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        (SuggestionsShown.ALWAYS, Visibility.SHOWN),
        (SuggestionsShown.NEVER, Visibility.SWITCHED_OFF),
    ],
)
def test_a_study_can_decide_it_whatever_was_coded(
    study: Study, show: SuggestionsShown, expected: Visibility
) -> None:
    here, anna = study.hebrew.id, study.anna.id
    assert visibility(study.store, anna, here, show) is expected
    apply_code(study.store, a_coding())
    assert visibility(study.store, anna, here, show) is expected
