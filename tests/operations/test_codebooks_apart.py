"""Codebooks that grew apart in copies of a study, and come together again."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from qcode.errors import UndoBlockedError
from qcode.model import adjudication as settling
from qcode.model.adjudication import Ruling
from qcode.model.codebook import Code
from qcode.model.ids import CodeId
from qcode.operations import adjudication
from qcode.operations.bringing import bring, export_set, read_set
from qcode.operations.codebook import change_code, create_code
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import open_docket
from qcode.operations.history import undo
from qcode.operations.merging import merge
from qcode.operations.merging_codes import merge_codes
from qcode.operations.reading import load_codebook
from tests.builders import HERE, STUDY, Study, a_code, a_coding, a_memo
from tests.operations.copies import coded_set, codings_in, take_in
from tests.operations.teams import check, state


def _change(study: Study, code: Code, **fields: str) -> None:
    now = load_codebook(study.store).code(code.id)
    change_code(study.store, replace(now, **fields), study.anna.id)  # type: ignore[arg-type]


def test_codes_that_both_sides_made_and_changed_come_together(
    study: Study, other: Study
) -> None:
    mine = a_code("mut", id=CodeId(uuid4()), parent_id=study.family.id)
    theirs = a_code("not", id=CodeId(uuid4()), parent_id=study.family.id)
    create_code(study.store, mine, study.anna.id)
    create_code(other.store, theirs, other.anna.id)
    _change(study, study.nets, name="Netze")
    _change(other, other.nets, definition="Wer wen kennt.")
    coding = a_coding(code_id=theirs.id)
    apply_code(other.store, coding)
    outcomes = take_in(study, coded_set(other))
    assert outcomes.conflicts == []
    book = load_codebook(study.store)
    assert {code.key for code in book.codes} >= {"mut", "not"}
    nets = book.code(study.nets.id)
    assert (nets.name, nets.definition) == ("Netze", "Wer wen kennt.")
    assert codings_in(study) == [coding]


def test_the_same_field_changed_apart_is_a_conflict_that_names_both(
    study: Study, other: Study
) -> None:
    _change(study, study.nets, name="Netze")
    _change(other, other.nets, name="Kontakte")
    (conflict,) = take_in(study, coded_set(other)).conflicts
    assert (conflict.kind, conflict.code) == ("code", "nets")
    assert conflict.reason == "name was changed apart: 'Kontakte' holds, not 'Netze'"
    assert load_codebook(study.store).code(study.nets.id).name == "Kontakte"
    _change(study, study.nets, name="Beziehungen")
    assert take_in(study, coded_set(other)).conflicts == []
    assert load_codebook(study.store).code(study.nets.id).name == "Beziehungen"


def merge_in(study: Study, merged: Code, into: Code) -> None:
    merge_codes(study.store, merged.id, into.id, study.anna.id)


def places(study: Study) -> set[tuple[UUID, UUID]]:
    return {(coding.id, coding.code_id) for coding in codings_in(study)}


def test_what_others_went_on_coding_with_a_merged_code_comes_to_the_other_one(
    study: Study, other: Study
) -> None:
    old, new = a_coding(code_id=study.nets.id), a_coding(0, 3, code_id=study.nets.id)
    apply_code(study.store, old)
    take_in(other, coded_set(study))
    merge_in(study, study.nets, study.engagement)
    apply_code(other.store, new, a_memo(new, "Danach"))
    take_in(study, coded_set(other))
    told = take_in(other, coded_set(study))
    both = {(old.id, study.engagement.id), (new.id, study.engagement.id)}
    assert places(study) == places(other) == both
    assert state(study.store) == state(other.store)
    assert [it.reason for it in told.removed] == ["merged into 'engagement'"]
    assert told.conflicts == []
    check(study)
    check(other)


def test_a_coding_taken_away_while_its_code_was_merged_stays_away(
    study: Study, other: Study
) -> None:
    coding = a_coding(code_id=study.nets.id)
    apply_code(study.store, coding)
    take_in(other, coded_set(study))
    merge_in(study, study.nets, study.engagement)
    remove_coding(other.store, coding.id, other.anna.id)
    assert take_in(study, coded_set(other)).conflicts == []
    take_in(other, coded_set(study))
    assert (places(study), places(other)) == (set(), set())


def test_a_code_merged_into_two_different_ones_is_a_conflict_and_the_later_holds(
    study: Study, other: Study
) -> None:
    third = a_code("third", parent_id=study.family.id)
    create_code(study.store, third, study.anna.id)
    coding = a_coding(code_id=study.nets.id)
    apply_code(study.store, coding)
    take_in(other, coded_set(study))
    merge_in(study, study.nets, study.engagement)
    merge_in(other, other.nets, third)
    (conflict,) = take_in(study, coded_set(other)).conflicts
    assert (conflict.kind, conflict.code) == ("code", "nets")
    assert conflict.reason == (
        "merged into 'engagement' in one copy; merged into 'third'"
    )
    take_in(other, coded_set(study))
    for copy in (study, other):
        assert places(copy) == {(coding.id, third.id)}
        formerly = {it.key: it.formerly for it in load_codebook(copy.store).codes}
        assert (formerly["third"], formerly["engagement"]) == (("nets",), ())
        check(copy)


def test_two_codes_merged_into_each_other_leave_the_one_that_was_merged_into_last(
    study: Study, other: Study
) -> None:
    coding = a_coding(code_id=study.nets.id)
    apply_code(study.store, coding)
    merge_in(study, study.nets, study.engagement)
    merge_in(other, other.engagement, other.nets)
    (conflict,) = take_in(study, coded_set(other)).conflicts
    assert conflict.reason == "merged into 'engagement' in one copy; kept"
    take_in(other, coded_set(study))
    for copy in (study, other):
        assert places(copy) == {(coding.id, study.nets.id)}
        nets = load_codebook(copy.store).code(study.nets.id)
        assert nets.formerly == ("engagement",)
        check(copy)


def test_what_others_made_of_a_merged_code_meanwhile_is_told(
    study: Study, other: Study
) -> None:
    merge_in(study, study.nets, study.engagement)
    _change(other, other.nets, definition="Wer wen kennt.")
    (conflict,) = take_in(study, coded_set(other)).conflicts
    assert conflict.reason == (
        "definition changed to 'Wer wen kennt.' in one copy; merged into 'engagement'"
    )


def test_the_same_merge_in_both_copies_is_no_conflict(
    study: Study, other: Study
) -> None:
    merge_in(study, study.nets, study.engagement)
    merge_in(other, other.nets, other.engagement)
    told = take_in(study, coded_set(other))
    assert (told.conflicts, told.new) == ([], [])
    assert state(study.store) == state(other.store)


def test_undoing_a_merge_of_codes_reaches_those_who_had_taken_it_in(
    study: Study, other: Study
) -> None:
    coding = a_coding(code_id=study.nets.id)
    apply_code(study.store, coding)
    merge_in(study, study.nets, study.engagement)
    take_in(other, coded_set(study))
    undo(study.store, study.anna.id)
    take_in(other, coded_set(study))
    assert places(other) == {(coding.id, study.nets.id)}
    assert load_codebook(other.store).code(study.nets.id).key == "nets"
    check(other)


def test_undoing_a_merge_of_codes_waits_for_what_came_to_stand_under_it(
    study: Study, other: Study
) -> None:
    merge_in(study, study.nets, study.engagement)
    apply_code(other.store, a_coding(code_id=study.nets.id))
    take_in(study, coded_set(other))
    with pytest.raises(UndoBlockedError, match="worked on since"):
        undo(study.store, study.anna.id)
    undo(study.store, study.bea.id)
    undo(study.store, study.anna.id)
    take_in(study, coded_set(other))
    assert [it.code_id for it in codings_in(study)] == [study.nets.id]


def test_an_unpacked_set_carries_merges_of_codes(
    study: Study, other: Study, tmp_path: Path
) -> None:
    coding = a_coding(code_id=study.nets.id)
    apply_code(study.store, coding)
    merge_in(study, study.nets, study.engagement)
    export_set(study.store, [], tmp_path / "all.qcset")
    take_in(other, read_set(tmp_path / "all.qcset"))
    assert state(other.store) == state(study.store)
    assert {it.key for it in load_codebook(other.store).codes} == {
        "family",
        "engagement",
    }


def test_a_table_with_the_key_of_a_merged_code_means_the_other(
    study: Study, tmp_path: Path
) -> None:
    merge_in(study, study.nets, study.engagement)
    path = tmp_path / "old.csv"
    path.write_text("document,start,end,code,coder\nanna-01,19,22,nets,anna\n", "utf-8")
    merge(study.store, bring([str(path)], HERE), STUDY, study.bea.id)
    assert [it.code_id for it in codings_in(study)] == [study.engagement.id]


def test_the_key_of_a_code_that_is_gone_for_good_goes_to_no_other(
    study: Study, other: Study
) -> None:
    short = a_code("kurz", parent_id=study.family.id)
    create_code(study.store, short, study.anna.id)
    merge_in(study, short, study.engagement)
    take_in(other, coded_set(study))
    undo(study.store, study.anna.id)
    undo(study.store, study.anna.id)
    merge_in(other, other.nets, other.engagement)
    take_in(study, coded_set(other))
    take_in(other, coded_set(study))
    for copy in (study, other):
        code = load_codebook(copy.store).code(study.engagement.id)
        assert code.formerly == ("nets",)


def test_settled_differences_travel_with_what_they_took(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    scope = Scope(Pair(other.anna, other.bea), with_unfinished=True)
    (found,) = open_docket(other.store, scope).differences
    verdict = settling.Verdict(Ruling.FIRST, other.bea.id, "klar")
    adjudication.settle(other.store, scope, found.difference, verdict)
    take_in(study, coded_set(other))
    (here,) = open_docket(study.store, scope).differences
    assert here.settlement is not None
    assert here.settlement.why == "klar"
    assert len(codings_in(study)) == 2
