import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.document import Turn
from qcode.model.span import Span
from qcode.text.segments import masked_spans, paragraphs, time_stamps, turns

PIECES = [
    *(
        "I: ",
        "B:",
        "GA: ",
        "Fazit: ",
        "Interviewer 2: ",
        "Herr Ö: ",
        "# ",
        "\n",
        "\n\n",
    ),
    *(" ", "\t", "[00:01:02] ", "#00:01:02-3#", "(00:01:02)", "[01:02]", "10:30 Uhr"),
    *("Ja.", "u\u0308ber", "😀", "👨\u200d👩\u200d👧", "🇩🇪", "שלום", ":", "#", "- "),
]
TEXT = st.lists(st.sampled_from(PIECES)).map("".join) | st.text("IB:\n #ä\u0308😀א[0]1")


def speakers(text: str) -> list[str]:
    return [turn.speaker for turn in turns(text)]


def cuts(text: str, spans: list[Span]) -> list[str]:
    return [span.cut(text) for span in spans]


def test_turns_run_from_label_to_label_and_know_where_their_words_begin() -> None:
    text = "Interview 1\n\nI: Ja? 😀\n\nB: Nein.\n"
    assert turns(text) == (
        Turn("", Span(0, 13), 0),
        Turn("I", Span(13, 23), 16),
        Turn("B", Span(23, 32), 26),
    )


def test_a_name_behind_a_time_stamp_is_a_label_even_once() -> None:
    text = "[00:00:01] I: Ja?\n[00:00:09] So.\n[00:01:00] So.\n[00:02:00] Ute Au: Ja."
    assert speakers(text) == ["I", "Ute Au"]


def test_one_word_behind_a_stamp_is_a_label_where_most_stamped_lines_name_one() -> None:
    text = "[00:00:01] I: Ja?\n[00:00:09] Charles: Fine.\n[00:01:00] So."
    assert speakers(text) == ["I", "Charles"]
    monologue = (
        "[00:00:01] I: Ja?\n[00:00:09] Genau: so.\n[00:01:00] So.\n[00:02:00] So"
    )
    assert speakers(monologue + "\n[00:03:00] So.") == ["I"]


@pytest.mark.parametrize(
    "label",
    [
        *("I", "B", "S1", "P07", "GA", "IP1", "Ä", "A\u0308", "ABC123"),
        *("Interviewer", "Interviewerin", "Interviewer:in", "Interviewer*in"),
        *("Interviewer/in", "InterviewerIn", "Befragte", "Befragter", "Moderation"),
        *("Sprecher 1", "Sprecherin 2", "Interviewer 2", "Interviewee", "Speaker 1"),
        *("Person A", "Befragte Person 2", "INTERVIEWER", "Teilnehmerin 12"),
    ],
)
def test_codes_and_roles_are_labels_even_once(label: str) -> None:
    assert speakers(f"Vorab.\n{label}: Ja.") == ["", label]


@pytest.mark.parametrize(
    "line",
    [
        *("Fazit: Es ging gut.", "Das Ergebnis: gut.", "10:30 Uhr kam er.", "I:Ja."),
        *(
            "http://stadt.de",
            "Siehe http: da",
            "i: klein",
            "- I: in der Liste",
            "I : Ja",
        ),
        *("ABCD: zu lang", "Ja, Nein: a", " I: eingerückt", "A1B: gemischt", "„I: a“"),
    ],
)
def test_what_only_looks_like_a_label_opens_no_turn(line: str) -> None:
    assert speakers(line) == [""]


@pytest.mark.parametrize("label", ["Feuerwehr", "Frau Dr. Müller-Öz", "Herr O'Neill"])
def test_other_labels_count_from_their_second_line_on(label: str) -> None:
    assert speakers(f"{label}: Ja.\n") == [""]
    assert speakers(f"{label}: Ja.\nI: Gut.\n{label}: Nein.") == [label, "I", label]


