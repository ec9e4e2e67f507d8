"""Changing codes on the screen, and codebook.yaml with them."""

from textual.widgets import Input, TextArea, Tree

from qcode.tui.screens.code_editor import CodeEditor
from tests.tui.bench import Bench
from tests.tui.conftest import CODEBOOK


async def edit(bench: Bench, field: str, text: str) -> None:
    """Put a text into a field of the code editor, which is open."""
    widget = bench.app.screen.query_one(f"#{field}")
    if isinstance(widget, Input):
        widget.value = text
    elif isinstance(widget, TextArea):
        widget.text = text
    await bench.settle()


async def test_e_edits_the_code_of_the_coding_here(bench: Bench) -> None:
    await bench.press("1", "e")
    assert isinstance(bench.app.screen, CodeEditor)
    assert bench.shown("#editor-title") == "Personal > Engagement · key engagement"


async def test_e_edits_the_trees_code_where_the_tree_has_the_focus(
    bench: Bench,
) -> None:
    await bench.press("1")
    await bench.choose("Vertrauensnetze")
    await bench.press("e")
    assert bench.shown("#editor-title") == "Vertrauensnetze · key netze"


async def test_without_any_code_in_view_e_says_what_to_do(bench: Bench) -> None:
    await bench.press("e")
    assert bench.said == ["Choose a code in the tree to edit it."]


async def test_a_changed_code_is_stored_and_codebook_yaml_follows(
    bench: Bench,
) -> None:
    await bench.press("1", "e")
    await edit(bench, "name", "Einsatz")
    await edit(bench, "definition", "Mehr als verlangt.")
    await edit(bench, "keywords", "Mühe, Fleiß")
    await bench.press("ctrl+s")
    assert "Personal > Einsatz" in bench.shown("#details")
    assert "Mehr als verlangt." in bench.shown("#details")
    bench.check_drawn_is_stored()
    written = await bench.written()
    assert "name: Einsatz" in written
    assert "definition: Mehr als verlangt." in written
    assert "Fleiß" in written
    assert "# Auch dieser Kommentar bleibt." in written


async def test_undoing_a_change_brings_the_file_back_too(bench: Bench) -> None:
    await bench.press("1", "e")
    await edit(bench, "name", "Einsatz")
    await bench.press("ctrl+s")
    await bench.written()
    await bench.press("u")
    assert "■ Engagement 1 [1]" in bench.tree_labels()
    assert await bench.written() == CODEBOOK


async def test_the_trees_cursor_stays_where_a_code_was_changed(bench: Bench) -> None:
    await bench.choose("Vertrauensnetze")
    await bench.press("e")
    await edit(bench, "name", "Netze des Vertrauens")
    await bench.press("ctrl+s")
    await bench.settle()
    cursor = bench.coding.query_one(Tree).cursor_node
    assert cursor is not None
    assert str(cursor.label).startswith("■ Netze des Vertrauens")


async def test_giving_up_a_changed_code_warns_once(bench: Bench) -> None:
    await bench.press("1", "e")
    await edit(bench, "name", "Einsatz")
    await bench.press("escape")
    assert "Not saved." in bench.shown("#editor-keys")
    await bench.press("escape")
    assert bench.app.screen is bench.coding
    assert "■ Engagement 1 [1]" in bench.tree_labels()


async def test_an_unchanged_code_is_left_without_a_word(bench: Bench) -> None:
    await bench.press("1", "e", "ctrl+s")
    assert bench.app.screen is bench.coding
    assert bench.said == ["Coded: Engagement"]


async def test_a_name_cannot_be_emptied(bench: Bench) -> None:
    await bench.press("1", "e")
    await edit(bench, "name", "  ")
    await bench.press("ctrl+s")
    assert "■ Engagement 1 [1]" in bench.tree_labels()


async def test_a_definition_with_control_characters_is_shown_harmlessly(
    bench: Bench,
) -> None:
    await bench.press("1", "e")
    await edit(bench, "definition", "A \u202e[bold]\nB")
    await bench.press("ctrl+s")
    shown = bench.shown("#details")
    assert "A <U+202E>[bold]" in shown
    assert "\u202e" not in shown
