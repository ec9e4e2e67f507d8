from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.interchange.registry import read_transcript
from qcode.model.span import Span
from qcode.text.segments import turns
from qcode.text.sentences import sentences, words
from qcode.text.units import Unit, Units

CORPUS = Path(__file__).parents[2] / "corpus"
TRANSCRIPTS = sorted(CORPUS.glob("*-[0-9]*.*"))
PIECES = st.sampled_from(
    [
        *("I:", "B:", "Anna:", "Anna: ", " B: ", "#00:01:02-3#", "# Kopf", "- ", "1. "),
        *("\n", "\n\n", "\n \n", "\n\n\n", " ", "\t", "  "),
        *("Ja.", "Nein!", "z. B.", "So", "so", "3.", "ko\u0308nnen", "\U0001f600"),
        *("\u05e9\u05dc\u05d5\u05dd", "Bürger*innen", "a_b", "…", "(..)", "„Gut.“"),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


def _said(text: str) -> list[Span]:
    """Each turn without label and white space, straight from the whole text."""
    said = []
    for turn in turns(text):
        body = text[turn.body_start : turn.span.end]
        start = turn.body_start + len(body) - len(body.lstrip())
        if body.strip():
            said.append(Span(start, start + len(body.strip())))
    return said


WHOLE = {Unit.WORD: words, Unit.SENTENCE: sentences, Unit.TURN: _said}


def _agree(text: str, offset: int) -> None:
    units = Units(text, turns(text))
    for unit, of in WHOLE.items():
        spans = of(text)
        after = next((s for s in spans if s.start > offset), None)
        before = next((s for s in reversed(spans) if s.start < offset), None)
        assert units.after(unit, offset) == after, unit
        assert units.before(unit, offset) == before, unit
        over = [s for s in spans if s.start <= offset < s.end]
        if over:
            assert [units.at(unit, offset)] == over, unit


@given(TEXTS, st.data())
def test_what_stands_around_a_place_is_what_the_whole_text_has(
    text: str, data: st.DataObject
) -> None:
    _agree(text, data.draw(st.integers(0, len(text))))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_any_place_of_a_transcript_has_the_units_of_the_whole_text(path: Path) -> None:
    text = read_transcript(path)[0].text
    units = Units(text, turns(text))
    for unit, of in WHOLE.items():
        spans = of(text)
        starts = [span.start for span in spans]
        for offset in range(0, len(text) + 1, 997):
            number = sum(start <= offset for start in starts)
            assert units.after(unit, offset) == next(iter(spans[number:]), None)
            number = sum(start < offset for start in starts)
            assert units.before(unit, offset) == (spans[number - 1] if number else None)


@given(TEXTS, st.data())
def test_a_unit_beside_the_place_is_one_of_the_text(
    text: str, data: st.DataObject
) -> None:
    units = Units(text, turns(text))
    offset = data.draw(st.integers(0, len(text)))
    for unit, of in WHOLE.items():
        assert units.at(unit, offset) in [None, *of(text)]


def test_in_the_label_the_turns_first_sentence_is_meant() -> None:
    text = "I: Na?\nB: Gut. Sehr."
    units = Units(text, turns(text))
    assert units.at(Unit.SENTENCE, 7) == Span(10, 14)
    assert units.at(Unit.TURN, 7) == Span(10, 20)


def test_between_two_sentences_the_first_is_meant() -> None:
    text = "Eins ja. Zwei nein."
    assert Units(text, turns(text)).at(Unit.SENTENCE, 8) == Span(0, 8)


def test_between_two_words_there_is_none() -> None:
    assert Units("a  b", turns("a  b")).at(Unit.WORD, 1) is None


def test_white_space_around_a_turn_is_no_part_of_it() -> None:
    text = "B:\n\n  Gut. \n\nI: So"
    units = Units(text, turns(text))
    assert units.at(Unit.TURN, 0) == Span(6, 10)


def test_an_empty_text_has_no_units() -> None:
    units = Units("", ())
    for unit in Unit:
        found = (units.at(unit, 0), units.after(unit, 0), units.before(unit, 0))
        assert found == (None, None, None)
