"""Codes merged in the file, and codebooks that changed on both sides."""

from dataclasses import replace
from uuid import uuid4

import pytest

from qcode.errors import (
    CodebookConflictError,
    RefusedError,
)
from qcode.model.coding import Coder
from qcode.model.journal import Verb
from qcode.operations.codebook import (
    Side,
    may_be_apart,
)
from qcode.operations.codebook_file import apply_file, write_back
from qcode.operations.codebook_standing import Standing, compare
from qcode.operations.coders import enter
from qcode.operations.codings import apply_code
from qcode.operations.doctor import examine
from qcode.operations.history import history
from qcode.operations.merging_codes import merge_codes
from qcode.operations.reading import load_codebook, open_document
from qcode.operations.workspace import Workspace
from tests.builders import a_coding, a_memo
from tests.operations.codebook_editing import (
    ENGAGEMENT,
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


MERGED = "      - key: engagement\n        formerly: [nets]\n"


def test_a_code_that_the_file_merged_into_another_is_merged(
    workspace: Workspace, anna: Coder
) -> None:
    coding = a_coding(code_id=NETS)
    apply_code(workspace.store, coding, a_memo(coding))
    edit(workspace, NETS_LINES, "")
    edit(workspace, "      - key: engagement\n", MERGED)
    (pair,) = compare(workspace.project, workspace.store).merged
    assert [code.key for code in pair] == ["nets", "engagement"]
    applied = apply_file(workspace, anna.id)
    assert [(it.merged.key, it.codings) for it in applied.merged] == [("nets", 1)]
    assert applied.kept == []
    assert set(stored_in(workspace)) == {"family", "engagement"}
    (kept,) = open_document(workspace.store, coding.document_id).codings
    assert kept == replace(coding, code_id=ENGAGEMENT)
    assert standing_of(workspace) is Standing.IN_STEP
    verbs = {line.entry.action.verb for line in history(workspace.store)}
    assert Verb.CODES_MERGED in verbs
    assert examine(workspace.store).damages == []


def test_the_file_names_the_id_that_its_oldest_key_would_not_give(
    workspace: Workspace, anna: Coder
) -> None:
    edit(workspace, NETS_LINES, "")
    edit(workspace, "      - key: engagement\n", MERGED)
    apply_file(workspace, anna.id)
    assert f"id: {ENGAGEMENT}" in text_of(workspace)
    assert "# Auch dieser." in text_of(workspace)


def test_codes_of_the_file_can_be_merged_into_a_new_one(
    workspace: Workspace, anna: Coder
) -> None:
    coding = a_coding(code_id=NETS)
    apply_code(workspace.store, coding)
    new = str(uuid4())
    edit(
        workspace,
        NETS_LINES,
        f"      - key: neu\n        name: Neu\n        id: {new}\n"
        "        formerly: [nets]\n",
    )
    apply_file(workspace, anna.id)
    (kept,) = open_document(workspace.store, coding.document_id).codings
    assert str(kept.code_id) == new
    assert stored_in(workspace)["neu"].parent_id == stored_in(workspace)["family"].id
    assert examine(workspace.store).damages == []


def test_merging_codes_writes_the_file_and_keeps_its_comments(
    workspace: Workspace, anna: Coder
) -> None:
    merge_codes(workspace.store, NETS, ENGAGEMENT, anna.id)
    assert standing_of(workspace) is Standing.DATABASE_CHANGED
    write_back(workspace)
    text = text_of(workspace)
    assert "key: nets" not in text
    assert "formerly: [nets]" in text
    assert "# Auch dieser." in text
    assert standing_of(workspace) is Standing.IN_STEP


def test_a_file_that_still_has_a_merged_code_cannot_bring_it_back(
    workspace: Workspace, anna: Coder
) -> None:
    merge_codes(workspace.store, NETS, ENGAGEMENT, anna.id)
    edit(workspace, "name: Nets", "name: Netze")
    assert standing_of(workspace) is Standing.BOTH_CHANGED
    with pytest.raises(RefusedError, match="'nets' was merged into 'engagement'"):
        apply_file(workspace, anna.id, Side.FILE)
    apply_file(workspace, anna.id, Side.DATABASE)
    assert standing_of(workspace) is Standing.IN_STEP


@pytest.fixture
def torn(workspace: Workspace, anna: Coder) -> Workspace:
    """File and database, both changed since they last met."""
    rename_on_screen(workspace, anna)
    edit(workspace, "name: Nets", "name: Aus der Datei")
    return workspace


def test_where_both_changed_nothing_is_overwritten(torn: Workspace) -> None:
    text, codes = text_of(torn), load_codebook(torn.store)
    assert standing_of(torn) is Standing.BOTH_CHANGED
    with pytest.raises(CodebookConflictError) as caught:
        apply_file(torn, None)
    assert (caught.value.differences, "\n" in str(caught.value)) == (1, False)
    with pytest.raises(CodebookConflictError):
        write_back(torn)
    assert (text_of(torn), load_codebook(torn.store)) == (text, codes)


def test_the_person_can_take_the_file(torn: Workspace, anna: Coder) -> None:
    apply_file(torn, anna.id, Side.FILE)
    assert stored_in(torn)["nets"].name == "Aus der Datei"
    assert standing_of(torn) is Standing.IN_STEP


def test_the_person_can_take_the_database(torn: Workspace, anna: Coder) -> None:
    applied = apply_file(torn, anna.id, Side.DATABASE)
    assert [(d.old, d.new) for d in applied.written] == [
        ("Aus der Datei", "Vom Schirm")
    ]
    assert stored_in(torn)["nets"].name == "Vom Schirm"
    assert "Vom Schirm" in text_of(torn)
    assert standing_of(torn) is Standing.IN_STEP


def test_the_same_change_on_both_sides_is_no_conflict(
    workspace: Workspace, anna: Coder
) -> None:
    rename_on_screen(workspace, anna)
    edit(workspace, "name: Nets", "name: Vom Schirm")
    assert standing_of(workspace) is Standing.IN_STEP
    assert apply_file(workspace, anna.id).differences == []
    assert not may_be_apart(workspace.project, workspace.store)


def test_a_kept_codes_shortcut_that_went_to_another_is_set_free(
    workspace: Workspace, anna: Coder
) -> None:
    apply_code(workspace.store, a_coding(code_id=ENGAGEMENT))
    text = text_of(workspace)
    head = text[: text.index("      # Auch dieser.")]
    tail = NETS_LINES + '        shortcut: "1"\n'
    workspace.project.codebook_path.write_text(head + tail, "utf-8")
    applied = apply_file(workspace, anna.id)
    assert [code.key for code in applied.kept] == ["engagement"]
    stored = stored_in(workspace)
    assert (stored["nets"].shortcut, stored["engagement"].shortcut) == ("1", "")
    rename_on_screen(workspace, anna)
    write_back(workspace)
    assert standing_of(workspace) is Standing.IN_STEP
