"""Whom a study must not name: its speakers, its coders, its cases, and listed words."""

from pathlib import Path

import pytest

from qcode.errors import RoundOpenError
from qcode.model.publishing import Hidden, Named, Sign
from qcode.model.span import Span
from qcode.operations.published_quotations import spoken
from qcode.operations.publishing import PublishQuestion, prepare
from qcode.operations.publishing_gate import identifying
from qcode.operations.releasing import release
from qcode.operations.rounds import open_round
from qcode.operations.speakers import set_name
from qcode.operations.workspace import Workspace
from qcode.project import Project, PublishSettings, UserState
from qcode.store import cases, documents
from tests.builders import STUDY, Study, a_case, a_document, a_source

TALK = (
    "Frau Dr. Vogelsang: Wer half denn?\n"
    "Amt für Brücken: Die Kollegen halfen. [00:01:02] Sofort sogar.\n"
    "Frau Dr. Vogelsang: Und in der Leitung?\n"
    "Feuerwehr: Niemand.\n"
) * 2


def fill(study: Study) -> None:
    document = a_document("talk", TALK)
    values = {"role": "Leitung Feuerwehr", "place": "Bad Sulzern", "field": "Technik"}
    with study.store.begin() as connection:
        cases.ensure(connection, a_case("talk"))
        cases.set_attributes(connection, document.case_id, values)
        documents.insert_document(connection, document, a_source("talk", TALK))


def test_a_study_knows_whom_it_must_not_name(study: Study) -> None:
    fill(study)
    set_name(study.store, "B", "Leitung: Maria Ostermann", study.anna.id)
    settings = PublishSettings(words=("Deichbruch",))
    with study.store.read() as connection:
        strict = identifying(connection, settings)
    # Nobody is told of the fire brigade as long as it is not quoted.
    assert [it.name for it in strict.find("die Feuerwehr")] == ["Feuerwehr"]
    release(study.store, [a_document("talk", TALK).id], study.anna.id)
    with study.store.read() as connection:
        gate = identifying(connection, settings)
    found = {
        "Da kam die Vogelsang": Hidden(Sign.SPEAKER, "Vogelsang"),
        "und Ostermanns Leute": Hidden(Sign.SPEAKER, "Ostermann"),
        "Anfrage beim Amt für Brücken": Hidden(Sign.SPEAKER, "Amt für Brücken"),
        "sagte Anna dazu": Hidden(Sign.CODER, "anna"),
        "hier in Bad Sulzern": Hidden(Sign.ATTRIBUTE, "Bad Sulzern"),
        "seit den Deichbrüchen": None,
        "seit dem Deichbruche 2013": Hidden(Sign.WORD, "Deichbruch"),
        "die Leitung der Feuerwehr, die Technik, Frau Dr. B und ich": None,
    }
    for text, hidden in found.items():
        named = gate.find(text)
        assert [(it.sign, it.name) for it in named] == (
            [] if hidden is None else [(hidden.sign, hidden.name)]
        ), text
    assert gate.find("Anna, anna") == [
        Named(Sign.CODER, "Anna", "anna"),
        Named(Sign.CODER, "anna", "anna"),
    ]


def test_what_is_said_stands_without_labels_and_stamps() -> None:
    document = a_document("talk", TALK)
    start = document.text.index("Die Kollegen")
    end = document.text.index("Niemand.") + len("Niemand.")
    assert spoken(document, Span(start, end)) == (
        "Die Kollegen halfen. Sofort sogar.\n– Und in der Leitung?\n– Niemand."
    )
    label = document.text.index("Amt für Brücken")
    assert spoken(document, Span(label, label + 29)) == "Die Kollegen"
    assert spoken(document, Span(label, label + 10)) == ""


def test_in_a_blind_round_nothing_is_published(study: Study, tmp_path: Path) -> None:
    pair = [study.anna.id, study.bea.id]
    open_round(study.store, "Runde", pair, None, study.bea.id)
    seen = study.store.seen_by(study.anna.id)
    workspace = Workspace(Project(tmp_path), seen, UserState(tmp_path), STUDY)
    with pytest.raises(RoundOpenError):
        prepare(workspace, PublishQuestion())
