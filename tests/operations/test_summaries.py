from dataclasses import replace

import pytest

from qcode.errors import (
    NulInTextError,
    RefusedError,
    RoundOpenError,
    SummaryChangedError,
    UndoBlockedError,
    UnknownCaseError,
    UnknownCodeError,
)
from qcode.model.ids import CaseId, CodeId
from qcode.model.journal import Verb
from qcode.operations import codebook, history
from qcode.operations.doctor import examine
from qcode.operations.gathering import gather_set
from qcode.operations.merging import Brought, merge
from qcode.operations.merging_codes import merge_codes
from qcode.operations.rounds import open_round
from qcode.operations.summaries import (
    Written,
    read_summaries,
    revise_summary,
    write_summary,
)
from qcode.store import Store, histories, journal
from qcode.store import study as study_store
from tests.builders import NOON, STUDY, Study, a_summary


def read(store: Store) -> Written:
    with store.read() as connection:
        return read_summaries(connection, study_store.codebook(connection))


def texts(study: Study) -> dict[tuple[str, str], str]:
    with study.store.read() as connection:
        book = study_store.codebook(connection)
    names = {study.document.case_id: "anna", study.hebrew.case_id: "bodo"}
    return {
        (names[case_id], book.code(code_id).key): it.text
        for (case_id, code_id), it in read(study.store).cells.items()
    }


def test_a_summary_is_written_changed_and_taken_away_and_each_is_undone(
    study: Study,
) -> None:
    first = a_summary(study, " Viel \x1b 😀\r\nNachbarn \n")
    assert write_summary(study.store, first) is None
    stored = replace(first, text="Viel ␛ 😀\nNachbarn")
    later = a_summary(study, "Wenig", coder_id=study.bea.id)
    assert write_summary(study.store, later) == stored
    assert read(study.store) == Written({(first.case_id, first.code_id): later}, [])
    gone = replace(later, text=" ", coder_id=study.anna.id)
    assert write_summary(study.store, gone) == later
    assert texts(study) == {}
    history.undo(study.store, study.anna.id)
    assert texts(study) == {("anna", "family"): "Wenig"}
    history.undo(study.store, study.bea.id)
    history.undo(study.store, study.anna.id)
    assert texts(study) == {}
    history.redo(study.store, study.anna.id)
    history.redo(study.store, study.bea.id)
    assert read(study.store).cells == {(first.case_id, first.code_id): later}
    with study.store.read() as connection:
        newest, *_, oldest = journal.entries(connection)
    assert (oldest.action.verb, oldest.action.note) == (
        Verb.SUMMARY_WRITTEN,
        "anna-01: Family",
    )
    assert newest.action.verb is Verb.REDONE


def test_what_another_changed_since_is_not_undone(study: Study) -> None:
    write_summary(study.store, a_summary(study, "Viel"))
    write_summary(study.store, a_summary(study, "Wenig", coder_id=study.bea.id))
    with pytest.raises(UndoBlockedError, match="changed since"):
        history.undo(study.store, study.anna.id)
    assert texts(study) == {("anna", "family"): "Wenig"}


def test_who_comes_later_is_told_what_came_in_between(study: Study) -> None:
    mine, theirs = (
        a_summary(study, "Meins"),
        a_summary(study, "Deins", coder_id=study.bea.id),
    )
    revise_summary(study.store, theirs, None)
    with pytest.raises(SummaryChangedError, match="Bea changed this") as changed:
        revise_summary(study.store, mine, None)
    assert changed.value.present == theirs
    revise_summary(study.store, mine, theirs)
    write_summary(study.store, replace(mine, text=""))
    with pytest.raises(SummaryChangedError, match="took this summary away"):
        revise_summary(study.store, theirs, mine)
    assert texts(study) == {}


def test_what_cannot_be_a_summary_is_refused(study: Study) -> None:
    write_summary(study.store, a_summary(study, "Viel"))
    for error, wrong in (
        (RefusedError, a_summary(study, " Viel\n")),
        (RefusedError, a_summary(study, " ", code_id=study.nets.id)),
        (NulInTextError, a_summary(study, "a\0")),
        (UnknownCaseError, a_summary(study, "x", case_id=CaseId(STUDY))),
        (UnknownCodeError, a_summary(study, "x", code_id=CodeId(STUDY))),
    ):
        with pytest.raises(error):
            write_summary(study.store, wrong)
    assert texts(study) == {("anna", "family"): "Viel"}


def test_a_merged_code_takes_its_summaries_into_the_cell_of_the_other(
    study: Study,
) -> None:
    of_nets = a_summary(study, "Netze", code_id=study.nets.id)
    write_summary(study.store, of_nets)
    of_both = a_summary(study, "Einsatz", code_id=study.engagement.id)
    write_summary(study.store, replace(of_both, written_at=NOON.replace(hour=13)))
    merge_codes(study.store, study.nets.id, study.engagement.id, study.anna.id)
    seen = {("anna", "engagement"): "Netze\n\nEinsatz"}
    assert texts(study) == seen
    write_summary(study.store, replace(of_both, text="Beides"))
    assert texts(study) == {("anna", "engagement"): "Beides"}
    history.undo(study.store, study.anna.id)
    assert texts(study) == seen
    history.undo(study.store, study.anna.id)
    assert texts(study) == {
        ("anna", "nets"): "Netze",
        ("anna", "engagement"): "Einsatz",
    }
    history.redo(study.store, study.anna.id)
    assert texts(study) == seen


def test_a_code_with_a_summary_is_not_taken_away_with_its_making(
    study: Study,
) -> None:
    made = codebook.draft_code(study.store, "Neu", study.family.id)
    codebook.create_code(study.store, made, study.anna.id)
    write_summary(
        study.store, a_summary(study, "x", code_id=made.id, coder_id=study.bea.id)
    )
    with pytest.raises(UndoBlockedError, match="summaries under it"):
        history.undo(study.store, study.anna.id)


def test_a_blind_round_hides_summaries_of_its_cases_and_lets_none_be_written(
    study: Study,
) -> None:
    own = a_summary(study, "Annas", code_id=study.nets.id)
    for one in (
        own,
        a_summary(study, "Beas", coder_id=study.bea.id),
        a_summary(study, "Dort", case_id=study.hebrew.case_id, coder_id=study.bea.id),
    ):
        write_summary(study.store, one)
    pair = [study.anna.id, study.bea.id]
    open_round(study.store, "Runde", pair, [study.document.id], study.bea.id)
    anna = study.store.seen_by(study.anna.id)
    assert {it.text for it in read(anna).cells.values()} == {"Annas", "Dort"}
    with anna.read() as connection:
        notes = [it.action.note for it in journal.entries(connection)]
    assert not any("Family" in note for note in notes)
    with pytest.raises(RoundOpenError, match="Runde"):
        write_summary(anna, a_summary(study, "Neu"))
    write_summary(anna, a_summary(study, "Neu", case_id=study.hebrew.case_id))
    assert set(texts(study).values()) == {"Annas", "Beas", "Neu"}


def test_summaries_are_no_coders_own_and_stay_out_of_coded_sets(
    study: Study, other: Study
) -> None:
    write_summary(study.store, a_summary(study, "Viel"))
    coded = gather_set(study.store, [study.anna.id])
    assert coded.steps == ()
    with study.store.read() as connection:
        assert histories.read(connection).steps == {}
    merge(other.store, Brought(sets=[coded]), STUDY, other.bea.id)
    assert read(other.store) == Written({}, [])
    assert examine(other.store).damages == []
