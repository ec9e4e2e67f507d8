from qcode.analysis.words_covered import words_covered, words_spoken
from qcode.model.counting import Stretch
from tests.analysis.test_codetree import TREE
from tests.counting import Material, document_of

TEXT = "I: Was half?\nB: #00:01:02-3# Das co-gestaltete Team 😀 half.\n"
DOCUMENT = document_of(Material("a", TEXT))


def covered(*stretches: Stretch, by_speaker: bool = False) -> dict[object, object]:
    rows = words_covered(DOCUMENT, stretches, TREE, by_speaker=by_speaker)
    return {
        (code, coder, speaker): (own, total)
        for code, _, coder, speaker, _, own, total in rows
    }


def at(first: str, last: str) -> tuple[int, int]:
    return TEXT.index(first), TEXT.index(last) + len(last)


def test_overlapping_spans_cover_a_word_once() -> None:
    found = covered(
        ("team", "", "", *at("Das", "Team")),
        ("team", "", "", *at("co", "😀")),
        ("trust", "", "", *at("Team", "half.")),
    )
    assert found == {
        ("team", "", ""): (3, 3),
        ("trust", "", ""): (2, 2),
        ("helped", "", ""): (0, 4),
        ("family", "", ""): (0, 4),
    }


def test_a_word_counts_where_a_span_only_touches_a_part_of_it() -> None:
    start = TEXT.index("staltete")
    assert covered(("need", "", "", start, start + 1)) == {("need", "", ""): (1, 1)}


def test_labels_and_time_stamps_are_no_words() -> None:
    assert covered(("need", "", "", *at("B:", "2-3#"))) == {}
    assert covered(("need", "", "", 0, len(TEXT)))["need", "", ""] == (6, 6)


def test_coders_are_told_apart_where_they_have_names() -> None:
    found = covered(
        ("need", "ada", "", *at("Das", "Das")), ("need", "bea", "", *at("Das", "Team"))
    )
    assert found == {("need", "ada", ""): (1, 1), ("need", "bea", ""): (3, 3)}


def test_words_are_the_speakers_in_whose_turn_they_begin() -> None:
    found = covered(("need", "", "", *at("half?", "Das")), by_speaker=True)
    assert found == {("need", "", "I"): (1, 1), ("need", "", "B"): (1, 1)}


def test_turns_of_one_speaker_are_counted_together() -> None:
    text = "I: Eins.\nB: Zwei.\nI: Drei vier.\n"
    document = document_of(Material("a", text))
    rows = words_covered(
        document, [("need", "", "", 0, len(text))], TREE, by_speaker=True
    )
    assert {row[3]: row[5] for row in rows} == {"I": 3, "B": 1}


def test_words_of_speakers_left_out_are_neither_covered_nor_said() -> None:
    stretch = ("need", "", "", 0, len(TEXT))
    (row,) = words_covered(DOCUMENT, [stretch], TREE, left_out={"I"})
    assert row == ("need", "a", "", "", "", 4, 4)
    assert words_spoken(DOCUMENT) == {"": 6}
    assert words_spoken(DOCUMENT, left_out={"I"}) == {"": 4}
    assert words_spoken(DOCUMENT, by_speaker=True) == {"I": 2, "B": 4}


def test_a_speaker_without_words_has_none() -> None:
    document = document_of(Material("b", "I: ...\nB: Ja.\n"))
    assert words_spoken(document, by_speaker=True) == {"I": 0, "B": 1}


def test_rounds_are_told_apart() -> None:
    rows = words_covered(
        DOCUMENT,
        [
            ("need", "ada", "", *at("Das", "Das")),
            ("need", "ada", "2", *at("Das", "Team")),
        ],
        TREE,
    )
    assert {row[4]: row[5] for row in rows} == {"": 1, "2": 3}
