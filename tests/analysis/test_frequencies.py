from collections.abc import Sequence

from qcode.analysis.codetree import CodeTree
from qcode.analysis.frames import Counts, PlacedCount, placed_counts, segment_counts
from qcode.analysis.frequencies import FrequencyTable, frequency_table
from qcode.analysis.scope import scope_of
from qcode.model.counting import (
    CodeCounts,
    DocumentFacts,
    Places,
    SharedCodes,
    Unit,
)
from qcode.model.document import Kind
from qcode.model.table import Cell
from tests.analysis.test_codetree import TREE

FACTS = [
    DocumentFacts("b", Kind.WORKSHOP, "north", {}),
    DocumentFacts("a", Kind.INTERVIEW, "south", {"own": "yes"}),
]
SPOKEN = {"a": {"": 200}, "b": {"": 0}}


def in_a(rows: int) -> Places:
    return Places(["a"] * rows, [""] * rows, [""] * rows, [""] * rows)


def of(counts: Counts) -> dict[str, tuple[int, int]]:
    numbers = zip(counts.own.tolist(), counts.total.tolist(), strict=True)
    return dict(zip(counts.code.texts(), numbers, strict=True))


def table(
    rows: Sequence[PlacedCount],
    dimensions: Sequence[str] = (),
    unit: Unit = Unit.WORDS,
    *,
    beside: Unit | None = None,
    with_zero: bool = False,
) -> FrequencyTable:
    counts = placed_counts(rows, TREE)
    return frequency_table(
        counts,
        TREE,
        FACTS,
        scope_of(counts.place, SPOKEN),
        dimensions=dimensions,
        unit=unit,
        beside=beside,
        with_zero=with_zero,
    )


def cells(found: FrequencyTable) -> list[tuple[Cell, ...]]:
    columns = found.code, *found.values.values(), *found.numbers.values()
    return list(zip(*columns, strict=True))


def test_segments_of_two_children_are_one_of_their_parent() -> None:
    shared = SharedCodes([("team", "trust")] * 2, in_a(2))
    counts = segment_counts(
        CodeCounts(["trust", "team"], in_a(2), [3, 2]), shared, TREE
    )
    assert of(counts) == {
        "trust": (3, 3),
        "team": (2, 2),
        "helped": (0, 3),
        "family": (0, 3),
    }


def test_a_code_with_own_segments_shared_with_its_child_counts_them_once() -> None:
    shared = SharedCodes([("helped", "team")], in_a(1))
    counts = segment_counts(
        CodeCounts(["helped", "team"], in_a(2), [1, 1]), shared, TREE
    )
    assert of(counts)["helped"] == (1, 1)
    assert of(counts)["family"] == (0, 1)


def test_a_code_that_several_gave_a_segment_has_it_once() -> None:
    shared = SharedCodes([("staff", "team", "team")], in_a(1))
    counts = segment_counts(
        CodeCounts(["team", "staff"], in_a(2), [2, 1]), shared, TREE
    )
    assert of(counts) == {
        "team": (1, 1),
        "helped": (0, 1),
        "family": (0, 1),
        "staff": (1, 1),
        "need": (0, 1),
    }


def test_all_codes_together_count_a_segment_once() -> None:
    tree = CodeTree(TREE.codebook, has_all=True)
    shared = SharedCodes([("need", "team")], in_a(1))
    counts = segment_counts(CodeCounts(["need", "team"], in_a(2), [2, 1]), shared, tree)
    assert of(counts)[""] == (0, 2)


def test_the_table_has_a_column_for_each_dimension_and_number() -> None:
    found = table(
        [("team", "a", "ada", "B", "", 2, 3)],
        ["speaker", "attribute:own", "case"],
        beside=Unit.DOCUMENTS,
    )
    assert list(found.values) == ["speaker", "attribute:own", "case"]
    assert list(found.numbers) == ["own", "total", "documents_own", "documents_total"]
    assert cells(found) == [("team", "B", "yes", "south", 2, 3, 1, 1)]


def test_rows_are_in_the_order_of_the_codebook_then_of_the_values() -> None:
    rows: list[PlacedCount] = [
        (code, document, "", "", "", 1, 1)
        for code, document in (
            *(("need", "a"), ("need", "b"), ("family", "a"), ("money", "b")),
        )
    ]
    assert [row[:2] for row in cells(table(rows, ["case"], Unit.CODINGS))] == [
        ("family", "south"),
        ("money", "north"),
        ("need", "north"),
        ("need", "south"),
    ]


def test_what_is_zero_has_no_row() -> None:
    assert cells(table([("team", "a", "", "", "", 0, 0)])) == []


def test_rows_of_zero_are_kept_for_what_was_looked_at() -> None:
    found = table([("team", "a", "", "", "", 1, 2)], ["case"], with_zero=True)
    assert len(found.code) == len(TREE.keys)
    assert cells(found)[2:4] == [("trust", "south", 0, 0), ("team", "south", 1, 2)]


def test_counting_nothing_gives_no_rows_but_all_columns() -> None:
    counts = segment_counts(CodeCounts(), SharedCodes(), TREE)
    for with_zero in (False, True):
        found = frequency_table(
            counts,
            TREE,
            FACTS,
            scope_of(counts.place, SPOKEN),
            dimensions=["kind"],
            unit=Unit.SEGMENTS,
            with_zero=with_zero,
        )
        assert (list(found.values), list(found.numbers)) == (["kind"], ["own", "total"])
        assert found.code == []


def test_shares_are_of_the_words_of_coded_documents() -> None:
    rows: list[PlacedCount] = [("team", "a", "", "", "", 20, 50)]
    assert cells(table(rows, unit=Unit.SHARE)) == [("team", 0.1, 0.25)]
    assert cells(table(rows, unit=Unit.RATE)) == [("team", 100.0, 250.0)]


def test_a_share_of_no_words_is_undefined() -> None:
    rows: list[PlacedCount] = [("team", "b", "", "", "", 0, 1)]
    assert cells(table(rows, unit=Unit.RATE)) == [("team", None, None)]


def test_a_case_counts_once_for_all_its_documents() -> None:
    facts = [DocumentFacts(it, Kind.INTERVIEW, "one", {}) for it in ("a", "b")]
    rows: list[PlacedCount] = [
        ("team", "a", "", "", "", 3, 3),
        ("team", "b", "", "", "", 0, 1),
    ]
    counts = placed_counts(rows, TREE)
    scope = scope_of(counts.place, SPOKEN)
    found = frequency_table(counts, TREE, facts, scope, dimensions=[], unit=Unit.CASES)
    assert cells(found) == [("team", 1, 1)]
