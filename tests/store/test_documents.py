from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from qcode.errors import UnknownDocumentError
from qcode.model.document import Case, DocumentSummary, Kind
from qcode.model.ids import CaseId, DocumentId
from qcode.store import Store, cases, documents
from tests.builders import (
    HEBREW,
    RAW,
    Study,
    a_case,
    a_coding,
    a_document,
    a_source,
    put,
)


def _add(store: Store, name: str, raw: str) -> DocumentId:
    document = a_document(name, raw)
    with store.begin() as connection:
        cases.ensure(connection, a_case(name))
        documents.insert_document(connection, document, a_source(name, raw))
    return document.id


def test_a_document_comes_back_with_text_and_turns(study: Study) -> None:
    with study.store.read() as connection:
        assert documents.get(connection, study.document.id) == study.document
        assert documents.get(connection, study.hebrew.id) == study.hebrew


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    st.text(
        st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1
    )
)
def test_any_text_comes_back_as_it_went_in(store: Store, raw: str) -> None:
    document = a_document("any", "x" + raw)
    with store.begin() as connection:
        cases.ensure(connection, a_case("any"))
        documents.insert_document(connection, document, a_source("any", raw))
        assert documents.get(connection, document.id) == document
        connection.rollback()


def test_the_file_comes_back_byte_for_byte(study: Study) -> None:
    with study.store.read() as connection:
        source = documents.source(connection, study.document.id)
    assert (source.file_name, source.content) == ("anna-01.txt", RAW.encode())


def test_a_text_can_be_had_alone(study: Study) -> None:
    with study.store.read() as connection:
        assert documents.text(connection, study.hebrew.id) == HEBREW


def test_what_is_not_there_is_unknown(study: Study) -> None:
    nobody = DocumentId(a_coding().id)
    with study.store.read() as connection:
        for look_up in (
            documents.get,
            documents.text,
            documents.source,
            documents.name,
        ):
            with pytest.raises(UnknownDocumentError):
                look_up(connection, nobody)


def test_summaries_come_by_name_with_their_codings(study: Study) -> None:
    put(study, a_coding(0, 1))
    put(study, a_coding(0, 2))
    with study.store.read() as connection:
        found = documents.summaries(connection)
    anna, bodo = study.document, study.hebrew
    assert found == [
        DocumentSummary(
            anna.id, "anna-01", Kind.INTERVIEW, anna.words, 1, 2, anna.case_id
        ),
        DocumentSummary(
            bodo.id, "bodo-02", Kind.WORKSHOP, bodo.words, 1, 0, bodo.case_id
        ),
    ]


def test_names_come_in_the_order_of_their_codepoints(study: Study) -> None:
    added = {name: _add(study.store, name, name) for name in ("Äpfel", "Zoe", "b")}
    with study.store.read() as connection:
        names = documents.names(connection)
    assert list(names.values()) == ["Zoe", "anna-01", "b", "bodo-02", "Äpfel"]
    assert names[added["Zoe"]] == "Zoe"


def test_a_document_is_found_by_its_exact_name(study: Study) -> None:
    with study.store.read() as connection:
        found = documents.named(connection, "bodo-02")
        assert found is not None
        assert found.id == study.hebrew.id
        assert documents.named(connection, "bodo") is None


@pytest.mark.parametrize("raw", [RAW, RAW.replace("\r\n", "\n")])
def test_a_document_is_known_by_its_text_and_its_file(study: Study, raw: str) -> None:
    digest = sha256(raw.encode()).hexdigest()
    with study.store.read() as connection:
        assert documents.known_by(connection, "0" * 64, digest) == study.document.id
        assert documents.known_by(connection, "0" * 64) is None


def test_a_document_is_stored_once(study: Study) -> None:
    again = replace(study.document, name="other")
    with pytest.raises(IntegrityError), study.store.begin() as connection:
        documents.insert_document(connection, again, a_source())


def test_attributes_are_replaced_as_a_whole(study: Study) -> None:
    case = a_case("anna-01")
    with study.store.begin() as connection:
        cases.set_attributes(connection, case.id, {"city": "A", "role": "x"})
        cases.set_attributes(connection, case.id, {"city": "B", "age": "40"})
    with study.store.read() as connection:
        found = cases.get(connection, case.id)
    assert found == Case(case.id, "anna-01", {"age": "40", "city": "B"})
    assert list(found.attributes) == ["age", "city"]


def test_cases_come_by_name_with_their_attributes(study: Study) -> None:
    with study.store.begin() as connection:
        cases.set_attributes(connection, a_case("bodo-02").id, {"city": "B"})
        cases.ensure(connection, a_case("Zoe"))
    with study.store.read() as connection:
        found = cases.every(connection)
    assert [(case.name, dict(case.attributes)) for case in found] == [
        ("Zoe", {}),
        ("anna-01", {}),
        ("bodo-02", {"city": "B"}),
    ]


def test_a_case_that_is_there_stays_as_it_is(study: Study) -> None:
    case = a_case("anna-01")
    with study.store.begin() as connection:
        cases.ensure(connection, replace(case, name="other"))
        assert cases.get(connection, CaseId(case.id)).name == "anna-01"


def test_a_kind_can_be_changed(study: Study) -> None:
    with study.store.begin() as connection:
        documents.set_kind(connection, study.document.id, Kind.EXAMPLE)
        assert documents.get(connection, study.document.id).kind is Kind.EXAMPLE
        assert documents.get(connection, study.hebrew.id).kind is Kind.WORKSHOP
