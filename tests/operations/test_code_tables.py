"""Sequences, saturation, overview, similarity, portraits and typical words."""

from collections import Counter

import pytest
from hypothesis import strategies as st

from qcode.analysis.saturation import Rule
from qcode.analysis.sequences import adjusted_residual
from qcode.errors import UnknownAttributeError
from qcode.model.codebook import Codebook
from qcode.operations.keyness import keyness
from qcode.operations.overview import overview
from qcode.operations.portrait import binned_portrait, portrait
from qcode.operations.saturation import saturation, sorts_of_codes
from qcode.operations.selecting import Selection
from qcode.operations.sequences import sequences
from qcode.operations.similarity import similarity
from qcode.store import Store
from tests.builders import STUDY, a_code, a_coder
from tests.counting import Mark, Material, document_of, fill_counted
from tests.operations.laws import law
from tests.operations.marked_texts import (
    MATERIALS,
    TALK,
    at,
    marked,
    marks_in_talk,
    records,
    selections,
    sentences_of,
    spoken,
    touched,
    works,
)

ADA = Selection(a_coder("ada"))


@pytest.fixture
def talked(store: Store) -> Store:
    fill_counted(
        store,
        MATERIALS,
        [
            Mark("trust", "a", "ada", *at("Das Team")),
            Mark("team", "a", "ada", *at("half sehr")),
            Mark("money", "a", "ada", *at("half sehr")),
            Mark("team", "a", "ada", *at("Alle kamen")),
            Mark("money", "a", "ada", *at("Geld")),
            Mark("money", "b", "ada", *at("Geld")),
            Mark("staff", "b", "ada", *at("Nichts sonst")),
            Mark("team", "b", "bea", *at("Alle kamen")),
        ],
    )
    return store


def test_what_begins_next_in_the_turn_follows(talked: Store) -> None:
    rows = records(sequences(talked, ADA))
    assert {(row["first"], row["second"]): row["count"] for row in rows} == {
        ("trust", "team"): 1,
        ("trust", "money"): 1,
        ("money", "team"): 1,
        ("money", "staff"): 1,
        ("team", "team"): 1,
    }
    # Five followings: one after trust of each sort; three before team.
    by_codes = {(row["first"], row["second"]): row for row in rows}
    row = by_codes["trust", "team"]
    assert row["expected"] == 2 * 3 / 5
    assert row["residual"] == pytest.approx((1 - 1.2) / (1.2 * 3 / 5 * 2 / 5) ** 0.5)


def test_within_sentences_a_turn_is_no_border(talked: Store) -> None:
    near = records(sequences(talked, ADA, 0))
    assert {(row["first"], row["second"]) for row in near} == {
        ("trust", "team"),
        ("trust", "money"),
    }
    # "Alle kamen.", "Und sonst?", "Geld.": two sentences on.
    far = records(sequences(talked, ADA, 2))
    assert ("team", "money") in {(row["first"], row["second"]) for row in far}


def test_a_residual_is_undefined_where_all_follow_one_code() -> None:
    assert adjusted_residual(3, 3, 2, 3) != adjusted_residual(3, 3, 2, 3)
    assert adjusted_residual(5, 10, 10, 20) == 0


@law(marks_in_talk, selections, st.sampled_from([None, 0, 1, 3]), few=12, many=200)
def test_sequences_are_what_going_from_segment_to_segment_gives(
    marks: list[Mark], selection: Selection, within: int | None
) -> None:
    with marked(marks) as store:
        rows = records(sequences(store, selection, within))
    expected: Counter[tuple[str, str, str]] = Counter()
    for coder, work in works(marks, selection).items():
        for material in MATERIALS:
            document = document_of(material)
            places = spoken(document, selection)
            if within is not None:
                places = sentences_of(document, selection)
            segments = [
                (code, span)
                for code, spans in work.items()
                for span in spans.get(material.name, ())
            ]
            for code, (start, end) in segments:
                later = [it for it in segments if it[1][0] >= end]
                begins = min((it[1][0] for it in later), default=0)
                for other, span in (it for it in later if it[1][0] == begins):
                    here, there = touched((start, end), places), touched(span, places)
                    if here and there and min(there) - max(here) <= (within or 0):
                        expected[coder, code, other] += 1
    found = {(row["coder"], row["first"], row["second"]): row["count"] for row in rows}
    assert found == expected


def test_saturation_counts_documents_that_a_coder_has_coded(talked: Store) -> None:
    rule = Rule(base_size=1, run_length=1, threshold=0.5)
    found = saturation(talked, Selection(), rule)
    assert [
        (row["coder"], row["codes"], row["document"], row["new"], row["found"])
        for row in records(found.curves)
    ] == [
        ("ada", "all", "a", 3, 3),
        ("ada", "all", "b", 1, 4),
        ("bea", "all", "b", 1, 1),
    ]
    summary = records(found.summary)
    assert [(row["base"], row["reached"]) for row in summary] == [(3, 1), (1, None)]


def test_codes_found_in_the_texts_have_a_curve_of_their_own(talked: Store) -> None:
    named = {a_code("staff").id}
    found = saturation(talked, ADA, Rule(1, 1, 0), in_vivo=named)
    new = [(row["codes"], row["new"]) for row in records(found.curves)]
    assert new == [
        ("all", 3),
        ("all", 1),
        ("deductive", 3),
        ("deductive", 0),
        ("in vivo", 0),
        ("in vivo", 1),
    ]


