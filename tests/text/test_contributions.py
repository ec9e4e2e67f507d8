from qcode.model.span import Span
from qcode.text.contributions import contributions, overlapped
from qcode.text.segments import turns


def cut(text: str) -> list[str]:
    return [it.cut(text).strip() for it in contributions(text, turns(text))]


def test_turns_of_speakers_stay_whole() -> None:
    text = "I: Wie?\nB: Gut 😀.\n\nSehr gut.\nI: Ja?\n"
    assert cut(text) == ["I: Wie?", "B: Gut 😀.\n\nSehr gut.", "I: Ja?"]


def test_what_nobody_speaks_falls_into_paragraphs() -> None:
    text = "Notiz vom Montag.\n\nNoch eine.\n"
    assert cut(text) == ["Notiz vom Montag.", "Noch eine."]


def test_a_heading_before_the_talk_is_a_place_of_its_own() -> None:
    text = "# Gespräch\n\nVorweg.\nI: Wie?\nB: Gut.\nI: Ja?\nB: Ja.\n"
    assert cut(text)[:2] == ["# Gespräch", "Vorweg."]
    assert cut(text)[2:] == ["I: Wie?", "B: Gut.", "I: Ja?", "B: Ja."]


def test_a_span_meets_the_stretches_that_it_shares_a_character_with() -> None:
    stretches = [Span(0, 5), Span(5, 9), Span(12, 20)]
    assert list(overlapped(Span(4, 6), stretches)) == [0, 1]
    assert list(overlapped(Span(5, 6), stretches)) == [1]
    assert list(overlapped(Span(9, 12), stretches)) == []
    assert list(overlapped(Span(8, 13), stretches)) == [1, 2]


def test_an_empty_text_has_none() -> None:
    assert contributions("", ()) == []
