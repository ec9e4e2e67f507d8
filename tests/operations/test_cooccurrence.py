from collections.abc import Iterator
from itertools import combinations, permutations, product
from pathlib import Path

import pytest
from hypothesis import strategies as st

from qcode.model.document import Document
from qcode.model.relation import Nearness, Relation
from qcode.model.span import Span
from qcode.operations.cooccurrence import (
    cooccurrence_list,
    cooccurrence_matrix,
)
from qcode.operations.cooccurrence_segments import cooccurrence_segments
from qcode.operations.selecting import Selection
from qcode.operations.table_documents import write_told
from qcode.store import Store
from tests.builders import a_code, a_coder
from tests.counting import PARENTS, Mark, document_of, fill_counted
from tests.operations.laws import law
from tests.operations.marked_texts import (
    MATERIALS,
    TALK,
    Place,
    Work,
    below,
    lifted,
    marked,
    marks_in_talk,
    records,
    selections,
    sentences_of,
    spoken,
    touched,
    words_of,
    works,
)

OVERLAP = Relation(Nearness.OVERLAP)
TEAM = (TALK.index("Das Team"), TALK.index(" half sehr"))
HALF = (TALK.index("Team"), TALK.index(" Alle"))
MONEY = (TALK.index("Geld"), TALK.index("Nichts"))


@pytest.fixture
def talked(store: Store) -> Store:
    """One overlap in one sentence, money two turns later, and a second coder."""
    fill_counted(
        store,
        MATERIALS,
        [
            Mark("trust", "a", "ada", *TEAM),
            Mark("team", "a", "ada", *HALF),
            Mark("team", "a", "ada", *TEAM),
            Mark("money", "a", "ada", *MONEY),
            Mark("money", "b", "ada", *MONEY),
            Mark("trust", "a", "bea", *TEAM),
            Mark("money", "a", "bea", *TEAM),
        ],
    )
    return store


def test_a_pair_of_codes_is_counted_with_documents_and_shared_text(
    talked: Store,
) -> None:
    [row] = records(cooccurrence_list(talked, OVERLAP, Selection(a_coder("ada"))))
    # "Das Team 😀" is 10 characters, "Team 😀 half sehr." 17, "Team 😀" 6 of both.
    assert (TEAM[1] - TEAM[0], HALF[1] - HALF[0]) == (10, 17)
    assert row == {
        "coder": "ada",
        "first": "trust",
        "first_name": "Trust",
        "second": "team",
        "second_name": "Team",
        "first_segments": 1,
        "second_segments": 2,
        "count": 2,
        "documents": 1,
        "jaccard": 10 / 21,
        "total": 2,
        "total_documents": 1,
        "total_jaccard": 10 / 21,
    }


def test_coders_meet_only_themselves_unless_they_are_pooled(talked: Store) -> None:
    apart = records(cooccurrence_list(talked, OVERLAP, Selection()))
    pairs = [(row["coder"], row["first"], row["second"]) for row in apart]
    assert pairs == [
        ("ada", "trust", "team"),
        ("bea", "trust", "money"),
        ("bea", "helped", "money"),
    ]
    pooled = records(cooccurrence_list(talked, OVERLAP, Selection(distinct=True)))
    own = {(row["first"], row["second"]): row["count"] for row in pooled}
    assert own["trust", "team"] == 2
    assert own["trust", "money"] == 1
    assert own["team", "money"] == 2


def test_a_parent_meets_with_what_its_children_have_each_segment_once(
    talked: Store,
) -> None:
    rows = records(cooccurrence_list(talked, OVERLAP, Selection(distinct=True)))
    by_codes = {(row["first"], row["second"]): row for row in rows}
    helped = by_codes["helped", "money"]
    # The spans under "helped" are TEAM (of trust and team) and HALF: two meet money.
    assert (helped["count"], helped["total"], helped["total_documents"]) == (0, 2, 1)


