"""One code merged into another within a study, and taken back."""

from dataclasses import replace
from uuid import UUID

import pytest

from qcode.errors import (
    NotCodableError,
    RefusedError,
    UndoBlockedError,
    UnknownCodeError,
)
from qcode.model import adjudication as settling
from qcode.model.adjudication import Ruling
from qcode.model.codebook import Code
from qcode.model.ids import CodeId, CodingId
from qcode.model.journal import Verb
from qcode.model.suggestion import Decision, Verdict
from qcode.operations import adjudication
from qcode.operations.codebook import change_code, create_code
from qcode.operations.codings import apply_code, find_coding, remove_coding
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import open_docket
from qcode.operations.doctor import examine
from qcode.operations.history import history, redo, undo
from qcode.operations.memos import list_memos, write_memo
from qcode.operations.merging_codes import (
    CodesMerged,
    foresee_code_merge,
    merge_codes,
)
from qcode.operations.reading import load_codebook
from qcode.store import codes, settlements, suggestions
from tests.builders import NOON, Study, a_code, a_coding, a_memo, put
from tests.operations.copies import codings_in
from tests.operations.teams import check, state

SMALL, GREAT = CodingId(UUID(int=1)), CodingId(UUID(int=2))


def merge_nets(study: Study) -> CodesMerged:
    """Merge "nets" into "engagement"; Bea does it."""
    return merge_codes(study.store, study.nets.id, study.engagement.id, study.bea.id)


def stored(study: Study) -> dict[str, Code]:
    return {code.key: code for code in load_codebook(study.store).codes}


def describe(study: Study, code: Code, **fields: object) -> None:
    now = load_codebook(study.store).code(code.id)
    change_code(study.store, replace(now, **fields), study.anna.id)  # type: ignore[arg-type]


def test_codings_of_the_merged_code_become_codings_of_the_other(study: Study) -> None:
    mine = a_coding(code_id=study.nets.id)
    theirs = a_coding(0, 3, code_id=study.nets.id, coder_id=study.bea.id)
    apply_code(study.store, mine)
    put(study, theirs)
    done = merge_nets(study)
    assert codings_in(study) == [
        replace(theirs, code_id=study.engagement.id),
        replace(mine, code_id=study.engagement.id),
    ]
    assert (done.codings, done.joined, done.coders) == (2, 0, ("Bea", "anna"))


def test_the_merged_code_is_gone_and_its_keys_are_the_others_former_ones(
    study: Study,
) -> None:
    merge_nets(study)
    assert set(stored(study)) == {"family", "engagement"}
    assert stored(study)["engagement"].formerly == ("nets",)
    with study.store.read() as connection:
        assert codes.known_keys(connection)["nets"] == study.engagement.id


def test_memo_and_keywords_join_and_other_texts_of_the_code_stay_its_own(
    study: Study,
) -> None:
    describe(study, study.nets, memo="Netze.", keywords=("Netz", "Draht"))
    describe(study, study.nets, definition="Wer wen kennt.")
    describe(study, study.engagement, memo="Einsatz.", keywords=("Einsatz", "Netz"))
    done = merge_nets(study)
    code = stored(study)["engagement"]
    assert code.memo == "Einsatz.\n\nNetze."
    assert code.keywords == ("Einsatz", "Netz", "Draht")
    assert (code.definition, done.left) == ("", ("definition",))


@pytest.mark.parametrize("of_nets", [SMALL, GREAT])
def test_of_one_span_coded_with_both_the_smaller_id_lives_with_both_memos(
    study: Study, of_nets: CodingId
) -> None:
    of_other = GREAT if of_nets == SMALL else SMALL
    mine = a_coding(code_id=study.nets.id, id=of_nets)
    other = a_coding(id=of_other)
    apply_code(study.store, mine, a_memo(mine, "Netz"))
    apply_code(study.store, other, a_memo(other, "Einsatz"))
    done = merge_nets(study)
    assert [(it.id, it.code_id) for it in codings_in(study)] == [
        (SMALL, study.engagement.id)
    ]
    assert {memo.text: memo.subject_id for memo in list_memos(study.store)} == {
        "Netz": SMALL,
        "Einsatz": SMALL,
    }
    assert (done.codings, done.joined) == (1, 1)
    check(study)


def test_a_coding_is_found_by_the_id_of_one_that_it_took_the_place_of(
    study: Study,
) -> None:
    alias, living = a_coding(id=GREAT), a_coding(code_id=study.nets.id, id=SMALL)
    apply_code(study.store, alias)
    apply_code(study.store, living)
    merge_nets(study)
    assert find_coding(study.store, str(GREAT)) == SMALL
    remove_coding(study.store, find_coding(study.store, str(GREAT)), study.anna.id)
    assert codings_in(study) == []
    check(study)


def test_memos_about_the_merged_code_are_about_the_other(study: Study) -> None:
    write_memo(study.store, a_memo(study.nets, "Wozu Netze?"))
    assert merge_nets(study).memos == 1
    (memo,) = list_memos(study.store)
    assert (memo.text, memo.subject_id) == ("Wozu Netze?", study.engagement.id)


