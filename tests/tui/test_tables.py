"""The screen with the tables of what was coded."""

from pathlib import Path

from openpyxl import load_workbook
from textual.widgets import OptionList

from tests.tui.bench import Bench, opened
from tests.tui.test_snapshots import Look, both_sizes
from tests.tui.test_snapshots import look as look  # noqa: PLC0414


async def _tables(bench: Bench) -> None:
    for words, key in (("Alle halfen mit!", "1"), ("Netze", "3"), ("Niemand", "1")):
        await bench.code(words, key)
    await bench.press("T")
    await bench.until(lambda: "row 1 of" in bench.shown("#tables-note"))


async def test_the_first_table_is_there_with_what_it_is_out_of(
    folder: Path,
) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        assert "Frequencies of codes: frequencies" in bench.shown("#tables-title")
        rows = bench.rows(bench.app.screen.query_one("#tables-view"))
        assert rows[0].split()[:2] == ["name", "own"]
        engagement = next(row for row in rows if "Engagement" in row)
        assert engagement.startswith("  Engagement")
        # One document, two segments, own and with those below it.
        assert engagement.split()[1:] == ["1", "1", "2", "2"]
        assert "unit: documents, segments" in bench.shown("#tables-note")


async def test_another_table_is_chosen_and_walked_through(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        await bench.press("end", "enter")
        await bench.until(
            lambda: "Coded segments: segments" in bench.shown("#tables-title")
        )
        await bench.press("tab", "G")
        note = bench.shown("#tables-note")
        last = note.split(" of ")[1].split()[0]
        assert (last, note.startswith("row 3 of 3")) == ("3", True)
        await bench.press("g")
        assert "row 1 of" in bench.shown("#tables-note")


async def test_it_is_written_with_all_its_columns(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        await bench.press("w")
        path = folder / "exports" / "frequencies.xlsx"
        await bench.until(path.exists)
        heading = next(load_workbook(path).worksheets[0].iter_rows(values_only=True))
        assert heading[:5] == ("code", "name", "path", "family", "level")


async def test_going_back_leads_to_coding(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        assert bench.app.screen.query_one(OptionList).has_focus
        await bench.press("escape")
        assert bench.app.screen is bench.coding


@both_sizes
def test_how_it_looks(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await _tables(bench)
        await bench.press("tab", "down", "down")

    assert look(steps, size)
