from collections.abc import Callable
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.query_matching import Page, Ruler, matching
from qcode.analysis.query_reading import read_query
from qcode.model.coding import Coding
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.query import DistanceUnit, Relation, Term
from qcode.model.span import Span

DOCUMENT = DocumentId(UUID(int=1))
CODES = {name: CodeId(UUID(int=10 + n)) for n, name in enumerate("abc")}
CODERS = {name: CoderId(UUID(int=20 + n)) for n, name in enumerate("xy")}
# Four turns of ten characters, with white space between.
TURNS = Ruler.of([Span(0, 10), Span(11, 21), Span(22, 32), Span(33, 43)])
TURN = DistanceUnit.TURN


def coding(code: str, start: int, end: int, coder: str = "x") -> Coding:
    return Coding(DOCUMENT, CODES[code], CODERS[coder], Span(start, end))


def asked(query: str, *codings: Coding) -> list[int]:
    def names(term: Term) -> Callable[[int], bool]:
        if term.field == "code":
            return lambda index: codings[index].code_id == CODES[term.value]
        return lambda index: codings[index].coder_id == CODERS[term.value]

    return matching(read_query(query), Page(codings, {TURN: TURNS}), names)


def test_and_or_not_are_about_one_coding() -> None:
    codings = coding("a", 0, 5), coding("b", 0, 5), coding("a", 6, 9, "y")
    assert asked("code:a", *codings) == [0, 2]
    assert asked("code:a and coder:y", *codings) == [2]
    assert asked("code:b or coder:y", *codings) == [1, 2]
    assert asked("not code:a", *codings) == [1]
    assert asked("code:a and code:b", *codings) == []


def test_near_counts_units_from_end_to_start() -> None:
    codings = (
        coding("a", 0, 5),
        coding("b", 6, 9),
        coding("b", 12, 14),
        coding("b", 33, 40),
    )
    assert asked("near(code:b, code:a, same turn)", *codings) == [1]
    assert asked("near(code:b, code:a, 1 turn)", *codings) == [1, 2]
    assert asked("near(code:b, code:a, 2 turns)", *codings) == [1, 2]
    assert asked("near(code:b, code:a, 3 turns)", *codings) == [1, 2, 3]


def test_a_coding_is_not_its_own_neighbour() -> None:
    assert asked("near(code:a, code:a, 9 turns)", coding("a", 0, 5)) == []
    both = coding("a", 0, 5), coding("a", 0, 4)
    assert asked("near(code:a, code:a, same turn)", *both) == [0, 1]
    assert asked("within(code:a, code:a)", *both) == [1]


def test_another_coders_coding_is_no_neighbour() -> None:
    codings = coding("a", 0, 5, "x"), coding("b", 0, 5, "y")
    assert asked("overlaps(code:a, code:b)", *codings) == []


def test_order_and_containment() -> None:
    codings = (
        coding("a", 0, 10),
        coding("b", 2, 4),
        coding("b", 8, 12),
        coding("b", 10, 14),
    )
    assert asked("contains(code:a, code:b)", *codings) == [0]
    assert asked("within(code:b, code:a)", *codings) == [1]
    assert asked("overlaps(code:b, code:a)", *codings) == [1, 2]
    assert asked("before(code:a, code:b, 1 turn)", *codings) == [0]
    assert asked("before(code:a, code:b, same turn)", *codings) == []
    assert asked("after(code:b, code:a, 1 turn)", *codings) == [3]


def test_between_two_units_counts_with_the_one_before() -> None:
    assert TURNS.reach(Span(10, 11)) == (0, 0)
    assert TURNS.reach(Span(9, 12)) == (0, 1)
    assert TURNS.reach(Span(43, 50)) == (3, 3)


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(
    lambda it: (it[0], it[0] + it[1])
)
CODINGS = st.lists(
    st.tuples(st.sampled_from("abc"), SPANS, st.sampled_from("xy")), max_size=12
).map(lambda them: [coding(c, *s, who) for c, s, who in them])


def stands(relation: Relation, one: Coding, other: Coding, far: int) -> bool:
    """The relation as its words say it, for two codings."""
    a, b = one.span, other.span
    (a_first, a_last), (b_first, b_last) = TURNS.reach(a), TURNS.reach(b)
    match relation:
        case Relation.NEAR:
            return max(a_first - b_last, b_first - a_last, 0) <= far
        case Relation.OVERLAPS:
            return bool(set(range(a.start, a.end)) & set(range(b.start, b.end)))
        case Relation.WITHIN:
            return set(range(a.start, a.end)) <= set(range(b.start, b.end))
        case Relation.CONTAINS:
            return set(range(a.start, a.end)) >= set(range(b.start, b.end))
        case Relation.BEFORE:
            return a.end <= b.start and b_first - a_last <= far
        case Relation.AFTER:
            return b.end <= a.start and a_first - b_last <= far


@given(CODINGS, st.sampled_from(Relation), st.integers(0, 3))
def test_a_relation_holds_where_it_holds_for_some_pair(
    codings: list[Coding], relation: Relation, far: int
) -> None:
    timed = relation in (Relation.NEAR, Relation.BEFORE, Relation.AFTER)
    distance = f", {far} turns" if timed else ""
    expected = [
        index
        for index, one in enumerate(codings)
        if one.code_id != CODES["b"]
        and any(
            stands(relation, one, other, far)
            for place, other in enumerate(codings)
            if place != index
            and other.code_id != CODES["a"]
            and other.coder_id == one.coder_id
        )
    ]
    query = f"{relation}(not code:b, not code:a{distance})"
    assert asked(query, *codings) == expected
