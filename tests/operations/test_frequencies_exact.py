"""Frequencies against a second way to count them: sets, one thing at a time."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain, combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st

from qcode.model.coding import Origin
from qcode.model.counting import FrequencyQuestion, Unit
from qcode.model.document import Kind
from qcode.operations.frequencies import count
from qcode.store import Store, open_store
from tests.builders import HERE, a_coder
from tests.counting import (
    PARENTS,
    BlindRound,
    ByHand,
    Mark,
    Material,
    counted_by_hand,
    fill_counted,
)
from tests.operations.counted_studies import (
    DIMENSIONS,
    ONE,
    TEXT,
    asked,
    blind_rounds,
    numbers,
    studies,
)
from tests.operations.laws import law


def combinations_of(dimensions: Sequence[str]) -> Iterator[tuple[str, ...]]:
    sizes = range(len(dimensions) + 1)
    return chain.from_iterable(combinations(dimensions, size) for size in sizes)


@law(
    studies(),
    blind_rounds(),
    st.permutations(DIMENSIONS),
    st.integers(0, 3),
    st.sampled_from(Unit),
    st.sampled_from(["all", "ada", "ada, bea", "distinct", "distinct ada, bea"]),
    st.sampled_from([None, [Origin.HAND], [Origin.SUGGESTION], list(Origin)]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    few=25,
    many=400,
)
def test_any_table_is_what_counting_one_by_one_gives(
    study: tuple[list[Material], list[Mark]],
    rounds: list[BlindRound],
    order: list[str],
    size: int,
    unit: Unit,
    whose: str,
    origins: list[Origin] | None,
    interviewer: bool,
    zero: bool,
    totals: bool,
) -> None:
    materials, marks = study
    here = frozenset(material.name for material in materials)
    rounds = [replace(it, documents=it.documents & here) for it in rounds]
    handles = [it for it in ("ada", "bea") if it in whose]
    question = FrequencyQuestion(
        by=tuple(order[:size]),
        unit=unit,
        coders=[a_coder(it) for it in handles] or None,
        distinct="distinct" in whose,
        origins=origins,
        interviewer=interviewer,
        zero=zero,
        totals=totals,
    )
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/qcode.db"
        with closing(open_store(url, HERE)) as store:
            fill_counted(store, materials, marks, rounds)
            with store.begin() as connection:
                found = count(connection, question)
    if handles:
        marks = [mark for mark in marks if mark.coder in handles]
    if origins is not None:
        marks = [mark for mark in marks if mark.origin in origins]
    expected = ByHand(
        materials,
        marks,
        found.dimensions,
        unit,
        rounds=rounds,
        interviewer=interviewer,
        zero=zero,
        totals=totals,
    )
    assert numbers(found) == pytest.approx(expected.rows())


def test_every_unit_by_every_combination_of_dimensions_is_exact(
    tmp_path: Path,
) -> None:
    materials = [
        Material("a", TEXT, Kind.INTERVIEW, {"size": "large"}),
        Material("b", f"Vorab. {TEXT}", Kind.WORKSHOP, {"size": "small"}),
        Material("c", f"## Teil\n{TEXT}Ende.", Kind.INTERVIEW),
    ]
    spans = [(0, 12), (0, 12), (3, 31), (20, 44), (31, 58), (5, 60), (14, 15)]
    keys = [key for key in PARENTS if key != "family"]
    marks = {
        Mark(keys[(n * 5 + m) % 6], material.name, coder, *spans[(n * 3 + m) % 7])
        for m, material in enumerate(materials)
        for k, coder in enumerate(["ada", "bea"])
        for n in range(k, 14, 1 + k)
    }
    with closing(open_store(f"sqlite:///{tmp_path / 'qcode.db'}", HERE)) as store:
        fill_counted(store, materials, sorted(marks))
        for by, unit in product(combinations_of(DIMENSIONS[:6]), Unit):
            found = asked(store, by=by, unit=unit, distinct=len(by) % 2 == 0)
            dimensions = found.dimensions
            expected = counted_by_hand(materials, sorted(marks), dimensions, unit)
            assert numbers(found) == expected, (by, unit)


@pytest.mark.parametrize("origin", Origin)
def test_every_unit_leaves_codings_of_the_other_origin_out(
    store: Store, origin: Origin
) -> None:
    spans = [(0, 12), (0, 12), (3, 31), (20, 44), (31, 58), (5, 60), (14, 15)]
    keys = [key for key in PARENTS if key != "family"]
    origins = list(Origin)
    marks = [
        Mark(keys[(n + n // 7) % 6], "anna", "ada", *spans[n % 7], origins[n % 2])
        for n in range(14)
    ]
    fill_counted(store, [ONE], marks)
    own = [mark for mark in marks if mark.origin is origin]
    for by, unit in product([(), ("speaker",), ("document", "coder")], Unit):
        found = asked(store, by=by, unit=unit, origins=[origin])
        assert numbers(found) == counted_by_hand([ONE], own, by, unit), (by, unit)
