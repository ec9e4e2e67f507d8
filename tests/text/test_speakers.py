import pytest

from qcode.text.segments import turns
from qcode.text.speakers import is_interviewer, turns_of_interviewees


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
