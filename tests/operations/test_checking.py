from dataclasses import replace

import pytest

from qcode.errors import RefusedError
from qcode.model.coding import Coding, new_coding_id
from qcode.model.document import Document
from qcode.operations.checking import Placed, check
from qcode.operations.codings import apply_code
from qcode.suggest.consistency import DoubtKind
from tests.builders import Study
from tests.operations.coded_interviews import coded_by_words, said, subject_of
from tests.operations.interviews import SUBJECTS, code_of, interviewed

# What is computed does not hang on the database, and takes long.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def documents(study: Study) -> list[Document]:
    return interviewed(study.store, 4)


def _coded(study: Study, documents: list[Document]) -> list[Coding]:
    made = coded_by_words(documents, study.anna.id)
    for coding in made[1:]:
        apply_code(study.store, coding)
    return made


def _told(found: list[Placed], kind: DoubtKind) -> list[tuple[str, int, str]]:
    return [
        (it.document_name, it.line, it.doubt.passage.text)
        for it in found
        if it.doubt.kind is kind
    ]


def test_a_coding_that_was_forgotten_is_asked_for(
    study: Study, documents: list[Document]
) -> None:
    forgotten = _coded(study, documents)[0]
    found = check(study.store, study.anna.id)
    segment = forgotten.span.cut(documents[0].text)
    assert _told(found, DoubtKind.MISSING)[0] == ("gespräch-0", 3, segment)
    assert found[0].doubt.code == forgotten.code_id


def test_a_coding_that_is_unlike_the_others_of_its_code_is_asked_about(
    study: Study, documents: list[Document]
) -> None:
    # No passage comes after the last one, for which it would be the context.
    *others, last = coded_by_words(documents, study.anna.id)
    segment = last.span.cut(documents[-1].text)
    # All are given but the right one, and three at most are among the first three.
    wrong = [key for key in SUBJECTS if key != subject_of(segment)]
    for key in wrong:
        others.append(replace(last, code_id=code_of(key).id, id=new_coding_id()))
    for coding in others:
        apply_code(study.store, coding)
    found = check(study.store, study.anna.id)
    asked = next(it.doubt for it in found if it.doubt.kind is DoubtKind.UNLIKE)
    assert asked.passage.text == segment
    assert asked.code in {code_of(key).id for key in wrong}


def test_codes_documents_and_number_narrow_what_is_asked(
    study: Study, documents: list[Document]
) -> None:
    forgotten = _coded(study, documents)[0]
    store, anna = study.store, study.anna.id
    others = [it.id for it in documents[1:]]
    assert check(store, anna, code_ids=[], document_ids=None) == []
    elsewhere = check(store, anna, document_ids=others, least=0.0)
    assert {it.document_name for it in elsewhere} <= {it.name for it in documents[1:]}
    own = check(store, anna, code_ids=[forgotten.code_id], least=0.0, most=3)
    assert {it.doubt.code for it in own} == {forgotten.code_id}
    assert len(_told(own, DoubtKind.MISSING)) == 3


def test_what_was_not_read_is_not_asked_about(
    study: Study, documents: list[Document]
) -> None:
    _coded(study, documents[:3])
    found = check(study.store, study.anna.id, least=0.0, most=1000)
    assert documents[3].id not in {it.doubt.passage.document_id for it in found}
    assert len(said(documents[3])) == 12


def test_one_document_is_too_few(study: Study, documents: list[Document]) -> None:
    _coded(study, documents[:1])
    with pytest.raises(RefusedError, match="code two documents first"):
        check(study.store, study.anna.id)
