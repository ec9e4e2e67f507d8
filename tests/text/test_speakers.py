import pytest

from qcode.model.speaker import Part
from qcode.text.segments import turns
from qcode.text.speakers import (
    interviewers_where,
    is_interviewer,
    turns_of_interviewees,
    words_by_speaker,
)


@pytest.mark.parametrize(
    "speaker",
    [
        *("I", "I1", "I 2", "Interviewer", "Interviewerin", "INTERVIEWERIN 2", "Frage"),
        *("Moderation", "Moderatorin", "Interviewer:in", "Interviewer*in", "Q"),
    ],
)
def test_those_who_ask_are_known_by_their_label(speaker: str) -> None:
    assert is_interviewer(speaker)


@pytest.mark.parametrize(
    "speaker",
    ["B", "B1", "Antwort", "Ingrid", "GA", "IT", "Interviewte", "Feuerwehr", ""],
)
def test_those_who_answer_are_not_taken_for_interviewers(speaker: str) -> None:
    assert not is_interviewer(speaker)


def _asked(text: str) -> list[str]:
    spoken = turns(text)
    return [turn.span.cut(text).strip() for turn in turns_of_interviewees(text, spoken)]


def test_turns_of_those_who_ask_and_the_preface_are_left_out() -> None:
    text = "Gespräch im Rathaus\n\nI: Was war?\nB: Viel 😀.\nI: Ja?\nB: Ja.\n"
    assert _asked(text) == ["B: Viel 😀.", "B: Ja."]


def test_a_text_without_labels_is_one_turn_of_nobodys() -> None:
    assert _asked("Ein Protokoll.\nOhne Namen.") == ["Ein Protokoll.\nOhne Namen."]
    assert _asked("") == []


def test_what_a_study_says_of_a_label_goes_before_what_the_label_says() -> None:
    asks = interviewers_where(
        {"Frau Bu\u0308rger": Part.INTERVIEWER, "I": Part.INTERVIEWEE}
    )
    assert asks("frau b\u00fcrger")
    assert not asks("I")
    assert not asks("Herr Maier")
    assert asks("Moderation")


def test_words_of_each_speaker_leave_labels_and_stamps_out() -> None:
    text = (
        "Ein Vorwort.\n[00:01] Frau Berg: Was [00:03] war, \U0001f600?\n"
        "B: Viel war da. #00:00:09-5#\nFrau Berg: Ja.\n"
    )
    assert words_by_speaker(text, turns(text)) == {"": 2, "Frau Berg": 3, "B": 3}
