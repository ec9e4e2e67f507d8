from dataclasses import replace

import pytest
from sqlalchemy import update

from qcode.errors import NothingToUndoError, UndoBlockedError
from qcode.model.coding import Coding
from qcode.model.ids import CoderId
from qcode.model.journal import Verb
from qcode.operations.codebook import (
    change_code,
    create_and_apply,
    create_code,
    draft_code,
)
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.history import history, redo, undo
from qcode.operations.memos import list_memos, write_memo
from qcode.operations.reading import load_codebook, open_document
from qcode.store import Store, schema
from tests.builders import Study, a_coding, a_memo, put
from tests.conftest import Reopen


def _codings(store: Store) -> list[Coding]:
    return list(open_document(store, a_coding().document_id).codings)


def _notes(study: Study) -> list[tuple[str, str]]:
    lines = history(study.store)
    return [(str(line.entry.action.verb), line.entry.action.note) for line in lines]


def test_undo_takes_the_latest_action_back_and_says_which(study: Study) -> None:
    first, second = a_coding(0, 1), a_coding(0, 2)
    apply_code(study.store, first)
    apply_code(study.store, second)
    assert undo(study.store, study.anna.id).action.note == "Engagement: anna-01 0:2"
    assert _codings(study.store) == [first]


def test_undo_adds_an_entry_and_takes_none_away(study: Study) -> None:
    apply_code(study.store, a_coding())
    undone = undo(study.store, study.anna.id)
    redo(study.store, study.anna.id)
    redone, undo_, applied = history(study.store)
    assert [line.entry.action.verb for line in (redone, undo_, applied)] == [
        Verb.REDONE,
        Verb.UNDONE,
        Verb.CODING_APPLIED,
    ]
    assert undone == applied.entry
    assert undo_.entry.action.reverses == applied.entry.hash
    assert redone.entry.action.reverses == undo_.entry.hash
    assert [line.is_undone for line in (redone, undo_, applied)] == [False, True, False]


def test_undo_and_redo_work_across_restarts(study: Study, reopen: Reopen) -> None:
    coding = a_coding()
    apply_code(study.store, coding, a_memo(coding))
    study.store.close()
    undo(reopen(study.store), study.anna.id)
    store = reopen(study.store)
    assert (_codings(store), list_memos(store)) == ([], [])
    redo(store, study.anna.id)
    assert _codings(reopen(store)) == [coding]
    assert len(list_memos(store)) == 1


def test_there_is_nothing_to_undo_at_first(study: Study) -> None:
    with pytest.raises(NothingToUndoError):
        undo(study.store, study.anna.id)
    with pytest.raises(NothingToUndoError):
        redo(study.store, study.anna.id)
    assert history(study.store) == []


def test_nothing_is_left_to_undo_when_all_is_undone(study: Study) -> None:
    apply_code(study.store, a_coding())
    undo(study.store, study.anna.id)
    with pytest.raises(NothingToUndoError):
        undo(study.store, study.anna.id)


def test_a_new_action_ends_the_redo(study: Study) -> None:
    apply_code(study.store, a_coding(0, 1))
    undo(study.store, study.anna.id)
    apply_code(study.store, a_coding(0, 2))
    with pytest.raises(NothingToUndoError):
        redo(study.store, study.anna.id)


def test_anothers_action_does_not_end_the_redo(study: Study) -> None:
    coding, theirs = a_coding(0, 1), a_coding(0, 2, coder_id=study.bea.id)
    apply_code(study.store, coding)
    undo(study.store, study.anna.id)
    apply_code(study.store, theirs)
    redo(study.store, study.anna.id)
    assert _codings(study.store) == [theirs, coding]


def test_only_ones_own_actions_are_undone(study: Study) -> None:
    mine, theirs = a_coding(0, 1), a_coding(0, 2, coder_id=study.bea.id)
    apply_code(study.store, mine)
    apply_code(study.store, theirs)
    undo(study.store, study.anna.id)
    assert _codings(study.store) == [theirs]
    with pytest.raises(NothingToUndoError):
        redo(study.store, study.bea.id)


def test_what_was_imported_is_not_undone(study: Study) -> None:
    apply_code(study.store, a_coding(0, 1))
    imported = a_coding(0, 2)
    apply_code(study.store, imported)
    with study.store.begin() as connection:
        query = update(schema.journal).where(schema.journal.c.number == 2)
        connection.execute(query.values(imported=True))
    undo(study.store, study.anna.id)
    assert _codings(study.store) == [imported]
    with pytest.raises(NothingToUndoError):
        undo(study.store, study.anna.id)


