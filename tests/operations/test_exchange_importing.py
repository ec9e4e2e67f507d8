"""A project of another program comes in: what a researcher finds afterwards."""

from pathlib import Path
from uuid import UUID

import pytest

from qcode.errors import UnreadableError
from qcode.model.coding import Coding, Memo, Subject
from qcode.model.exchange import Departure, ExchangeReport, Fate
from qcode.model.ids import CoderId, DocumentId
from qcode.model.span import Span
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.doctor import examine
from qcode.operations.exchange.incoming.importing import (
    foresee_project,
    import_project,
)
from qcode.operations.exchange.reports import list_exchanges
from qcode.operations.gathering import gather_set
from qcode.operations.history import history, redo, undo
from qcode.operations.memos import list_memos
from qcode.operations.merging import Brought, merge
from qcode.operations.merging_codes import merge_codes
from qcode.operations.reading import (
    list_cases,
    list_documents,
    load_codebook,
    open_document,
)
from qcode.store import Store, coders, open_store
from qcode.store.cases import name as case_name
from tests.builders import ELSEWHERE, STUDY, Study, a_coding, fill
from tests.operations.exchanged_studies import contents
from tests.operations.exchanging import given_out, taken_in
from tests.operations.foreign_files import (
    ANNA_STORED,
    PROJECT,
    foreign_file,
    guid,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return foreign_file(tmp_path / "andere.qdpx")


@pytest.fixture
def report(study: Study, file: Path) -> ExchangeReport:
    return import_project(study.store, file, study.anna.id).report


def _id(name: str) -> UUID:
    return UUID(guid(name))


def _coding(store: Store, name: str) -> Coding:
    for document in list_documents(store):
        for coding in open_document(store, document.id).codings:
            if coding.id == _id(name):
                return coding
    raise LookupError(name)


def _handle(store: Store, coder_id: CoderId) -> str:
    with store.read() as connection:
        return coders.get(connection, coder_id).handle


def _about(store: Store, name: str) -> Memo:
    [memo] = [memo for memo in list_memos(store) if memo.id == _id(name)]
    return memo


def _told(report: ExchangeReport, name: str) -> Departure:
    found = [it for it in report.departures if it.id == guid(name)]
    [told] = [it for it in found if it.element != "MemberCode"]
    return told


def test_documents_keep_their_guids_and_spans_the_text_they_marked(
    study: Study, report: ExchangeReport
) -> None:
    opened = open_document(study.store, DocumentId(_id("s1")))
    assert opened.document.text == ANNA_STORED
    marked = {it.id: it.span.cut(ANNA_STORED) for it in opened.codings}
    assert marked == {
        _id("d1"): "Gut",
        _id("d2"): "Gut",
        _id("d3"): "wir halfen uns",
        _id("d5"): ANNA_STORED,
    }
    assert _coding(study.store, "d1").created_at.isoformat() == (
        "2020-01-03T00:00:00+00:00"
    )


def test_what_came_in_is_sound_and_told_in_one_entry(
    study: Study, report: ExchangeReport
) -> None:
    assert examine(study.store).damages == []
    [line] = history(study.store)
    assert line.entry.action.verb == "project imported"
    assert line.entry.action.note == (
        "andere.qdpx: 2 documents, 3 codes, 5 codings, 7 memos"
    )
    [kept] = list_exchanges(study.store)
    assert (kept.exchange.report, kept.coder) == (report, study.anna)


def test_two_users_of_one_name_are_two_coders(
    study: Study, report: ExchangeReport
) -> None:
    first, second = (_coding(study.store, it) for it in ("d1", "d2"))
    assert _handle(study.store, first.coder_id) == "Kim"
    assert _handle(study.store, second.coder_id) == "Kim (2)"
    assert _told(report, "u2").fate is Fate.CHANGED


def test_a_coding_of_nobody_is_the_coders_unknown(
    study: Study, report: ExchangeReport
) -> None:
    assert _handle(study.store, _coding(study.store, "d6").coder_id) == "unknown"
    assert any("'unknown'" in warning for warning in report.warnings)


def test_codes_of_one_name_stand_side_by_side_with_keys_of_their_own(
    study: Study, report: ExchangeReport
) -> None:
    book = load_codebook(study.store)
    help_, neighbours, other = book.codes[3:]
    assert [it.key for it in (help_, neighbours, other)] == [
        "hilfe",
        "nachbarn",
        "hilfe-2",
    ]
    assert (neighbours.parent_id, help_.colour) == (help_.id, "#ff0000")
    assert help_.definition == "Wer wem half."
    assert other.codable, "it has codings"
    assert _told(report, "c3").fate is Fate.CHANGED


def test_a_case_has_values_of_every_type(study: Study, report: ExchangeReport) -> None:
    attributes = {it.name: it.attributes for it in list_cases(study.store)}
    assert attributes["Anna"] == {
        "Alter": "42",
        "Stadt": "Köln",
        "aktiv": "true",
        "Quote": "0.5",
        "Tag": "2020-01-02",
        "Zeit": "2020-01-02T03:04:05Z",
    }


def test_a_document_is_of_its_first_case_and_the_other_is_reported(
    study: Study, report: ExchangeReport
) -> None:
    [document] = [it for it in list_documents(study.store) if it.id == _id("s1")]
    with study.store.read() as connection:
        assert case_name(connection, document.case_id) == "Anna"
    [told] = [it for it in report.departures if it.element == "Case"]
    assert (told.name, told.fate) == ("Alle", Fate.CHANGED)
    assert "1 documents" in told.reason
    assert "1 passages" in told.reason


def test_documents_of_one_name_are_told_apart(
    study: Study, report: ExchangeReport
) -> None:
    names = {it.id: it.name for it in list_documents(study.store)}
    assert (names[DocumentId(_id("s1"))], names[DocumentId(_id("s2"))]) == (
        "Anna 01",
        "Anna 01 (2)",
    )


def test_where_a_coder_coded_the_same_twice_the_smaller_uuid_lives(
    study: Study, report: ExchangeReport
) -> None:
    assert _about(study.store, "n3").subject_id == _id("d3")
    with pytest.raises(LookupError):
        _coding(study.store, "d4")
    assert _told(report, "d4").fate is Fate.CHANGED


@pytest.mark.parametrize(
    ("note", "subject", "about", "text"),
    [
        ("n1", Subject.CODE, "c1", "Abgrenzung\n\nNicht: bezahlte Hilfe."),
        ("n2", Subject.CODING, "d1", "Ironisch?"),
        ("n4", Subject.DOCUMENT, "s1", "Offene Frage."),
    ],
)
def test_a_note_is_a_memo_about_what_it_is_about(
    study: Study,
    report: ExchangeReport,
    note: str,
    subject: Subject,
    about: str,
    text: str,
) -> None:
    memo = _about(study.store, note)
    assert (memo.subject, memo.subject_id, memo.text) == (subject, _id(about), text)


def test_a_note_about_nothing_is_about_the_study(
    study: Study, report: ExchangeReport
) -> None:
    memo = _about(study.store, "n5")
    assert (memo.subject, memo.subject_id) == (Subject.STUDY, STUDY)


def test_descriptions_of_sources_and_cases_are_memos(
    study: Study, report: ExchangeReport
) -> None:
    texts = {it.text: it.subject for it in list_memos(study.store)}
    assert texts["Am Telefon geführt."] is Subject.DOCUMENT
    assert texts["Leitet den Stab."] is Subject.CASE


def test_what_is_not_shown_is_reported_as_carried(report: ExchangeReport) -> None:
    carried = {it.id for it in report.departures if it.fate is Fate.CARRIED}
    assert carried >= {guid(it) for it in ("s3", "p4", "p6", "d7", "l1", "e1")}
    tally = {it.element: it for it in report.tallies()}
    assert (tally["Coding"].found, tally["Coding"].carried) == (7, 1)


def test_importing_again_does_nothing(
    study: Study, report: ExchangeReport, file: Path
) -> None:
    before = contents(study.store)
    again = import_project(study.store, file, study.anna.id)
    assert not again.is_new
    assert contents(study.store) == before
    assert len(history(study.store)) == 1


def test_a_dry_run_tells_the_same_and_changes_nothing(study: Study, file: Path) -> None:
    before = contents(study.store)
    foreseen = foresee_project(study.store, file)
    assert (contents(study.store), history(study.store)) == (before, [])
    assert list_exchanges(study.store) == []
    assert import_project(study.store, file, None).report == foreseen.report


def test_a_changed_file_brings_what_is_new(
    study: Study, report: ExchangeReport, tmp_path: Path
) -> None:
    more = PROJECT.replace(
        '<Code guid="{c3}"',
        '<Code guid="{c4}" name="Neu" isCodable="true"/><Code guid="{c3}"',
    ).replace('name="Nachbarn"', 'name="Nachbarschaft"')
    changed = foreign_file(tmp_path / "later.qdpx", more)
    done = import_project(study.store, changed, study.anna.id)
    names = [code.name for code in load_codebook(study.store).codes]
    assert names[3:] == ["Hilfe", "Nachbarn", "Hilfe", "Neu"]
    assert "name" in _told(done.report, "c2").reason


def test_an_import_is_undone_and_done_again_as_one_step(
    study: Study, report: ExchangeReport
) -> None:
    before = contents(study.store)
    undo(study.store, study.anna.id)
    after = contents(study.store)
    assert (after["codings"], after["memos"]) == ({}, {})
    assert len(load_codebook(study.store).codes) == 3
    assert examine(study.store).damages == []
    redo(study.store, study.anna.id)
    assert contents(study.store) == before


def test_what_was_undone_comes_back_with_another_import(
    study: Study, report: ExchangeReport, file: Path
) -> None:
    before = contents(study.store)
    undo(study.store, study.anna.id)
    assert import_project(study.store, file, study.anna.id).is_new
    assert contents(study.store) == before
    assert [it.key for it in load_codebook(study.store).codes][3:] == [
        "hilfe",
        "nachbarn",
        "hilfe-2",
    ]


def test_what_a_coder_took_away_stays_away(
    study: Study, report: ExchangeReport, file: Path
) -> None:
    coding = _coding(study.store, "d1")
    remove_coding(study.store, coding.id, coding.coder_id)
    again = import_project(study.store, file, study.anna.id)
    assert not again.is_new
    assert _told(again.report, "d1").fate is Fate.LEFT
    with pytest.raises(LookupError):
        _coding(study.store, "d1")


def test_a_document_with_the_same_text_is_known_and_gets_the_codings(
    study: Study, tmp_path: Path
) -> None:
    file = foreign_file(tmp_path / "in.qdpx", s2=study.hebrew.text)
    import_project(study.store, file, None)
    assert _id("s2") not in {it.id for it in list_documents(study.store)}
    coding = _coding(study.store, "d6")
    assert (coding.document_id, coding.span) == (study.hebrew.id, Span(3, 9))


def test_codings_of_another_text_of_a_known_document_go_where_their_words_stand(
    study: Study, report: ExchangeReport, tmp_path: Path
) -> None:
    changed = PROJECT.replace('guid="{d6}"', 'guid="{d8}"')
    changed = changed.replace(
        'startPosition="3" endPosition="9"', 'startPosition="8" endPosition="14"'
    )
    later = foreign_file(tmp_path / "later.qdpx", changed, s2="B: Sehr Schwer.\n")
    done = import_project(study.store, later, None)
    assert _told(done.report, "d8").fate is Fate.CHANGED
    with pytest.raises(LookupError):
        _coding(study.store, "d8")  # the same as d6, which lives


def test_a_coded_set_of_the_study_merges_into_a_copy_that_imported_too(
    study: Study, report: ExchangeReport, file: Path, tmp_path: Path
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'copy.db'}", ELSEWHERE)
    fill(store)
    import_project(store, file, None)
    coding = _coding(study.store, "d1")
    remove_coding(study.store, coding.id, coding.coder_id)
    brought = Brought(sets=[gather_set(study.store, [])])
    outcomes = merge(store, brought, STUDY, study.bea.id)
    assert outcomes.hindrances == []
    assert contents(store) == contents(study.store)
    assert examine(store).damages == []
    store.close()


def test_a_file_that_is_no_project_is_refused_and_changes_nothing(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "no.qdpx"
    path.write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(UnreadableError):
        import_project(study.store, path, study.anna.id)
    assert (history(study.store), list_exchanges(study.store)) == ([], [])


def test_codings_of_a_code_that_was_merged_here_come_to_the_one_in_its_place(
    study: Study, other: Study, tmp_path: Path
) -> None:
    apply_code(other.store, a_coding(code_id=other.nets.id))
    project = given_out(other.store, tmp_path)
    merge_codes(study.store, study.nets.id, study.engagement.id, study.anna.id)
    report = taken_in(study.store, project, tmp_path).report
    assert [(it.element, it.name, it.reason) for it in report.departures] == [
        ("Code", "Nets", "it was merged into another code here, which has its codings")
    ]
    [coding] = open_document(study.store, study.document.id).codings
    assert coding.code_id == study.engagement.id
    assert {code.key for code in load_codebook(study.store).codes} == {
        "family",
        "engagement",
    }
