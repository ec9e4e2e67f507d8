"""Tables of what a query finds, against going through all codings one by one."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import closing
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.analysis.saturation import Rule
from qcode.errors import QueryError
from qcode.model.counting import FrequencyQuestion, Unit
from qcode.model.document import Kind
from qcode.operations.crosstabs import make_crosstab
from qcode.operations.frequencies import frequencies
from qcode.operations.overview import overview
from qcode.operations.saturation import saturation
from qcode.operations.saving_queries import save_query
from qcode.operations.selecting import Selection
from qcode.store import Store, open_store
from tests.builders import HERE, a_coder
from tests.counting import (
    PARENTS,
    ByHand,
    Mark,
    Material,
    document_of,
    fill_counted,
)
from tests.operations.counted_studies import (
    DIMENSIONS,
    MARKS,
    ONE,
    TWO,
    asked,
    numbers,
    studies,
)

Says = Callable[[Mark, Material], bool]


class Asked(NamedTuple):
    """A query, which codings it finds, and which it could find but for their kind."""

    query: str
    finds: Says
    looks: Says = lambda _mark, _material: True


def begins_with(mark: Mark, material: Material) -> str:
    turns = document_of(material).turns
    return next(it.speaker for it in turns if it.span.end > mark.start)


def is_below(mark: Mark, code: str) -> bool:
    key = mark.code
    while key and key != code:
        key = PARENTS[key]
    return key == code


QUERIES = [
    Asked("code:helped", lambda m, _: is_below(m, "helped")),
    Asked(
        "kind:workshop OR kind:interview",
        lambda _, it: it.kind in (Kind.WORKSHOP, Kind.INTERVIEW),
        lambda _, it: it.kind in (Kind.WORKSHOP, Kind.INTERVIEW),
    ),
    Asked(
        "NOT size:large AND code:need",
        lambda m, it: it.attributes.get("size") != "large" and is_below(m, "need"),
        lambda _, it: it.attributes.get("size") != "large",
    ),
    Asked("coder:ada OR code:team", lambda m, _: m.coder == "ada" or m.code == "team"),
    Asked(
        "coder:bea origin:hand",
        lambda m, _: (m.coder, m.origin.value) == ("bea", "hand"),
        lambda m, _: m.coder == "bea",
    ),
    Asked(
        "NOT (coder:ada OR document:b*)",
        lambda m, _: not (m.coder == "ada" or m.document == "b"),
        lambda m, _: not (m.coder == "ada" or m.document == "b"),
    ),
    Asked("speaker:B", lambda m, it: begins_with(m, it) == "B"),
    Asked("text:nowhere", lambda _, __: False),
]
BOTH = [Mark("need", "a", "ada", 0, 3), Mark("money", "a", "bea", 0, 3)]


@settings(max_examples=15, deadline=None)
@given(
    studies(),
    st.sampled_from(QUERIES),
    st.permutations(DIMENSIONS),
    st.integers(0, 2),
    st.sampled_from(Unit),
    st.booleans(),
    st.booleans(),
)
def test_what_a_query_finds_is_counted_out_of_what_it_looks_at(
    study: tuple[list[Material], list[Mark]],
    query: Asked,
    order: list[str],
    size: int,
    unit: Unit,
    distinct: bool,
    zero: bool,
) -> None:
    materials = {it.name: it for it in study[0]}
    # However it came about, a coder puts a code on a place once.
    places = {
        (it.code, it.document, it.coder, it.start, it.end): it
        for it in (*study[1], *BOTH)
    }
    marks = sorted(places.values())
    question = FrequencyQuestion(
        by=tuple(order[:size]),
        unit=unit,
        distinct=distinct,
        zero=zero,
        totals=zero,
        query=query.query,
    )
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/qcode.db"
        with closing(open_store(url, HERE)) as store:
            fill_counted(store, study[0], marks)
            found = frequencies(store, question)
            by_kind = FrequencyQuestion(("kind",), query=query.query, distinct=True)
            made = make_crosstab(store, by_kind)
            book = overview(store, Selection(query=query.query, distinct=True))
    looked_at = [it for it in marks if query.looks(it, materials[it.document])]
    hits = [it for it in looked_at if query.finds(it, materials[it.document])]
    by_hand = ByHand(
        study[0],
        looked_at,
        found.dimensions,
        unit,
        zero=zero,
        totals=zero,
        is_found=lambda mark: mark in hits,
    )
    assert numbers(found) == pytest.approx(by_hand.rows())
    assert found.base["documents_coded"] == len({it.document for it in looked_at})
    assert found.base["codings"] == len(hits)
    cells = {(it.code, it.value): (it.count, it.base) for it in made.cells}
    assert cells == _crossed(hits, looked_at, materials)
    segments = {str(row[0]): row[-1] for row in book.rows}
    assert segments == {code: len(_spans(hits, code)) for code in PARENTS}


def _spans(marks: list[Mark], code: str) -> set[tuple[str, int, int]]:
    return {(it.document, it.start, it.end) for it in marks if is_below(it, code)}


def _crossed(
    hits: list[Mark], looked_at: list[Mark], materials: Mapping[str, Material]
) -> dict[tuple[str, str], tuple[int, int]]:
    base: dict[str, set[str]] = defaultdict(set)
    for mark in looked_at:
        base[str(materials[mark.document].kind)].add(mark.document)
    having = {
        code: {it.document for it in hits if is_below(it, code)} for code in PARENTS
    }
    return {
        (code, kind): (len(documents & having[code]), len(documents))
        for code in PARENTS
        for kind, documents in base.items()
        if having[code]
    }


@pytest.fixture
def counted(store: Store) -> Store:
    fill_counted(store, [ONE, TWO], MARKS)
    return store


def test_a_saved_query_is_named_and_told_in_full(counted: Store) -> None:
    bea = a_coder("bea").id
    save_query(counted, "Team", "code:team", bea)
    save_query(counted, "Nicht  im Team", "NOT query:team", bea)
    found = asked(counted, unit=Unit.CODINGS, distinct=True, query="nicht im team")
    assert numbers(found)["money",] == (2, 2)
    assert ("team",) not in numbers(found)
    assert found.base["codings"] == 4
    assert found.provenance.filters["query"] == "nicht im team"
    assert found.provenance.filters["saved queries"] == [
        "Nicht im Team: NOT query:team",
        "Team: code:team",
    ]
    assert "query" not in asked(counted).provenance.filters


def test_a_fault_in_a_query_is_pointed_at(counted: Store) -> None:
    with pytest.raises(QueryError) as caught:
        asked(counted, query="kind:interview AND code:treu")
    assert caught.value.pointer.splitlines()[1].strip() == "^" * len("code:treu")


def test_codes_that_a_query_does_not_find_in_a_document_are_not_new_there(
    counted: Store,
) -> None:
    """Anna and bodo are read by bea; the query looks at both and finds money."""
    selection = Selection(coder=a_coder("bea"), query="code:money")
    curves = list(saturation(counted, selection, Rule()).curves.rows)
    assert [(row[3], row[4]) for row in curves] == [("anna", 1), ("bodo", 0)]
    only = Selection(coder=a_coder("bea"), query="code:money kind:workshop")
    made = saturation(counted, only, Rule()).curves
    assert [(row[3], row[4]) for row in made.rows] == [("bodo", 1)]
    assert made.provenance.base["documents"] == 1
    pooled = Selection(query="coder:ada AND code:trust", distinct=True)
    rows = list(saturation(counted, pooled, Rule()).curves.rows)
    # Only bea coded bodo, so that it says nothing of what ada does not find.
    assert [(row[3], row[4]) for row in rows] == [("anna", 1)]
