from pathlib import Path

import pytest

from qcode.errors import (
    ForeignDatabaseError,
    NoStudyError,
    QcodeError,
    StudyError,
    UnknownDocumentError,
)
from qcode.model.ids import DocumentId, coder_id
from qcode.operations.reading import (
    attributes_by_case,
    list_documents,
    open_document,
)
from qcode.operations.workspace import Workspace, open_workspace
from qcode.store import Store
from tests.builders import STUDY, Study, a_case, a_coding, put


def test_the_study_is_found_from_a_folder_inside(workspace: Workspace) -> None:
    inside = workspace.project.corpus
    with open_workspace(inside) as found:
        assert found.project.root == workspace.project.root
        assert (found.study_id, found.is_new) == (STUDY, False)


def test_outside_of_a_study_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoStudyError), open_workspace(tmp_path):
        pass


def test_a_study_that_was_never_opened_is_new(folder: Path) -> None:
    with open_workspace(folder) as found:
        assert (found.study_id, found.is_new) == (STUDY, True)


def _opened(folder: Path) -> QcodeError:
    with pytest.raises(QcodeError) as caught, open_workspace(folder):
        pass
    assert "\n" not in str(caught.value)
    return caught.value


def _edit(workspace: Workspace, old: str, new: str) -> Path:
    path = workspace.project.codebook_path
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return workspace.project.root


def test_a_database_of_another_study_is_refused(workspace: Workspace) -> None:
    root = _edit(workspace, "study_id: 0b", "study_id: 1b")
    error = _opened(root)
    assert isinstance(error, ForeignDatabaseError)
    assert (error.found, str(error.expected)[:2]) == (STUDY, "1b")


def test_a_study_can_be_read_without_its_codebook_file(workspace: Workspace) -> None:
    workspace.project.codebook_path.unlink()
    with open_workspace(workspace.project.root) as found:
        assert found.study_id == STUDY
        assert len(list_documents(found.store)) == 2


def test_a_new_study_needs_an_id_in_its_codebook(folder: Path) -> None:
    (folder / "codebook.yaml").write_text("name: x\n")
    assert isinstance(_opened(folder), StudyError)


def test_a_database_can_be_named_by_the_environment(
    folder: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QCODE_DATABASE_URL", database_url)
    with open_workspace(folder) as found:
        assert found.is_new
    assert not (folder / "qcode.db").exists()


def test_a_document_is_opened_with_all_that_is_said_of_it(study: Study) -> None:
    coding = a_coding()
    put(study, coding)
    opened = open_document(study.store, study.document.id)
    assert (opened.document, opened.case) == (study.document, a_case("anna-01"))
    assert (list(opened.codings), list(opened.memos)) == ([coding], [])
    assert opened.coders == {c.id: c for c in (study.anna, study.bea)}
    assert opened.coders[coder_id(STUDY, "BEA")].handle == "Bea"


def test_a_document_that_is_not_there_cannot_be_opened(store: Store) -> None:
    with pytest.raises(UnknownDocumentError):
        open_document(store, DocumentId(STUDY))


def test_attributes_are_those_of_the_cases(study: Study) -> None:
    ids = {a_case("anna-01").id, a_case("bodo-02").id}
    assert attributes_by_case(study.store) == {case: {} for case in ids}
