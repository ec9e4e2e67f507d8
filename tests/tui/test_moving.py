"""Moving through a transcript: one key, one promise."""

import pytest

from qcode.tui.widgets.reading_keys import READING_KEYS
from tests.tui.bench import Bench

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOVES = [
    ("row-down", "Antwort 3", "down", "Frage 4?"),
    ("row-up", "Antwort 3", "up", "Frage 3?"),
    ("next-character", "Antwort 3", "right", "ntwort 3"),
    ("previous-character", "Antwort 3", "left", " Antwort 3"),
    ("next-word", "Antwort 3", "w", "3. Ende"),
    ("next-word", "Antwort 3", "ctrl+right", "3. Ende"),
    ("previous-word", "3. Ende", "b", "Antwort 3"),
    ("previous-word", "3. Ende", "ctrl+left", "Antwort 3"),
    ("next-sentence", "Antwort 3", "j", "Ende.\nI: Frage 4?"),
    ("previous-sentence", "Frage 4?", "k", "Ende.\nI: Frage 4?"),
    ("next-turn", "Antwort 3", "l", "Frage 4?"),
    ("next-turn", "Antwort 3", "ctrl+down", "Frage 4?"),
    ("previous-turn", "Antwort 3", "h", "Frage 3?"),
    ("previous-turn", "Antwort 3", "ctrl+up", "Frage 3?"),
    ("row-start", "Antwort 3", "home", "B: Antwort 3"),
    ("row-end", "Antwort 3", "end", "\nI: Frage 4?"),
    ("document-start", "Antwort 3", "g", "I: #00:00:01-0#"),
    ("document-start", "Antwort 3", "ctrl+home", "I: #00:00:01-0#"),
]


@pytest.mark.parametrize(("name", "start", "key", "goal"), MOVES)
async def test_a_key_moves_the_cursor(
    reading: Bench, name: str, start: str, key: str, goal: str
) -> None:
    await reading.go(start)
    await reading.press(key)
    assert reading.here.startswith(goal)
    assert reading.selected == ""


@pytest.mark.parametrize("key", ["G", "ctrl+end"])
async def test_the_end_of_the_text_is_behind_its_last_character(
    reading: Bench, key: str
) -> None:
    await reading.press(key)
    assert reading.here == ""
    assert "Antwort 40" in " ".join(reading.rows(reading.transcript))


async def test_a_character_is_what_a_reader_takes_for_one(reading: Bench) -> None:
    await reading.go("\U0001f468")
    await reading.press("right")
    assert reading.here.startswith(" hielt")
    await reading.go("o\u0308nnen")
    await reading.press("right")
    assert reading.here.startswith("nnen")
    await reading.press("left")
    assert reading.here.startswith("o\u0308nnen")


async def test_rows_keep_the_column_across_a_shorter_row(reading: Bench) -> None:
    await reading.go("halfen mit")
    column = reading.transcript._wrapped.column_of(
        reading.transcript._wrapped.row_of(reading.transcript.reader.cursor),
        reading.transcript.reader.cursor,
    )
    await reading.press("down")
    assert reading.here.startswith("\n")
    await reading.press("down")
    row = reading.transcript._wrapped.row_of(reading.transcript.reader.cursor)
    assert (
        reading.transcript._wrapped.column_of(row, reading.transcript.reader.cursor)
        == column
    )


@pytest.mark.parametrize(("down", "up"), [("pagedown", "pageup"), ("space", "pageup")])
async def test_a_page_leaves_two_rows_in_sight(
    reading: Bench, down: str, up: str
) -> None:
    height = reading.transcript.scrollable_content_region.height
    await reading.press("down", down)
    assert reading.transcript.scroll_offset.y == height - 2
    row = reading.transcript._wrapped.row_of(reading.transcript.reader.cursor)
    assert row == height - 1
    await reading.press(up)
    assert reading.transcript.scroll_offset.y == 0
    assert reading.transcript._wrapped.row_of(reading.transcript.reader.cursor) <= 1


async def test_the_cursor_stays_in_sight_wherever_it_goes(reading: Bench) -> None:
    for key in ("pagedown", "down", "l", "G", "up", "pageup", "g", "pagedown"):
        await reading.press(key)
        top = reading.transcript.scroll_offset.y
        row = reading.transcript._wrapped.row_of(reading.transcript.reader.cursor)
        assert top <= row < top + reading.transcript.size.height


async def test_n_goes_to_the_next_coded_segment_and_p_back(reading: Bench) -> None:
    await reading.code("Antwort 2.", "1")
    await reading.code("Antwort 9.", "1")
    await reading.press("g", "n")
    assert reading.here.startswith("Antwort 2.")
    await reading.press("n")
    assert reading.here.startswith("Antwort 9.")
    await reading.press("n")
    assert reading.here.startswith("Antwort 9.")
    await reading.press("N")
    assert reading.here.startswith("Antwort 2.")
    await reading.press("G", "p")
    assert reading.here.startswith("Antwort 9.")


async def test_the_first_and_the_last_place_hold(reading: Bench) -> None:
    for key in ("up", "left", "b", "k", "h", "pageup", "home"):
        await reading.press("g", key)
        assert reading.transcript.reader.cursor <= len("I: #00:00:01-0# ")
    for key in ("down", "right", "w", "j", "l", "pagedown", "end"):
        await reading.press("G", key)
        assert reading.here.strip() == ""


async def test_each_key_of_the_transcript_has_an_id_of_its_own(reading: Bench) -> None:
    ids = [binding.id for binding in READING_KEYS]  # type: ignore[union-attr]
    assert None not in ids
    assert len(set(ids)) == len(ids)


async def test_the_status_line_says_where_one_is(reading: Bench) -> None:
    await reading.go("Frage 20?")
    part = reading.transcript.reader.cursor / len(reading.text)
    status = reading.shown("#status")
    line = reading.text[: reading.transcript.reader.cursor].count("\n") + 1
    place = f"line {line} · {part:.0%} · 00:09"
    assert f"anna-01   coder KM   {place}   0 codings here" in status
