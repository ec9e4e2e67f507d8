from uuid import UUID

import pytest

from qcode.errors import UnknownCodeError
from qcode.model.codebook import Codebook, in_tree_order
from qcode.model.ids import CodeId
from tests.builders import STUDY, a_code

TOP = a_code("top", name="Oben", colour="#111111")
MIDDLE = a_code("middle", name="Mitte", parent_id=TOP.id)
LEAF = a_code("leaf", name="Blatt", parent_id=MIDDLE.id, colour="#222222")
LAST = a_code("last", name="Zuletzt")
BOOK = Codebook(STUDY, "Buch", "de", (TOP, MIDDLE, LEAF, LAST))


def test_a_code_is_found_by_id_and_by_key() -> None:
    assert BOOK.code(LEAF.id) == LEAF
    assert BOOK.by_key("leaf") == LEAF
    assert BOOK.by_key("none") is None
    assert (LEAF.id in BOOK, a_code("none").id in BOOK) == (True, False)


def test_a_code_that_is_not_there_is_unknown() -> None:
    with pytest.raises(UnknownCodeError):
        BOOK.code(CodeId(UUID(int=1)))


def test_the_tree_is_walked_up_and_down() -> None:
    assert BOOK.ancestors(LEAF.id) == [TOP, MIDDLE]
    assert list(BOOK.children(None)) == [TOP, LAST]
    assert list(BOOK.children(LEAF.id)) == []
    assert list(BOOK.subtree(TOP.id)) == [TOP, MIDDLE, LEAF]


def test_a_path_is_read_from_the_top() -> None:
    assert BOOK.path(LEAF.id) == "Oben > Mitte > Blatt"


@pytest.mark.parametrize(
    ("key", "colour"),
    [("leaf", "#222222"), ("middle", "#111111"), ("top", "#111111"), ("last", "")],
)
def test_a_colour_is_the_nearest_ancestors(key: str, colour: str) -> None:
    assert BOOK.colour(a_code(key).id) == colour


def test_tree_order_puts_parents_first_and_keeps_siblings_in_order() -> None:
    codes = (LAST, LEAF, TOP, MIDDLE)
    assert in_tree_order(codes) == (LAST, TOP, MIDDLE, LEAF)


def test_a_code_without_its_parent_stands_at_the_top() -> None:
    assert in_tree_order((LEAF, LAST)) == (LEAF, LAST)