def test_a_code_and_its_child_have_no_total(store: Store) -> None:
    marks = [Mark("helped", "a", "ada", *TEAM), Mark("trust", "a", "ada", *HALF)]
    fill_counted(store, MATERIALS, marks)
    [row] = records(cooccurrence_list(store, OVERLAP, Selection()))
    assert (row["count"], row["total"], row["total_jaccard"]) == (1, None, None)


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (Relation(Nearness.TURN), {("trust", "team"): 1}),
        (Relation(Nearness.SENTENCE), {("trust", "team"): 1}),
        (Relation(Nearness.CONTAINMENT), {("trust", "team"): 1, ("team", "trust"): 1}),
        (Relation(Nearness.TURNS, 1), {("trust", "team"): 2}),
        (
            Relation(Nearness.TURNS, 2),
            {("trust", "team"): 2, ("trust", "money"): 1, ("team", "money"): 2},
        ),
        # "half sehr Alle kamen Und sonst" stand between trust and money, "Alle kamen
        # Und sonst" between the longer segment of team and money.
        (Relation(Nearness.WORDS, 3), {("trust", "team"): 2}),
        (Relation(Nearness.WORDS, 4), {("trust", "team"): 2, ("team", "money"): 1}),
        (
            Relation(Nearness.WORDS, 6),
            {("trust", "team"): 2, ("trust", "money"): 1, ("team", "money"): 2},
        ),
    ],
)
def test_every_nearness_counts_what_it_says(
    talked: Store, relation: Relation, expected: dict[tuple[str, str], int]
) -> None:
    rows = records(cooccurrence_list(talked, relation, Selection(a_coder("ada"))))
    own = {(row["first"], row["second"]): row["count"] for row in rows if row["count"]}
    assert own == expected


def test_without_those_who_ask_two_answers_stand_side_by_side(talked: Store) -> None:
    selection = Selection(a_coder("ada"), without_interviewer=True)
    rows = records(cooccurrence_list(talked, Relation(Nearness.TURNS, 1), selection))
    own = {(row["first"], row["second"]): row["count"] for row in rows if row["count"]}
    assert own == {("trust", "team"): 2, ("trust", "money"): 1, ("team", "money"): 2}


def test_a_matrix_holds_each_pair_on_both_sides_and_nothing_for_a_code_itself(
    talked: Store,
) -> None:
    table = cooccurrence_matrix(talked, OVERLAP, Selection(a_coder("ada")))
    assert table.names[:4] == ["coder", "code", "name", "segments"]
    assert table.names[4:] == ["trust", "team", "money"]
    assert list(table.rows) == [
        ["ada", "trust", "Trust", 1, None, 2, 0],
        ["ada", "team", "Team", 2, 2, None, 0],
        ["ada", "money", "Money", 2, 0, 0, None],
    ]


def test_a_matrix_in_total_has_the_families_too(talked: Store) -> None:
    selection = Selection(a_coder("bea"))
    table = cooccurrence_matrix(talked, OVERLAP, selection, in_total=True)
    by_code = {row["code"]: row for row in records(table)}
    assert by_code["helped"]["money"] == 1
    assert by_code["helped"]["trust"] is None
    assert by_code["family"]["segments"] == 1


def test_the_segments_behind_a_pair_are_listed_with_their_text(talked: Store) -> None:
    wanted = {a_code("team").id}
    table = cooccurrence_segments(talked, OVERLAP, Selection(a_coder("ada")), wanted)
    texts = [(row["first_text"], row["second_text"]) for row in records(table)]
    long = "Team 😀 half sehr."
    assert texts == [("Das Team 😀", "Das Team 😀"), ("Das Team 😀", long)]
    only = {a_code("money").id}
    assert records(cooccurrence_segments(talked, OVERLAP, Selection(), only)) == [
        {
            "coder": "bea",
            "document": "a",
            "first": "trust",
            "first_start": TEAM[0],
            "first_end": TEAM[1],
            "first_text": "Das Team 😀",
            "second": "money",
            "second_start": TEAM[0],
            "second_end": TEAM[1],
            "second_text": "Das Team 😀",
        }
    ]


def test_twice_gives_the_same_bytes(talked: Store, tmp_path: Path) -> None:
    for name in ("once.xlsx", "twice.xlsx"):
        write_told(tmp_path / name, cooccurrence_list(talked, OVERLAP, Selection()))
    once, twice = (tmp_path / name for name in ("once.xlsx", "twice.xlsx"))
    assert once.read_bytes() == twice.read_bytes()


