import subprocess
import sys
from pathlib import Path

import pytest

from qcode.errors import CodebookFileError, RefusedError, StudyError, UnreadableError
from qcode.model.journal import Verb
from qcode.operations.demonstration import copy_demonstration
from qcode.operations.doctor import examine
from qcode.operations.history import history
from qcode.operations.outcomes import Status
from qcode.operations.reading import list_cases, list_documents, load_codebook
from qcode.operations.setting_up import SetUp, prepare_folder, set_up
from qcode.operations.workspace import open_workspace
from qcode.store import study


def _set_up(folder: Path) -> SetUp:
    with open_workspace(folder) as workspace:
        return set_up(workspace)


def _is_empty(folder: Path) -> bool:
    with open_workspace(folder) as workspace, workspace.store.read() as connection:
        return workspace.is_new and study.find(connection) is None


def test_a_folder_becomes_a_study(tmp_path: Path) -> None:
    root = tmp_path / "new" / "study"
    made = prepare_folder(root, 'Studie: "Eins"', "de")
    assert {path.name for path in made} == {
        *("study", "corpus", "exports", "codebook.yaml")
    }
    done = _set_up(root)
    with open_workspace(root) as workspace:
        book = load_codebook(workspace.store)
        assert (book.name, book.language) == ('Studie: "Eins"', "de")
        assert len(book.codes) == done.codes > 0


def test_what_is_there_stays_as_it_is(folder: Path) -> None:
    before = (folder / "codebook.yaml").read_bytes()
    assert prepare_folder(folder, "Anders", "en") == []
    assert (folder / "codebook.yaml").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StudyError):
        prepare_folder(tmp_path / "file" / "study", "x", "de")


def test_setting_up_brings_codebook_and_corpus_in(folder: Path) -> None:
    (folder / "corpus" / "attributes.csv").write_text(
        "document,kind,city\nanna-01.txt,interview,A\nbodo-02.txt,workshop,B\n"
    )
    done = _set_up(folder)
    assert done.codes == 3
    assert [(o.status, o.document_name) for o in done.outcomes] == [
        (Status.NEW, "anna-01"),
        (Status.NEW, "bodo-02"),
    ]
    with open_workspace(folder) as workspace:
        assert not workspace.is_new
        assert [d.kind for d in list_documents(workspace.store)] == [
            "interview",
            "workshop",
        ]
        cases = list_cases(workspace.store)
        assert [case.attributes for case in cases] == [{"city": "A"}, {"city": "B"}]
        verbs = [line.entry.action.verb for line in history(workspace.store)]
        assert verbs == [*[Verb.DOCUMENT_IMPORTED] * 2, Verb.STUDY_CREATED]
        assert examine(workspace.store).damages == []


def test_setting_up_twice_changes_nothing(folder: Path) -> None:
    _set_up(folder)
    assert _set_up(folder).outcomes == []
    with open_workspace(folder) as workspace:
        assert len(history(workspace.store)) == 3


def test_a_bad_file_is_reported_and_does_not_hinder_the_others(folder: Path) -> None:
    (folder / "corpus" / "aaa.txt").write_bytes(b"")
    statuses = [outcome.status for outcome in _set_up(folder).outcomes]
    assert statuses == [Status.REFUSED, Status.NEW, Status.NEW]


def test_a_wrong_codebook_leaves_an_empty_database(folder: Path) -> None:
    path = folder / "codebook.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("key: nets", "key: engagement"), "utf-8")
    with pytest.raises(CodebookFileError):
        _set_up(folder)
    assert _is_empty(folder)


def test_a_damaged_table_leaves_an_empty_database(folder: Path) -> None:
    (folder / "corpus" / "attributes.csv").write_text("document,kind\nanna-01,x\n")
    with pytest.raises(UnreadableError):
        _set_up(folder)
    assert _is_empty(folder)


_KILLED = """
import os, signal, sys
from pathlib import Path
from qcode.operations import corpus, setting_up
from qcode.operations.workspace import open_workspace

settle = setting_up.settle

def settle_one_and_die(connection, store, arrival, coder_id):
    if arrival.path.name.startswith("bodo"):
        os.kill(os.getpid(), signal.SIGKILL)
    return settle(connection, store, arrival, coder_id)

setting_up.settle = settle_one_and_die
with open_workspace(Path(sys.argv[1])) as workspace:
    setting_up.set_up(workspace)
"""


def test_a_kill_while_setting_up_leaves_an_empty_database(folder: Path) -> None:
    command = [sys.executable, "-c", _KILLED, str(folder)]
    assert subprocess.run(command, check=False).returncode == -9
    assert _is_empty(folder)


def test_the_demonstration_is_a_whole_study(tmp_path: Path) -> None:
    project = copy_demonstration(tmp_path / "demo")
    done = _set_up(project.root)
    assert done.codes >= 65
    assert {outcome.status for outcome in done.outcomes} == {Status.NEW}
    with open_workspace(project.root) as workspace:
        assert len(list_documents(workspace.store)) >= 4
        assert examine(workspace.store).damages == []


def test_the_demonstration_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "mine.txt").write_text("x")
    with pytest.raises(RefusedError):
        copy_demonstration(tmp_path / "demo")
    with pytest.raises(RefusedError):
        copy_demonstration(tmp_path / "demo" / "mine.txt")
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["mine.txt"]