def test_an_unknown_attribute_orders_nothing(talked: Store) -> None:
    with pytest.raises(UnknownAttributeError):
        saturation(talked, ADA, Rule(), order_by="date")


def test_documents_come_by_an_attribute_those_without_it_last(store: Store) -> None:
    materials = [
        Material("a", TALK),
        Material("b", f"{TALK}I: Ja.\n", attributes={"date": "2022-02-01"}),
        Material("c", f"{TALK}I: Gut.\n", attributes={"date": "2021-12-31"}),
    ]
    marks = [Mark("team", it.name, "ada", *at("Team")) for it in materials]
    fill_counted(store, materials, marks)
    found = saturation(store, ADA, Rule(1, 1, 0), order_by="date")
    assert [row["document"] for row in records(found.curves)] == ["c", "b", "a"]


def test_a_code_made_while_coding_is_in_vivo_a_renamed_one_is_not() -> None:
    made = a_code("made", id=a_code("something-else").id)
    renamed = a_code("new", id=a_code("old").id, formerly=("old",))
    book = Codebook(STUDY, "", "de", (a_code("file"), made, renamed))
    found = sorts_of_codes(book, None)
    assert found == {"all": [0, 1, 2], "deductive": [0, 2], "in vivo": [1]}


def test_an_overview_has_every_code_and_the_coders_side_by_side(talked: Store) -> None:
    rows = {row["code"]: row for row in records(overview(talked, Selection()))}
    assert list(rows)[:3] == ["family", "helped", "trust"]
    helped = rows["helped"]
    assert helped["ada: segments"] == 0
    assert helped["ada: total_segments"] == 3
    assert helped["ada: total_documents"] == 1
    assert helped["bea: total_documents"] == 1
    assert rows["need"]["bea: total_segments"] == 0
    [money] = [it for it in records(overview(talked, ADA)) if it["code"] == "money"]
    assert (money["documents"], money["segments"]) == (2, 3)


def test_likeness_is_told_for_each_coder_or_pooled(talked: Store) -> None:
    [row] = records(similarity(talked, ADA))
    # "a" has trust, team twice and money twice; "b" money and staff.
    assert (row["shared"], row["either"], row["jaccard"]) == (1, 4, 0.25)
    assert row["cosine"] == pytest.approx(2 / (9 * 2) ** 0.5)
    [pooled] = records(similarity(talked, Selection(distinct=True)))
    assert (pooled["coder"], pooled["shared"]) == ("", 2)
    other = document_of(Material("other", "B: Ja.")).id
    assert records(similarity(talked, ADA, other)) == []


def test_a_portrait_has_each_segment_with_its_place_and_colour(talked: Store) -> None:
    document = document_of(MATERIALS[0])
    rows = records(portrait(talked, document.id, ADA))
    assert [(row["code"], row["lane"], row["line"]) for row in rows] == [
        ("trust", 1, 2),
        ("team", 1, 2),
        ("money", 2, 2),
        ("team", 1, 2),
        ("money", 1, 4),
    ]
    assert rows[0]["start_share"] == at("Das Team")[0] / len(TALK)
    middle = len(TALK) // 2
    assert at("Alle kamen")[0] < middle < at("Alle kamen")[1]
    parts = records(binned_portrait(talked, document.id, ADA, 2))
    assert [(row["part"], row["code"]) for row in parts] == [
        *((1, "trust"), (1, "team"), (1, "money")),
        *((2, "team"), (2, "money")),
    ]
    covered = at("Alle kamen")[1] - middle
    assert parts[3]["share"] == covered / (len(TALK) - middle)


ASKED = "I: Stellen? Stellen, Stellen, Stellen!\n"
SAID = "B: Stellen fehlen. Die Stelle fehlt. Stelle fehlt. Stellen. "
SAID += "Wir haben das so gemacht. " * 12 + "\n"


@pytest.fixture
def spoken_of_posts(store: Store) -> Store:
    text = ASKED + SAID
    start = text.index("Stellen fehlen")
    end = text.index(" Wir haben")
    materials = [Material("a", text)]
    fill_counted(store, materials, [Mark("staff", "a", "ada", start, end)])
    return store


def test_typical_words_are_lemmas_of_what_is_said_and_not_asked(
    spoken_of_posts: Store,
) -> None:
    asked = Selection(without_interviewer=True)
    found = records(keyness(spoken_of_posts, asked, least=2))
    by_word = {(row["code"], row["word"]): row for row in found}
    row = by_word["staff", "Stelle"]
    assert (row["under"], row["beside"], row["documents"]) == (4, 0, 1)
    assert by_word["staff", "fehlen"]["under"] == 3
    # Eight words under the code; the label B is none.
    assert row["under_per_1000"] == 1000 * 4 / 8
    assert ("need", "Stelle") in by_word
    assert "B" not in {word for _, word in by_word}


def test_typical_words_can_be_taken_as_they_are_written(spoken_of_posts: Store) -> None:
    asked = Selection(without_interviewer=True)
    found = keyness(spoken_of_posts, asked, least=1, by_lemma=False)
    words = {row["word"] for row in records(found) if row["code"] == "staff"}
    assert {"Stellen", "Stelle", "fehlt"} <= words
    only = keyness(spoken_of_posts, asked, code_ids={a_code("need").id}, most=1)
    assert [(row["code"], row["word"]) for row in records(only)] == [("need", "Stelle")]
