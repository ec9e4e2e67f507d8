"""The screen that says how good suggestions are on one's own codings."""

import threading
from pathlib import Path

from textual.widgets import DataTable

from qcode.operations.judging import judge
from qcode.tui.screens.judging import JudgingScreen
from tests.tui.bench import Bench
from tests.tui.suggested_study import ANNA, DRILL, NET, code_elsewhere, read


async def _judged(bench: Bench) -> JudgingScreen:
    await bench.press("E")
    screen = bench.app.screen
    assert isinstance(screen, JudgingScreen)
    for _ in range(1_000):
        if screen.has_class("-done"):
            break
        await bench.pilot.pause(0.02)
    await bench.settle()
    return screen


async def test_it_says_what_the_command_says(begun_folder: Path) -> None:
    code_elsewhere(begun_folder, ANNA, DRILL)
    code_elsewhere(begun_folder, ANNA, NET)
    async with read(begun_folder) as bench:
        await _judged(bench)
        desk = bench.desk
        found = judge(desk.store, desk.coder.id, desk.suggested.settings)
        title = bench.shown("#judging-title")
        assert f"2 documents held out in turn · {found.passages} passages" in title
        assert "3 codes given by KM" in title
        numbers = bench.shown("#judging-numbers")
        assert found.recall_at_3 is not None
        assert f"Recall at 3       {found.recall_at_3:.2f}" in numbers
        total = found.total
        said = f"{total.right} right, {total.wrong} wrong, {total.missed} missed."
        assert said in numbers
        curve = bench.shown("#judging-curve")
        assert "recall at 3 after so many documents" in curve
        assert all(f"{it.recall_at_3:.2f}" in curve for it in found.curve)
        table = bench.app.screen.query_one(DataTable)
        (row,) = [[str(cell).strip() for cell in table.get_row_at(0)]]
        assert row[:2] == ["■ Übungen", "3"]
        assert table.row_count == 1


async def test_too_little_is_refused_with_what_to_do(begun_folder: Path) -> None:
    async with read(begun_folder) as bench:
        await bench.press("E")
        await bench.until(
            lambda: "code two documents first" in bench.shown("#judging-title")
        )
        await bench.press("escape")
        assert bench.app.screen is bench.coding


async def test_closing_it_stops_the_computing(begun_folder: Path) -> None:
    code_elsewhere(begun_folder, ANNA, DRILL)
    async with read(begun_folder) as bench:
        await bench.press("E", "escape")
        assert bench.app.screen is bench.coding
        await bench.until(
            lambda: "background" not in {it.name for it in threading.enumerate()}
        )
        await bench.press("j")
        assert bench.app.is_running
