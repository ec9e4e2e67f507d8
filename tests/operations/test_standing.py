"""What kept suggestions hold by: all that they follow from, and nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, insert, update

from qcode.model.finished import FinishedMark
from qcode.model.suggestion import Verdict, decision_on
from qcode.operations.standing import read_standing
from qcode.project import SuggestionSettings
from qcode.store import codes, finished_marks, schema, suggestions
from tests.builders import Study, a_coding, a_document, put
from tests.store.test_suggestions import a_suggestion

USUAL = SuggestionSettings()


def _state(study: Study, settings: SuggestionSettings = USUAL) -> str:
    return read_standing(study.store, study.anna.id, settings).state


Change = Callable[[Connection, Study], object]


def _save(**fields: object) -> Change:
    def change(connection: Connection, study: Study) -> None:
        codes.save(connection, replace(study.nets, **fields), 1)  # type: ignore[arg-type]

    return change


def _new_revision(connection: Connection, study: Study) -> None:
    document = schema.documents.c.id == study.document.id
    connection.execute(update(schema.documents).where(document).values(revision=2))


def _other_text_of_the_same_revision(connection: Connection, study: Study) -> None:
    known = {"digest": "0" * 64, "document_id": study.document.id}
    connection.execute(insert(schema.document_digests).values(known))


def _language(connection: Connection, study: Study) -> None:
    connection.execute(update(schema.study).values(language="en"))


def _decide(verdict: Verdict) -> Change:
    def change(connection: Connection, study: Study) -> None:
        decision = decision_on(a_suggestion(), verdict)
        suggestions.save_decision(connection, decision)

    return change


def _finish(connection: Connection, study: Study) -> None:
    known = frozenset((study.nets.id,))
    mark = FinishedMark(study.document.id, study.anna.id, 1, "f" * 64, known)
    finished_marks.save(connection, mark)


@pytest.mark.parametrize(
    "change",
    [
        _finish,
        _save(name="Netze"),
        _save(definition="Wer wen kennt."),
        _save(keywords=("Netz",)),
        _save(codable=False),
        _save(parent_id=None),
        _save(key="netze"),
        _new_revision,
        _other_text_of_the_same_revision,
        _language,
        _decide(Verdict.REJECTED),
    ],
)
def test_kept_suggestions_hold_no_more_when_this_changes(
    study: Study, change: Change
) -> None:
    before = _state(study)
    with study.store.begin() as connection:
        change(connection, study)
    assert _state(study) != before


@pytest.mark.parametrize(
    "change",
    [
        _save(colour="#aabbcc"),
        _save(memo="Später mehr."),
        _save(shortcut="7"),
        _decide(Verdict.ACCEPTED),
    ],
)
def test_kept_suggestions_still_hold_when_that_changes(
    study: Study, change: Change
) -> None:
    before = _state(study)
    with study.store.begin() as connection:
        change(connection, study)
    assert _state(study) == before


@pytest.mark.parametrize(
    "settings",
    [SuggestionSettings(interviewer=True), SuggestionSettings(least=0.3)],
)
def test_other_settings_ask_for_other_suggestions(
    study: Study, settings: SuggestionSettings
) -> None:
    assert _state(study, settings) != _state(study)


def test_a_pipeline_for_another_language_changes_nothing(study: Study) -> None:
    english = SuggestionSettings(pipelines={"en": "en_keine_da"}, accept_from=0.5)
    assert _state(study, english) == _state(study)


def test_each_coder_stands_alone(study: Study) -> None:
    before = _state(study)
    put(study, a_coding(coder_id=study.bea.id))
    assert _state(study) == before
    put(study, a_coding())
    assert _state(study) != before
    assert read_standing(study.store, study.bea.id, USUAL).state != _state(study)


def test_codings_stand_by_document_in_the_order_of_the_text(study: Study) -> None:
    late, early = a_coding(30, 35), a_coding(0, 2)
    other = a_coding(0, 2, document_id=study.hebrew.id)
    for coding in (late, early, other):
        put(study, coding)
    found = read_standing(study.store, study.anna.id, USUAL)
    assert found.by_document == {
        a_document().id: [early, late],
        study.hebrew.id: [other],
    }
