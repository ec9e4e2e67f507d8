import numpy as np

from qcode.analysis.codetree import CodeTree, spread
from qcode.model.codebook import Codebook
from tests.builders import STUDY, a_code
from tests.counting import PARENTS

TREE = CodeTree(
    Codebook(
        STUDY,
        "",
        "de",
        tuple(
            a_code(key, parent_id=a_code(parent).id if parent else None)
            for key, parent in PARENTS.items()
        ),
    )
)


def test_rows_are_lifted_to_their_code_and_all_above() -> None:
    codes = [TREE.numbers[key] for key in ("trust", "need", "trust", "staff")]
    rows, lifted = TREE.lifted(np.array(codes))
    found = [(row, TREE.keys[code]) for row, code in zip(rows, lifted, strict=True)]
    assert found == [
        *((0, key) for key in ("trust", "helped", "family")),
        (1, "need"),
        *((2, key) for key in ("trust", "helped", "family")),
        *((3, key) for key in ("staff", "need")),
    ]


def test_no_rows_are_lifted_to_none() -> None:
    rows, lifted = TREE.lifted(np.array([], dtype=np.int64))
    assert not len(rows)
    assert not len(lifted)


def test_all_codes_stand_above_each_code() -> None:
    tree = CodeTree(TREE.codebook, has_all=True)
    _, lifted = tree.lifted(np.array([tree.numbers["staff"], tree.numbers[""]]))
    assert [tree.keys[code] for code in lifted] == ["staff", "need", "", ""]


def test_members_of_groups_are_spread_over_the_rows_that_have_them() -> None:
    rows, places = spread(np.array([2, 0, 1]), np.array([2, 0, 1, 0]))
    assert list(zip(rows, places, strict=True)) == [
        *((0, 2), (1, 0), (1, 1), (3, 0), (3, 1)),
    ]
