from pathlib import Path

import pytest

from qcode.errors import RefusedError, UndoBlockedError
from qcode.model.coding import Coding
from qcode.model.ids import coder_id
from qcode.model.span import Span
from qcode.operations.bringing import bring
from qcode.operations.coders import list_coders
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.doctor import examine
from qcode.operations.history import history, redo, undo
from qcode.operations.memos import list_memos
from qcode.operations.merging import Brought, foresee_merge, merge
from qcode.operations.reading import open_document
from tests.builders import HERE, STUDY, Study, a_coding

ROWS = (
    "document,start,end,text,code,coder,memo\n"
    "anna-01,19,22,Gut,engagement,K1,\n"
    "anna-01,19,22,Gut,engagement,K2,Nur ein Wort?\n"
    "anna-01,0,3,,nets,K2,\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sets.csv"
    path.write_text(ROWS, "utf-8")
    return path


def _codings(study: Study) -> list[Coding]:
    return list(open_document(study.store, study.document.id).codings)


def _bring(*files: Path) -> Brought:
    return bring([str(file) for file in files], HERE)


def _merge(study: Study, *files: Path) -> None:
    merge(study.store, _bring(*files), STUDY, study.anna.id)


def test_merging_brings_the_codings_and_memos_of_each_coder(
    study: Study, file: Path
) -> None:
    _merge(study, file)
    first, second = coder_id(STUDY, "K1"), coder_id(STUDY, "K2")
    assert {(it.span, it.coder_id) for it in _codings(study)} == {
        (Span(0, 3), second),
        (Span(19, 22), first),
        (Span(19, 22), second),
    }
    assert [memo.text for memo in list_memos(study.store)] == ["Nur ein Wort?"]
    counts = {it.coder.handle: it.codings for it in list_coders(study.store)}
    assert (counts["K1"], counts["K2"]) == (1, 2)
    assert examine(study.store).damages == []


def test_merging_again_changes_nothing_and_writes_no_entry(
    study: Study, file: Path
) -> None:
    _merge(study, file)
    before = (_codings(study), len(history(study.store)))
    _merge(study, file)
    assert (_codings(study), len(history(study.store))) == before


def test_a_merge_is_one_entry_that_is_undone_and_redone_as_one(
    study: Study, file: Path
) -> None:
    _merge(study, file)
    merged = _codings(study)
    (line,) = history(study.store)
    assert (line.coder, line.entry.action.note) == (study.anna, "3 (K1, K2)")
    undo(study.store, study.anna.id)
    assert (_codings(study), list(list_memos(study.store))) == ([], [])
    redo(study.store, study.anna.id)
    assert _codings(study) == merged
    assert examine(study.store).damages == []


def test_undoing_is_blocked_where_a_coder_changed_what_was_merged(
    study: Study, file: Path
) -> None:
    _merge(study, file)
    first = _codings(study)[0]
    remove_coding(study.store, first.id, first.coder_id)
    with pytest.raises(UndoBlockedError):
        undo(study.store, study.anna.id)
    assert len(_codings(study)) == 2


def test_what_the_coder_did_here_is_the_same_in_the_set(
    study: Study, tmp_path: Path
) -> None:
    mine = a_coding()
    apply_code(study.store, mine)
    path = tmp_path / "anna.csv"
    path.write_text(
        "document,start,end,code,coder\nanna-01,19,22,engagement,Anna\n", "utf-8"
    )
    _merge(study, path)
    assert _codings(study) == [mine]


def test_one_passage_in_the_way_keeps_all_of_them_out(
    study: Study, file: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(
        "document,start,end,code,coder\nbodo,0,3,nets,K3\nbodo,0,3,nope,K3\n", "utf-8"
    )
    with pytest.raises(RefusedError) as raised:
        _merge(study, file, wrong)
    assert str(raised.value) == (
        "wrong.csv line 2: no document is called 'bodo' (and 1 more); nothing was "
        "merged. --dry-run lists all that is in the way, --leave-unknown takes in the "
        "rest."
    )
    assert (_codings(study), history(study.store)) == ([], [])


def test_foreseeing_says_the_same_and_changes_nothing(study: Study, file: Path) -> None:
    plan = foresee_merge(study.store, _bring(file), STUDY)
    assert (len(plan.new), plan.hindrances) == (3, [])
    assert (_codings(study), history(study.store)) == ([], [])
