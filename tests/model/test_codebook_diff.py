"""What changed between two codebooks."""

from dataclasses import replace
from itertools import combinations
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.codebook import Code, Codebook, in_tree_order
from qcode.model.codebook_diff import Difference, DifferenceKind, differences, settled
from qcode.model.ids import CodeId, StudyId

STUDY = StudyId(UUID("6b1c2f0e-8d5a-4c1b-9a57-3f2e7d04c6aa"))


def id_of(key: str) -> CodeId:
    return CodeId(uuid5(STUDY, key))


def a_code(key: str, parent: str = "") -> Code:
    return Code(id_of(key), key, key.upper(), id_of(parent) if parent else None)


def a_codebook(*codes: Code) -> Codebook:
    return Codebook(STUDY, "Städte", "de", in_tree_order(codes))


def changed(key: str, field: str, old: str, new: str) -> Difference:
    return Difference(
        id_of(key), key.upper(), key, DifferenceKind.CHANGED, field, old, new
    )


A, B, C, D = (a_code(key) for key in "abcd")


def test_a_codebook_does_not_differ_from_itself() -> None:
    book = a_codebook(A, a_code("b", parent="a"), C)
    assert differences(book, book) == []


def test_added_codes_come_in_the_new_order_and_removed_ones_last() -> None:
    assert differences(a_codebook(D, A), a_codebook(B, A, C)) == [
        Difference(id_of("b"), "B", "b", DifferenceKind.ADDED, new="B"),
        Difference(id_of("c"), "C", "c", DifferenceKind.ADDED, new="C"),
        Difference(id_of("d"), "D", "d", DifferenceKind.REMOVED, old="D"),
    ]


@pytest.mark.parametrize(
    ("code", "field", "old", "new"),
    [
        (replace(A, definition="שלום 😀"), "definition", "", "שלום 😀"),
        (replace(A, keywords=("e\u0301", "b")), "keywords", "", "e\u0301, b"),
        (replace(A, codable=False), "codable", "true", "false"),
        (replace(A, colour="#3b82f6"), "colour", "", "#3b82f6"),
        (replace(A, formerly=("x", "y")), "formerly", "", "x, y"),
        (replace(A, shortcut="k"), "shortcut", "", "k"),
    ],
)
def test_a_changed_field_is_told_with_both_texts(
    code: Code, field: str, old: str, new: str
) -> None:
    assert differences(a_codebook(A), a_codebook(code)) == [
        changed("a", field, old, new)
    ]
    assert differences(a_codebook(code), a_codebook(A)) == [
        changed("a", field, new, old)
    ]


def test_a_renamed_code_is_told_under_its_new_name_and_key() -> None:
    renamed = replace(A, key="ä-neu", name="Neu")
    found = differences(a_codebook(A), a_codebook(renamed))
    assert [(d.code_name, d.key, d.field, d.old, d.new) for d in found] == [
        ("Neu", "ä-neu", "key", "a", "ä-neu"),
        ("Neu", "ä-neu", "name", "A", "Neu"),
    ]


def test_another_parent_is_told_by_keys_the_top_level_being_empty() -> None:
    old = a_codebook(A, B, C)
    new = a_codebook(A, B, a_code("c", parent="b"))
    assert differences(old, new) == [changed("c", "parent", "", "b")]
    assert differences(new, old) == [changed("c", "parent", "b", "")]


def test_another_order_is_told_once_of_the_code_that_left_its_place() -> None:
    assert differences(a_codebook(A, B, C, D), a_codebook(D, A, B, C)) == [
        changed("d", "position", "a, b, c, d", "d, a, b, c")
    ]


def test_added_and_removed_siblings_do_not_change_positions() -> None:
    found = differences(a_codebook(A, B, D), a_codebook(C, B, D))
    assert [(d.key, d.kind) for d in found] == [
        ("c", DifferenceKind.ADDED),
        ("a", DifferenceKind.REMOVED),
    ]


def test_the_order_of_each_parents_children_is_told_separately() -> None:
    below = [a_code("x", parent="a"), a_code("y", parent="a")]
    old = a_codebook(A, B, *below)
    new = a_codebook(B, A, *reversed(below))
    assert [(d.field, d.old, d.new) for d in differences(old, new)] == [
        ("position", "a, b", "b, a"),
        ("position", "x, y", "y, x"),
    ]


@given(st.permutations(range(6)), st.sets(st.integers(0, 8)))
def test_as_many_items_as_possible_are_settled(
    new: list[int], left_out: set[int]
) -> None:
    old = [number for number in range(9) if number not in left_out]
    stays = settled(old, new)
    kept = [item for item in new if item in stays]
    assert kept == [item for item in old if item in stays]
    common = [item for item in new if item in old]
    longer = combinations(common, len(stays) + 1)
    assert not any(list(chosen) == sorted(chosen) for chosen in longer)


keys = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=7)


@given(keys, keys)
def test_differences_are_empty_only_between_equal_codes(
    first: list[str], second: list[str]
) -> None:
    old, new = (a_codebook(*(a_code(key) for key in ks)) for ks in (first, second))
    found = differences(old, new)
    assert (found == []) == (old == new)
    for difference in found:
        assert difference.old != difference.new
