from dataclasses import replace

import pytest

from qcode.errors import RefusedError, UnknownDocumentError
from qcode.model.ids import DocumentId
from qcode.model.journal import Verb
from qcode.operations.codebook import change_code, draft_code
from qcode.operations.finishing import finish, finished, reopen
from qcode.operations.history import history, redo, undo
from qcode.store import codes, finished_marks
from qcode.store import study as study_store
from tests.builders import STUDY, Study, a_code


def test_a_finished_document_keeps_who_when_and_which_codes_there_were(
    study: Study,
) -> None:
    mark = finish(study.store, study.document.id, study.anna.id)
    assert finished(study.store) == {study.document.id: [mark]}
    assert mark.codes == {study.family.id, study.engagement.id, study.nets.id}
    assert mark.revision == 1
    assert history(study.store)[0].entry.action.note == "anna-01"


def test_a_code_made_afterwards_was_not_known(study: Study) -> None:
    mark = finish(study.store, study.document.id, study.anna.id)
    later = a_code("later")
    with study.store.begin() as connection:
        codes.save(connection, later, 7)
    second = finish(study.store, study.document.id, study.bea.id)
    assert later.id not in mark.codes
    assert later.id in second.codes
    assert mark.codebook_revision != second.codebook_revision
    assert set(finished(study.store)[study.document.id]) == {mark, second}


def test_finishing_anew_takes_the_codes_of_today(study: Study) -> None:
    finish(study.store, study.document.id, study.anna.id)
    with study.store.begin() as connection:
        codes.save(connection, a_code("later"), 7)
    mark = finish(study.store, study.document.id, study.anna.id)
    assert finished(study.store) == {study.document.id: [mark]}
    assert a_code("later").id in mark.codes


def test_the_revision_is_the_files_while_file_and_database_are_in_step(
    study: Study,
) -> None:
    digest = "f" * 64
    with study.store.begin() as connection:
        study_store.meet(connection, study_store.codebook(connection), digest)
    mark = finish(study.store, study.document.id, study.anna.id)
    assert mark.codebook_revision == digest
    changed = replace(study.nets, definition="Wer wen kennt.")
    change_code(study.store, changed, study.anna.id)
    mark = finish(study.store, study.document.id, study.anna.id)
    assert mark.codebook_revision not in ("", digest)


def test_reopening_takes_the_mark_away(study: Study) -> None:
    finish(study.store, study.document.id, study.anna.id)
    reopen(study.store, study.document.id, study.anna.id)
    assert finished(study.store) == {}
    assert history(study.store)[0].entry.action.verb is Verb.DOCUMENT_REOPENED


def test_what_is_not_finished_cannot_be_reopened(study: Study) -> None:
    finish(study.store, study.document.id, study.anna.id)
    with pytest.raises(RefusedError, match="anna-01"):
        reopen(study.store, study.document.id, study.bea.id)


def test_a_document_that_is_not_there_cannot_be_finished(study: Study) -> None:
    nowhere = DocumentId(STUDY)
    with pytest.raises(UnknownDocumentError):
        finish(study.store, nowhere, study.anna.id)


def test_finishing_and_reopening_are_undone_and_redone(study: Study) -> None:
    mark = finish(study.store, study.document.id, study.anna.id)
    undo(study.store, study.anna.id)
    assert finished(study.store) == {}
    redo(study.store, study.anna.id)
    assert finished(study.store) == {study.document.id: [mark]}
    reopen(study.store, study.document.id, study.anna.id)
    undo(study.store, study.anna.id)
    assert finished(study.store) == {study.document.id: [mark]}


def test_a_revision_keeps_its_codes_when_codes_go(study: Study) -> None:
    gone = draft_code(study.store, "Gone", None)
    with study.store.begin() as connection:
        codes.save(connection, gone, 9)
    mark = finish(study.store, study.document.id, study.anna.id)
    with study.store.begin() as connection:
        codes.remove(connection, gone.id)
        known = finished_marks.revision(connection, mark.codebook_revision)
    assert known is not None
    assert gone.id in known
