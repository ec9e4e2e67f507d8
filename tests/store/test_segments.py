import pytest

from qcode.model.coding import Origin
from qcode.model.suggestion import Suggestion, Verdict, decision_on
from qcode.store import cases, facts, suggestions
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
    return [(it.document, str(it.coding.span), it.coder) for it in rows]


def test_codings_can_be_of_one_origin(study: Study) -> None:
    put(study, a_coding(4, 6))
    put(study, a_coding(0, 9, origin=Origin.SUGGESTION))
    for origin, span in ((Origin.HAND, "4:6"), (Origin.SUGGESTION, "0:9")):
        assert _found(study, Wanted(origins=[origin])) == [("anna-01", span, "anna")]
    assert len(_found(study, Wanted(origins=list(Origin)))) == 2


def test_an_accepted_coding_tells_engine_and_score(study: Study) -> None:
    by_hand, accepted = a_coding(4, 6), a_coding(0, 9, origin=Origin.SUGGESTION)
    for coding in (by_hand, accepted):
        put(study, coding)
    suggestion = Suggestion(
        study.document.id,
        accepted.code_id,
        study.anna.id,
        accepted.span,
        0.625,
        "qcode 1",
    )
    with study.store.begin() as connection:
        for verdict, coding_id in (
            (Verdict.ACCEPTED, accepted.id),
            (Verdict.REJECTED, None),
        ):
            decision = decision_on(suggestion, verdict, coding_id)
            suggestions.save_decision(connection, decision)
        found = list(wanted(connection, Wanted()))
    assert [(it.coding.id, it.engine, it.score) for it in found] == [
        (accepted.id, "qcode 1", 0.625),
        (by_hand.id, None, None),
    ]


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
