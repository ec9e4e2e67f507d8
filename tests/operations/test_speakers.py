"""Who asks in a study: known by the label, or said once for everybody."""

import pytest

from qcode.errors import RefusedError
from qcode.model.agreement import ComparisonQuestion
from qcode.model.counting import FrequencyQuestion, Unit
from qcode.model.document import Document
from qcode.model.journal import Verb
from qcode.model.speaker import Part
from qcode.operations.agreement import agreement
from qcode.operations.codings import apply_code
from qcode.operations.finishing import finish
from qcode.operations.frequencies import frequencies
from qcode.operations.history import history
from qcode.operations.selecting import Material, Selection
from qcode.operations.speakers import (
    SpeakerLine,
    interviewers,
    list_speakers,
    set_name,
    set_part,
)
from qcode.operations.speakers_arriving import asks_nobody
from qcode.operations.standing import read_standing
from qcode.operations.suggester import Suggester, read_study
from qcode.project import SuggestionSettings
from qcode.store import Store, cases, codes, documents
from tests.builders import Study, a_case, a_code, a_coding, a_document, a_source

# "Bürger" with a combining diaeresis in one of its spellings.
RAW = (
    "Frau Bu\u0308rger: Was war mit Masken?\n"
    "Herr Maier: Die Masken waren nach drei Tagen alle aufgebraucht.\n"
    "Frau Bu\u0308rger: Und dann fehlten die Masken 😀 auch im Lager?\n"
    "Herr Maier: Später kamen aus dem Lager wieder Masken zu uns.\n"
)
ASKS = "Frau B\u00fcrger"


@pytest.fixture
def talk(study: Study) -> Document:
    """A document with speakers by name, and a code with a keyword in all turns."""
    document = a_document("talk", RAW)
    with study.store.begin() as connection:
        codes.save(connection, a_code("masks", keywords=("Masken",)), 3)
        cases.ensure(connection, a_case("talk"))
        documents.insert_document(connection, document, a_source("talk", RAW))
    return document


def _asks(store: Store, *labels: str) -> list[bool]:
    with store.read() as connection:
        return list(map(interviewers(connection), labels))


def _suggested(study: Study, document: Document) -> set[str]:
    suggester = Suggester(read_study(study.store, study.anna.id))
    found = suggester.suggestions(document.id)
    return {
        turn.speaker
        for suggestion in found
        for turn in document.turns
        if turn.span.overlaps(suggestion.span)
    }


def test_labels_are_listed_with_what_they_say(study: Study) -> None:
    set_name(study.store, "B", "  Leitung\tKrisenstab ", study.anna.id)
    assert list_speakers(study.store) == [
        SpeakerLine(
            "B", 2, 3, 14, Part.INTERVIEWEE, is_set=False, name="Leitung Krisenstab"
        ),
        SpeakerLine("I", 2, 3, 6, Part.INTERVIEWER, is_set=False, name=""),
    ]


def test_what_is_said_of_a_label_holds_in_every_spelling(
    study: Study, talk: Document
) -> None:
    assert _asks(study.store, ASKS, "Herr Maier", "I") == [False, False, True]
    said = set_part(study.store, ASKS.upper(), Part.INTERVIEWER, study.anna.id)
    assert said.label == "Frau Bu\u0308rger"
    assert _asks(study.store, ASKS, "Herr Maier", "I") == [True, False, True]


def test_a_known_label_can_be_somebody_who_is_asked(study: Study) -> None:
    set_part(study.store, "I", Part.INTERVIEWEE, study.anna.id)
    assert _asks(study.store, "I", "i", "Interviewer") == [False, False, True]
    line = list_speakers(study.store)[1]
    assert (line.label, line.part, line.is_set) == ("I", Part.INTERVIEWEE, True)


