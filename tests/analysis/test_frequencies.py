from qcode.analysis.frames import placed_frame, segment_frame
from qcode.analysis.frequencies import frequency_table
from qcode.model.counting import CodeCounts, DocumentFacts, Unit
from qcode.model.document import Kind
from tests.analysis.test_codetree import TREE

FACTS = [
    DocumentFacts("b", Kind.WORKSHOP, "north", {}),
    DocumentFacts("a", Kind.INTERVIEW, "south", {"own": "yes"}),
]


def test_segments_of_two_children_are_one_of_their_parent() -> None:
    frame = segment_frame(
        CodeCounts(["trust", "team"], ["a"] * 2, [""] * 2, [""] * 2, [3, 2]),
        [(("team", "trust"), "a", "", "", 2)],
        TREE,
    )
    rows = {row.code: (row.own, row.total) for row in frame.itertuples()}
    assert rows == {
        "trust": (3, 3),
        "team": (2, 2),
        "helped": (0, 3),
        "family": (0, 3),
    }


def test_a_code_with_own_segments_shared_with_its_child_counts_them_once() -> None:
    frame = segment_frame(
        CodeCounts(["helped", "team"], ["a"] * 2, [""] * 2, [""] * 2, [1, 1]),
        [(("helped", "team"), "a", "", "", 1)],
        TREE,
    )
    rows = {row.code: (row.own, row.total) for row in frame.itertuples()}
    assert rows["helped"] == (1, 1)
    assert rows["family"] == (0, 1)


def test_the_table_has_the_promised_columns_and_dtypes() -> None:
    frame = placed_frame([("team", "a", "ada", "B", 2, 3)], TREE)
    table = frequency_table(
        frame,
        TREE,
        FACTS,
        dimensions=["speaker", "attribute:own", "case"],
        unit=Unit.WORDS,
        beside=Unit.DOCUMENTS,
    )
    assert {name: str(dtype) for name, dtype in table.dtypes.items()} == {
        "code": "str",
        "name": "str",
        "path": "str",
        "family": "str",
        "level": "int64",
        "speaker": "str",
        "attribute:own": "str",
        "case": "str",
        "own": "int64",
        "total": "int64",
        "documents_own": "int64",
        "documents_total": "int64",
    }
    assert table.values.tolist() == [
        ["team", "Team", "Family > Helped > Team", "Family", 3]
        + ["B", "yes", "south", 2, 3, 1, 1]
    ]


def test_rows_are_in_the_order_of_the_codebook_then_of_the_values() -> None:
    cells = [("need", "a"), ("need", "b"), ("family", "a"), ("money", "b")]
    rows = [(code, document, "", "", 1, 1) for code, document in cells]
    table = frequency_table(
        placed_frame(rows, TREE), TREE, FACTS, dimensions=["case"], unit=Unit.CODINGS
    )
    assert list(zip(table["code"], table["case"], strict=True)) == [
        ("family", "south"),
        ("money", "north"),
        ("need", "north"),
        ("need", "south"),
    ]


def test_what_is_zero_has_no_row() -> None:
    frame = placed_frame([("team", "a", "", "", 0, 0)], TREE)
    table = frequency_table(frame, TREE, FACTS, dimensions=[], unit=Unit.WORDS)
    assert table.empty


def test_counting_nothing_gives_no_rows_but_all_columns() -> None:
    frame = segment_frame(CodeCounts(), [], TREE)
    table = frequency_table(frame, TREE, FACTS, dimensions=["kind"], unit=Unit.SEGMENTS)
    assert list(table.columns) == [
        *("code", "name", "path", "family", "level", "kind", "own", "total")
    ]
    assert table.empty
