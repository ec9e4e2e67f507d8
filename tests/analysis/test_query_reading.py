import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.query_reading import read_query
from qcode.errors import QueryError
from qcode.model.query import (
    Comparison,
    Distance,
    DistanceUnit,
    Either,
    Every,
    Not,
    Place,
    Query,
    Related,
    Relation,
    Term,
    terms,
)


def shown(query: Query) -> str:
    """Write a query with all its brackets, which the tests can read."""
    match query:
        case Term(field, comparison, value):
            return f"{field}{comparison}{value}"
        case Every(parts):
            return f"({' & '.join(map(shown, parts))})"
        case Either(parts):
            return f"({' | '.join(map(shown, parts))})"
        case Not(part):
            return f"!{shown(part)}"
        case Related(relation, first, second, distance):
            far = f", {distance.count} {distance.unit}" if distance else ""
            return f"{relation}({shown(first)}, {shown(second)}{far})"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("code:personal", "code:personal"),
        ("CODE : personal", "code:personal"),
        (
            "code:personal AND NOT speaker:I AND city:B",
            "(code:personal & !speaker:I & city:B)",
        ),
        ("code:a code:b", "(code:a & code:b)"),
        ("code:a or code:b and code:c", "(code:a | (code:b & code:c))"),
        ("(code:a or code:b) and code:c", "((code:a | code:b) & code:c)"),
        ("not (code:a or not code:b)", "!(code:a | !code:b)"),
        ("near(code:a, code:b, 1 turn)", "near(code:a, code:b, 1 turn)"),
        ("NEAR(code:a,code:b,2 Sentences)", "near(code:a, code:b, 2 sentence)"),
        ("before(code:a, code:b, same turn)", "before(code:a, code:b, 0 turn)"),
        (
            "overlaps(code:a or code:b, not code:c)",
            "overlaps((code:a | code:b), !code:c)",
        ),
        ('document:"Interview 1, Teil (a)"', "document:Interview 1, Teil (a)"),
        ("document:„Interview 1“", "document:Interview 1"),
        ('"Größe der Stadt":groß', "Größe der Stadt:groß"),
        ("einwohner>=50000", "einwohner>=50000"),
        ("anteil<0,5", "anteil<0,5"),
        ("code:needs.b-reserve", "code:needs.b-reserve"),
        (
            "within(near(code:a, code:b, 3 words), speaker:B)",
            "within(near(code:a, code:b, 3 word), speaker:B)",
        ),
        ("text:12:30", "text:12:30"),
    ],
)
def test_a_query_is_read_as_people_mean_it(written: str, meant: str) -> None:
    assert shown(read_query(written)) == meant


def test_a_relation_holds_both_sides_and_its_distance() -> None:
    query = read_query("near(code:a, code:b, 1 turn)")
    assert query == Related(
        Relation.NEAR,
        Term("code", Comparison.IS, "a", Place(5, 11)),
        Term("code", Comparison.IS, "b", Place(13, 19)),
        Distance(1, DistanceUnit.TURN),
        Place(0, 28),
    )


@pytest.mark.parametrize(
    ("written", "fault", "what"),
    [
        ("", "", "empty"),
        ("   ", " ", "empty"),
        ("code:a AND", "", "missing at the end"),
        ("AND code:a", "AND", "before 'AND'"),
        ("code:a OR OR code:b", "OR", "before 'OR'"),
        ("(code:a", "(", "not closed"),
        ("code:a)", ")", "no bracket"),
        ("code:", ":", "value is missing"),
        ("code:a personal", "personal", "text:personal"),
        ("code:a kritisch", "kritisch", "query:kritisch"),
        ("code:a city=B", "city=B", "Write city:B"),
        ('code:a "Das Team', '"Das', "quotation mark"),
        ("near(code:a, code:b)", ")", "distance"),
        ("near(code:a, code:b, turn)", "turn", "distance"),
        ("near(code:a, code:b, 1 mile)", "mile", "counted in"),
        ("near(code:a)", ")", "second part"),
        ("near code:a", "near", "near(code:A"),
        ("overlaps(code:a, code:b, 1 turn)", ",", "not closed"),
        ('document:"Interview', 'document:"Interview', "quotation mark"),
        ("code>3", "code>3", "no number"),
        ("einwohner>=viele", "viele", "no number"),
        (":a", ":", "cannot stand"),
        ("not", "", "missing at the end"),
        ("()", ")", "before this"),
        ("(" * 60 + "code:a" + ")" * 60, "(", "too deep"),
    ],
)
def test_a_wrong_query_is_pointed_at(written: str, fault: str, what: str) -> None:
    with pytest.raises(QueryError, match=r".+") as caught:
        read_query(written)
    error = caught.value
    assert what in str(error)
    assert written[error.start : error.end] == fault


def test_the_carets_stand_under_the_fault() -> None:
    with pytest.raises(QueryError) as caught:
        read_query("code:ä UND\tcode:b")
    assert caught.value.pointer == "code:ä UND code:b\n       ^^^"


@given(st.text("code:ab ()and,ORnot1turn\"'<>=\t\n", max_size=40))
def test_whatever_is_typed_is_read_or_pointed_at(written: str) -> None:
    fault = None
    try:
        query = read_query(written)
    except QueryError as error:
        fault = error
    if fault is not None:
        assert 0 <= fault.start <= len(written)
        assert "^" in fault.pointer
    else:
        assert all(term.value in written for term in terms(query))
