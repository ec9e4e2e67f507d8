"""Coded sets between copies of a study: what comes, what goes, what is asked."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from qcode.comparison.outcomes import Outcomes
from qcode.comparison.recognising import Consent
from qcode.errors import RefusedError, UndoBlockedError, UnreadableError
from qcode.interchange.coded_set_files import write_coded_set
from qcode.model.codebook import Code
from qcode.model.coded_set import CodedSet
from qcode.model.coding import Coder, Coding
from qcode.model.ids import CodeId, DocumentId, StudyId, coder_id
from qcode.model.journal import ObjectKind, Verb
from qcode.operations.bringing import bring, export_set, read_set
from qcode.operations.codebook import change_code, create_code
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.doctor import examine
from qcode.operations.finishing import finish, finished
from qcode.operations.gathering import gather_set
from qcode.operations.history import history, redo, undo
from qcode.operations.memos import list_memos, write_memo
from qcode.operations.merging import Brought, merge
from qcode.operations.reading import load_codebook, open_document
from qcode.store import open_store
from tests.builders import (
    ELSEWHERE,
    HERE,
    STUDY,
    Study,
    a_code,
    a_coding,
    a_memo,
    a_study,
    fill,
)
from tests.operations.teams import state


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Study]:
    """Another copy of the study, on another machine."""
    url = f"sqlite:///{tmp_path / 'other.db'}"
    with closing(open_store(url, ELSEWHERE)) as store:
        fill(store)
        yield a_study(store)


def _take(study: Study, coded: CodedSet, consent: Consent | None = None) -> Outcomes:
    brought = Brought(sets=[coded])
    return merge(study.store, brought, STUDY, study.bea.id, consent)


def _set(study: Study, *coders: Coder) -> CodedSet:
    return gather_set(study.store, [coder.id for coder in coders], "other.qcset")


def _codings(study: Study) -> list[Coding]:
    return list(open_document(study.store, study.document.id).codings)


def _change(study: Study, code: Code, **fields: str) -> None:
    now = load_codebook(study.store).code(code.id)
    change_code(study.store, replace(now, **fields), study.anna.id)  # type: ignore[arg-type]


def test_codings_come_with_their_ids_times_memos_and_marks(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(other.store, coding, a_memo(coding))
    mark = finish(other.store, other.document.id, other.anna.id)
    outcomes = _take(study, _set(other, other.anna))
    assert [it.kind for it in outcomes.new] == ["coding", "finished mark", "memo"]
    assert _codings(study) == [coding]
    assert [memo.text for memo in list_memos(study.store)] == ["Gut \U0001f600"]
    assert finished(study.store) == {study.document.id: [mark]}
    assert examine(study.store).damages == []


def test_a_set_of_one_coder_tells_nothing_of_another(other: Study) -> None:
    theirs = a_coding(0, 3, coder_id=other.bea.id)
    apply_code(other.store, theirs, a_memo(theirs, "Geheim", coder_id=other.bea.id))
    apply_code(other.store, a_coding())
    coded = _set(other, other.anna)
    assert str(theirs.id) not in repr(coded)
    assert "Geheim" not in repr(coded)


def test_a_merge_of_others_is_handed_on_without_its_content(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding(coder_id=other.bea.id))
    _take(study, _set(other))
    (entry,) = [
        it for it in _set(study, study.bea).entries if it.verb == Verb.SETS_MERGED
    ]
    assert (entry.payload, entry.salt) == (None, None)
    apply_code(study.store, a_coding(0, 3))
    (own,) = _set(study, study.anna).entries
    assert own.payload is not None


def test_a_merge_is_one_entry_that_follows_the_entries_it_brought(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    apply_code(other.store, a_coding(0, 3))
    _take(study, _set(other))
    merged, second, first = (line.entry for line in history(study.store))
    theirs = [line.entry.hash for line in history(other.store)]
    assert [second.hash, first.hash] == theirs
    assert merged.parents == (second.hash,)
    assert merged.action.coder_id == study.bea.id


def test_undoing_and_redoing_a_merge(study: Study, other: Study) -> None:
    coding = a_coding()
    apply_code(other.store, coding, a_memo(coding))
    before = state(study.store)
    _take(study, _set(other))
    after = state(study.store)
    undo(study.store, study.bea.id)
    assert state(study.store) == before
    assert _take(study, _set(other)).new
    undo(study.store, study.bea.id)
    redo(study.store, study.bea.id)
    assert state(study.store) == after
    assert examine(study.store).damages == []


def test_undoing_a_merge_does_not_take_the_work_away_at_its_coders(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    _take(study, _set(other))
    undo(study.store, study.bea.id)
    _take(other, _set(study))
    assert len(_codings(other)) == 1


def test_what_was_worked_on_since_blocks_undoing_the_merge(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(other.store, coding)
    _take(study, _set(other))
    remove_coding(study.store, coding.id, study.anna.id)
    undo(study.store, study.anna.id)
    with pytest.raises(UndoBlockedError, match="what came was worked on since"):
        undo(study.store, study.bea.id)


def test_what_its_coder_took_away_goes_and_stays_away(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(other.store, coding)
    old = _set(other)
    _take(study, old)
    remove_coding(other.store, coding.id, other.anna.id)
    outcomes = _take(study, _set(other))
    assert [it.reason for it in outcomes.removed] == ["withdrawn by its author"]
    assert _codings(study) == []
    again = _take(study, old)
    assert [it.reason for it in again.removed] == ["withdrawn by its author"]
    assert _codings(study) == []


def test_of_two_codings_of_one_place_the_smaller_id_lives_with_both_memos(
    study: Study, other: Study
) -> None:
    small, great = sorted([a_coding(), a_coding()], key=lambda coding: coding.id)
    apply_code(study.store, great, a_memo(great, "hier"))
    apply_code(other.store, small, a_memo(small, "dort"))
    _take(study, _set(other))
    assert [coding.id for coding in _codings(study)] == [small.id]
    memos = {memo.text: memo.subject_id for memo in list_memos(study.store)}
    assert memos == {"hier": small.id, "dort": small.id}
    remove_coding(study.store, small.id, study.anna.id)
    _take(study, _set(other))
    assert _codings(study) == []
    _take(other, _set(study))
    assert _codings(other) == []


def test_undoing_gives_a_coding_back_that_had_become_an_alias(
    study: Study, other: Study
) -> None:
    small, great = sorted([a_coding(), a_coding()], key=lambda coding: coding.id)
    apply_code(study.store, great, a_memo(great, "hier"))
    before = state(study.store)
    apply_code(other.store, small)
    _take(study, _set(other))
    undo(study.store, study.bea.id)
    assert state(study.store) == before


def test_a_memo_whose_coding_was_taken_away_meanwhile_is_told(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    _take(other, _set(study))
    write_memo(other.store, a_memo(coding, "Wichtig", coder_id=other.bea.id))
    remove_coding(study.store, coding.id, study.anna.id)
    (conflict,) = _take(study, _set(other)).conflicts
    assert conflict.reason == (
        "the coding that it is about was taken away by its coder: Wichtig"
    )
    assert (conflict.kind, conflict.coder) == ("memo", "Bea")


def test_a_document_that_is_not_here_keeps_all_of_it_out(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    coded = _set(other)
    foreign = replace(
        coded.documents[0],
        id=DocumentId(uuid4()),
        name="carla-03",
        text_digest="0" * 64,
        digests=(),
    )
    step = coded.steps[0]
    assert step.after is not None
    lost = replace(
        step,
        id=UUID(int=5),
        after={**step.after, "id": str(UUID(int=5)), "document_id": str(foreign.id)},
    )
    coded = replace(
        coded, documents=(*coded.documents, foreign), steps=(*coded.steps, lost)
    )
    with pytest.raises(RefusedError) as raised:
        _take(study, coded)
    assert str(raised.value).startswith(
        "other.qcset: no document here is 'carla-03' or has its text; nothing was"
    )
    assert _codings(study) == []


def test_the_same_text_under_another_id_is_the_same_document(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(other.store, coding)
    coded = _set(other)
    elsewhere = DocumentId(uuid4())
    references = tuple(
        replace(it, id=elsewhere) if it.id == other.document.id else it
        for it in coded.documents
    )
    steps = tuple(
        replace(it, after={**(it.after or {}), "document_id": str(elsewhere)})
        for it in coded.steps
    )
    _take(study, replace(coded, documents=references, steps=steps))
    assert _codings(study) == [coding]


def test_another_revision_takes_what_stands_at_its_place_and_names_the_rest(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    coded = _set(other)
    revised = tuple(
        replace(it, text_digest="1" * 64) if it.id == other.document.id else it
        for it in coded.documents
    )
    _take(study, replace(coded, documents=revised))
    assert len(_codings(study)) == 1
    moved = {**coded.objects[ObjectKind.CODING][0], "segment": "00" * 8}
    strange = replace(coded, documents=revised, objects={ObjectKind.CODING: (moved,)})
    with pytest.raises(RefusedError, match="another revision of the document"):
        _take(study, strange)


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
    outcomes = _take(study, _set(other))
    assert outcomes.conflicts == []
    book = load_codebook(study.store)
    assert {code.key for code in book.codes} >= {"mut", "not"}
    nets = book.code(study.nets.id)
    assert (nets.name, nets.definition) == ("Netze", "Wer wen kennt.")
    assert _codings(study) == [coding]


def test_the_same_field_changed_apart_is_a_conflict_that_names_both(
    study: Study, other: Study
) -> None:
    _change(study, study.nets, name="Netze")
    _change(other, other.nets, name="Kontakte")
    (conflict,) = _take(study, _set(other)).conflicts
    assert (conflict.kind, conflict.code) == ("code", "nets")
    assert conflict.reason == "name was changed apart: 'Kontakte' holds, not 'Netze'"
    assert load_codebook(study.store).code(study.nets.id).name == "Kontakte"
    _change(study, study.nets, name="Beziehungen")
    assert _take(study, _set(other)).conflicts == []
    assert load_codebook(study.store).code(study.nets.id).name == "Beziehungen"


def test_codes_of_one_key_made_apart_are_asked(study: Study, other: Study) -> None:
    mine = a_code("mut", id=CodeId(uuid4()))
    theirs = a_code("mut", id=CodeId(uuid4()))
    create_code(study.store, mine, study.anna.id)
    create_code(other.store, theirs, other.anna.id)
    apply_code(other.store, a_coding(code_id=theirs.id))
    with pytest.raises(RefusedError, match="--same-code mut takes them for the same"):
        _take(study, _set(other))
    _take(study, _set(other), Consent(keys=frozenset({"mut"})))
    assert [coding.code_id for coding in _codings(study)] == [mine.id]
    assert _take(study, _set(other)).new == []


def test_a_coder_of_another_study_with_our_name_is_asked(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    foreign = StudyId(uuid4())
    stranger = coder_id(foreign, "anna")
    coded = _set(other, other.anna)
    steps = tuple(
        replace(it, after={**(it.after or {}), "coder_id": str(stranger)})
        for it in coded.steps
    )
    coded = replace(
        coded, study_id=foreign, coders=(Coder(stranger, "Anna"),), steps=steps
    )
    with pytest.raises(RefusedError, match="a coder of another study has this name"):
        _take(study, coded)
    _take(study, coded, Consent(names=True))
    assert [coding.coder_id for coding in _codings(study)] == [study.anna.id]


def test_another_study_is_merged_and_not_touched(study: Study, other: Study) -> None:
    coding = a_coding()
    apply_code(other.store, coding)
    path = Path(str(other.store.engine.url.database))
    other.store.close()
    before = {it.name: it.read_bytes() for it in path.parent.glob("other.db*")}
    brought = bring([str(path)], HERE)
    after = {it.name: it.read_bytes() for it in path.parent.glob("other.db*")}
    assert before["other.db"] == after["other.db"]
    merge(study.store, brought, STUDY, study.bea.id)
    assert _codings(study) == [coding]


def test_a_study_is_merged_by_the_url_of_its_database(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    url = study.store.engine.url.render_as_string(hide_password=False)
    brought = bring([url], ELSEWHERE)
    merge(other.store, brought, STUDY, other.bea.id)
    assert _codings(other) == [coding]


def test_a_set_in_a_file_says_the_same_as_the_study_itself(
    study: Study, other: Study, tmp_path: Path
) -> None:
    coding = a_coding()
    apply_code(other.store, coding, a_memo(coding))
    finish(other.store, other.document.id, other.anna.id)
    path = tmp_path / "anna.qcset"
    written = export_set(other.store, [other.anna.id], path)
    assert replace(read_set(path), place="") == replace(written, place="")


def test_a_set_of_another_program_needs_no_steps(
    study: Study, other: Study, tmp_path: Path
) -> None:
    coding = a_coding()
    apply_code(other.store, coding, a_memo(coding))
    path = tmp_path / "anna.qcset"
    write_coded_set(replace(_set(other, other.anna), steps=(), entries=()), path)
    _take(study, read_set(path))
    assert _codings(study) == [coding]
    entries = len(history(study.store))
    _take(study, read_set(path))
    assert len(history(study.store)) == entries


def test_a_changed_journal_entry_is_refused(other: Study, tmp_path: Path) -> None:
    apply_code(other.store, a_coding())
    coded = _set(other)
    (entry,) = coded.entries
    assert entry.payload is not None
    for changed in (
        replace(entry, payload=entry.payload.replace("hand", "head")),
        replace(entry, coder_id=other.bea.id),
        replace(entry, salt=None),
    ):
        path = tmp_path / "anna.qcset"
        write_coded_set(replace(coded, entries=(changed,)), path)
        with pytest.raises(UnreadableError, match="was changed after it was written"):
            read_set(path)


def test_a_span_beyond_the_text_is_refused(study: Study, other: Study) -> None:
    apply_code(other.store, a_coding())
    coded = _set(other)
    step = coded.steps[0]
    far = replace(step, after={**(step.after or {}), "span": [5, 90_000]})
    with pytest.raises(RefusedError, match="reaches beyond the end"):
        _take(study, replace(coded, steps=(far,)))
    assert _codings(study) == []


def test_a_memo_finds_its_place_when_its_coding_is_brought_back(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    _take(other, _set(study))
    write_memo(other.store, a_memo(coding, "Wichtig", coder_id=other.bea.id))
    remove_coding(study.store, coding.id, study.anna.id)
    _take(study, _set(other))
    assert list_memos(study.store) == []
    undo(study.store, study.anna.id)
    _take(study, _set(other))
    assert [memo.text for memo in list_memos(study.store)] == ["Wichtig"]
