"""The screen with the tables of what was coded."""

from pathlib import Path

from openpyxl import load_workbook
from textual.widgets import Input, OptionList

from qcode.operations.saving_queries import list_queries
from qcode.tui.screens.segments_behind import SegmentsBehind
from qcode.tui.widgets.table_view import TableView
from tests.tui.bench import Bench, opened
from tests.tui.test_snapshots import Look, both_sizes
from tests.tui.test_snapshots import look as look  # noqa: PLC0414


async def _tables(bench: Bench) -> None:
    for words, key in (("Alle halfen mit!", "1"), ("Netze", "3"), ("Niemand", "1")):
        await bench.code(words, key)
    await bench.press("T")
    await _made(bench)


async def _made(bench: Bench) -> None:
    await bench.until(lambda: "row 1 of" in bench.shown("#tables-note"))
    await bench.settle()


async def _choose(bench: Bench, name: str) -> None:
    listed = bench.app.screen.query_one("#tables-kinds", OptionList)
    listed.focus()
    listed.highlighted = listed.get_option_index(name)
    await bench.press("enter")
    await _made(bench)


def _view(bench: Bench) -> TableView:
    return bench.app.screen.query_one(TableView)


def _lines(bench: Bench) -> list[str]:
    rows = bench.rows(_view(bench))
    return [" ".join(row.split()) for row in rows if row.strip()]


async def test_the_first_table_is_there_with_what_it_is_out_of(
    folder: Path,
) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        assert bench.shown("#tables-title") == "Frequencies of codes"
        assert bench.options[:2] == ["How often which code", " Frequencies"]
        rows = bench.rows(_view(bench))
        assert rows[0].split()[:2] == ["name", "own"]
        engagement = next(row for row in rows if "Engagement" in row)
        assert engagement.startswith("  Engagement")
        # One document, two segments, own and with those below it.
        assert engagement.split()[1:] == ["1", "1", "2", "2"]
        assert "unit: documents, segments" in bench.shown("#tables-note")
        await bench.press("n")
        says = "turns of those who ask: yes"
        await bench.until(lambda: says in "\n".join(bench.screen_rows()))


async def test_every_table_that_is_offered_can_be_made(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        listed = bench.app.screen.query_one("#tables-kinds", OptionList)
        names = [it.id for it in listed.options if it.id]
        assert {"crosstab", "overview", "similarity", "agreement"} < set(names)
        failed = {}
        for name in names:
            listed.highlighted = listed.get_option_index(name)
            await bench.press("enter")
            await bench.app.workers.wait_for_complete()
            await bench.settle()
            if "row" not in bench.shown("#tables-note"):
                failed[name] = bench.shown("#tables-title")
        # Nobody has finished a document, which the screen says where the table was.
        assert list(failed) == ["agreement"]
        assert "two coders" in failed["agreement"]


async def test_it_is_sorted_by_a_column_and_back(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        as_made = _lines(bench)
        await bench.press("tab", "l", "l", "l", "s")
        assert _lines(bench)[0].split()[-1] == "segments_total▼"
        totals = [int(line.split()[-1]) for line in _lines(bench)[1:]]
        assert totals == sorted(totals, reverse=True)
        await bench.press("s")
        assert [int(line.split()[-1]) for line in _lines(bench)[1:]] == totals[::-1]
        await bench.press("s")
        assert _lines(bench)[1:] == as_made[1:]


async def test_choices_make_the_table_anew(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        await bench.press("b")
        at = bench.options.index("document")
        await bench.press(*["down"] * at)
        bench.post_key("enter")
        await bench.until(lambda: "by document" in _chosen(bench))
        await _made(bench)
        assert _lines(bench)[0].split()[:2] == ["name", "document"]
        await bench.press("w")
        path = folder / "exports" / "frequencies-by-document.xlsx"
        await bench.until(path.exists)
        heading = next(load_workbook(path).worksheets[0].iter_rows(values_only=True))
        assert heading[:5] == ("code", "name", "path", "family", "level")
        await bench.press("W", "down")
        bench.post_key("enter")
        await bench.until(path.with_suffix(".csv").exists)
        # What is chosen last is shown, whatever was being made.
        listed = bench.app.screen.query_one("#tables-kinds", OptionList)
        for name in ("keyness", "overview"):
            listed.highlighted = listed.get_option_index(name)
            listed.action_select()
        await _made(bench)
        await bench.app.workers.wait_for_complete()
        assert bench.shown("#tables-title") == "Codebook"


async def test_a_query_is_asked_for_and_its_fault_is_pointed_at(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        await bench.press("slash")
        await bench.until(lambda: bool(bench.app.screen.query("#query-text")))
        bench.app.screen.query_one(Input).value = "kind:interview code:nest"
        await bench.press("enter")
        await bench.until(lambda: "no code" in bench.shown("#query-fault"))
        fault = bench.rows(bench.app.screen.query_one("#query-fault"))
        at = fault[0].index("code:nest")
        assert (fault[1].index("^"), fault[1].count("^")) == (at, len("code:nest"))
        bench.app.screen.query_one(Input).value = "code:netze"
        await bench.press("ctrl+s")
        await bench.until(lambda: bool(bench.app.screen.query("#sentence")))
        await bench.type("Netz")
        # These keys close screens, which then have nothing left to be waited for.
        bench.post_key("enter")
        await bench.until(lambda: "query Netz" in _chosen(bench))
        ((saved, handle),) = list_queries(bench.desk.store)
        assert (saved.name, saved.query, handle) == ("Netz", "code:netze", "KM")
        await _made(bench)
        assert [line.split()[0] for line in _lines(bench)] == [
            "name",
            "Vertrauensnetze",
        ]
        # It is offered from now on.
        await bench.press("slash")
        await bench.until(lambda: bool(bench.app.screen.query("#query-saved")))
        await bench.press("down")
        bench.post_key("enter")
        await bench.until(lambda: not bench.app.screen.query("#query-saved"))
        await bench.until(lambda: "query Netz" in _chosen(bench))


def _chosen(bench: Bench) -> str:
    found = bench.app.screen.query("#tables-choices")
    return " ".join(bench.shown("#tables-choices").split()) if found else ""


async def test_enter_leads_to_the_segments_and_to_their_place(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        await _choose(bench, "crosstab")
        await bench.press("tab", "j", "l")
        bench.post_key("enter")
        await bench.until(lambda: isinstance(bench.app.screen, SegmentsBehind))
        await bench.settle()
        assert bench.shown("#behind-title").startswith("Engagement")
        assert "2 segments" in bench.shown("#behind-title")
        await bench.press("j")
        assert bench.shown("#behind-text").endswith("Niemand")
        bench.post_key("enter")
        await bench.until(lambda: bench.app.screen is bench.coding)
        await bench.settle()
        assert bench.here.startswith("Niemand")
        assert bench.focus == "transcript"


async def test_a_segment_is_gone_to_at_once(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _tables(bench)
        await _choose(bench, "segments")
        assert bench.shown("#tables-note").endswith("· unit: codings.")
        await bench.press("tab", "G")
        assert "row 3 of 3" in bench.shown("#tables-note")
        bench.post_key("enter")
        await bench.until(lambda: bench.app.screen is bench.coding)
        await bench.settle()
        assert bench.here.startswith("Netze")


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
