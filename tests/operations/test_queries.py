"""The study: anna-01 (interview, city B, 52,000 people) and bodo-02 (a workshop)."""

import pytest

from qcode.errors import QueryError
from qcode.model.coding import Origin, Stance
from qcode.model.span import Span
from qcode.operations.queries import find_codings
from qcode.store import cases, memos
from tests.builders import Study, a_coding, a_memo, put


@pytest.fixture
def coded(study: Study) -> Study:
    """Four codings: of a question, of two answers, and of the other document."""
    text = study.document.text
    question, good = text.index("Wie ging"), text.index("Gut")
    nothing = text.index("Gar nichts")
    first = a_coding(question, question + 8, code_id=study.nets.id)
    second = a_coding(good, good + 3, stance=Stance.SUPPORTS)
    third = a_coding(nothing, nothing + 10, coder_id=study.bea.id)
    fourth = a_coding(
        3,
        7,
        document_id=study.hebrew.id,
        code_id=study.nets.id,
        origin=Origin.SUGGESTION,
    )
    for coding in (first, second, third, fourth):
        put(study, coding)
    with study.store.begin() as connection:
        case = study.document.case_id
        cases.set_attributes(connection, case, {"city": "B", "Einwohner": "52000"})
        memos.save(connection, a_memo(second, "Sagt es mit Nachdruck"))
    return study


def found(study: Study, query: str) -> list[str]:
    """Return what the codings found cover."""
    texts = {it.id: it.text for it in (study.document, study.hebrew)}
    with study.store.read() as connection:
        codings = find_codings(connection, query)
        return [it.span.cut(texts[it.document_id]) for it in codings]


HEBREW = "\u05e9\u05dc\u05d5\u05dd"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("code:family", ["Wie ging", "Gut", "Gar nichts", HEBREW]),
        ("code:nets", ["Wie ging", HEBREW]),
        ("code:engagement AND NOT coder:bea", ["Gut"]),
        ("code:nets AND city:b", ["Wie ging"]),
        ("einwohner>=50000", ["Wie ging", "Gut", "Gar nichts"]),
        ("einwohner<50000", []),
        ("NOT city:*", [HEBREW]),
        ('city:""', [HEBREW]),
        ("document:bodo", [HEBREW]),
        ("document:*-01 code:nets", ["Wie ging"]),
        ("kind:workshop OR stance:supports", ["Gut", HEBREW]),
        ("case:anna*", ["Wie ging", "Gut", "Gar nichts"]),
        ("speaker:i", ["Wie ging", HEBREW]),
        ("text:NICHTS", ["Gar nichts"]),
        ("memo:nachdruck", ["Gut"]),
        ("memo:*", ["Gut"]),
        ('memo:"" coder:anna', ["Wie ging", HEBREW]),
        ("stance:* code:* coder:* kind:* origin:*", ["Gut"]),
        ('stance:"" NOT code:nets', ["Gar nichts"]),
        ("origin:suggestion", [HEBREW]),
        ("near(code:engagement, code:nets, 1 turn)", ["Gut"]),
        ("near(code:engagement, code:nets, same turn)", []),
        ("near(code:engagement, code:nets, 2 words)", []),
        ("near(code:nets, code:engagement, 9 words)", ["Wie ging"]),
        ("before(code:nets, code:engagement, 1 paragraph)", ["Wie ging"]),
        ("after(code:engagement, code:nets, 1 sentence)", ["Gut"]),
    ],
)
def test_a_query_finds_the_codings_it_names(
    coded: Study, query: str, expected: list[str]
) -> None:
    assert found(coded, query) == expected


@pytest.mark.parametrize(
    ("query", "fault", "what"),
    [
        ("city:B code:perso", "code:perso", "no code"),
        ("coder:carla", "coder:carla", "carla"),
        ("document:otto", "document:otto", "otto"),
        ("kind:novel", "kind:novel", "known are interview"),
        ("stadt:B", "stadt:B", "Known are: code"),
        ("code:nets AND code:engagement", "code:engagement", "overlaps(code:A"),
        (
            "near(text:a, (city:B code:nets code:engagement), 1 turn)",
            "code:engagement",
            "",
        ),
    ],
)
def test_a_name_that_there_is_not_is_pointed_at(
    coded: Study, query: str, fault: str, what: str
) -> None:
    with pytest.raises(QueryError) as caught:
        found(coded, query)
    assert what in str(caught.value)
    assert query[caught.value.start : caught.value.end] == fault


def test_names_are_resolved_before_anything_is_found(coded: Study) -> None:
    with pytest.raises(QueryError):
        found(coded, "text:nowhere AND code:perso")


def test_a_parent_and_a_code_below_it_may_both_be_asked_for(coded: Study) -> None:
    with coded.store.read() as connection:
        codings = list(find_codings(connection, "code:family code:nets"))
    assert [it.span for it in codings] == [Span(3, 11), Span(3, 7)]


@pytest.mark.parametrize("unit", ["word", "sentence", "turn", "paragraph"])
def test_documents_without_codings_are_passed_over(study: Study, unit: str) -> None:
    put(study, a_coding(3, 7, document_id=study.hebrew.id, code_id=study.nets.id))
    put(study, a_coding(3, 7, document_id=study.hebrew.id))
    assert found(study, f"near(code:nets, code:engagement, 1 {unit})") == [HEBREW]
