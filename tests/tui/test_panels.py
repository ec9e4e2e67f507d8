"""Documents, codes, help and the size of the terminal."""

from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widgets import OptionList

from qcode.tui.screens.keys import KeysHelp
from qcode.tui.widgets.code_tree import CodeTree
from tests.tui.bench import Bench, opened

KEYS = (
    *("down", "up", "left", "right", "j", "k", "l", "h", "w", "b", "n", "p", "N"),
    *("space", "pageup", "home", "end", "g", "G", "v", "escape", "shift+down"),
    *("shift+up", "shift+left", "shift+right", "W", "B", "J", "K", "L", "H"),
    *("c", "escape", "full_stop", "d", "o", "u", "ctrl+r", "1", "9", "e", "escape"),
    *("right_square_bracket", "left_square_bracket", "z", "z", "m", "escape"),
    *("tab", "tab", "tab", "shift+tab", "question_mark", "escape", "enter", "escape"),
)


@pytest.mark.parametrize("key", ["right_square_bracket", "f8"])
async def test_a_key_opens_the_next_document_and_after_the_last_the_first(
    bench: Bench, key: str
) -> None:
    await bench.press(key)
    assert bench.text.startswith("I: Und Sie?")
    assert "bodo-02" in bench.shown("#status")
    assert bench.coding.query_one("#documents", OptionList).highlighted == 1
    await bench.press(key)
    assert bench.text.startswith("I: #00:00:01-0#")


@pytest.mark.parametrize("key", ["left_square_bracket", "f7"])
async def test_a_key_opens_the_previous_document(bench: Bench, key: str) -> None:
    await bench.press(key)
    assert "bodo-02" in bench.shown("#status")


async def test_codings_belong_to_the_document_that_is_open(bench: Bench) -> None:
    await bench.press("1", "right_square_bracket")
    assert bench.transcript.marking.marks == []
    await bench.press("2", "left_square_bracket")
    assert len(bench.stored()) == 2
    bench.check_drawn_is_stored()


async def test_the_list_counts_the_codings_of_each_document(bench: Bench) -> None:
    await bench.press("1", "right_square_bracket", "2", "j", "2")
    assert bench.options == ["anna-01 1", "bodo-02 2"]


async def test_undoing_in_another_document_corrects_its_count_in_the_list(
    bench: Bench,
) -> None:
    await bench.press("1", "right_square_bracket", "u")
    assert bench.stored() == []
    assert bench.options == ["anna-01", "bodo-02"]


async def test_z_hides_the_side_and_shows_it_again_on_a_wide_terminal(
    bench: Bench,
) -> None:
    side = bench.coding.query_one("#side")
    await bench.press("z")
    assert not side.display
    assert bench.focus == "transcript"
    await bench.press("z")
    assert side.display
    assert bench.focus == "codes"


async def test_z_shows_the_side_and_hides_it_again_on_a_narrow_terminal(
    folder: Path,
) -> None:
    async with opened(folder, size=(80, 24)) as bench:
        side = bench.coding.query_one("#side")
        assert not side.display
        await bench.press("z")
        assert side.display
        assert bench.focus == "codes"
        assert "Engagement" in bench.shown("#side")
        await bench.press("z")
        assert not side.display
        assert bench.focus == "transcript"


async def test_the_cursor_stays_in_sight_when_the_terminal_changes_its_size(
    bench: Bench,
) -> None:
    await bench.go("Antwort 30")
    for size in ((80, 24), (50, 12), (160, 50), (20, 8), (120, 40)):
        await bench.pilot.resize_terminal(*size)
        await bench.settle()
        shown = " ".join(bench.rows(bench.transcript))
        assert bench.here.startswith("Antwort 30")
        assert "B: Antw" in shown
        row = bench.transcript._wrapped.row_of(bench.transcript.reader.cursor)
        top = bench.transcript.scroll_offset.y
        assert top <= row < top + bench.transcript.size.height


async def test_the_focus_goes_back_to_the_text_when_the_side_goes(
    bench: Bench,
) -> None:
    await bench.choose("Engagement")
    await bench.pilot.resize_terminal(80, 24)
    await bench.settle()
    await bench.press("z", "z", "l")
    assert bench.focus == "transcript"


