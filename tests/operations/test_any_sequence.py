"""Any sequence of actions, undone, gives the starting state; redone, the end state."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.errors import RefusedError
from qcode.model.coding import Coder, Coding
from qcode.model.ids import CoderId
from qcode.model.span import Span
from qcode.operations.codebook import (
    change_code,
    create_and_apply,
    create_code,
    draft_code,
)
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.doctor import examine
from qcode.operations.history import redo, undo
from qcode.operations.memos import list_memos, write_memo
from qcode.operations.reading import load_codebook, open_document
from qcode.store import Store, chain, codings, open_store, recall, schema
from tests.builders import HERE, Study, a_coding, a_memo, fill

# Keys stay taken when their code is gone, so they are no part of what comes back.
_APART = (schema.journal, schema.code_keys)
_TABLES = [table for table in schema.metadata.sorted_tables if table not in _APART]

State = dict[str, list[tuple[Any, ...]]]
Deed = Callable[[Study, Coder, int], None]


def _codings(study: Study) -> list[Coding]:
    return list(open_document(study.store, study.document.id).codings)


def _a_coding(coder: Coder, number: int, **more: Any) -> Coding:
    start = number % 20
    span = Span(start, start + 1 + number % 3)
    return a_coding(coder_id=coder.id, span=span, **more)


def _apply(study: Study, coder: Coder, number: int) -> None:
    codes = [code for code in load_codebook(study.store).codes if code.codable]
    coding = _a_coding(coder, number, code_id=codes[number % len(codes)].id)
    memo = a_memo(coding, coder_id=coder.id) if number % 2 else None
    apply_code(study.store, coding, memo)


def _remove(study: Study, coder: Coder, number: int) -> None:
    own = [coding for coding in _codings(study) if coding.coder_id == coder.id]
    if own:
        remove_coding(study.store, own[number % len(own)].id, coder.id)


def _write(study: Study, coder: Coder, number: int) -> None:
    memos = [a_memo(coding) for coding in _codings(study)]
    memos += [a_memo(study.document), a_memo(study.nets)]
    memo = memos[number % len(memos)]
    write_memo(study.store, replace(memo, text=f"{number}", coder_id=coder.id))


def _rewrite(study: Study, coder: Coder, number: int) -> None:
    own = [memo for memo in list_memos(study.store) if memo.coder_id == coder.id]
    if own:
        text = ["", "anders", "\U0001f600"][number % 3]
        write_memo(study.store, replace(own[number % len(own)], text=text))


def _create(study: Study, coder: Coder, number: int) -> None:
    code = draft_code(study.store, "Neu", study.family.id)
    code = replace(code, shortcut=["", "2"][number % 2])
    create_code(study.store, code, coder.id)


def _create_in_vivo(study: Study, coder: Coder, number: int) -> None:
    code = draft_code(study.store, "In vivo", None)
    create_and_apply(study.store, code, _a_coding(coder, number, code_id=code.id))


def _change(study: Study, coder: Coder, number: int) -> None:
    codes = load_codebook(study.store).codes
    code = codes[number % len(codes)]
    shortcut = ["", "2", "3"][number % 3]
    changed = replace(code, name=f"{number}", shortcut=shortcut)
    change_code(study.store, changed, coder.id)


def _undo(study: Study, coder: Coder, _: int) -> None:
    undo(study.store, coder.id)


def _redo(study: Study, coder: Coder, _: int) -> None:
    redo(study.store, coder.id)


FORWARD: list[Deed] = [
    *(_apply, _apply, _remove, _write, _rewrite, _create, _create_in_vivo, _change)
]
BACK_AND_FORTH = [*FORWARD, _undo, _undo, _redo]

Steps = list[tuple[Deed, bool, int]]


def _steps(deeds: list[Deed]) -> st.SearchStrategy[Steps]:
    """What is done, whether Bea does it, and a number that says to what."""
    step = st.tuples(st.sampled_from(deeds), st.booleans(), st.integers(0, 99))
    return st.lists(step, max_size=14)


def _state(store: Store) -> State:
    with store.read() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in _TABLES
        }


def _check(store: Store) -> None:
    assert examine(store).damages == []
    with store.read() as connection:
        assert chain.live_codings(connection) == codings.ids(connection)


def _act(study: Study, deed: Deed, coder: Coder, number: int) -> None:
    before = _state(study.store)
    try:
        deed(study, coder, number)
    except RefusedError:
        assert _state(study.store) == before
    _check(study.store)


def _latest_first(study: Study) -> list[CoderId]:
    """Return who has something to undo, whose action is the latest first."""
    with study.store.read() as connection:
        found = [recall.to_undo(connection, c.id) for c in (study.anna, study.bea)]
    entries = sorted((entry for entry in found if entry), key=lambda e: -e.number)
    return [entry.action.coder_id for entry in entries if entry.action.coder_id]


def _undo_all(study: Study) -> list[CoderId]:
    """Undo what both did, the latest first; return who undid, in order."""
    undone: list[CoderId] = []
    while coder_ids := _latest_first(study):
        undo(study.store, coder_ids[0])
        undone.append(coder_ids[0])
    return undone


@contextmanager
def _sessions(folder: pytest.TempPathFactory) -> Iterator[Study]:
    path = folder.mktemp("any") / "qcode.db"
    with closing(open_store(f"sqlite:///{path}", HERE)) as store:
        yield fill(store)


def _back_and_forth(study: Study, steps: Steps) -> None:
    start = _state(study.store)
    for deed, is_bea, number in steps:
        _act(study, deed, study.bea if is_bea else study.anna, number)
    end = _state(study.store)
    undone = _undo_all(study)
    assert _state(study.store) == start
    _check(study.store)
    for coder_id in reversed(undone):
        redo(study.store, coder_id)
    assert _state(study.store) == end
    _check(study.store)


_examples = settings(max_examples=12, deadline=None)


@_examples
@given(steps=_steps(BACK_AND_FORTH))
def test_one_coder_can_undo_all_and_redo_all(
    tmp_path_factory: pytest.TempPathFactory, steps: Steps
) -> None:
    with _sessions(tmp_path_factory) as study:
        _back_and_forth(study, [(deed, False, number) for deed, _, number in steps])


@_examples
@given(steps=_steps(FORWARD))
def test_two_coders_can_undo_all_and_redo_all(
    tmp_path_factory: pytest.TempPathFactory, steps: Steps
) -> None:
    with _sessions(tmp_path_factory) as study:
        _back_and_forth(study, steps)


@_examples
@given(steps=_steps(BACK_AND_FORTH))
def test_whatever_two_coders_do_and_undo_the_study_stays_sound(
    tmp_path_factory: pytest.TempPathFactory, steps: Steps
) -> None:
    # One's undo may take away what the other's needs, which is refused by name.
    with _sessions(tmp_path_factory) as study:
        for deed, is_bea, number in steps:
            _act(study, deed, study.bea if is_bea else study.anna, number)