def test_verdicts_on_suggestions_of_the_merged_code_are_of_the_other(
    study: Study,
) -> None:
    coding = a_coding(code_id=study.nets.id)
    verdict = Decision(
        *(coding.document_id, coding.code_id, coding.coder_id, coding.span),
        *(Verdict.REJECTED, 0.5, "v1"),
        decided_at=NOON,
    )
    with study.store.begin() as connection:
        suggestions.save_decision(connection, verdict)
    assert merge_nets(study).decisions == 1
    with study.store.read() as connection:
        (decided,) = suggestions.decided(connection)
    assert decided == replace(verdict, code_id=study.engagement.id)


def test_settled_differences_of_the_merged_code_are_of_the_other(study: Study) -> None:
    apply_code(study.store, a_coding(code_id=study.nets.id))
    scope = Scope(Pair(study.anna, study.bea), with_unfinished=True)
    (found,) = open_docket(study.store, scope).differences
    verdict = settling.Verdict(Ruling.FIRST, study.bea.id)
    adjudication.settle(study.store, scope, found.difference, verdict)
    assert merge_nets(study).settlements == 1
    with study.store.read() as connection:
        (settled,) = settlements.every(connection)
    assert settled.code_id == study.engagement.id
    adjudication.reopen(study.store, settled, study.bea.id)
    assert [it.coder_id for it in codings_in(study)] == [study.anna.id]


def test_codes_below_the_merged_one_come_below_the_other(study: Study) -> None:
    child = a_code("kreis", parent_id=study.nets.id)
    create_code(study.store, child, study.anna.id)
    assert merge_nets(study).below == ("kreis",)
    assert stored(study)["kreis"].parent_id == study.engagement.id


def test_a_code_takes_the_place_of_one_above_it_that_is_merged_into_it(
    study: Study,
) -> None:
    child = a_code("kreis", parent_id=study.nets.id)
    grandchild = a_code("ring", parent_id=child.id)
    create_code(study.store, child, study.anna.id)
    create_code(study.store, grandchild, study.anna.id)
    merge_codes(study.store, study.nets.id, grandchild.id, study.bea.id)
    assert stored(study)["ring"].parent_id == study.family.id
    assert stored(study)["kreis"].parent_id == grandchild.id
    check(study)


def test_a_merge_of_codes_is_one_entry_that_undo_and_redo_turn_around(
    study: Study,
) -> None:
    alias, living = a_coding(id=GREAT), a_coding(code_id=study.nets.id, id=SMALL)
    apply_code(study.store, alias, a_memo(alias, "Einsatz"))
    apply_code(study.store, living, a_memo(living, "Netz"))
    write_memo(study.store, a_memo(study.nets, "Wozu?"))
    describe(study, study.nets, memo="Netze.")
    create_code(study.store, a_code("kreis", parent_id=study.nets.id), study.anna.id)
    before, entries = state(study.store), len(history(study.store))
    merge_nets(study)
    after = state(study.store)
    action = history(study.store)[0].entry.action
    assert (action.verb, action.note) == (Verb.CODES_MERGED, "Nets into Engagement")
    assert len(history(study.store)) == entries + 1
    for _ in range(2):
        undo(study.store, study.bea.id)
        assert state(study.store) == before
        check(study)
        with study.store.read() as connection:
            assert codes.known_keys(connection)["nets"] == study.nets.id
        redo(study.store, study.bea.id)
        assert state(study.store) == after
        check(study)
    assert examine(study.store).damages == []


def test_what_was_done_to_a_coding_since_blocks_undoing_the_merge(study: Study) -> None:
    coding = a_coding(code_id=study.nets.id)
    apply_code(study.store, coding)
    merge_nets(study)
    remove_coding(study.store, coding.id, study.anna.id)
    with pytest.raises(UndoBlockedError):
        undo(study.store, study.bea.id)


def test_a_merged_code_can_be_merged_on(study: Study) -> None:
    coding = a_coding(code_id=study.nets.id)
    apply_code(study.store, coding)
    third = a_code("third", id=CodeId(UUID(int=9)))
    create_code(study.store, third, study.anna.id)
    merge_nets(study)
    merge_codes(study.store, study.engagement.id, third.id, study.bea.id)
    assert [it.code_id for it in codings_in(study)] == [third.id]
    assert stored(study)["third"].formerly == ("nets", "engagement")
    check(study)


def test_foreseeing_says_the_same_and_changes_nothing(study: Study) -> None:
    apply_code(study.store, a_coding(code_id=study.nets.id))
    before = state(study.store), history(study.store)
    plan = foresee_code_merge(study.store, study.nets.id, study.engagement.id)
    assert (state(study.store), history(study.store)) == before
    assert merge_nets(study) == plan


def test_what_cannot_be_merged_is_refused(study: Study) -> None:
    store, nets = study.store, study.nets.id
    with pytest.raises(RefusedError, match="into itself"):
        merge_codes(store, nets, nets, study.bea.id)
    with pytest.raises(NotCodableError):
        merge_codes(store, nets, study.family.id, study.bea.id)
    merge_nets(study)
    with pytest.raises(UnknownCodeError):
        merge_codes(store, nets, study.engagement.id, study.bea.id)
