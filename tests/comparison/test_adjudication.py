import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.comparison.adjudication import by_consequence, differences, spans_taken
from qcode.model.adjudication import Difference, DifferenceKind, Ruling
from qcode.model.coding import Coding
from qcode.model.span import Span
from tests.builders import a_code, a_coder, a_coding, a_document

ANNA, BEA = a_coder("anna").id, a_coder("Bea").id


def _of(coder: str, *spans: tuple[int, int], code: str = "engagement") -> list[Coding]:
    return [
        a_coding(start, end, coder_id=a_coder(coder).id, code_id=a_code(code).id)
        for start, end in spans
    ]


def _found(*codings: Coding) -> list[Difference]:
    return differences(codings, ANNA, BEA)


@pytest.mark.parametrize(
    ("anna", "bea", "kind"),
    [
        ([(0, 9)], [(0, 9)], DifferenceKind.ALIKE),
        ([(0, 9)], [(0, 8)], DifferenceKind.BOUNDARIES),
        ([(0, 9)], [], DifferenceKind.FIRST_ONLY),
        ([], [(0, 9)], DifferenceKind.SECOND_ONLY),
        ([(0, 4), (5, 9)], [(3, 6)], DifferenceKind.BOUNDARIES),
    ],
)
def test_codings_that_overlap_are_one_difference(
    anna: list[tuple[int, int]], bea: list[tuple[int, int]], kind: DifferenceKind
) -> None:
    (found,) = _found(*_of("anna", *anna), *_of("Bea", *bea))
    assert found.kind is kind
    assert [it.span for it in found.first] == [Span(*it) for it in anna]
    assert [it.span for it in found.second] == [Span(*it) for it in bea]


def test_codings_that_only_touch_are_two_differences() -> None:
    found = _found(*_of("anna", (0, 5)), *_of("Bea", (5, 9)))
    assert [it.kind for it in found] == [
        DifferenceKind.FIRST_ONLY,
        DifferenceKind.SECOND_ONLY,
    ]


def test_codes_and_documents_are_kept_apart_and_others_left_out() -> None:
    elsewhere = a_coding(0, 3, document_id=a_document("bodo-02", "B: Ja!\n").id)
    found = _found(
        *_of("anna", (0, 9)),
        *_of("Bea", (0, 9), code="nets"),
        *_of("Cem", (0, 9)),
        elsewhere,
    )
    assert len(found) == 3


def test_the_same_codings_are_the_same_difference_whoever_is_first() -> None:
    codings = [*_of("anna", (0, 9)), *_of("Bea", (0, 8))]
    (one,), (other,) = differences(codings, ANNA, BEA), differences(codings, BEA, ANNA)
    assert one.id == other.id
    (without,) = _found(codings[0])
    assert without.id != one.id


def test_the_code_with_most_differences_comes_first_and_alike_ones_do_not() -> None:
    codings = [
        *_of("anna", (0, 3), (10, 13), (20, 23)),
        *_of("Bea", (20, 23)),
        *_of("anna", (0, 3), (10, 13), (20, 23), code="nets"),
    ]
    ranked = by_consequence(_found(*codings))
    nets, engagement = a_code("nets").id, a_code("engagement").id
    assert [it.code_id for it in ranked] == [nets] * 3 + [engagement] * 2
    assert [it.span.start for it in ranked] == [0, 10, 20, 0, 10]


@pytest.mark.parametrize(
    ("ruling", "spans"),
    [
        (Ruling.FIRST, [(0, 4), (5, 9)]),
        (Ruling.SECOND, [(3, 6)]),
        (Ruling.BOTH, [(0, 4), (3, 6), (5, 9)]),
        (Ruling.NEITHER, []),
        (Ruling.SENT_BACK, []),
    ],
)
def test_a_ruling_says_which_spans_are_taken(
    ruling: Ruling, spans: list[tuple[int, int]]
) -> None:
    (found,) = _found(*_of("anna", (0, 4), (5, 9)), *_of("Bea", (3, 6)))
    assert spans_taken(found, ruling) == [Span(*it) for it in spans]


def test_a_redrawn_span_is_the_one_that_was_drawn() -> None:
    (found,) = _found(*_of("anna", (0, 4)))
    drawn = [Span(5, 7), Span(1, 3), Span(5, 7)]
    assert spans_taken(found, Ruling.REDRAWN, drawn) == [Span(1, 3), Span(5, 7)]
    with pytest.raises(ValueError, match="redrawn"):
        spans_taken(found, Ruling.REDRAWN)
    with pytest.raises(ValueError, match="redrawn"):
        spans_taken(found, Ruling.FIRST, [Span(1, 7)])


SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda it: (it[0], sum(it))),
    max_size=6,
    unique=True,
)


@given(SPANS, SPANS)
def test_every_coding_is_in_one_difference_and_none_overlap(
    anna: list[tuple[int, int]], bea: list[tuple[int, int]]
) -> None:
    codings = [*_of("anna", *anna), *_of("Bea", *bea)]
    found = _found(*codings)
    told = [it.id for difference in found for it in difference.codings]
    assert sorted(told, key=str) == sorted((it.id for it in codings), key=str)
    for one, other in zip(found, found[1:], strict=False):
        assert not one.span.overlaps(other.span)
