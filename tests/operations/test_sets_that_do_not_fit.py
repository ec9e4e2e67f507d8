"""Coded sets of which not all has a place in the study that takes them in."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from qcode.comparison.recognising import Consent
from qcode.errors import RefusedError
from qcode.model.adjudication import Ruling, Verdict
from qcode.model.coding import Coder
from qcode.model.ids import CodeId, DocumentId, StudyId, coder_id
from qcode.model.journal import ObjectKind
from qcode.operations.adjudication import settle
from qcode.operations.codebook import create_code
from qcode.operations.codings import apply_code
from qcode.operations.corpus import import_files
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import open_docket
from qcode.operations.history import history
from qcode.operations.memos import list_memos
from qcode.operations.naming import document_named
from qcode.operations.reading import list_documents, open_document
from qcode.store import coders, open_store
from tests.builders import (
    ELSEWHERE,
    STUDY,
    Study,
    a_code,
    a_coder,
    a_coding,
    a_memo,
)
from tests.operations.copies import coded_set, codings_in, take_in
from tests.operations.teams import check


def test_a_document_that_is_not_here_keeps_all_of_it_out(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    coded = coded_set(other)
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
        take_in(study, coded)
    assert str(raised.value).startswith(
        "other.qcset: no document here is 'carla-03' or has its text; nothing was"
    )
    assert codings_in(study) == []


def test_the_same_text_under_another_id_is_the_same_document(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(other.store, coding)
    coded = coded_set(other)
    elsewhere = DocumentId(uuid4())
    references = tuple(
        replace(it, id=elsewhere) if it.id == other.document.id else it
        for it in coded.documents
    )
    steps = tuple(
        replace(it, after={**(it.after or {}), "document_id": str(elsewhere)})
        for it in coded.steps
    )
    take_in(study, replace(coded, documents=references, steps=steps))
    assert codings_in(study) == [coding]


def test_another_revision_takes_what_stands_at_its_place_and_names_the_rest(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    coded = coded_set(other)
    revised = tuple(
        replace(it, text_digest="1" * 64) if it.id == other.document.id else it
        for it in coded.documents
    )
    take_in(study, replace(coded, documents=revised))
    assert len(codings_in(study)) == 1
    moved = {**coded.objects[ObjectKind.CODING][0], "segment": "00" * 8}
    strange = replace(coded, documents=revised, objects={ObjectKind.CODING: (moved,)})
    with pytest.raises(RefusedError, match="another revision of the document"):
        take_in(study, strange)


def test_codes_of_one_key_made_apart_are_asked(study: Study, other: Study) -> None:
    mine = a_code("mut", id=CodeId(uuid4()))
    theirs = a_code("mut", id=CodeId(uuid4()))
    create_code(study.store, mine, study.anna.id)
    create_code(other.store, theirs, other.anna.id)
    apply_code(other.store, a_coding(code_id=theirs.id))
    with pytest.raises(RefusedError, match="--same-code mut takes them for the same"):
        take_in(study, coded_set(other))
    take_in(study, coded_set(other), Consent(keys=frozenset({"mut"})))
    assert [coding.code_id for coding in codings_in(study)] == [mine.id]
    assert take_in(study, coded_set(other)).new == []


def test_a_coder_of_another_study_with_our_name_is_asked(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    foreign = StudyId(uuid4())
    stranger = coder_id(foreign, "anna")
    coded = coded_set(other, other.anna)
    steps = tuple(
        replace(it, after={**(it.after or {}), "coder_id": str(stranger)})
        for it in coded.steps
    )
    coded = replace(
        coded, study_id=foreign, coders=(Coder(stranger, "Anna"),), steps=steps
    )
    with pytest.raises(RefusedError, match="a coder of another study has this name"):
        take_in(study, coded)
    take_in(study, coded, Consent(names=True))
    assert [coding.coder_id for coding in codings_in(study)] == [study.anna.id]


def test_a_span_beyond_the_text_is_refused(study: Study, other: Study) -> None:
    apply_code(other.store, a_coding())
    coded = coded_set(other)
    step = coded.steps[0]
    far = replace(step, after={**(step.after or {}), "span": [5, 90_000]})
    with pytest.raises(RefusedError, match="reaches beyond the end"):
        take_in(study, replace(coded, steps=(far,)))
    assert codings_in(study) == []


LEAVING = Consent(leaves_unknown=True)


def away(folder: Path, name: str) -> DocumentId:
    """Import a document into the copy that the set comes from."""
    path = folder / name
    path.write_text("I: Und?\nB: Carla sagt etwas Neues.\n", "utf-8")
    with closing(open_store(f"sqlite:///{folder / 'other.db'}", ELSEWHERE)) as store:
        (done,) = import_files(store, [(path, None)], STUDY, None)
        assert done.document_name == "carla"
        return document_named("carla", list_documents(store)).id


def test_what_has_no_place_can_be_left_out_and_comes_once_its_document_is_here(
    study: Study, other: Study, tmp_path: Path
) -> None:
    here, there = a_coding(), a_coding(8, 13, document_id=away(tmp_path, "carla.txt"))
    apply_code(other.store, here, a_memo(here, "bleibt"))
    apply_code(other.store, there, a_memo(there, "wartet"))
    told = take_in(study, coded_set(other), LEAVING)
    assert {(it.kind, it.document) for it in told.left} == {
        ("coding", "carla"),
        ("memo", "carla"),
    }
    assert told.left == told.unknown
    assert codings_in(study) == [here]
    assert [memo.text for memo in list_memos(study.store)] == ["bleibt"]
    assert history(study.store)[0].entry.action.note == "1 (anna), 2 left out"
    entries = len(history(study.store))
    assert take_in(study, coded_set(other), LEAVING).new == []
    assert len(history(study.store)) == entries
    (_,) = import_files(study.store, [(tmp_path / "carla.txt", None)], STUDY, None)
    assert take_in(study, coded_set(other)).left == []
    assert open_document(study.store, there.document_id).codings == [there]
    assert {memo.text for memo in list_memos(study.store)} == {"bleibt", "wartet"}
    check(study)


def test_codes_that_nobody_settled_are_left_out_with_what_was_coded(
    study: Study, other: Study
) -> None:
    create_code(study.store, a_code("mut", id=CodeId(uuid4())), study.anna.id)
    theirs = a_code("mut", id=CodeId(uuid4()))
    create_code(other.store, theirs, other.anna.id)
    known = a_coding()
    apply_code(other.store, known)
    apply_code(other.store, a_coding(0, 3, code_id=theirs.id))
    told = take_in(study, coded_set(other), LEAVING)
    assert sorted(it.kind for it in told.left) == ["coding", "name"]
    assert codings_in(study) == [known]
    again = take_in(study, coded_set(other), Consent(keys=frozenset({"mut"})))
    assert again.left == []
    assert len(codings_in(study)) == 2
    check(study)


def test_a_coding_whose_text_is_another_here_is_left_out(
    study: Study, other: Study
) -> None:
    apply_code(other.store, a_coding())
    coded = coded_set(other)
    revised = tuple(
        replace(it, text_digest="1" * 64) if it.id == other.document.id else it
        for it in coded.documents
    )
    moved = {**coded.objects[ObjectKind.CODING][0], "segment": "00" * 8}
    strange = replace(coded, documents=revised, objects={ObjectKind.CODING: (moved,)})
    (left,) = take_in(study, strange, LEAVING).left
    assert left.reason == (
        "another revision of the document, with another text at that place"
    )
    assert codings_in(study) == []
    assert history(study.store) == []


def test_a_settlement_needs_both_coders_that_it_is_about(
    study: Study, other: Study
) -> None:
    lead, third = a_coder("lead"), a_coder("third")
    with other.store.begin() as connection:
        coders.ensure(connection, lead)
        coders.ensure(connection, third)
    apply_code(other.store, a_coding(coder_id=third.id))
    scope = Scope(Pair(third, other.bea), with_unfinished=True)
    (found,) = open_docket(other.store, scope).differences
    verdict = Verdict(Ruling.NEITHER, lead.id)
    settle(other.store, scope, found.difference, verdict)
    with pytest.raises(RefusedError, match="its coder is neither here nor"):
        take_in(study, coded_set(other, lead))
    take_in(study, coded_set(other, lead, third))
    (here,) = open_docket(study.store, scope).differences
    assert here.settlement is not None
