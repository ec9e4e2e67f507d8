"""Any sequence of actions, undone, gives the starting state; redone, the end state."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from qcode.errors import NothingToUndoError, RefusedError
from qcode.model.coding import Coder, Coding
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
from qcode.store import codings, journal, open_store, schema
from tests.builders import HERE, Study, a_coding, a_memo, fill

# Keys stay taken when their code is gone, so they are no part of what comes back.
_KEPT = (schema.journal, schema.code_keys)
_TABLES = [table for table in schema.metadata.sorted_tables if table not in _KEPT]
_CODERS = st.sampled_from(["anna", "bea"])
_NUMBERS = st.integers(0, 10**6)
_STARTS, _LENGTHS = st.integers(0, 30), st.integers(1, 3)

State = dict[str, list[tuple[Any, ...]]]


class Sessions(RuleBasedStateMachine):
    """One or two coders who do all that can be undone, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name) / 'qcode.db'}"
        self.store = open_store(url, HERE)
        self.study: Study = fill(self.store)
        self.start = self._state()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def _state(self) -> State:
        with self.store.read() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(table.select())))
                for table in _TABLES
            }

    def _coder(self, name: str) -> Coder:
        return self.study.anna if name == "anna" else self.study.bea

    def _codings(self) -> list[Coding]:
        return list(open_document(self.store, self.study.document.id).codings)

    def _coding(self, coder: Coder, start: int, length: int, **more: Any) -> Coding:
        span = Span(start, start + length)
        return a_coding(coder_id=coder.id, span=span, **more)

    @rule(coder=_CODERS, start=_STARTS, length=_LENGTHS, code=_NUMBERS)
    def apply(self, coder: str, start: int, length: int, code: int) -> None:
        codes = [c for c in load_codebook(self.store).codes if c.codable]
        code_id = codes[code % len(codes)].id
        coding = self._coding(self._coder(coder), start, length, code_id=code_id)
        memo = a_memo(coding, coder_id=coding.coder_id) if code % 2 else None
        with suppress(RefusedError):
            apply_code(self.store, coding, memo)

    @rule(coder=_CODERS, number=_NUMBERS)
    def remove(self, coder: str, number: int) -> None:
        own = [c for c in self._codings() if c.coder_id == self._coder(coder).id]
        if own:
            coding = own[number % len(own)]
            remove_coding(self.store, coding.id, coding.coder_id)

    @rule(coder=_CODERS, number=_NUMBERS)
    def write(self, coder: str, number: int) -> None:
        study = self.study
        subjects = [study.document, study.nets, *self._codings()]
        memo = a_memo(subjects[number % len(subjects)], str(number))
        write_memo(self.store, replace(memo, coder_id=self._coder(coder).id))

    @rule(number=_NUMBERS, text=st.sampled_from(["", "anders", "\U0001f600"]))
    def rewrite(self, number: int, text: str) -> None:
        memos = list_memos(self.store)
        if memos:
            write_memo(self.store, replace(memos[number % len(memos)], text=text))

    @rule(coder=_CODERS, shortcut=st.sampled_from(["", "", "2"]))
    def create(self, coder: str, shortcut: str) -> None:
        code = draft_code(self.store, "Neu", self.study.family.id)
        code = replace(code, shortcut=shortcut)
        with suppress(RefusedError):
            create_code(self.store, code, self._coder(coder).id)

    @rule(coder=_CODERS, start=_STARTS)
    def create_in_vivo(self, coder: str, start: int) -> None:
        code = draft_code(self.store, "In vivo", None)
        coding = self._coding(self._coder(coder), start, 2, code_id=code.id)
        create_and_apply(self.store, code, coding)

    @rule(coder=_CODERS, number=_NUMBERS, shortcut=st.sampled_from(["", "2", "3"]))
    def change(self, coder: str, number: int, shortcut: str) -> None:
        codes = load_codebook(self.store).codes
        code = codes[number % len(codes)]
        changed = replace(code, name=f"{number}", shortcut=shortcut)
        with suppress(RefusedError):
            change_code(self.store, changed, self._coder(coder).id)

    @rule(coder=_CODERS)
    def undo(self, coder: str) -> None:
        with suppress(RefusedError):
            undo(self.store, self._coder(coder).id)

    @rule(coder=_CODERS)
    def redo(self, coder: str) -> None:
        with suppress(RefusedError):
            redo(self.store, self._coder(coder).id)

    @invariant()
    def the_doctor_finds_nothing(self) -> None:
        assert examine(self.store).damages == []

    @invariant()
    def the_journal_knows_the_codings(self) -> None:
        with self.store.read() as connection:
            live = journal.live_codings(connection)
            assert live == codings.ids(connection)

    @invariant()
    def a_refused_step_changed_nothing(self) -> None:
        """Undo or redo that is refused leaves all tables as they were."""


class OneCoder(Sessions):
    """Alone, one can go back to the very start, and to the end again."""
