"""The screen with the charts of what was coded."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from qcode.tui.widgets.chart_view import ChartView
from tests.interchange.charts.samples import samples
from tests.tui.bench import Bench, opened
from tests.tui.test_snapshots import DARK, LIGHT, Look, both_sizes
from tests.tui.test_snapshots import look as look  # noqa: PLC0414

KINDS = ["bars", "stacked-by-kind", "heat-map-by-document", "tree-map", "network"]


async def _charts(bench: Bench) -> None:
    for words, key in (("Alle halfen mit!", "1"), ("Netze", "3"), ("Niemand", "1")):
        await bench.code(words, key)
    await bench.press("C")
    await bench.until(lambda: "Basis" in bench.shown("#charts-note"))


async def _draw(bench: Bench, number: int, title: str) -> None:
    bench.app.screen.query_one(OptionList).highlighted = number
    await bench.press("enter")
    await bench.until(lambda: title in bench.shown("#charts-title"))
    await bench.settle()


def _drawn(bench: Bench) -> list[str]:
    return bench.rows(bench.app.screen.query_one("#charts-view"))


async def test_charts_are_chosen_and_their_scope_is_changed(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _charts(bench)
        assert bench.options[:5] == KINDS
        assert bench.shown("#charts-title") == "Häufigkeit der Codes"
        engagement = next(row for row in _drawn(bench) if "Engagement" in row)
        assert engagement.endswith("█ 1")
        assert "1 codierte von 2 Dokumenten, KM" in bench.shown("#charts-note")
        await bench.press("w")
        path = folder / "exports" / "bars.svg"
        await bench.until(path.exists)
        assert "Häufigkeit der Codes" in path.read_text("utf-8")
        assert Image.open(path.with_suffix(".png")).width == 1260
        await _draw(bench, 6, "Codes im Verlauf von anna-01")
        assert [row for row in _drawn(bench) if "Vertrauensnetze" in row]
        await bench.press("L")
        await bench.until(lambda: "Codes along" in bench.shown("#charts-title"))
        # Who coded alone is named, pooled with nobody.
        assert "Coded by: KM" in bench.shown("#charts-note")
        await bench.press("c")
        await bench.settle()
        assert "Coded by: KM" in bench.shown("#charts-note")
        # The other document is not coded: that is said, and nothing is drawn.
        await bench.press("right_square_bracket")
        await bench.until(lambda: "Nothing was" in bench.shown("#charts-title"))
        assert bench.shown("#charts-view") == bench.shown("#charts-note") == ""
        await _draw(bench, 7, "corpus/survey/ rates codes")
        await bench.press("escape")
        assert bench.app.screen is bench.coding


class _Charts(App[None]):
    """Nothing but a chart."""

    def compose(self) -> ComposeResult:
        yield ChartView()


async def test_a_chart_larger_than_the_screen_is_scrolled() -> None:
    async with _Charts().run_test(size=(40, 10)) as pilot:
        view = pilot.app.query_one(ChartView)
        view.show(samples()["heat"])
        view.focus()
        await pilot.pause()

        def rows() -> list[str]:
            return [view.render_line(y).text for y in range(10)]

        await pilot.press("right", "end")
        await pilot.pause()
        # The numbers of the columns and what they stand for stay in view.
        assert rows()[1].split()[0] == "3"
        assert rows()[8].startswith("9 Vorsorge als Daueraufgabe")
        await pilot.press("home", "down")
        await pilot.pause()
        assert rows()[2].split()[:3] == ["Psychologis…", "░░1", "▒▒4"]
        await pilot.press("left", "up")
        await pilot.pause()
        assert rows()[1].split()[:2] == ["1", "2"]
        assert rows()[2].startswith("Rechtssiche…")


@pytest.mark.parametrize(
    ("size", "theme", "number", "title"),
    [
        ((80, 24), LIGHT, 3, "Anteile der Codes"),
        ((160, 50), DARK, 6, "Codes im Verlauf von anna-01"),
    ],
    ids=["80x24", "160x50"],
)
def test_how_it_looks(
    look: Look, size: tuple[int, int], theme: str, number: int, title: str
) -> None:
    async def steps(bench: Bench) -> None:
        await _charts(bench)
        await _draw(bench, number, title)
        # It says at what time the last coding was made.
        bench.app.screen.query_one("#charts-note", Static).update("Basis …")

    assert look(steps, size, theme)


@both_sizes
@pytest.mark.parametrize("kind", ["curve", "heat", "joint"])
def test_how_charts_look(
    snap_compare: Callable[..., bool], kind: str, size: tuple[int, int]
) -> None:
    async def show(pilot: Pilot[None]) -> None:
        pilot.app.query_one(ChartView).show(samples()[kind])

    assert snap_compare(_Charts(), terminal_size=size, run_before=show)
