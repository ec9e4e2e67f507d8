"""Coded sets between copies of a study: what comes, what goes, what is told."""

import pytest

from qcode.errors import UndoBlockedError
from qcode.model.journal import Verb
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.doctor import examine
from qcode.operations.finishing import finish, finished
from qcode.operations.history import history, redo, undo
from qcode.operations.memos import list_memos, write_memo
from tests.builders import (
    Study,
    a_coding,
    a_memo,
)
from tests.operations.copies import coded_set, codings_in, take_in
from tests.operations.teams import state


def test_codings_come_with_their_ids_times_memos_and_marks(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(other.store, coding, a_memo(coding))
    mark = finish(other.store, other.document.id, other.anna.id)
    outcomes = take_in(study, coded_set(other, other.anna))
    assert [it.kind for it in outcomes.new] == ["coding", "finished mark", "memo"]
    assert codings_in(study) == [coding]
    assert [memo.text for memo in list_memos(study.store)] == ["Gut \U0001f600"]
    assert finished(study.store) == {study.document.id: [mark]}
    assert examine(study.store).damages == []


def test_a_set_of_one_coder_tells_nothing_of_another(other: Study) -> None:
    theirs = a_coding(0, 3, coder_id=other.bea.id)
    apply_code(other.store, theirs, a_memo(theirs, "Geheim", coder_id=other.bea.id))
    apply_code(other.store, a_coding())
    coded = coded_set(other, other.anna)
    assert str(theirs.id) not in repr(coded)
    assert "Geheim" not in repr(coded)


def test_a_merge_of_others_is_handed_on_without_its_content(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding(coder_id=other.bea.id))
    take_in(study, coded_set(other))
    (entry,) = [
        it for it in coded_set(study, study.bea).entries if it.verb == Verb.SETS_MERGED
    ]
    assert (entry.payload, entry.salt) == (None, None)
    apply_code(study.store, a_coding(0, 3))
    (own,) = coded_set(study, study.anna).entries
    assert own.payload is not None


def test_a_merge_is_one_entry_that_follows_the_entries_it_brought(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    apply_code(other.store, a_coding(0, 3))
    take_in(study, coded_set(other))
    merged, second, first = (line.entry for line in history(study.store))
    theirs = [line.entry.hash for line in history(other.store)]
    assert [second.hash, first.hash] == theirs
    assert merged.parents == (second.hash,)
    assert merged.action.coder_id == study.bea.id


def test_undoing_and_redoing_a_merge(study: Study, other: Study) -> None:
    coding = a_coding()
    apply_code(other.store, coding, a_memo(coding))
    before = state(study.store)
    take_in(study, coded_set(other))
    after = state(study.store)
    undo(study.store, study.bea.id)
    assert state(study.store) == before
    assert take_in(study, coded_set(other)).new
    undo(study.store, study.bea.id)
    redo(study.store, study.bea.id)
    assert state(study.store) == after
    assert examine(study.store).damages == []


def test_undoing_a_merge_does_not_take_the_work_away_at_its_coders(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    take_in(study, coded_set(other))
    undo(study.store, study.bea.id)
    take_in(other, coded_set(study))
    assert len(codings_in(other)) == 1


def test_what_was_worked_on_since_blocks_undoing_the_merge(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(other.store, coding)
    take_in(study, coded_set(other))
    remove_coding(study.store, coding.id, study.anna.id)
    undo(study.store, study.anna.id)
    with pytest.raises(UndoBlockedError, match="what came was worked on since"):
        undo(study.store, study.bea.id)


def test_what_its_coder_took_away_goes_and_stays_away(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(other.store, coding)
    old = coded_set(other)
    take_in(study, old)
    remove_coding(other.store, coding.id, other.anna.id)
    outcomes = take_in(study, coded_set(other))
    assert [it.reason for it in outcomes.removed] == ["withdrawn by its author"]
    assert codings_in(study) == []
    again = take_in(study, old)
    assert [it.reason for it in again.removed] == ["withdrawn by its author"]
    assert codings_in(study) == []


def test_of_two_codings_of_one_place_the_smaller_id_lives_with_both_memos(
    study: Study, other: Study
) -> None:
    small, great = sorted([a_coding(), a_coding()], key=lambda coding: coding.id)
    apply_code(study.store, great, a_memo(great, "hier"))
    apply_code(other.store, small, a_memo(small, "dort"))
    take_in(study, coded_set(other))
    assert [coding.id for coding in codings_in(study)] == [small.id]
    memos = {memo.text: memo.subject_id for memo in list_memos(study.store)}
    assert memos == {"hier": small.id, "dort": small.id}
    remove_coding(study.store, small.id, study.anna.id)
    take_in(study, coded_set(other))
    assert codings_in(study) == []
    take_in(other, coded_set(study))
    assert codings_in(other) == []


def test_undoing_gives_a_coding_back_that_had_become_an_alias(
    study: Study, other: Study
) -> None:
    small, great = sorted([a_coding(), a_coding()], key=lambda coding: coding.id)
    apply_code(study.store, great, a_memo(great, "hier"))
    before = state(study.store)
    apply_code(other.store, small)
    take_in(study, coded_set(other))
    undo(study.store, study.bea.id)
    assert state(study.store) == before


def test_a_memo_whose_coding_was_taken_away_meanwhile_is_told(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    take_in(other, coded_set(study))
    write_memo(other.store, a_memo(coding, "Wichtig", coder_id=other.bea.id))
    remove_coding(study.store, coding.id, study.anna.id)
    (conflict,) = take_in(study, coded_set(other)).conflicts
    assert conflict.reason == (
        "the coding that it is about was taken away by its coder: Wichtig"
    )
    assert (conflict.kind, conflict.coder) == ("memo", "Bea")


def test_a_memo_here_about_a_coding_that_others_took_away_is_told(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    take_in(other, coded_set(study))
    write_memo(study.store, a_memo(coding, "Wichtig", coder_id=study.bea.id))
    remove_coding(other.store, coding.id, other.anna.id)
    (conflict,) = take_in(study, coded_set(other)).conflicts
    assert conflict.reason.endswith("taken away by its coder: Wichtig")
    assert (conflict.kind, conflict.place) == ("memo", "this study")


def test_a_memo_finds_its_place_when_its_coding_is_brought_back(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    take_in(other, coded_set(study))
    write_memo(other.store, a_memo(coding, "Wichtig", coder_id=other.bea.id))
    remove_coding(study.store, coding.id, study.anna.id)
    take_in(study, coded_set(other))
    assert list_memos(study.store) == []
    undo(study.store, study.anna.id)
    take_in(study, coded_set(other))
    assert [memo.text for memo in list_memos(study.store)] == ["Wichtig"]
