import json
from pathlib import Path

import pytest

from qcode.errors import UnknownAttributeError, WrongUsageError
from qcode.model.coding import Origin
from qcode.model.counting import Unit
from qcode.operations.frequency_tables import long_table, write_frequencies
from qcode.store import Store
from tests.builders import a_coder
from tests.counting import PARENTS, BlindRound, Mark, Material, fill_counted
from tests.operations.counted_studies import (
    HELPED,
    MARKS,
    ONE,
    TEAM,
    TEXT,
    TWO,
    asked,
    numbers,
)


@pytest.fixture
def counted(store: Store) -> Store:
    fill_counted(store, [ONE, TWO], MARKS)
    return store


def test_a_parent_counts_a_segment_with_two_of_its_children_once(
    counted: Store,
) -> None:
    found = asked(counted, unit=Unit.SEGMENTS, coder=a_coder("ada"))
    assert numbers(found) == {
        ("family",): (0, 2),
        ("helped",): (0, 2),
        ("trust",): (1, 1),
        ("team",): (2, 2),
    }


def test_codings_of_a_parent_are_distinct_segments_too(counted: Store) -> None:
    found = asked(counted, unit=Unit.CODINGS, coder=a_coder("ada"))
    assert numbers(found)["helped",] == (0, 2)
    assert found.unit is Unit.CODINGS


def test_coders_stand_in_blocks_of_their_own_unless_one_asks_otherwise(
    counted: Store,
) -> None:
    found = asked(counted, unit=Unit.SEGMENTS, by=["kind"])
    assert found.dimensions == ("coder", "kind")
    assert numbers(found) == {
        ("family", "ada", "interview"): (0, 2),
        ("family", "bea", "interview"): (0, 3),
        ("family", "bea", "workshop"): (0, 1),
        ("helped", "ada", "interview"): (0, 2),
        ("helped", "bea", "interview"): (1, 2),
        ("trust", "ada", "interview"): (1, 1),
        ("team", "ada", "interview"): (2, 2),
        ("team", "bea", "interview"): (1, 1),
        ("money", "bea", "interview"): (1, 1),
        ("money", "bea", "workshop"): (1, 1),
    }


def test_asking_for_coders_keeps_the_order_of_the_dimensions(counted: Store) -> None:
    assert asked(counted, by=["kind", "coder"]).dimensions == ("kind", "coder")
    found = asked(counted, by=["coder"], distinct=True, unit=Unit.SEGMENTS)
    assert numbers(found) == numbers(asked(counted, unit=Unit.SEGMENTS))


def test_pooled_coders_count_a_segment_of_two_once(counted: Store) -> None:
    found = asked(counted, unit=Unit.SEGMENTS, distinct=True)
    assert found.dimensions == ()
    assert numbers(found) == {
        ("family",): (0, 4),
        ("helped",): (1, 2),
        ("trust",): (1, 1),
        ("team",): (2, 2),
        ("money",): (2, 2),
    }


def test_a_single_coder_needs_no_block(store: Store) -> None:
    fill_counted(store, [ONE], [Mark("trust", "anna", "ada", *TEAM)])
    found = asked(store)
    assert found.dimensions == ()
    assert found.base["coders"] == ["ada"]


def test_without_a_unit_documents_stand_beside_distinct_segments(
    counted: Store,
) -> None:
    found = asked(counted, coder=a_coder("bea"))
    assert (found.unit, found.beside) == (Unit.DOCUMENTS, Unit.SEGMENTS)
    assert found.records()[0] == {
        "code": "family",
        "own": 0,
        "total": 2,
        "segments_own": 0,
        "segments_total": 4,
    }


def test_the_base_says_what_the_numbers_are_out_of(counted: Store) -> None:
    assert asked(counted).base == {
        "documents": 2,
        "documents_coded": 2,
        "codings": 7,
        "coders": ["ada", "bea"],
        "origins": ["adjudication", "hand", "suggestion"],
    }
    assert asked(counted, coder=a_coder("ada")).base == {
        "documents": 2,
        "documents_coded": 1,
        "codings": 3,
        "coders": ["ada"],
        "origins": ["adjudication", "hand", "suggestion"],
    }
    assert asked(counted, distinct=True).base["codings"] == 7


def test_codings_of_one_origin_alone_can_be_counted(store: Store) -> None:
    marks = [
        Mark("trust", "anna", "ada", *HELPED, Origin.SUGGESTION),
        Mark("team", "anna", "ada", *HELPED),
        Mark("team", "anna", "ada", *TEAM, Origin.SUGGESTION),
        Mark("money", "bodo", "bea", 3, 7),
    ]
    fill_counted(store, [ONE, TWO], marks)
    found = asked(store, unit=Unit.SEGMENTS, origins=[Origin.SUGGESTION])
    # Bea accepted nothing, so that one coder is left and needs no block.
    assert numbers(found) == {
        ("family",): (0, 2),
        ("helped",): (0, 2),
        ("trust",): (1, 1),
        ("team",): (1, 1),
    }
    assert found.base == {
        "documents": 2,
        "documents_coded": 1,
        "codings": 2,
        "coders": ["ada"],
        "origins": ["suggestion"],
    }


def test_a_segment_counts_under_each_speaker_it_touches(counted: Store) -> None:
    found = asked(counted, by=["speaker"], unit=Unit.SEGMENTS, coder=a_coder("bea"))
    assert numbers(found)["money", "I"] == (1, 1)
    assert numbers(found)["money", "B"] == (2, 2)


def test_words_are_counted_once_however_often_they_are_covered(
    counted: Store,
) -> None:
    # "Das Team 😀 half uns": four words, and "Team" in it once more.
    found = asked(counted, unit=Unit.WORDS, distinct=True)
    assert numbers(found)["team",] == (4, 4)
    assert numbers(found)["helped",] == (1, 4)


