from collections.abc import Iterable

import pytest

from qcode.model.coded import CodedPart, Wanted
from qcode.model.coding import Origin
from qcode.model.document import Kind
from qcode.store import Store, coded
from tests.builders import a_coder
from tests.counting import Mark, Material, document_of, fill_counted

Row = tuple[int, int, int, int, int]

MATERIALS = [
    Material("c", "B: Geld und Team, hier.\n", attributes={"size": "large"}),
    Material("a", "B: Das Team half uns sehr.\n", attributes={"size": "small"}),
    Material("b", "B: Nichts, gar nichts.\n", Kind.WORKSHOP),
]
# Codes are numbered in the codebook's order: trust 2, team 3, money 4.
MARKS = [
    Mark("money", "c", "bea", 3, 7),
    Mark("team", "c", "ada", 12, 16),
    Mark("team", "a", "ada", 7, 11, Origin.SUGGESTION),
    Mark("trust", "a", "bea", 3, 11),
    Mark("trust", "a", "ada", 3, 11),
    Mark("trust", "b", "ada", 3, 9),
]


@pytest.fixture
def filled(store: Store) -> Store:
    fill_counted(store, MATERIALS, MARKS)
    return store


def rows(parts: Iterable[CodedPart]) -> list[Row]:
    return [
        row
        for part in parts
        for row in zip(
            *(part.documents, part.coders, part.codes, part.starts, part.ends),
            strict=True,
        )
    ]


def test_stretches_are_numbered_by_name_handle_and_codebook(filled: Store) -> None:
    with filled.read() as connection:
        found = rows(coded.parts(connection, Wanted()))
    assert sorted(found) == [
        (0, 0, 2, 3, 11),
        (0, 0, 3, 7, 11),
        (0, 1, 2, 3, 11),
        (1, 0, 2, 3, 9),
        (2, 0, 3, 12, 16),
        (2, 1, 4, 3, 7),
    ]
    for document in range(3):
        places = [row[3:] for row in found if row[0] == document]
        assert places == sorted(places)


def test_parts_hold_whole_documents(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coded, "_ROWS_IN_PART", 1)
    monkeypatch.setattr(coded, "_AT_ONCE", 1)
    with filled.read() as connection:
        parts = list(coded.parts(connection, Wanted()))
        every = rows(coded.parts(connection, Wanted()))
    assert [len(set(part.documents)) for part in parts] == [1, 1, 1]
    assert len({part.documents[0] for part in parts}) == 3
    assert rows(parts) == every
    assert len(every) == len(MARKS)


@pytest.mark.parametrize(
    ("wanted", "documents", "number"),
    [
        (Wanted(coder_ids=[a_coder("bea").id]), ["a", "b", "c"], 2),
        (Wanted(origins=[Origin.SUGGESTION]), ["a", "b", "c"], 1),
        (Wanted(kind=Kind.WORKSHOP), ["b"], 1),
        (Wanted(attribute=("size", "large")), ["c"], 2),
        (Wanted(attribute=("size", "middling")), [], 0),
        (Wanted(document_id=document_of(MATERIALS[1]).id), ["a"], 3),
    ],
)
def test_what_is_not_wanted_is_left_out(
    filled: Store, wanted: Wanted, documents: list[str], number: int
) -> None:
    ids = {document_of(it).id: it.name for it in MATERIALS}
    with filled.read() as connection:
        assert len(rows(coded.parts(connection, wanted))) == number
        found = coded.wanted_documents(connection, wanted)
    assert [ids[document] for document in found] == documents
