import os
import subprocess
import sys
from pathlib import Path

import pytest

from qcode.errors import (
    CodebookFileError,
    ForeignDatabaseError,
    QcodeError,
    StudyError,
    UnreadableError,
    WrongUsageError,
)
from qcode.model.coding import Coder
from qcode.model.journal import Verb
from qcode.operations.codebook import (
    create_code,
    draft_code,
    may_be_apart,
)
from qcode.operations.codebook_file import apply_file, export_codebook, write_back
from qcode.operations.codebook_standing import Standing, compare
from qcode.operations.coders import enter
from qcode.operations.codings import apply_code
from qcode.operations.doctor import examine
from qcode.operations.history import history
from qcode.operations.memos import write_memo
from qcode.operations.reading import load_codebook
from qcode.operations.workspace import Workspace, open_workspace
from tests.builders import a_code, a_coding, a_memo
from tests.operations.codebook_editing import (
    NETS,
    NETS_LINES,
    edit,
    rename_on_screen,
    standing_of,
    stored_in,
    text_of,
)


@pytest.fixture
def anna(workspace: Workspace) -> Coder:
    return enter(workspace, "anna")


def test_after_setting_up_both_are_in_step(workspace: Workspace) -> None:
    assert standing_of(workspace) is Standing.IN_STEP
    assert not may_be_apart(workspace.project, workspace.store)


def test_a_changed_file_is_brought_in(workspace: Workspace, anna: Coder) -> None:
    edit(workspace, "name: Nets", "name: Netze\n        memo: neu")
    assert may_be_apart(workspace.project, workspace.store)
    assert standing_of(workspace) is Standing.FILE_CHANGED
    applied = apply_file(workspace, anna.id)
    assert [(d.field, d.old, d.new) for d in applied.differences] == [
        ("name", "Nets", "Netze"),
        ("memo", "", "neu"),
    ]
    assert (stored_in(workspace)["nets"].name, applied.kept) == ("Netze", [])
    assert standing_of(workspace) is Standing.IN_STEP
    action = history(workspace.store)[0].entry.action
    assert (action.verb, action.coder_id) == (Verb.CODEBOOK_APPLIED, anna.id)


def test_applying_a_file_that_is_in_step_writes_nothing_down(
    workspace: Workspace,
) -> None:
    before = history(workspace.store)
    assert apply_file(workspace, None).differences == []
    assert history(workspace.store) == before


def test_a_changed_comment_is_no_difference(workspace: Workspace) -> None:
    edit(workspace, "# Auch dieser.", "# Anders.")
    assert may_be_apart(workspace.project, workspace.store)
    assert apply_file(workspace, None).differences == []
    assert not may_be_apart(workspace.project, workspace.store)


def test_a_code_that_nothing_needs_goes_with_the_file(workspace: Workspace) -> None:
    edit(workspace, NETS_LINES, "")
    applied = apply_file(workspace, None)
    assert [(d.kind, d.key) for d in applied.differences] == [("removed", "nets")]
    assert set(stored_in(workspace)) == {"family", "engagement"}


def test_a_code_with_codings_stays_and_is_named(
    workspace: Workspace, anna: Coder
) -> None:
    apply_code(workspace.store, a_coding(code_id=NETS))
    edit(workspace, NETS_LINES, "")
    applied = apply_file(workspace, anna.id)
    assert [code.key for code in applied.kept] == ["nets"]
    assert applied.differences == []
    assert "nets" in stored_in(workspace)
    assert standing_of(workspace) is Standing.IN_STEP
    assert examine(workspace.store).damages == []


def test_a_code_with_a_memo_stays(workspace: Workspace, anna: Coder) -> None:
    write_memo(workspace.store, a_memo(a_code("nets")))
    edit(workspace, NETS_LINES, "")
    assert [code.key for code in apply_file(workspace, anna.id).kept] == ["nets"]


def test_the_parents_of_a_code_with_codings_stay(
    workspace: Workspace, anna: Coder
) -> None:
    apply_code(workspace.store, a_coding(code_id=NETS))
    text = text_of(workspace)
    head = text[: text.index("codes:")]
    path = workspace.project.codebook_path
    path.write_text(f"{head}codes:\n  - key: other\n    name: Other\n", "utf-8")
    applied = apply_file(workspace, anna.id)
    assert [code.key for code in applied.kept] == ["family", "nets"]
    assert set(stored_in(workspace)) == {"family", "nets", "other"}


def test_a_kept_code_that_comes_back_is_the_same_code(
    workspace: Workspace, anna: Coder
) -> None:
    apply_code(workspace.store, a_coding(code_id=NETS))
    edit(workspace, NETS_LINES, "")
    apply_file(workspace, anna.id)
    back = "      # Auch dieser.\n"
    edit(workspace, back, NETS_LINES.replace("Nets", "Netze") + back)
    apply_file(workspace, anna.id)
    stored = load_codebook(workspace.store).codes
    assert [(code.key, code.name) for code in stored[1:]] == [
        ("nets", "Netze"),
        ("engagement", "Engagement"),
    ]
    assert stored[1].id == NETS


def test_a_renamed_key_is_the_same_code(workspace: Workspace, anna: Coder) -> None:
    apply_code(workspace.store, a_coding(code_id=NETS))
    edit(workspace, "key: nets", "key: netze\n        formerly: [nets]")
    applied = apply_file(workspace, anna.id)
    assert {(d.field, d.old, d.new) for d in applied.differences} == {
        ("key", "nets", "netze"),
        ("formerly", "", "nets"),
    }
    code = stored_in(workspace)["netze"]
    assert (code.id, code.formerly) == (NETS, ("nets",))