def test_a_word_that_a_span_cuts_counts_and_a_label_does_not(store: Store) -> None:
    start, end = TEXT.index("hr."), TEXT.index("sonst")
    fill_counted(store, [ONE], [Mark("need", "anna", "ada", start, end)])
    assert numbers(asked(store, unit=Unit.WORDS))["need",] == (2, 2)
    by_speaker = numbers(asked(store, unit=Unit.WORDS, by=["speaker"]))
    assert by_speaker == {("need", "B"): (1, 1), ("need", "I"): (1, 1)}


def test_a_missing_value_is_a_column_of_its_own(counted: Store) -> None:
    found = asked(counted, by=["attribute:size"], unit=Unit.SEGMENTS, distinct=True)
    assert numbers(found)["money", ""] == (1, 1)
    assert numbers(found)["money", "large"] == (1, 1)
    assert "attribute:size" in found.records()[0]


def test_rows_follow_the_codebook_and_then_the_values(counted: Store) -> None:
    found = asked(counted, by=["coder", "document"])
    order = list(PARENTS)
    cells = [
        (order.index(str(row["code"])), row["coder"], row["document"])
        for row in found.records()
    ]
    assert cells == sorted(cells)


def test_an_unknown_dimension_is_refused_with_those_that_exist(
    counted: Store,
) -> None:
    with pytest.raises(WrongUsageError, match="document, kind, case, coder, speaker"):
        asked(counted, by=["town"])
    with pytest.raises(UnknownAttributeError, match="size"):
        asked(counted, by=["attribute:town"])


def test_a_study_without_codings_gives_an_empty_table(store: Store) -> None:
    fill_counted(store, [ONE], [])
    for unit in (None, *Unit):
        found = asked(store, by=["document", "attribute:size"], unit=unit)
        assert found.records() == []
        assert found.base["coders"] == []


def test_a_document_without_turns_speaks_in_nobodys_name(store: Store) -> None:
    silent = Material("silent", "Ohne Namen gesagt.")
    fill_counted(store, [silent], [Mark("need", "silent", "ada", 5, 10)])
    for unit in Unit:
        found = asked(store, by=["speaker"], unit=unit)
        # Three words were said; one of them is covered, by one segment.
        number = {Unit.SHARE: 1 / 3, Unit.RATE: 1_000 / 3}.get(unit, 1)
        assert numbers(found) == {("need", ""): (number, number)}


def test_the_file_holds_the_codes_in_full(counted: Store, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    write_frequencies(asked(counted, coder=a_coder("ada")), path)
    assert path.read_text("utf-8").splitlines()[:4] == [
        "code,name,path,family,level,own,total,segments_own,segments_total",
        "family,Family,Family,Family,1,0,1,0,2",
        "helped,Helped,Family > Helped,Family,2,0,1,0,2",
        "trust,Trust,Family > Helped > Trust,Family,3,1,1,1,1",
    ]


def test_columns_and_rows_are_those_of_the_file(counted: Store) -> None:
    found = asked(counted, by=["kind"], unit=Unit.CODINGS, distinct=True)
    table = long_table(found)
    assert table.names == [
        *("code", "name", "path", "family", "level", "kind", "own", "total")
    ]
    trust = ("trust", "Trust", "Family > Helped > Trust", "Family", 3)
    assert (*trust, "interview", 1, 1) in list(table.rows)


def test_a_json_file_holds_what_the_command_prints(
    counted: Store, tmp_path: Path
) -> None:
    found = asked(counted, by=["kind"], distinct=True)
    write_frequencies(found, tmp_path / "codes.json")
    written = json.loads((tmp_path / "codes.json").read_text("utf-8"))
    assert written == found.as_json()
    assert list(written) == [
        *("unit", "beside", "base", "dimensions", "interviewer", "rows")
    ]


def test_codings_are_told_apart_by_the_blind_round_they_were_made_in(
    store: Store,
) -> None:
    marks = [
        Mark("need", "anna", "ada", 0, 5),  # made at noon
        Mark("need", "anna", "ada", 1, 5),  # at one
        Mark("need", "anna", "ada", 2, 5),  # at two
        Mark("need", "anna", "bea", 2, 5),
        Mark("trust", "anna", "ada", 1, 5),  # at two: its name is longer by one
        Mark("need", "bodo", "ada", 1, 5),
    ]
    blind = BlindRound("first", frozenset({"ada"}), frozenset({"anna"}), 1, 2)
    fill_counted(store, [ONE, TWO], marks, [blind])
    found = asked(store, by=["round", "document"], unit=Unit.SEGMENTS, distinct=True)
    assert numbers(found) == {
        ("need", "", "anna"): (2, 2),
        ("need", "", "bodo"): (1, 1),
        ("need", "first", "anna"): (1, 1),
        ("family", "", "anna"): (0, 1),
        ("helped", "", "anna"): (0, 1),
        ("trust", "", "anna"): (1, 1),
    }
    for unit in Unit:
        asked(store, by=["round", "speaker"], unit=unit, interviewer=False)


def test_turns_of_those_who_ask_are_left_out_of_every_unit(counted: Store) -> None:
    segments = asked(
        counted,
        by=["speaker"],
        unit=Unit.SEGMENTS,
        coder=a_coder("bea"),
        interviewer=False,
    )
    assert ("money", "I") not in numbers(segments)
    assert numbers(segments)["money", "B"] == (2, 2)
    # "Das Team 😀 half uns sehr. Geld." and "Geld fehlt." are eight words, no "I:".
    share = asked(counted, unit=Unit.SHARE, distinct=True, interviewer=False)
    assert numbers(share)["helped",] == pytest.approx((1 / 8, 4 / 8))