relations = st.one_of(
    st.sampled_from(
        [
            Relation(Nearness.OVERLAP),
            Relation(Nearness.CONTAINMENT),
            Relation(Nearness.SENTENCE),
            Relation(Nearness.TURN),
        ]
    ),
    st.builds(
        Relation,
        st.sampled_from([Nearness.TURNS, Nearness.WORDS]),
        st.integers(0, 5),
    ),
)


@law(marks_in_talk, relations, selections, few=15, many=200)
def test_a_sweep_finds_what_looking_at_every_pair_finds(
    marks: list[Mark], relation: Relation, selection: Selection
) -> None:
    with marked(marks) as store:
        rows = records(cooccurrence_list(store, relation, selection))
        pairs = records(cooccurrence_segments(store, relation, selection))
    found = {
        (str(row["coder"]), str(row["first"]), str(row["second"])): row for row in rows
    }
    expected = dict(_looked_at(works(marks, selection), relation, selection))
    assert set(found) == set(expected)
    for cell, row in found.items():
        own, total = expected[cell]
        assert (row["count"], row["documents"], row["jaccard"]) == pytest.approx(
            own, nan_ok=True
        )
        if total is None:
            assert row["total"] is None
        else:
            seen = (row["total"], row["total_documents"], row["total_jaccard"])
            assert seen == pytest.approx(total, nan_ok=True)
    if not relation.is_of_places:
        behind = [(row["coder"], row["first"], row["second"]) for row in pairs]
        assert {cell: behind.count(cell) for cell in behind} == {
            cell: row["count"] for cell, row in found.items() if row["count"]
        }


Seen = tuple[int, int, float]


def _looked_at(
    of: dict[str, Work], relation: Relation, selection: Selection
) -> Iterator[tuple[tuple[str, str, str], tuple[Seen, Seen | None]]]:
    """Yield the cells that are not zero, each pair of spans looked at by itself."""
    pairs = permutations if relation.is_directed else combinations
    for coder, work in of.items():
        above = lifted(work)
        for first, second in pairs(PARENTS, 2):
            own = _seen(work, first, second, relation, selection)
            total = None
            if first not in below(second) and second not in below(first):
                total = _seen(above, first, second, relation, selection)
            if own[0] or (total is not None and total[0]):
                yield (coder, first, second), (own, total)


def _seen(
    work: Work, first: str, second: str, relation: Relation, selection: Selection
) -> Seen:
    count = documents = both = either = 0
    for material in MATERIALS:
        document = document_of(material)
        one = work.get(first, {}).get(material.name, set())
        other = work.get(second, {}).get(material.name, set())
        related = [
            pair
            for pair in product(one, other)
            if _stand_so(*pair, document, relation, selection)
        ]
        match relation.jaccard_of:
            case "characters":
                has = [{n for span in it for n in range(*span)} for it in (one, other)]
            case "documents":
                has = [set(), set()]
                both += bool(related)
                either += bool(one or other)
            case _:
                places = _places(document, relation, selection)
                has = [
                    {n for span in it for n in touched(span, places)}
                    for it in (one, other)
                ]
        both += len(has[0] & has[1])
        either += len(has[0] | has[1])
        here = len(has[0] & has[1]) if relation.is_of_places else len(related)
        count += here
        documents += here > 0
    return count, documents, both / either if either else float("nan")


def _places(document: Document, relation: Relation, selection: Selection) -> list[Span]:
    if relation.nearness is Nearness.SENTENCE:
        return sentences_of(document, selection)
    return spoken(document, selection)


def _stand_so(
    one: Place,
    other: Place,
    document: Document,
    relation: Relation,
    selection: Selection,
) -> bool:
    first, last = sorted((one, other))
    match relation.nearness:
        case Nearness.OVERLAP:
            return one[0] < other[1] and other[0] < one[1]
        case Nearness.CONTAINMENT:
            return one[0] <= other[0] and other[1] <= one[1]
        case Nearness.TURNS:
            turns = spoken(document, selection)
            steps = product(touched(one, turns), touched(other, turns))
            return any(abs(a - b) <= relation.distance for a, b in steps)
        case Nearness.WORDS:
            between = [
                word
                for word in words_of(document, selection)
                if first[1] <= word.start and word.end <= last[0]
            ]
            return len(between) <= relation.distance
    return False
