"""Around settling differences: panels and keys, who is compared, nothing to do."""

from pathlib import Path

import pytest

from qcode.operations.finishing import finish
from qcode.operations.workspace import open_workspace
from qcode.tui.screens.adjudication import AdjudicationScreen
from qcode.tui.screens.coding import CodingScreen
from qcode.tui.screens.keys import KeysHelp
from tests.tui.adjudicating import (
    ALIKE,
    Desk,
    consensus,
    open_screen,
    prepare,
    screen_of,
    settled,
)
from tests.tui.bench import Bench, opened


async def test_more_room_is_given_to_the_right_side(docket: Bench) -> None:
    dossier = screen_of(docket).dossier
    before = dossier.size.width
    await docket.press("z")
    assert dossier.size.width > before
    await docket.press("z")
    assert dossier.size.width == before


async def test_parts_stand_apart_also_if_drawn_before_they_are_seen(
    docket: Bench,
) -> None:
    screen = screen_of(docket)
    screen.add_class("-empty")
    await docket.settle()
    screen.show_words()
    screen.remove_class("-empty")
    await docket.settle()
    rows = [row.strip(" ▏") for row in docket.rows(screen.dossier)]
    assert rows[rows.index("2 K2") - 1] == ""


async def test_all_keys_are_listed(docket: Bench) -> None:
    await docket.press("question_mark")
    assert isinstance(docket.app.screen, KeysHelp)
    listed = " ".join(docket.screen_rows())
    assert "adjudication.take-first" in listed


async def test_the_status_line_names_the_keys(docket: Bench) -> None:
    status = docket.shown("#status")
    for hint in ("1 first", "2 second", "3 both", "0 neither", "s send back"):
        assert hint in status
    await docket.press("1", "f7")
    assert "x reopen" in docket.shown("#status")
    assert "1 first" not in docket.shown("#status")


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_going_back_leads_to_where_one_was(folder: Path, key: str) -> None:
    prepare(folder, "K1", "K2")
    async with opened(folder, "KM", (160, 40)) as bench:
        await bench.go("Antwort 20.")
        before = bench.transcript.scroll_offset
        await open_screen(bench)
        await bench.press("1", key)
        assert isinstance(bench.app.screen, CodingScreen)
        assert bench.here.startswith("Antwort 20.")
        assert bench.transcript.scroll_offset == before
        bench.check_drawn_is_stored()


async def test_escape_gives_a_selection_up_before_it_leaves(docket: Bench) -> None:
    await docket.press("J", "escape")
    assert screen_of(docket).transcript.reader.selection is None
    await docket.press("escape")
    assert isinstance(docket.app.screen, CodingScreen)


async def test_the_palette_opens_it(folder: Path) -> None:
    prepare(folder, "K1", "K2")
    async with opened(folder, "KM", (140, 40)) as bench:
        commands = {it.title: it for it in bench.app.get_system_commands(bench.coding)}
        await commands["Settle differences"].callback()
        await settled(bench)
        assert isinstance(bench.app.screen, AdjudicationScreen)


async def test_without_two_who_have_finished_there_is_one_line(folder: Path) -> None:
    prepare(folder, "K1")
    async with opened(folder) as bench:
        await open_screen(bench)
        assert "needs two coders who have finished" in bench.shown("#empty")
        await bench.press("1", "r", "s", "y", "o", "f8", "c", "x", "u", "a", "f")
        await bench.press("escape")
        assert isinstance(bench.app.screen, CodingScreen)


async def test_of_three_coders_two_are_chosen(folder: Path) -> None:
    prepare(folder, "K1", "K2", "K3")
    async with opened(folder) as bench:
        await open_screen(bench)
        assert bench.options == ["K1 and K2", "K1 and K3", "K2 and K3"]
        await bench.press("down", "enter")
        assert "K3 alone" not in bench.shown("#case")
        assert "0 of 3 settled" in bench.shown("#progress")


async def test_choosing_nobody_goes_back(folder: Path) -> None:
    prepare(folder, "K1", "K2", "K3")
    async with opened(folder) as bench:
        await open_screen(bench)
        await bench.press("escape")
        assert isinstance(bench.app.screen, CodingScreen)


async def test_two_who_do_not_differ_have_nothing_to_settle(folder: Path) -> None:
    with open_workspace(folder) as workspace:
        desk = Desk(workspace)
        for handle in ("K1", "K2"):
            desk.code(handle, "presse", ALIKE)
            finish(desk.store, desk.document, desk.coder(handle).id)
    async with opened(folder) as bench:
        await open_screen(bench)
        shown = " ".join(bench.shown("#empty").split())
        assert "K1 and K2 do not differ in the document that both have" in shown
        await bench.press("a", "y")
        assert consensus(bench) == [("presse", ALIKE)]


async def test_only_the_latest_message_stands_over_the_definition(
    docket: Bench,
) -> None:
    await docket.press("1", "0")
    assert docket.said == ["Neither taken"]


async def test_when_all_is_settled_that_is_said(docket: Bench) -> None:
    await docket.press("1", "1", "2")
    assert docket.said[-1] == "All differences are settled."
    assert "3 of 3 settled" in docket.shown("#progress")
