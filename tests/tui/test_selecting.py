"""Selecting by key, in both directions, and shrinking again."""

import pytest

from tests.tui.bench import Bench

pytestmark = pytest.mark.asyncio(loop_scope="module")

EXTENSIONS = [
    ("extend-row-down", "Frage 4?", ["shift+down"], "Frage 4?\nB: "),
    ("extend-row-up", "Antwort 3", ["shift+up"], "Frage 3?\nB: "),
    ("extend-right", "Frage 4?", ["shift+right"] * 3, "Fra"),
    ("extend-left", "Frage 4?", ["shift+left"] * 3, "I: "),
    ("extend-word", "Frage 4?", ["W"], "Frage"),
    ("extend-word", "Frage 4?", ["W", "W"], "Frage 4"),
    ("extend-word", "Frage 4?", ["ctrl+shift+right"], "Frage"),
    ("extend-word-back", "4?", ["B", "B"], "Frage 4"),
    ("extend-word-back", "4?", ["ctrl+shift+left"], "4"),
    ("extend-sentence", "Antwort 3", ["J"], "Antwort 3."),
    ("extend-sentence", "Antwort 3", ["J", "J"], "Antwort 3. Ende."),
    (
        "extend-sentence",
        "Antwort 3",
        ["J", "J", "J"],
        "Antwort 3. Ende.\nI: Frage 4?",
    ),
    ("extend-sentence-back", "Ende.\nI: Frage 4", ["K", "K"], "Antwort 3. Ende."),
    ("extend-turn", "Ende.\nI: Frage 4", ["L"], "Antwort 3. Ende."),
    ("extend-turn", "Antwort 3", ["L", "L"], "Antwort 3. Ende.\nI: Frage 4?"),
    ("extend-turn", "Antwort 3", ["ctrl+shift+down"], "Antwort 3. Ende."),
    ("extend-turn-back", "Antwort 3", ["H", "H"], "Frage 3?\nB: Antwort 3. Ende."),
    ("extend-turn-back", "Antwort 3", ["ctrl+shift+up"], "Antwort 3. Ende."),
]


@pytest.mark.parametrize(("name", "start", "keys", "selected"), EXTENSIONS)
async def test_a_key_selects(
    reading: Bench, name: str, start: str, keys: list[str], selected: str
) -> None:
    await reading.go(start)
    await reading.press(*keys)
    assert reading.selected == selected


SHRINKS = [
    ("Antwort 3", ["J", "J", "K"], "Antwort 3."),
    ("Antwort 3", ["W", "W", "B"], "Antwort"),
    ("Antwort 3", ["L", "L", "H"], "Antwort 3. Ende."),
    ("Antwort 3", ["shift+right", "shift+right", "shift+left"], "A"),
    ("Frage 4?", ["shift+down", "shift+up"], ""),
    ("4?", ["B", "B", "W"], "4"),
    ("Ende.\nI: Frage 4", ["K", "K", "J"], "Ende."),
]


@pytest.mark.parametrize(("start", "keys", "selected"), SHRINKS)
async def test_the_opposite_key_takes_the_last_step_back(
    reading: Bench, start: str, keys: list[str], selected: str
) -> None:
    await reading.go(start)
    await reading.press(*keys)
    assert reading.selected == selected


@pytest.mark.parametrize(
    ("key", "selected"),
    [
        ("end", "Antwort 3. Ende."),
        ("right", ""),
        ("j", ""),
        ("G", None),
    ],
)
async def test_v_begins_a_selection_that_far_moves_extend(
    reading: Bench, key: str, selected: str | None
) -> None:
    await reading.go("Antwort 3")
    expected = reading.here if selected is None else selected
    await reading.press("v", key)
    assert reading.selected == expected


async def test_v_twice_selects_nothing(reading: Bench) -> None:
    await reading.go("Antwort 3")
    await reading.press("v", "end", "v", "home")
    assert reading.selected == ""


async def test_escape_gives_the_selection_up_and_goes_to_its_beginning(
    reading: Bench,
) -> None:
    await reading.go("Antwort 3")
    await reading.press("J", "J", "escape")
    assert reading.selected == ""
    assert reading.here.startswith("Antwort 3")


async def test_moving_by_a_unit_gives_the_selection_up(reading: Bench) -> None:
    await reading.go("Antwort 3")
    await reading.press("J", "l")
    assert reading.selected == ""


async def test_a_selection_never_cuts_a_character_in_two(reading: Bench) -> None:
    await reading.go("\U0001f468")
    await reading.press("shift+right")
    assert reading.selected == "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    await reading.go("o\u0308nnen")
    await reading.press("shift+right")
    assert reading.selected == "o\u0308"


async def test_right_to_left_text_is_selected_in_the_order_of_the_text(
    reading: Bench,
) -> None:
    await reading.go("\u05e9\u05dc\u05d5\u05dd")
    await reading.press("W")
    assert reading.selected == "\u05e9\u05dc\u05d5\u05dd"
    await reading.press("escape", "J")
    assert reading.selected == "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd."


async def test_the_status_line_counts_the_selected_words(reading: Bench) -> None:
    await reading.go("Antwort 3")
    await reading.press("W")
    assert "1 word selected" in reading.shown("#status")
    await reading.press("L")
    assert "3 words selected" in reading.shown("#status")
    assert "unselect" in reading.shown("#status")


async def test_what_is_selected_is_painted_as_selected(reading: Bench) -> None:
    await reading.go("Antwort 3")
    await reading.press("W")
    colour = reading.transcript.get_component_rich_style(
        "transcript--selection"
    ).bgcolor
    row = reading.transcript._wrapped.row_of(reading.transcript.reader.selection.start)  # type: ignore[union-attr]
    strip = reading.transcript.render_line(row - reading.transcript.scroll_offset.y)
    painted = "".join(
        part.text for part in strip if part.style and part.style.bgcolor == colour
    )
    assert painted == "Antwort"
