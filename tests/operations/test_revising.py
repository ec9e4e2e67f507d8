"""Two people change the same: the later one is told what is there now."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from threading import Barrier, Thread
from uuid import uuid4

import pytest

from qcode.errors import CodeChangedError, MemoChangedError, UnknownCodeError
from qcode.model.codebook import Code
from qcode.model.ids import CodeId
from qcode.operations.codebook import change_code, create_code, draft_code, revise_code
from qcode.operations.doctor import examine
from qcode.operations.history import history, undo
from qcode.operations.memos import list_memos, own_memo, revise_memo
from qcode.operations.reading import load_codebook
from qcode.store import Store, open_store
from tests.builders import ELSEWHERE, Study, a_memo, url_of


def test_a_memo_that_nobody_touched_is_stored(study: Study) -> None:
    memo = a_memo(study.document, "eins")
    revise_memo(study.store, memo, None)
    revise_memo(study.store, replace(memo, text="zwei"), memo)
    assert [found.text for found in list_memos(study.store)] == ["zwei"]


def test_a_memo_that_was_changed_meanwhile_is_shown_as_it_is(study: Study) -> None:
    seen = a_memo(study.document, "eins")
    revise_memo(study.store, seen, None)
    theirs = replace(seen, text="anderswo")
    revise_memo(study.store, theirs, seen)
    with pytest.raises(MemoChangedError, match="changed elsewhere") as caught:
        revise_memo(study.store, replace(seen, text="hier"), seen)
    assert caught.value.present == theirs
    assert list_memos(study.store) == [theirs]


def test_a_memo_that_was_begun_elsewhere_meanwhile_is_shown(study: Study) -> None:
    theirs = a_memo(study.document, "anderswo")
    revise_memo(study.store, theirs, None)
    with pytest.raises(MemoChangedError) as caught:
        revise_memo(study.store, a_memo(study.document, "hier"), None)
    assert caught.value.present == theirs


def test_a_memo_that_was_taken_away_meanwhile_is_not_brought_back_unasked(
    study: Study,
) -> None:
    seen = a_memo(study.document, "eins")
    revise_memo(study.store, seen, None)
    undo(study.store, study.anna.id)
    with pytest.raises(MemoChangedError, match="taken away") as caught:
        revise_memo(study.store, replace(seen, text="zwei"), seen)
    assert caught.value.present is None
    assert list_memos(study.store) == []


def test_another_coders_memo_on_the_same_is_no_hindrance(study: Study) -> None:
    revise_memo(study.store, a_memo(study.document, "Bea", coder_id=study.bea.id), None)
    revise_memo(study.store, a_memo(study.document, "anna"), None)
    own = own_memo(study.store, study.anna.id, study.document.id)
    assert own is not None
    assert own.text == "anna"


def test_a_code_that_another_changed_meanwhile_is_shown_as_it_is(study: Study) -> None:
    theirs = replace(study.nets, definition="Beas")
    revise_code(study.store, study.nets, theirs, study.bea.id)
    mine = replace(study.nets, definition="Annas")
    with pytest.raises(CodeChangedError, match="Bea changed 'Nets'") as caught:
        revise_code(study.store, study.nets, mine, study.anna.id)
    assert (caught.value.present, caught.value.by) == (theirs, "Bea")
    assert load_codebook(study.store).code(study.nets.id) == theirs
    revise_code(study.store, theirs, mine, study.anna.id)
    assert load_codebook(study.store).code(study.nets.id) == mine


def test_a_code_that_is_gone_is_told(study: Study) -> None:
    code = draft_code(study.store, "Kurz", None)
    create_code(study.store, code, study.bea.id)
    undo(study.store, study.bea.id)
    with pytest.raises(UnknownCodeError):
        revise_code(study.store, code, replace(code, name="Lang"), study.anna.id)


def _at_once(*acts: Callable[[], object]) -> list[BaseException]:
    failed: list[BaseException] = []
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def _drafts(study: Study) -> list[Code]:
    return [replace(study.nets, definition=f"Fassung {n}") for n in range(6)]


def test_of_many_who_change_a_code_at_once_one_is_first_and_the_others_are_told(
    study: Study,
) -> None:
    def change(store: Store, draft: Code) -> None:
        revise_code(store, study.nets, draft, study.anna.id)

    with closing(open_store(url_of(study.store), ELSEWHERE)) as elsewhere:
        stores = [study.store, elsewhere] * 3
        pairs = zip(stores, _drafts(study), strict=True)
        failed = _at_once(*[lambda p=pair: change(*p) for pair in pairs])
    assert [type(error) for error in failed] == [CodeChangedError] * 5
    assert len(history(study.store)) == 1


def test_changes_at_once_are_journaled_in_the_order_in_which_they_came(
    study: Study,
) -> None:
    coders = [study.anna, study.bea] * 3
    pairs = zip(_drafts(study), coders, strict=True)
    acts = [
        lambda code=code, by=by: change_code(study.store, code, by.id)
        for code, by in pairs
    ]
    assert _at_once(*acts) == []
    lines = reversed(history(study.store))
    changes = [change for line in lines for change in line.entry.action.changes]
    for one, following in zip(changes, changes[1:], strict=False):
        assert one.after == following.before
    assert examine(study.store).damages == []


def test_codes_of_one_name_can_be_made_at_once_only_with_keys_of_their_own(
    study: Study,
) -> None:
    code = draft_code(study.store, "Zuversicht", None)
    others = [
        replace(code, id=CodeId(code_id)) for code_id in (uuid4() for _ in range(4))
    ]
    acts = [
        lambda one=one: create_code(study.store, one, study.anna.id) for one in others
    ]
    failed = _at_once(*acts)
    assert {type(error).__name__ for error in failed} == {"DuplicateCodeError"}
    assert len(failed) == 3
