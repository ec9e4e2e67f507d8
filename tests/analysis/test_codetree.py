import numpy as np

from qcode.analysis.codetree import CodeTree
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


def surplus(keys: list[str], tree: CodeTree = TREE) -> dict[str, tuple[int, int]]:
    return {tree.keys[it]: (own, total) for it, own, total in tree.surplus(keys)}


def test_a_segment_is_surplus_where_several_of_its_codes_come_together() -> None:
    assert surplus(["team", "trust", "money", "staff"]) == {
        "helped": (0, 1),
        "family": (0, 2),
    }
    assert surplus(["helped", "trust"]) == {"helped": (0, 1), "family": (0, 1)}
    assert surplus(["trust", "staff"]) == {}


def test_a_code_that_several_gave_a_segment_is_surplus_itself() -> None:
    assert surplus(["team", "team", "staff"]) == {
        "team": (1, 1),
        "helped": (0, 1),
        "family": (0, 1),
    }


def test_all_codes_stand_above_each_code() -> None:
    tree = CodeTree(TREE.codebook, has_all=True)
    assert tree.keys[-1] == ""
    assert surplus(["trust", "staff"], tree) == {"": (0, 1)}