@pytest.mark.parametrize("size", [(60, 15), (20, 8), (8, 3)])
async def test_no_key_crashes_on_a_tiny_terminal(
    folder: Path, size: tuple[int, int]
) -> None:
    async with opened(folder, size=size) as bench:
        await bench.press(*KEYS)
        assert bench.app.is_running
        assert bench.app._exception is None


async def test_an_empty_study_says_what_to_do(empty_folder: Path) -> None:
    async with opened(empty_folder) as bench:
        assert "This study has no documents yet." in bench.shown("#middle")
        assert "no document" in bench.shown("#status")
        assert "coder KM" in bench.shown("#status")
        assert "Engagement" in bench.shown("#codes")


async def test_no_key_crashes_in_an_empty_study(empty_folder: Path) -> None:
    async with opened(empty_folder) as bench:
        await bench.press(*KEYS)
        assert bench.app.screen is bench.coding
        assert "There is no text here to code." in bench.said


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_a_key_shows_all_keys_with_their_ids(bench: Bench, key: str) -> None:
    await bench.press(key)
    assert isinstance(bench.app.screen, KeysHelp)
    shown = bench.shown("#keys")
    assert "Find a code and apply it" in shown
    assert "coding.find-code" in shown
    await bench.press("escape")
    assert bench.coding.is_current


async def test_the_help_names_every_binding_and_shortcut(bench: Bench) -> None:
    rows = [row for _, rows in bench.coding._key_groups() for row in rows]
    names = {name for _, _, name in rows}
    for node in (bench.coding, bench.transcript):
        for binding in node.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.id in names
    assert ("2", "Erfahrung im Krisenstab", "erfahrung") in rows


async def test_the_tree_shows_the_definition_of_its_code(bench: Bench) -> None:
    await bench.choose("Engagement")
    assert "Einsatz über das Übliche hinaus." in bench.shown("#details")
    assert "Include  Wenn jemand mehr tut" in bench.shown("#details")


async def test_leaving_the_tree_shows_what_is_under_the_cursor_again(
    bench: Bench,
) -> None:
    await bench.press("3")
    await bench.choose("Engagement")
    bench.transcript.focus()
    await bench.settle()
    assert "Einsatz über das Übliche" not in bench.shown("#details")


async def test_enter_in_the_tree_applies_its_code_to_the_selection(
    bench: Bench,
) -> None:
    await bench.go("Alle halfen")
    await bench.press("W")
    await bench.choose("Vertrauensnetze")
    await bench.press("enter")
    assert bench.stored() == [("netze", "KM", "Alle")]
    assert bench.focus == "transcript"


async def test_the_hints_are_the_keys_that_act_where_the_focus_is(
    bench: Bench,
) -> None:
    assert "j sentence" in bench.shown("#status")
    await bench.choose("Engagement")
    assert "j sentence" not in bench.shown("#status")
    assert "c code" in bench.shown("#status")


async def test_the_command_palette_opens_and_closes(bench: Bench) -> None:
    await bench.press("ctrl+p")
    assert type(bench.app.screen).__name__ == "CommandPalette"
    await bench.press("escape")
    assert bench.app.screen is bench.coding


async def test_another_theme_is_painted_at_once(bench: Bench) -> None:
    before = bench.transcript.render_line(0)
    bench.app.theme = "textual-light"
    await bench.settle()
    assert bench.transcript.render_line(0) != before
    assert bench.transcript.render_line(0).text == before.text


async def test_the_tree_shows_colours_counts_and_shortcuts(bench: Bench) -> None:
    await bench.press("1", "j", "full_stop")
    assert bench.tree_labels()[1] == "■ Engagement 2 [1]"
    node = bench.coding.query_one(CodeTree).root.children[1]
    spans = getattr(node.label, "spans", [])
    assert any("#e66100" in str(span.style) for span in spans)


async def test_a_long_name_is_cut_before_its_count_and_shortcut(bench: Bench) -> None:
    await bench.press("1")
    tree = bench.coding.query_one(CodeTree)
    tree.styles.width = 16
    await bench.settle()
    assert bench.tree_labels()[1] == "■ Engag… 1 [1]"