def test_undo_and_redo_can_alternate(study: Study) -> None:
    codings = [a_coding(0, end) for end in (3, 2, 1)]
    for coding in codings:
        apply_code(study.store, coding)
    steps = [undo, undo, redo, undo, undo, redo, redo, redo, undo]
    left = [2, 1, 2, 1, 0, 1, 2, 3, 2]
    for step, number in zip(steps, left, strict=True):
        step(study.store, study.anna.id)
        assert _codings(study.store) == codings[:number]


def test_undoing_a_removal_brings_coding_and_memos_back(study: Study) -> None:
    coding = a_coding()
    mine, theirs = a_memo(coding), a_memo(coding, coder_id=study.bea.id)
    apply_code(study.store, coding, mine)
    write_memo(study.store, theirs)
    remove_coding(study.store, coding.id, study.anna.id)
    undo(study.store, study.anna.id)
    assert _codings(study.store) == [coding]
    assert {memo.id for memo in list_memos(study.store)} == {mine.id, theirs.id}


def test_undoing_a_changed_code_gives_it_its_former_state(study: Study) -> None:
    changed = replace(study.nets, name="Netze", shortcut="2", keywords=("a",))
    change_code(study.store, changed, study.anna.id)
    undo(study.store, study.anna.id)
    assert load_codebook(study.store).code(study.nets.id) == study.nets
    redo(study.store, study.anna.id)
    assert load_codebook(study.store).code(study.nets.id) == changed


def _blocked(study: Study, coder_id: CoderId) -> str:
    before = _notes(study)
    with pytest.raises(UndoBlockedError) as caught:
        undo(study.store, coder_id)
    assert _notes(study) == before
    assert "\n" not in str(caught.value)
    return caught.value.why


def test_anothers_memo_on_my_coding_blocks_undo_by_name(study: Study) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    write_memo(study.store, a_memo(coding, coder_id=study.bea.id))
    assert _blocked(study, study.anna.id) == "there are 1 memos about it"
    assert _codings(study.store) == [coding]


def test_codings_of_an_in_vivo_code_block_undo_by_name(study: Study) -> None:
    code = draft_code(study.store, "Neu", None)
    coding = a_coding(code_id=code.id)
    create_and_apply(study.store, code, coding)
    theirs = a_coding(0, 2, code_id=code.id, coder_id=study.bea.id)
    apply_code(study.store, theirs)
    assert _blocked(study, study.anna.id) == "there are 1 codings of it"
    assert _codings(study.store) == [theirs, coding]


def test_codes_below_a_code_block_undo_by_name(study: Study) -> None:
    code = draft_code(study.store, "Neu", None)
    create_code(study.store, code, study.anna.id)
    below = draft_code(study.store, "Darunter", code.id)
    create_code(study.store, below, study.bea.id)
    write_memo(study.store, a_memo(code, coder_id=study.bea.id))
    assert _blocked(study, study.anna.id) == (
        "there are 1 codes below it and 1 memos about it"
    )


def test_a_code_that_another_changed_since_blocks_undo(study: Study) -> None:
    change_code(study.store, replace(study.nets, name="A"), study.anna.id)
    change_code(study.store, replace(study.nets, name="B"), study.bea.id)
    assert _blocked(study, study.anna.id) == "the code was changed since"


def test_the_same_coded_anew_blocks_undo_of_its_removal(study: Study) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    remove_coding(study.store, coding.id, study.anna.id)
    put(study, a_coding())
    assert _blocked(study, study.anna.id) == "the same was coded anew since"


def test_a_shortcut_that_went_to_another_code_blocks_undo(study: Study) -> None:
    change_code(study.store, replace(study.engagement, shortcut=""), study.anna.id)
    change_code(study.store, replace(study.nets, shortcut="1"), study.bea.id)
    assert _blocked(study, study.anna.id) == "its shortcut '1' belongs to 'Nets' now"


def test_a_shortcut_that_went_to_another_code_blocks_redo(study: Study) -> None:
    code = replace(draft_code(study.store, "Neu", None), shortcut="2")
    create_code(study.store, code, study.anna.id)
    undo(study.store, study.anna.id)
    change_code(study.store, replace(study.nets, shortcut="2"), study.bea.id)
    with pytest.raises(UndoBlockedError, match="belongs to 'Nets' now"):
        redo(study.store, study.anna.id)


def test_what_was_purged_cannot_be_undone(study: Study) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    with study.store.begin() as connection:
        connection.execute(update(schema.journal).values(payload=None, salt=None))
    assert "purged" in _blocked(study, study.anna.id)
    assert _codings(study.store) == [coding]


def test_history_comes_the_newest_first_and_as_long_as_asked(study: Study) -> None:
    for end in (1, 2, 3):
        apply_code(study.store, a_coding(0, end))
    notes = [line.entry.action.note for line in history(study.store, 2)]
    assert notes == ["Engagement: anna-01 0:3", "Engagement: anna-01 0:2"]
