"""The mouse: selecting, stripes, the tree, hints and the list of documents."""

from pathlib import Path

from textual import events
from textual.geometry import Offset
from textual.widgets import OptionList

from tests.tui.bench import Bench, coding_of, opened


def place_of(bench: Bench, words: str, behind: int = 0) -> Offset:
    """Return where these words are drawn in the transcript, or what is behind."""
    transcript = bench.transcript
    offset = bench.text.index(words) + behind
    row = transcript._wrapped.row_of(offset)
    column = transcript._wrapped.column_of(row, offset) + transcript._gutter
    return Offset(column, row - transcript.scroll_offset.y)


async def drag(bench: Bench, start: Offset, end: Offset) -> None:
    corner = bench.transcript.content_region.offset
    mouse(bench, events.MouseDown, corner + start)
    mouse(bench, events.MouseMove, corner + end)
    mouse(bench, events.MouseUp, corner + end)
    await bench.settle()


def mouse(bench: Bench, event: type[events.MouseEvent], place: Offset) -> None:
    """Post an event as a terminal's driver does, so that clicks come of it."""
    x, y = place
    bench.app.post_message(
        event(
            widget=None,
            x=x,
            y=y,
            delta_x=0,
            delta_y=0,
            button=1,
            shift=False,
            meta=False,
            ctrl=False,
            screen_x=x,
            screen_y=y,
        )
    )


async def click(bench: Bench, words: str, times: int = 1) -> None:
    await bench.pilot.click("#transcript", offset=place_of(bench, words), times=times)
    await bench.settle()


async def test_a_click_puts_the_cursor_there(bench: Bench) -> None:
    await click(bench, "halfen")
    assert bench.here.startswith("halfen")
    assert bench.selected == ""


async def test_dragging_selects(bench: Bench) -> None:
    start, end = place_of(bench, "Antwort 3"), place_of(bench, "Frage 4?", 8)
    await drag(bench, start, end)
    assert bench.selected == "Antwort 3. Ende.\nI: Frage 4?"


async def test_dragging_backwards_selects_the_same(bench: Bench) -> None:
    start, end = place_of(bench, "Frage 4?", 8), place_of(bench, "Antwort 3")
    await drag(bench, start, end)
    assert bench.selected == "Antwort 3. Ende.\nI: Frage 4?"


async def test_dragging_over_wide_characters_selects_whole_ones(bench: Bench) -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    await drag(bench, place_of(bench, "Team"), place_of(bench, " hielt"))
    assert bench.selected == f"Team {family}"


async def test_dragging_into_the_margin_keeps_the_selection(bench: Bench) -> None:
    await bench.code("Antwort 3. Ende.", "1")
    end = place_of(bench, "B: Antwort 3")
    await drag(bench, place_of(bench, "Ende.\nI: Frage 4"), Offset(5, end.y))
    assert bench.selected == "B: Antwort 3. "


async def test_dragging_beyond_the_lower_edge_goes_on(bench: Bench) -> None:
    corner = bench.transcript.content_region.offset
    mouse(bench, events.MouseDown, corner + place_of(bench, "Antwort 3"))
    below = Offset(40, bench.transcript.content_region.bottom)
    for _ in range(3):
        mouse(bench, events.MouseMove, below)
        await bench.settle()
    mouse(bench, events.MouseUp, below)
    await bench.settle()
    assert bench.selected.count("\n") >= 2
    assert bench.selected.startswith("Antwort 3")


async def test_a_click_on_a_stripe_counts_while_something_is_selected(
    bench: Bench,
) -> None:
    await bench.code("Antwort 3. Ende.", "1")
    await bench.go("Frage 2?")
    await bench.press("J")
    row = place_of(bench, "Antwort 3").y
    await bench.pilot.click("#transcript", offset=Offset(5, row))
    await bench.settle()
    assert bench.here.startswith("Antwort 3")
    assert "1 coding here" in bench.shown("#status")


async def test_shift_and_a_click_extends_the_selection(bench: Bench) -> None:
    await click(bench, "Antwort 3")
    end = place_of(bench, "Ende.\nI: Frage 4")
    await bench.pilot.click("#transcript", offset=end, shift=True)
    await bench.settle()
    assert bench.selected == "Antwort 3. "


async def test_two_clicks_select_a_word_and_three_a_sentence(bench: Bench) -> None:
    await click(bench, "halfen", times=2)
    assert bench.selected == "halfen"
    await click(bench, "Antwort 4", times=3)
    assert bench.selected == "Antwort 4."


async def test_a_click_on_a_stripe_chooses_its_coding(bench: Bench) -> None:
    await bench.code("Alle halfen mit! Niemand ging.", "1")
    await bench.code("halfen mit!", "2")
    await bench.press("g")
    outer = coding_of(bench, "Alle halfen mit! Niemand ging.")
    lane = bench.transcript.marking._lanes[bench.desk.codings.index(outer)]
    row = place_of(bench, "halfen").y
    await bench.pilot.click("#transcript", offset=Offset(5 + lane, row))
    await bench.settle()
    assert bench.coding.current_coding() == outer
    assert bench.transcript.current == outer.id
    await bench.press("d")
    assert bench.stored() == [("erfahrung", "KM", "halfen mit!")]


async def test_a_click_on_a_code_applies_it_to_the_selection(bench: Bench) -> None:
    await click(bench, "halfen", times=2)
    row = bench.tree_labels().index("■ Vertrauensnetze [3]")
    await bench.pilot.click("#codes", offset=(6, row))
    await bench.settle()
    assert bench.stored() == [("netze", "KM", "halfen")]
    assert bench.focus == "transcript"
    bench.check_drawn_is_stored()


async def test_a_click_on_a_code_without_a_selection_only_shows_it(
    bench: Bench,
) -> None:
    await bench.pilot.click("#codes", offset=(6, 1))
    await bench.settle()
    assert bench.stored() == []
    assert "Einsatz über das Übliche hinaus." in bench.shown("#details")


async def test_a_click_on_a_document_opens_it(bench: Bench) -> None:
    await bench.pilot.click("#documents", offset=(3, 1))
    await bench.settle()
    assert "bodo-02" in bench.shown("#status")
    assert bench.coding.query_one("#documents", OptionList).highlighted == 1
    assert bench.focus == "transcript"


async def click_hint(bench: Bench, says: str) -> None:
    keys = bench.rows(bench.coding.query_one("#status"))[1]
    await bench.pilot.click("#status", offset=(keys.index(says), 1))
    await bench.settle()


async def test_a_click_on_a_hint_does_what_its_key_does(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await bench.press("3")
    await click_hint(bench, "sentence")
    assert bench.here.startswith("Niemand")
    await click_hint(bench, "again")
    assert ("netze", "KM", "Niemand ging.") in bench.stored()
    await click_hint(bench, "undo")
    assert len(bench.stored()) == 1
    await click_hint(bench, "code")
    assert bench.options[0].startswith("■ Vertrauensnetze")


async def test_a_click_on_the_select_hint_selects(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await click_hint(bench, "select")
    assert bench.selected == "Alle halfen mit!"


async def test_the_wheel_scrolls_and_leaves_the_cursor(folder: Path) -> None:
    async with opened(folder, size=(120, 20)) as bench:
        cursor = bench.transcript.reader.cursor
        await bench.pilot._post_mouse_events(
            [events.MouseScrollDown], "#transcript", (5, 5)
        )
        await bench.settle()
        assert bench.transcript.scroll_offset.y > 0
        assert bench.transcript.reader.cursor == cursor
