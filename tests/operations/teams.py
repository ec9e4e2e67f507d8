"""Teams that code copies of one study apart from each other, as hypothesis draws it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from hypothesis import strategies as st

from qcode.comparison.joining import complete, join
from qcode.comparison.outcomes import Outcomes
from qcode.errors import RefusedError, UnknownCodeError
from qcode.model.adjudication import Ruling, Verdict
from qcode.model.coding import Coder, Coding
from qcode.model.ids import CoderId, InstallationId
from qcode.model.journal import JsonObject, ObjectKind
from qcode.model.span import Span
from qcode.operations.adjudication import settle
from qcode.operations.codebook import change_code, create_code, draft_code
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import open_docket
from qcode.operations.doctor import examine
from qcode.operations.finishing import finish, reopen
from qcode.operations.gathering import gather_set
from qcode.operations.history import redo, undo
from qcode.operations.memos import list_memos, write_memo
from qcode.operations.merging import Brought, foresee_merge, merge
from qcode.operations.merging_codes import merge_codes
from qcode.operations.reading import load_codebook, open_document
from qcode.store import Store, codes, histories, states
from tests.builders import STUDY, Study, a_coder, a_coding, a_memo

LEAD = a_coder("lead")
Deed = Callable[[Study, Coder, int], None]


def installation(number: int) -> InstallationId:
    return InstallationId(UUID(int=number + 1))


def _codings(study: Study, coder: Coder) -> list[Coding]:
    found = open_document(study.store, study.document.id).codings
    return [coding for coding in found if coding.coder_id == coder.id]


def _apply(study: Study, coder: Coder, number: int) -> None:
    codable = [code for code in load_codebook(study.store).codes if code.codable]
    # Few places, so that coders meet in them without knowing of each other.
    span = Span(0, 3 + number % 2)
    code_id = codable[number // 2 % 2 % len(codable)].id
    coding = a_coding(coder_id=coder.id, span=span, code_id=code_id)
    memo = a_memo(coding, f"so {number}", coder_id=coder.id) if number % 2 else None
    apply_code(study.store, coding, memo)


def _remove(study: Study, coder: Coder, number: int) -> None:
    own = _codings(study, coder)
    if own:
        remove_coding(study.store, own[number % len(own)].id, coder.id)


def _write(study: Study, coder: Coder, number: int) -> None:
    every = open_document(study.store, study.document.id).codings
    memos = [a_memo(coding) for coding in every]
    memos += [a_memo(study.document), a_memo(study.nets)]
    memo = memos[number % len(memos)]
    memo = replace(memo, text=f"neu {number}", coder_id=coder.id)
    write_memo(study.store, memo)


def _rewrite(study: Study, coder: Coder, number: int) -> None:
    own = [memo for memo in list_memos(study.store) if memo.coder_id == coder.id]
    if own:
        text = ["", f"anders {number}", f"nochmals {number}"][number % 3]
        write_memo(study.store, replace(own[number % len(own)], text=text))


def _finish(study: Study, coder: Coder, number: int) -> None:
    finish(study.store, study.document.id, coder.id)


def _reopen(study: Study, coder: Coder, number: int) -> None:
    reopen(study.store, study.document.id, coder.id)


def _create(study: Study, coder: Coder, number: int) -> None:
    # Two people who make a code of the same key apart from each other are asked.
    name = f"{coder.handle} {study.store.installation_id.int} {number}"
    create_code(study.store, draft_code(study.store, name, study.family.id), coder.id)


def _change(study: Study, coder: Coder, number: int) -> None:
    every = load_codebook(study.store).codes
    code = every[number % len(every)]
    renamed = replace(code, name=f"N{number}")
    defined = replace(code, definition=f"D{number}")
    change_code(study.store, [renamed, defined][number % 2], coder.id)


def _merge_codes(study: Study, coder: Coder, number: int) -> None:
    every = load_codebook(study.store).codes
    # Every pair of the first codes comes up, with different numbers.
    merged, into = number % len(every), (number // 3 + 1) % len(every)
    merge_codes(study.store, every[merged].id, every[into].id, coder.id)


def _settle(study: Study, coder: Coder, number: int) -> None:
    scope = Scope(Pair(study.anna, study.bea), with_unfinished=True)
    listed = open_docket(study.store, scope).differences
    found = [it for it in listed if it.settlement is None]
    if found:
        ruling = [Ruling.FIRST, Ruling.SECOND, Ruling.BOTH, Ruling.NEITHER][number % 4]
        verdict = Verdict(ruling, coder.id, f"weil {number}")
        settle(study.store, scope, found[number % len(found)].difference, verdict)


def _undo(study: Study, coder: Coder, _: int) -> None:
    undo(study.store, coder.id)


def _redo(study: Study, coder: Coder, _: int) -> None:
    redo(study.store, coder.id)


def _undo_merge(study: Study, coder: Coder, _: int) -> None:
    undo(study.store, LEAD.id)


DEEDS: list[Deed] = [
    *(_apply, _apply, _apply, _remove, _remove, _write, _rewrite, _finish, _reopen),
    *(_create, _change, _merge_codes, _merge_codes, _settle),
    *(_undo, _undo, _redo, _undo_merge),
]


@dataclass(frozen=True)
class Act:
    """A deed in a copy, or a merge of another copy into it where `deed` is `None`."""

    copy: int
    deed: Deed | None
    is_bea: bool
    number: int


def acts(copies: int, most: int = 16) -> st.SearchStrategy[list[Act]]:
    act = st.builds(
        Act,
        st.integers(0, copies - 1),
        st.sampled_from([*DEEDS, None]),
        st.booleans(),
        st.integers(0, 11),
    )
    return st.lists(act, min_size=4, max_size=most)


def play(team: Sequence[Study], played: Sequence[Act]) -> None:
    """Let the team act; what the study refuses or no longer has is not done."""
    for act in played:
        study = team[act.copy]
        coder = study.bea if act.is_bea else study.anna
        with suppress(RefusedError, UnknownCodeError):
            if act.deed is not None:
                act.deed(study, coder, act.number)
            elif len(team) > 1:
                other = team[(act.copy + 1 + act.number) % len(team)]
                whole = act.number % 3 == 0
                take(study, other, *([] if whole else [coder.id]))


def take(study: Study, other: Study, *coder_ids: CoderId) -> Outcomes:
    """Merge what the coders (all of them without any) did in another copy."""
    coded = gather_set(other.store, coder_ids, "other")
    return merge(study.store, Brought(sets=[coded]), STUDY, LEAD.id)


def foresee(study: Study, other: Study) -> Outcomes:
    coded = gather_set(other.store, [], "other")
    return foresee_merge(study.store, Brought(sets=[coded]), STUDY)


State = dict[str, dict[str, JsonObject]]


def state(store: Store) -> State:
    with store.read() as connection:
        found = states.every(connection)
    return {kind: {str(it): rec for it, rec in found[kind].items()} for kind in found}


def check(study: Study) -> None:
    """Hold that the copy is sound and as its journal says."""
    assert examine(study.store).damages == []
    with study.store.read() as connection:
        known, present = histories.read(connection), states.every(connection)
        keys = codes.known_keys(connection)
    complete(known, present)
    joined = join(known, [present[ObjectKind.CODE]])
    memos, told = present.pop(ObjectKind.MEMO), joined.state.pop(ObjectKind.MEMO)
    assert joined.state == present
    # Of a coding that was taken away and brought back, a memo waits for a merge.
    waiting = [told.pop(it) for it in {*told} - {*memos}]
    assert told == memos
    for memo in waiting:
        steps = known.steps[UUID(str(memo["subject_id"]))].values()
        assert any(step.after is None for step in steps)
    assert set(keys.values()) >= set(present[ObjectKind.CODE])
