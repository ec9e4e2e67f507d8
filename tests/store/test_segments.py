import pytest

from qcode.store import cases, facts
from qcode.store.segments import Wanted, wanted
from tests.builders import Study, a_case, a_coding, put


@pytest.fixture
def coded(study: Study) -> Study:
    for coding in (
        a_coding(4, 6),
        a_coding(0, 9, coder_id=study.bea.id),
        a_coding(0, 2, document_id=study.hebrew.id, code_id=study.nets.id),
    ):
        put(study, coding)
    with study.store.begin() as connection:
        for name, city in (("anna-01", "A"), ("bodo-02", "B")):
            case = a_case(name)
            cases.set_attributes(connection, case.id, {"city": city, "wave": "1"})
    return study


def _found(study: Study, filters: Wanted) -> list[tuple[str, str, str]]:
    with study.store.read() as connection:
        rows = list(wanted(connection, filters))
    return [(name, str(coding.span), handle) for coding, name, handle in rows]


ALL = [
    ("anna-01", "0:9", "Bea"),
    ("anna-01", "4:6", "anna"),
    ("bodo-02", "0:2", "anna"),
]


def test_codings_come_by_document_and_in_the_order_of_its_text(coded: Study) -> None:
    assert _found(coded, Wanted()) == ALL


def test_codings_can_be_of_some_codes(coded: Study) -> None:
    assert _found(coded, Wanted(code_ids={coded.nets.id})) == ALL[2:]
    assert _found(coded, Wanted(code_ids=[coded.nets.id, coded.engagement.id])) == ALL


def test_no_code_gives_no_coding(coded: Study) -> None:
    assert _found(coded, Wanted(code_ids=())) == []


def test_codings_can_be_of_one_document(coded: Study) -> None:
    assert _found(coded, Wanted(document_id=coded.document.id)) == ALL[:2]


def test_codings_can_be_of_one_coder(coded: Study) -> None:
    assert _found(coded, Wanted(coder_id=coded.bea.id)) == ALL[:1]


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        (("city", "B"), ALL[2:]),
        (("wave", "1"), ALL),
        (("wave", "2"), []),
        (("none", "1"), []),
    ],
)
def test_codings_can_be_of_cases_with_an_attribute(
    coded: Study, attribute: tuple[str, str], expected: list[tuple[str, str, str]]
) -> None:
    assert _found(coded, Wanted(attribute=attribute)) == expected


def test_facts_name_those_who_coded_by_handle(coded: Study) -> None:
    with coded.store.read() as connection:
        found = facts.coders_with_codings(connection)
    assert [coder.handle for coder in found] == ["Bea", "anna"]


def test_facts_tell_each_documents_case_and_attributes(coded: Study) -> None:
    with coded.store.read() as connection:
        found = facts.document_facts(connection)
        names = facts.attribute_names(connection)
    assert [(f.name, f.kind, f.case, dict(f.attributes)) for f in found] == [
        ("anna-01", "interview", "anna-01", {"city": "A", "wave": "1"}),
        ("bodo-02", "workshop", "bodo-02", {"city": "B", "wave": "1"}),
    ]
    assert names == ["city", "wave"]
