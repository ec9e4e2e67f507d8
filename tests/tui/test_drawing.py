"""What is painted: text as text, whatever is in it, and stripes beside it."""

from pathlib import Path

import pytest
from rich.color import Color as RichColor
from textual.color import Color

from tests.tui.bench import Bench, opened, strip_with


def tinted(bench: Bench, words: str) -> str:
    """Return the part of a row that stands on another ground than the rest."""
    strip = strip_with(bench, words)
    plain = bench.transcript.rich_style.bgcolor
    return "".join(s.text for s in strip if s.style and s.style.bgcolor != plain)


async def test_text_that_looks_like_markup_is_drawn_as_text(bench: Bench) -> None:
    assert "Wir ko\u0308nnen das [bold]gut[/] sagen." in bench.shown("#transcript")


async def test_escape_sequences_are_drawn_as_signs(bench: Bench) -> None:
    shown = bench.shown("#transcript")
    assert "Gefahr ␛[31mrot␛[0m und" in shown
    assert "\x1b" not in "".join(bench.screen_rows())


async def test_a_direction_override_is_drawn_as_a_sign(bench: Bench) -> None:
    assert "umgekehrt" in bench.shown("#transcript")
    assert "\u202e" not in "".join(bench.screen_rows())
    assert "\u202e" in bench.text


async def test_a_tab_reaches_to_the_next_of_every_four_cells(bench: Bench) -> None:
    row = next(r for r in bench.rows(bench.transcript) if "Alltag." in r)
    before, _, behind = row.partition("Alltag.")
    gap = len(behind) - len(behind.lstrip(" "))
    assert (len(before) - bench.transcript._gutter + len("Alltag.") + gap) % 4 == 0


async def test_every_row_is_as_wide_as_the_transcript(bench: Bench) -> None:
    width = bench.transcript.scrollable_content_region.width
    for y in range(bench.transcript.size.height):
        assert bench.transcript.render_line(y).cell_length == width


async def test_right_to_left_text_is_drawn_in_full(bench: Bench) -> None:
    assert "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd." in bench.shown(
        "#transcript"
    )


async def test_lines_are_numbered_as_they_are_stored(bench: Bench) -> None:
    rows = bench.rows(bench.transcript)
    numbers = [int(row[:4]) for row in rows if row[:4].strip()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert next(row for row in rows if "Und die Netze?" in row)[:5] == "   5 "


async def test_a_coded_passage_is_tinted_in_its_codes_colour(bench: Bench) -> None:
    await bench.code("Alle halfen", "3")
    await bench.press("G", "g")
    ground = bench.transcript.background_colors[1]
    weak = ground.blend(Color.parse("#e66100"), 0.28).rich_color
    strip = strip_with(bench, "Alle halfen")
    painted = "".join(s.text for s in strip if s.style and s.style.bgcolor == weak)
    assert painted == "Alle halfen"


async def test_a_stripe_stands_in_the_margin_of_each_coding(bench: Bench) -> None:
    await bench.code("Alle halfen mit!", "3")
    await bench.code("halfen mit! Niemand", "1")
    strip = strip_with(bench, "Alle halfen")
    colours = [s.style.color for s in strip if s.style and s.text == "▎"]
    assert colours == [RichColor.parse("#e66100"), RichColor.parse("#3584e4")]


async def test_many_codings_on_one_row_take_six_lanes_and_say_there_are_more(
    bench: Bench,
) -> None:
    for length in range(3, 11):
        await bench.code("Alle halfen mit!"[:length], "1")
    strip = strip_with(bench, "Alle halfen")
    assert strip.text[5:11] == "▎" * 5 + "⋮"


async def test_the_sentence_that_a_key_would_code_is_set_off(bench: Bench) -> None:
    await bench.go("Antwort 3.")
    assert tinted(bench, "Antwort 3.") == "Antwort 3."


async def test_the_chosen_coding_is_tinted_more_than_the_others(bench: Bench) -> None:
    await bench.code("Alle halfen mit!", "3")
    ground = bench.transcript.background_colors[1]
    strong = ground.blend(Color.parse("#e66100"), 0.5).rich_color
    strip = strip_with(bench, "Alle halfen")
    assert any(s.style and s.style.bgcolor == strong for s in strip)


async def test_speakers_and_time_stamps_are_set_off(bench: Bench) -> None:
    strip = strip_with(bench, "Wir waren")
    speaker = bench.transcript.get_component_rich_style("transcript--speaker").color
    stamp = bench.transcript.get_component_rich_style("transcript--stamp").color
    inks = {s.text.strip(): s.style.color for s in strip if s.style}
    assert inks["B:"] == speaker
    assert inks["#00:00:09-5#"] == stamp


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_margin_tells_the_time_where_a_stamp_begins(
    folder: Path, size: tuple[int, int]
) -> None:
    async with opened(folder, size=size) as bench:
        assert strip_with(bench, "Wir waren").text[:15] == "   2 00:09 B: #"
        assert strip_with(bench, "Und die Netze?").text[:14] == "   5       I: "


async def test_a_narrow_text_keeps_its_room_and_has_no_times_beside_it(
    folder: Path,
) -> None:
    async with opened(folder, size=(60, 24)) as bench:
        assert strip_with(bench, "Wir waren").text[:9] == "   2 B: #"


async def test_the_status_line_tells_when_the_passage_was_said(bench: Bench) -> None:
    await bench.go("Wie haben")
    assert "line 1 · 1% · 00:01" in bench.shown("#status")
    await bench.go("Und die Netze?")
    assert "· 00:09 " in bench.shown("#status")
    await bench.press("g")
    assert "line 1 · 0%   " in bench.shown("#status")


async def test_the_status_line_without_room_leaves_the_time_out(folder: Path) -> None:
    async with opened(folder, size=(50, 20)) as bench:
        await bench.go("Wie haben")
        assert "00:01" not in bench.shown("#status")
        assert "anna-01" in bench.shown("#status")


async def test_a_click_beside_the_times_finds_the_stripe(folder: Path) -> None:
    async with opened(folder, size=(80, 24)) as bench:
        await bench.code("Alle halfen mit!", "3")
        await bench.go("Antwort 1.")
        strip = strip_with(bench, "Alle halfen")
        row = bench.transcript._wrapped.row_of(bench.text.index("Alle halfen"))
        place = (strip.text.index("▎"), row - bench.transcript.scroll_offset.y)
        await bench.pilot.click("#transcript", offset=place)
        await bench.settle()
        assert bench.transcript.reader.cursor == bench.text.index("Alle halfen")