def test_a_label_can_tell_again_and_keeps_its_name(study: Study) -> None:
    set_part(study.store, "I", Part.INTERVIEWEE, study.anna.id)
    set_name(study.store, "I", "Team", study.bea.id)
    set_part(study.store, "I", None, study.anna.id)
    line = list_speakers(study.store)[1]
    assert (line.part, line.is_set, line.name) == (Part.INTERVIEWER, False, "Team")


def test_a_label_that_no_document_has_is_refused_by_those_there_are(
    study: Study,
) -> None:
    with pytest.raises(RefusedError, match=r"'Frau Berg'\. There are B, I\."):
        set_part(study.store, "Frau Berg", Part.INTERVIEWER, study.anna.id)
    assert history(study.store) == []


def test_what_is_said_stands_in_the_journal_once(study: Study) -> None:
    for _ in range(2):
        set_part(study.store, "B", Part.INTERVIEWER, study.anna.id)
    (line,) = history(study.store)
    assert (line.entry.action.verb, line.entry.action.note) == (Verb.SPEAKER_SET, "B")
    assert line.coder == study.anna
    assert line.entry.action.details == {"part": "interviewer", "name": ""}


def test_nothing_is_suggested_for_the_turns_of_those_who_ask(
    study: Study, talk: Document
) -> None:
    assert _suggested(study, talk) == {"Frau Bu\u0308rger", "Herr Maier"}
    set_part(study.store, ASKS, Part.INTERVIEWER, study.anna.id)
    assert _suggested(study, talk) == {"Herr Maier"}


def test_kept_suggestions_are_outdated_by_another_interviewer(study: Study) -> None:
    def ground() -> str:
        return read_standing(study.store, study.anna.id, SuggestionSettings()).ground

    before = ground()
    set_name(study.store, "B", "Leitung", study.anna.id)
    assert ground() == before
    set_part(study.store, "B", Part.INTERVIEWER, study.bea.id)
    assert ground() != before
    set_part(study.store, "B", None, study.bea.id)
    assert ground() == before


def test_agreement_leaves_out_whom_the_study_names(
    study: Study, talk: Document
) -> None:
    for coder in (study.anna, study.bea):
        finish(study.store, talk.id, coder.id)
    question = ComparisonQuestion(coders=(study.anna, study.bea))
    assert agreement(study.store, question).units == 4
    set_part(study.store, ASKS, Part.INTERVIEWER, study.anna.id)
    assert agreement(study.store, question).units == 2


def test_a_document_in_which_nobody_asks_is_told_until_somebody_is_named(
    study: Study, talk: Document
) -> None:
    def told(document: Document) -> str:
        with study.store.read() as connection:
            return asks_nobody(connection, document)

    alone = a_document("alone", "Frau Berg: Eins.\nFrau Berg: Zwei.\n")
    assert told(alone) == told(study.document) == ""
    assert told(talk).endswith("asks (of Frau Bu\u0308rger, Herr Maier)")
    set_part(study.store, ASKS, Part.INTERVIEWEE, study.anna.id)
    assert told(talk) != ""
    set_part(study.store, "Herr Maier", Part.INTERVIEWEE, study.anna.id)
    assert told(talk) == ""


def test_who_asks_is_left_out_of_counts_too(study: Study, talk: Document) -> None:
    code = a_code("masks")
    for words in ("Masken?", "Masken waren"):
        start = RAW.index(words)
        coding = a_coding(start, start + 6, document_id=talk.id, code_id=code.id)
        apply_code(study.store, coding)
    question = FrequencyQuestion(unit=Unit.SEGMENTS, interviewer=False)
    selection = Selection(study.anna, without_interviewer=True)

    def counted() -> tuple[list[object], int]:
        rows = frequencies(study.store, question).records()
        with study.store.read() as connection:
            parts = list(Material(connection, selection).parts())
        return [row["total"] for row in rows], sum(len(it.start) for it in parts)

    assert counted() == ([2], 2)
    set_part(study.store, ASKS, Part.INTERVIEWER, study.anna.id)
    assert counted() == ([1], 1)