def test_codes_can_trade_their_places_and_shortcuts(workspace: Workspace) -> None:
    edit(workspace, '        shortcut: "1"\n', "")
    moved = NETS_LINES + '        shortcut: "1"\n'
    edit(workspace, NETS_LINES, "")
    back = "      # Auch dieser.\n"
    edit(workspace, back, moved + back)
    apply_file(workspace, None)
    codes = load_codebook(workspace.store).codes
    assert [(code.key, code.shortcut) for code in codes] == [
        ("family", ""),
        ("nets", "1"),
        ("engagement", ""),
    ]


def test_what_changed_on_a_screen_is_written_back_with_comments_kept(
    workspace: Workspace, anna: Coder
) -> None:
    before = text_of(workspace)
    rename_on_screen(workspace, anna)
    assert standing_of(workspace) is Standing.DATABASE_CHANGED
    write_back(workspace)
    assert text_of(workspace) == before.replace("name: Nets", "name: Vom Schirm")
    assert standing_of(workspace) is Standing.IN_STEP
    assert not may_be_apart(workspace.project, workspace.store)


def test_a_code_born_on_a_screen_keeps_its_id_through_the_file(
    workspace: Workspace, anna: Coder
) -> None:
    code = draft_code(workspace.store, "Neu", a_code("family").id)
    create_code(workspace.store, code, anna.id)
    write_back(workspace)
    assert f"id: {code.id}" in text_of(workspace)
    assert compare(workspace.project, workspace.store).file.codes[-1] == code


def test_an_old_file_does_not_undo_what_is_new_in_the_database(
    workspace: Workspace, anna: Coder
) -> None:
    rename_on_screen(workspace, anna)
    applied = apply_file(workspace, anna.id)
    assert applied.differences == []
    assert [(d.field, d.new) for d in applied.written] == [("name", "Vom Schirm")]
    assert "Vom Schirm" in text_of(workspace)


def test_writing_back_leaves_a_changed_file_alone(workspace: Workspace) -> None:
    text = edit(workspace, "name: Nets", "name: Netze")
    write_back(workspace)
    assert text_of(workspace) == text
    assert standing_of(workspace) is Standing.FILE_CHANGED


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("name: Nets", "nmae: Nets", CodebookFileError),
        ("key: nets", "key: engagement", CodebookFileError),
        ("study_id: 0", "study_id: 1", ForeignDatabaseError),
    ],
)
def test_a_file_that_is_wrong_changes_nothing(
    workspace: Workspace, old: str, new: str, error: type[QcodeError]
) -> None:
    before = load_codebook(workspace.store)
    text = edit(workspace, old, new)
    for step in (lambda: apply_file(workspace, None), lambda: write_back(workspace)):
        with pytest.raises(error):
            step()
    assert (load_codebook(workspace.store), text_of(workspace)) == (before, text)


def test_a_missing_file_is_reported(workspace: Workspace) -> None:
    workspace.project.codebook_path.unlink()
    assert not may_be_apart(workspace.project, workspace.store)
    with pytest.raises(UnreadableError):
        compare(workspace.project, workspace.store)


def test_a_file_that_is_a_link_stays_one(workspace: Workspace, anna: Coder) -> None:
    rename_on_screen(workspace, anna)
    path = workspace.project.codebook_path
    target = path.with_name("elsewhere.yaml")
    path.rename(target)
    path.symlink_to(target)
    write_back(workspace)
    assert path.is_symlink()
    assert "Vom Schirm" in target.read_text("utf-8")


_KILLED = """
import os, signal, sys
from pathlib import Path
from qcode.operations.codebook_file import write_back
from qcode.operations.workspace import open_workspace

# The process dies in the moment in which the file was replaced, before the commit.
replaced = Path.replace

def replace_and_die(self, target):
    replaced(self, target)
    os.kill(os.getpid(), signal.SIGKILL)

Path.replace = replace_and_die
with open_workspace(Path(sys.argv[1])) as workspace:
    write_back(workspace)
"""


def test_a_kill_between_file_and_database_leaves_both_in_step(
    workspace: Workspace, anna: Coder
) -> None:
    rename_on_screen(workspace, anna)
    root = workspace.project.root
    command = [sys.executable, "-c", _KILLED, str(root)]
    assert subprocess.run(command, env={**os.environ}, check=False).returncode == -9
    assert "Vom Schirm" in text_of(workspace)
    workspace.store.close()
    with open_workspace(root) as reopened:
        assert standing_of(reopened) is Standing.IN_STEP
        assert apply_file(reopened, anna.id).differences == []
        assert stored_in(reopened)["nets"].name == "Vom Schirm"
        assert not may_be_apart(reopened.project, reopened.store)
        assert examine(reopened.store).damages == []


def test_the_codebook_can_be_exported(
    workspace: Workspace, anna: Coder, tmp_path: Path
) -> None:
    rename_on_screen(workspace, anna)
    path = tmp_path / "out.yaml"
    text = export_codebook(workspace, path)
    assert path.read_text("utf-8") == text
    assert text == text_of(workspace).replace("name: Nets", "name: Vom Schirm")
    assert standing_of(workspace) is Standing.DATABASE_CHANGED


def test_the_codebook_can_be_exported_when_the_file_is_wrong(
    workspace: Workspace,
) -> None:
    edit(workspace, "name: Nets", "nmae: Nets")
    text = export_codebook(workspace, None)
    assert "key: nets" in text


def test_a_codebook_is_exported_as_yaml(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError):
        export_codebook(workspace, tmp_path / "out.csv")
    with pytest.raises(StudyError):
        export_codebook(workspace, tmp_path / "missing" / "out.yaml")
