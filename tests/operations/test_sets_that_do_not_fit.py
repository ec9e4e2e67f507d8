"""Coded sets of which not all has a place in the study that takes them in."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from qcode.comparison.recognising import Consent
from qcode.errors import RefusedError
from qcode.model.coding import Coder
from qcode.model.ids import CodeId, DocumentId, StudyId, coder_id
from qcode.model.journal import ObjectKind
from qcode.operations.codebook import create_code
from qcode.operations.codings import apply_code
from tests.builders import (
    Study,
    a_code,
    a_coding,
)
from tests.operations.copies import coded_set, codings_in, take_in


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