@pytest.mark.parametrize(
    "label", ["Ein zwei drei vier fünf", "Langwortlangwort Langwortlangwort"]
)
def test_a_label_has_four_words_and_thirty_characters_at_most(label: str) -> None:
    assert speakers(f"{label}: a\n{label}: b") == [""]


@pytest.mark.parametrize("stamp", ["[00:01:02] ", "#00:01:02-3# ", "(00:01:02)"])
def test_a_time_stamp_may_stand_before_the_label(stamp: str) -> None:
    text = f"{stamp}I: Ja."
    (turn,) = turns(text)
    assert (turn.speaker, turn.span.start) == ("I", 0)
    assert text[turn.body_start :] == "Ja."


def test_a_label_may_stand_alone_in_its_line() -> None:
    (turn,) = turns("P07:\nJa.")
    assert (turn.speaker, turn.body_start) == ("P07", 4)


def test_a_markdown_heading_opens_a_turn_of_nobody() -> None:
    text = "GA: Ja.\n\n## TOP 2\n\nText\n#kein Kopf\nGA: Nein."
    assert speakers(text) == ["GA", "", "GA"]


def test_an_empty_text_has_no_turns() -> None:
    assert turns("") == ()


@given(TEXT)
def test_turns_cover_the_text_in_order(text: str) -> None:
    found = turns(text)
    assert "".join(turn.span.cut(text) for turn in found) == text
    assert all(t.span.start <= t.body_start <= t.span.end for t in found)


@given(TEXT)
def test_each_turn_but_the_first_begins_a_line(text: str) -> None:
    for turn in turns(text)[1:]:
        assert text[turn.span.start - 1] == "\n"


@given(TEXT)
def test_the_label_stands_right_before_the_words(text: str) -> None:
    for turn in turns(text):
        head = text[turn.span.start : turn.body_start].rstrip(" \t")
        assert head.endswith(f"{turn.speaker}:") if turn.speaker else head == ""


def test_time_stamps_of_the_usual_programs_are_found() -> None:
    text = "#00:01:02-3# a #0:01:02# [00:01:02] [01:02] (00:01:02) [00:01:02.345]"
    assert len(time_stamps(text)) == 6


@pytest.mark.parametrize("text", ["um 10:30 Uhr", "(10:30)", "#12#", "[3:1]", "1:2:3"])
def test_a_time_of_day_is_no_time_stamp(text: str) -> None:
    assert time_stamps(text) == []


def test_labels_with_their_colon_and_time_stamps_are_masked() -> None:
    text = "[00:01:02] I: Ja? #00:01:05-3#\n\nB: Nein, I: steht hier."
    masked = masked_spans(text, turns(text))
    assert cuts(text, masked) == ["[00:01:02]", "I:", "#00:01:05-3#", "B:"]


@given(TEXT)
def test_masked_spans_are_disjoint_and_in_order(text: str) -> None:
    masked = masked_spans(text, turns(text))
    for left, right in zip(masked, masked[1:], strict=False):
        assert left.end <= right.start


@given(TEXT)
def test_each_time_stamp_is_masked(text: str) -> None:
    masked = masked_spans(text, turns(text))
    for stamp in time_stamps(text):
        assert any(span.contains(stamp) for span in masked)


def test_paragraphs_are_parted_by_blank_lines_and_turns() -> None:
    text = "\n Vorab \n\t\nMehr\nhier\nI: Ja.\nGut.\n\n\nB: Nein.\n"
    expected = ["Vorab", "Mehr\nhier", "I: Ja.\nGut.", "B: Nein."]
    assert cuts(text, paragraphs(text)) == expected


@given(TEXT)
def test_paragraphs_hold_all_but_white_space(text: str) -> None:
    found = cuts(text, paragraphs(text))
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", text)
    assert all(piece == piece.strip() != "" for piece in found)
    assert not any(re.search(r"\n\s*\n", piece) for piece in found)
