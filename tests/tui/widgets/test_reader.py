from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qcode.model.span import Span
from qcode.text.graphemes import graphemes
from qcode.text.segments import turns
from qcode.text.units import Unit
from qcode.tui.widgets.reader import Reader
from tests.builders import RAW, a_document

TEXT = a_document(raw=RAW).text
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
PIECES = st.sampled_from(
    [
        *("I: ", "B: ", "\n", "\n\n", " ", "Ja.", "Nein!", "So", "ko\u0308nnen"),
        *(FAMILY, "\U0001f1e9\U0001f1ea", "\u05e9\u05dc\u05d5\u05dd", "\t", "„Gut.“"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=14).map("".join)
UNITS = st.sampled_from(list(Unit))


def _reader(text: str, cursor: int = 0) -> Reader:
    return Reader(replace(a_document(), text=text, turns=turns(text)), cursor)


def _selected(reader: Reader) -> str | None:
    return reader.selection.cut(reader.text) if reader.selection else None


def test_nothing_is_selected_at_first() -> None:
    reader = _reader(TEXT)
    assert (reader.cursor, reader.selection) == (0, None)


def test_without_selection_the_sentence_here_is_the_target() -> None:
    reader = _reader("I: Na?\nB: Gut so. Sehr gut.", 20)
    assert reader.target == Span(18, 27)
    reader.select(Span(10, 13))
    assert reader.target == Span(10, 13)


def test_moving_goes_to_the_start_of_the_next_and_previous_unit() -> None:
    reader = _reader("I: Na du?\nB: Gut so. Sehr gut.")
    places = []
    for unit, direction in [
        *[(Unit.WORD, 1)] * 3,
        *[(Unit.SENTENCE, 1)] * 2,
        *[(Unit.TURN, -1)] * 2,
        (Unit.WORD, -1),
    ]:
        reader.move(unit, direction)
        places.append(reader.cursor)
    assert places == [3, 6, 10, 13, 21, 13, 3, 0]


def test_at_the_end_one_stays() -> None:
    reader = _reader("Ja. Nein.", 4)
    reader.move(Unit.SENTENCE, 1)
    assert reader.cursor == 4


def test_extending_selects_the_unit_here_and_then_the_next() -> None:
    reader = _reader("I: Na?\nB: Gut. Sehr. Ja.", 11)
    selected = []
    for direction in (1, 1, 1, 1, -1, -1, -1):
        reader.extend(Unit.SENTENCE, direction)
        selected.append(_selected(reader))
    assert selected == [
        *("Gut.", "Gut. Sehr.", "Gut. Sehr. Ja.", "Gut. Sehr. Ja."),
        *("Gut. Sehr.", "Gut.", None),
    ]


def test_extending_backwards_keeps_the_end() -> None:
    reader = _reader("Eins zwei drei", 10)
    selected = []
    for direction in (-1, -1, -1, 1, 1, 1):
        reader.extend(Unit.WORD, direction)
        selected.append(_selected(reader))
    assert selected[:3] == ["drei", "zwei drei", "Eins zwei drei"]
    assert selected[3:5] == ["zwei drei", "drei"]


@given(TEXTS, UNITS, st.data())
def test_extending_and_shrinking_gives_the_selection_before(
    text: str, unit: Unit, data: st.DataObject
) -> None:
    reader = _reader(text, data.draw(st.integers(0, len(text))))
    reader.extend(unit, 1)
    assume(reader.selection is not None)
    steps = [reader.cursor]
    for _ in range(data.draw(st.integers(0, 4))):
        reader.extend(unit, 1)
        if reader.cursor > steps[-1]:
            steps.append(reader.cursor)
    for expected in reversed(steps[:-1]):
        reader.extend(unit, -1)
        assert reader.cursor == expected


@given(TEXTS, UNITS, st.data())
def test_extending_back_and_shrinking_gives_the_selection_before(
    text: str, unit: Unit, data: st.DataObject
) -> None:
    reader = _reader(text, data.draw(st.integers(0, len(text))))
    reader.extend(unit, -1)
    assume(reader.selection is not None)
    steps = [reader.cursor]
    for _ in range(data.draw(st.integers(0, 4))):
        reader.extend(unit, -1)
        if reader.cursor < steps[-1]:
            steps.append(reader.cursor)
    for expected in reversed(steps[:-1]):
        reader.extend(unit, 1)
        assert reader.cursor == expected


@given(TEXTS, st.data())
def test_a_selection_cuts_no_character(text: str, data: st.DataObject) -> None:
    reader = _reader(text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    assume(start < end)
    reader.select(Span(start, end))
    edges = {0, *(span.end for span in graphemes(text))}
    selection = reader.selection
    assert selection is not None
    assert {selection.start, selection.end} <= edges
    assert selection.contains(Span(start, end))


@given(TEXTS)
def test_stepping_visits_each_character_both_ways(text: str) -> None:
    reader = _reader(text)
    starts = [span.start for span in graphemes(text)]
    visited = []
    while reader.cursor < len(text):
        visited.append(reader.cursor)
        reader.step(1)
    assert visited == starts
    back = []
    while reader.cursor > 0:
        reader.step(-1)
        back.append(reader.cursor)
    assert back == starts[::-1]


def test_stepping_with_extension_selects_character_by_character() -> None:
    reader = _reader(f"a{FAMILY}b", 1)
    reader.step(1, extend=True)
    assert _selected(reader) == FAMILY
    reader.step(-1, extend=True)
    assert reader.selection is None


@pytest.mark.parametrize(("wanted", "offset"), [(-3, 0), (2, 2), (99, 4)])
def test_the_cursor_stays_in_the_text(wanted: int, offset: int) -> None:
    reader = _reader("abcd")
    reader.go(wanted)
    assert reader.cursor == offset


def test_going_gives_the_selection_up_unless_it_extends() -> None:
    reader = _reader("abcdef")
    reader.select(Span(1, 3))
    reader.go(5, extend=True)
    assert reader.selection == Span(1, 5)
    reader.go(2)
    assert reader.selection is None


def test_giving_the_selection_up_goes_to_its_start() -> None:
    reader = _reader("abcdef")
    reader.select(Span(2, 4))
    reader.clear()
    assert (reader.cursor, reader.selection) == (2, None)


def test_selecting_by_hand_begins_where_the_cursor_is() -> None:
    reader = _reader("abcdef", 2)
    reader.toggle_selection()
    reader.go(4, extend=True)
    assert reader.selection == Span(2, 4)
    reader.toggle_selection()
    assert reader.selection is None


def test_the_unit_under_the_mouse_is_selected() -> None:
    reader = _reader("Eins zwei")
    reader.select_unit(Unit.WORD, 6)
    assert _selected(reader) == "zwei"
    reader.select_unit(Unit.WORD, 4)
    assert _selected(reader) == "zwei"


def test_an_empty_text_can_be_read() -> None:
    reader = Reader()
    for unit in Unit:
        reader.move(unit, 1)
        reader.extend(unit, -1)
        reader.select_unit(unit, 0)
    reader.step(1)
    assert (reader.cursor, reader.selection, reader.target) == (0, None, None)
