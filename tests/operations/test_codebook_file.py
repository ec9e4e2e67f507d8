import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from qcode.errors import (
    CodebookConflictError,
    CodebookFileError,
    ForeignDatabaseError,
    QcodeError,
    RefusedError,
    StudyError,
    UnreadableError,
    WrongUsageError,
)
from qcode.model.codebook import Code
from qcode.model.coding import Coder
from qcode.model.journal import Verb
from qcode.operations.codebook import (
    Side,
    change_code,
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
from qcode.operations.merging_codes import merge_codes
from qcode.operations.reading import load_codebook, open_document
from qcode.operations.workspace import Workspace, open_workspace
from tests.builders import a_code, a_coding, a_memo

NETS, ENGAGEMENT = a_code("nets").id, a_code("engagement").id


@pytest.fixture
def anna(workspace: Workspace) -> Coder:
    return enter(workspace, "anna")


def _text(workspace: Workspace) -> str:
    return workspace.project.codebook_path.read_text("utf-8")


def _edit(workspace: Workspace, old: str, new: str) -> str:
    text = _text(workspace)
    assert old in text
    changed = text.replace(old, new)
    workspace.project.codebook_path.write_text(changed, "utf-8")
    return changed


def _standing(workspace: Workspace) -> Standing:
    return compare(workspace.project, workspace.store).standing


def _stored(workspace: Workspace) -> dict[str, Code]:
    return {code.key: code for code in load_codebook(workspace.store).codes}


def _rename_on_screen(workspace: Workspace, coder: Coder) -> None:
    nets = _stored(workspace)["nets"]
    change_code(workspace.store, replace(nets, name="Vom Schirm"), coder.id)


NETS_LINES = "      - key: nets\n        name: Nets\n"


def test_after_setting_up_both_are_in_step(workspace: Workspace) -> None:
    assert _standing(workspace) is Standing.IN_STEP
    assert not may_be_apart(workspace.project, workspace.store)


def test_a_changed_file_is_brought_in(workspace: Workspace, anna: Coder) -> None:
    _edit(workspace, "name: Nets", "name: Netze\n        memo: neu")
    assert may_be_apart(workspace.project, workspace.store)
    assert _standing(workspace) is Standing.FILE_CHANGED
    applied = apply_file(workspace, anna.id)
    assert [(d.field, d.old, d.new) for d in applied.differences] == [
        ("name", "Nets", "Netze"),
        ("memo", "", "neu"),
    ]
    assert (_stored(workspace)["nets"].name, applied.kept) == ("Netze", [])
    assert _standing(workspace) is Standing.IN_STEP
    action = history(workspace.store)[0].entry.action
    assert (action.verb, action.coder_id) == (Verb.CODEBOOK_APPLIED, anna.id)


def test_applying_a_file_that_is_in_step_writes_nothing_down(
    workspace: Workspace,
) -> None:
    before = history(workspace.store)
    assert apply_file(workspace, None).differences == []
    assert history(workspace.store) == before


def test_a_changed_comment_is_no_difference(workspace: Workspace) -> None:
    _edit(workspace, "# Auch dieser.", "# Anders.")
    assert may_be_apart(workspace.project, workspace.store)
    assert apply_file(workspace, None).differences == []
    assert not may_be_apart(workspace.project, workspace.store)


def test_a_code_that_nothing_needs_goes_with_the_file(workspace: Workspace) -> None:
    _edit(workspace, NETS_LINES, "")
    applied = apply_file(workspace, None)
    assert [(d.kind, d.key) for d in applied.differences] == [("removed", "nets")]
    assert set(_stored(workspace)) == {"family", "engagement"}


def test_a_code_with_codings_stays_and_is_named(
    workspace: Workspace, anna: Coder
) -> None:
    apply_code(workspace.store, a_coding(code_id=NETS))
    _edit(workspace, NETS_LINES, "")
    applied = apply_file(workspace, anna.id)
    assert [code.key for code in applied.kept] == ["nets"]
    assert applied.differences == []
    assert "nets" in _stored(workspace)
    assert _standing(workspace) is Standing.IN_STEP
    assert examine(workspace.store).damages == []


def test_a_code_with_a_memo_stays(workspace: Workspace, anna: Coder) -> None:
    write_memo(workspace.store, a_memo(a_code("nets")))
    _edit(workspace, NETS_LINES, "")
    assert [code.key for code in apply_file(workspace, anna.id).kept] == ["nets"]


def test_the_parents_of_a_code_with_codings_stay(
    workspace: Workspace, anna: Coder
) -> None:
    apply_code(workspace.store, a_coding(code_id=NETS))
    text = _text(workspace)
    head = text[: text.index("codes:")]
    path = workspace.project.codebook_path
    path.write_text(f"{head}codes:\n  - key: other\n    name: Other\n", "utf-8")
    applied = apply_file(workspace, anna.id)
    assert [code.key for code in applied.kept] == ["family", "nets"]
    assert set(_stored(workspace)) == {"family", "nets", "other"}


MERGED = "      - key: engagement\n        formerly: [nets]\n"


def test_a_code_that_the_file_merged_into_another_is_merged(
    workspace: Workspace, anna: Coder
) -> None:
    coding = a_coding(code_id=NETS)
    apply_code(workspace.store, coding, a_memo(coding))
    _edit(workspace, NETS_LINES, "")
    _edit(workspace, "      - key: engagement\n", MERGED)
    (pair,) = compare(workspace.project, workspace.store).merged
    assert [code.key for code in pair] == ["nets", "engagement"]
    applied = apply_file(workspace, anna.id)
    assert [(it.merged.key, it.codings) for it in applied.merged] == [("nets", 1)]
    assert applied.kept == []
    assert set(_stored(workspace)) == {"family", "engagement"}
    (kept,) = open_document(workspace.store, coding.document_id).codings
    assert kept == replace(coding, code_id=ENGAGEMENT)
    assert _standing(workspace) is Standing.IN_STEP
    verbs = {line.entry.action.verb for line in history(workspace.store)}
    assert Verb.CODES_MERGED in verbs
    assert examine(workspace.store).damages == []


def test_the_file_names_the_id_that_its_oldest_key_would_not_give(
    workspace: Workspace, anna: Coder
) -> None:
    _edit(workspace, NETS_LINES, "")
    _edit(workspace, "      - key: engagement\n", MERGED)
    apply_file(workspace, anna.id)
    assert f"id: {ENGAGEMENT}" in _text(workspace)
    assert "# Auch dieser." in _text(workspace)


def test_codes_of_the_file_can_be_merged_into_a_new_one(
    workspace: Workspace, anna: Coder
) -> None:
    coding = a_coding(code_id=NETS)
    apply_code(workspace.store, coding)
    new = str(uuid4())
    _edit(
        workspace,
        NETS_LINES,
        f"      - key: neu\n        name: Neu\n        id: {new}\n"
        "        formerly: [nets]\n",
    )
    apply_file(workspace, anna.id)
    (kept,) = open_document(workspace.store, coding.document_id).codings
    assert str(kept.code_id) == new
    assert _stored(workspace)["neu"].parent_id == _stored(workspace)["family"].id
    assert examine(workspace.store).damages == []


def test_merging_codes_writes_the_file_and_keeps_its_comments(
    workspace: Workspace, anna: Coder
) -> None:
    merge_codes(workspace.store, NETS, ENGAGEMENT, anna.id)
    assert _standing(workspace) is Standing.DATABASE_CHANGED
    write_back(workspace)
    text = _text(workspace)
    assert "key: nets" not in text
    assert "formerly: [nets]" in text
    assert "# Auch dieser." in text
    assert _standing(workspace) is Standing.IN_STEP


def test_a_file_that_still_has_a_merged_code_cannot_bring_it_back(
    workspace: Workspace, anna: Coder
) -> None:
    merge_codes(workspace.store, NETS, ENGAGEMENT, anna.id)
    _edit(workspace, "name: Nets", "name: Netze")
    assert _standing(workspace) is Standing.BOTH_CHANGED
    with pytest.raises(RefusedError, match="'nets' was merged into 'engagement'"):
        apply_file(workspace, anna.id, Side.FILE)
    apply_file(workspace, anna.id, Side.DATABASE)
    assert _standing(workspace) is Standing.IN_STEP


def test_a_kept_code_that_comes_back_is_the_same_code(
    workspace: Workspace, anna: Coder
) -> None:
    apply_code(workspace.store, a_coding(code_id=NETS))
    _edit(workspace, NETS_LINES, "")
    apply_file(workspace, anna.id)
    back = "      # Auch dieser.\n"
    _edit(workspace, back, NETS_LINES.replace("Nets", "Netze") + back)
    apply_file(workspace, anna.id)
    stored = load_codebook(workspace.store).codes
    assert [(code.key, code.name) for code in stored[1:]] == [
        ("nets", "Netze"),
        ("engagement", "Engagement"),
    ]
    assert stored[1].id == NETS


def test_a_renamed_key_is_the_same_code(workspace: Workspace, anna: Coder) -> None:
    apply_code(workspace.store, a_coding(code_id=NETS))
    _edit(workspace, "key: nets", "key: netze\n        formerly: [nets]")
    applied = apply_file(workspace, anna.id)
    assert {(d.field, d.old, d.new) for d in applied.differences} == {
        ("key", "nets", "netze"),
        ("formerly", "", "nets"),
    }
    code = _stored(workspace)["netze"]
    assert (code.id, code.formerly) == (NETS, ("nets",))


def test_codes_can_trade_their_places_and_shortcuts(workspace: Workspace) -> None:
    _edit(workspace, '        shortcut: "1"\n', "")
    moved = NETS_LINES + '        shortcut: "1"\n'
    _edit(workspace, NETS_LINES, "")
    back = "      # Auch dieser.\n"
    _edit(workspace, back, moved + back)
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
    before = _text(workspace)
    _rename_on_screen(workspace, anna)
    assert _standing(workspace) is Standing.DATABASE_CHANGED
    write_back(workspace)
    assert _text(workspace) == before.replace("name: Nets", "name: Vom Schirm")
    assert _standing(workspace) is Standing.IN_STEP
    assert not may_be_apart(workspace.project, workspace.store)


def test_a_code_born_on_a_screen_keeps_its_id_through_the_file(
    workspace: Workspace, anna: Coder
) -> None:
    code = draft_code(workspace.store, "Neu", a_code("family").id)
    create_code(workspace.store, code, anna.id)
    write_back(workspace)
    assert f"id: {code.id}" in _text(workspace)
    assert compare(workspace.project, workspace.store).file.codes[-1] == code


def test_an_old_file_does_not_undo_what_is_new_in_the_database(
    workspace: Workspace, anna: Coder
) -> None:
    _rename_on_screen(workspace, anna)
    applied = apply_file(workspace, anna.id)
    assert applied.differences == []
    assert [(d.field, d.new) for d in applied.written] == [("name", "Vom Schirm")]
    assert "Vom Schirm" in _text(workspace)


def test_writing_back_leaves_a_changed_file_alone(workspace: Workspace) -> None:
    text = _edit(workspace, "name: Nets", "name: Netze")
    write_back(workspace)
    assert _text(workspace) == text
    assert _standing(workspace) is Standing.FILE_CHANGED


@pytest.fixture
def torn(workspace: Workspace, anna: Coder) -> Workspace:
    """File and database, both changed since they last met."""
    _rename_on_screen(workspace, anna)
    _edit(workspace, "name: Nets", "name: Aus der Datei")
    return workspace


def test_where_both_changed_nothing_is_overwritten(torn: Workspace) -> None:
    text, codes = _text(torn), load_codebook(torn.store)
    assert _standing(torn) is Standing.BOTH_CHANGED
    with pytest.raises(CodebookConflictError) as caught:
        apply_file(torn, None)
    assert (caught.value.differences, "\n" in str(caught.value)) == (1, False)
    with pytest.raises(CodebookConflictError):
        write_back(torn)
    assert (_text(torn), load_codebook(torn.store)) == (text, codes)


def test_the_person_can_take_the_file(torn: Workspace, anna: Coder) -> None:
    apply_file(torn, anna.id, Side.FILE)
    assert _stored(torn)["nets"].name == "Aus der Datei"
    assert _standing(torn) is Standing.IN_STEP


def test_the_person_can_take_the_database(torn: Workspace, anna: Coder) -> None:
    applied = apply_file(torn, anna.id, Side.DATABASE)
    assert [(d.old, d.new) for d in applied.written] == [
        ("Aus der Datei", "Vom Schirm")
    ]
    assert _stored(torn)["nets"].name == "Vom Schirm"
    assert "Vom Schirm" in _text(torn)
    assert _standing(torn) is Standing.IN_STEP


def test_the_same_change_on_both_sides_is_no_conflict(
    workspace: Workspace, anna: Coder
) -> None:
    _rename_on_screen(workspace, anna)
    _edit(workspace, "name: Nets", "name: Vom Schirm")
    assert _standing(workspace) is Standing.IN_STEP
    assert apply_file(workspace, anna.id).differences == []
    assert not may_be_apart(workspace.project, workspace.store)


def test_a_kept_codes_shortcut_that_went_to_another_is_set_free(
    workspace: Workspace, anna: Coder
) -> None:
    apply_code(workspace.store, a_coding(code_id=ENGAGEMENT))
    text = _text(workspace)
    head = text[: text.index("      # Auch dieser.")]
    tail = NETS_LINES + '        shortcut: "1"\n'
    workspace.project.codebook_path.write_text(head + tail, "utf-8")
    applied = apply_file(workspace, anna.id)
    assert [code.key for code in applied.kept] == ["engagement"]
    stored = _stored(workspace)
    assert (stored["nets"].shortcut, stored["engagement"].shortcut) == ("1", "")
    _rename_on_screen(workspace, anna)
    write_back(workspace)
    assert _standing(workspace) is Standing.IN_STEP


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
    text = _edit(workspace, old, new)
    for step in (lambda: apply_file(workspace, None), lambda: write_back(workspace)):
        with pytest.raises(error):
            step()
    assert (load_codebook(workspace.store), _text(workspace)) == (before, text)


def test_a_missing_file_is_reported(workspace: Workspace) -> None:
    workspace.project.codebook_path.unlink()
    assert not may_be_apart(workspace.project, workspace.store)
    with pytest.raises(UnreadableError):
        compare(workspace.project, workspace.store)


def test_a_file_that_is_a_link_stays_one(workspace: Workspace, anna: Coder) -> None:
    _rename_on_screen(workspace, anna)
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
    _rename_on_screen(workspace, anna)
    root = workspace.project.root
    command = [sys.executable, "-c", _KILLED, str(root)]
    assert subprocess.run(command, env={**os.environ}, check=False).returncode == -9
    assert "Vom Schirm" in _text(workspace)
    workspace.store.close()
    with open_workspace(root) as reopened:
        assert _standing(reopened) is Standing.IN_STEP
        assert apply_file(reopened, anna.id).differences == []
        assert _stored(reopened)["nets"].name == "Vom Schirm"
        assert not may_be_apart(reopened.project, reopened.store)
        assert examine(reopened.store).damages == []


def test_the_codebook_can_be_exported(
    workspace: Workspace, anna: Coder, tmp_path: Path
) -> None:
    _rename_on_screen(workspace, anna)
    path = tmp_path / "out.yaml"
    text = export_codebook(workspace, path)
    assert path.read_text("utf-8") == text
    assert text == _text(workspace).replace("name: Nets", "name: Vom Schirm")
    assert _standing(workspace) is Standing.DATABASE_CHANGED


def test_the_codebook_can_be_exported_when_the_file_is_wrong(
    workspace: Workspace,
) -> None:
    _edit(workspace, "name: Nets", "nmae: Nets")
    text = export_codebook(workspace, None)
    assert "key: nets" in text


def test_a_codebook_is_exported_as_yaml(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError):
        export_codebook(workspace, tmp_path / "out.csv")
    with pytest.raises(StudyError):
        export_codebook(workspace, tmp_path / "missing" / "out.yaml")
