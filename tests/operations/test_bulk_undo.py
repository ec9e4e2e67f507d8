"""Undo of many changes says and does what undoing them one by one would."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import event

from qcode.errors import UndoBlockedError
from qcode.model.ids import CodingId, coder_id
from qcode.operations.bringing import bring
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.doctor import examine
from qcode.operations.history import redo, undo
from qcode.operations.memos import list_memos, write_memo
from qcode.operations.merging import merge
from qcode.operations.reading import open_document
from qcode.store import Store
from tests.builders import HERE, STUDY, Study, a_coding, a_memo

HEADER = "document,start,end,code,coder,memo\n"


def _merged(study: Study, folder: Path, number: int) -> None:
    """Let Anna merge so many codings of K1, with a memo each."""
    length = len(study.document.text)
    spans = [(i, j) for i in range(length) for j in range(i + 1, length)][:number]
    rows = [f"anna-01,{i},{j},nets,K1,memo {i} {j}\n" for i, j in spans]
    path = folder / "many.csv"
    path.write_text(HEADER + "".join(rows), "utf-8")
    merge(study.store, bring([str(path)], HERE), STUDY, study.anna.id)


def _codings(study: Study) -> set[CodingId]:
    return {it.id for it in open_document(study.store, study.document.id).codings}


def _statements(store: Store) -> list[str]:
    """Return a list that grows with each statement that the store is sent."""
    said: list[str] = []

    def note(*sent: object) -> None:
        said.append(str(sent[2]))

    event.listen(store.engine, "before_cursor_execute", note)
    return said


def test_undoing_more_codings_takes_no_more_statements(
    study: Study, tmp_path: Path
) -> None:
    numbers = []
    said = _statements(study.store)
    for number in (20, 400):
        _merged(study, tmp_path, number)
        before = len(said)
        undo(study.store, study.anna.id)
        redo(study.store, study.anna.id)
        numbers.append(len(said) - before)
        assert len(_codings(study)) == number
        assert len(list_memos(study.store)) == number
        assert examine(study.store).damages == []
        undo(study.store, study.anna.id)
        assert _codings(study) == set()
    assert numbers[0] == numbers[1] < 60


def test_a_memo_written_since_on_one_of_them_blocks_undoing_all(
    study: Study, tmp_path: Path
) -> None:
    _merged(study, tmp_path, 30)
    some = open_document(study.store, study.document.id).codings[7]
    write_memo(study.store, a_memo(some, coder_id=study.bea.id))
    with pytest.raises(UndoBlockedError, match="there are 1 memos about it"):
        undo(study.store, study.anna.id)
    assert len(_codings(study)) == 30


def test_a_coding_made_anew_since_blocks_redoing_all(
    study: Study, tmp_path: Path
) -> None:
    _merged(study, tmp_path, 30)
    undo(study.store, study.anna.id)
    first = coder_id(STUDY, "K1")
    anew = a_coding(0, 3, code_id=study.nets.id, coder_id=first)
    apply_code(study.store, anew)
    with pytest.raises(UndoBlockedError, match="the same was coded anew since"):
        redo(study.store, study.anna.id)
    assert _codings(study) == {anew.id}
    remove_coding(study.store, anew.id, first)
    redo(study.store, study.anna.id)
    assert len(_codings(study)) == 30
    assert isinstance(min(_codings(study)), UUID)
