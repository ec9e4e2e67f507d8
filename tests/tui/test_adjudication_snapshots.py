"""The adjudication screen as pictures; `--snapshot-update` after looking at it."""

import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from qcode.model.adjudication import Ruling
from qcode.operations.workspace import open_workspace
from qcode.tui.app import QcodeApp
from tests.tui.adjudicating import ALONE, BOTH, Desk, open_screen, prepare
from tests.tui.bench import Bench

SIZES = [(80, 24), (110, 30), (160, 50)]
every_size = pytest.mark.parametrize("size", SIZES, ids=["80x24", "110x30", "160x50"])
# The middle width has a layout of its own, which two states show.
both_sizes = pytest.mark.parametrize("size", SIZES[::2], ids=["80x24", "160x50"])

Steps = Callable[[Bench], Awaitable[None]]
Look = Callable[[Steps, tuple[int, int]], bool]


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times of decisions are shown as they are on the clock here."""
    with monkeypatch.context() as environment:
        environment.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def look(folder: Path, snap_compare: Callable[..., bool]) -> Look:
    """Compare the screen after some steps with the picture that was looked at."""
    prepare(folder, "K1", "K2")
    with open_workspace(folder) as workspace:
        desk = Desk(workspace)
        desk.settle(ALONE, Ruling.FIRST, "Bea", "Alltag nach der Krise gehört dazu.")

    def compare(steps: Steps, size: tuple[int, int]) -> bool:
        with open_workspace(folder) as workspace:
            app = QcodeApp(workspace, "KM")

            async def run(pilot: Pilot[Any]) -> None:
                bench = Bench(app, pilot, folder)
                await bench.settle()
                await open_screen(bench)
                await steps(bench)
                app.clear_notifications()
                for entry in app.screen.query("Input, TextArea"):
                    if isinstance(entry, Input | TextArea):
                        entry.cursor_blink = False
                await bench.settle()

            return snap_compare(app, terminal_size=size, run_before=run)

    return compare


@every_size
def test_an_open_difference(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        del bench

    assert look(steps, size)


@every_size
def test_a_settled_difference(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("f8")

    assert look(steps, size)


@both_sizes
def test_what_is_settled_already_is_asked_for(
    look: Look, size: tuple[int, int]
) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("f8", "2")

    assert look(steps, size)


@both_sizes
def test_somebody_decided_meanwhile(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("y")
        await bench.type("Zwei Sätze [bold]")
        await bench.press("enter")
        with open_workspace(bench.folder) as workspace:
            Desk(workspace).settle(BOTH, Ruling.NEITHER, "Bea", "Zu breit gefasst.")
        await bench.press("1")

    assert look(steps, size)


@both_sizes
def test_the_preview_of_what_is_alike(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("a")

    assert look(steps, size)


@both_sizes
def test_the_codes(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("c")

    assert look(steps, size)


@both_sizes
def test_writing_why(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("y")
        await bench.type("Zwei Sätze [bold]")

    assert look(steps, size)


def test_a_span_drawn_anew_and_more_room(look: Look) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("z", "J")

    assert look(steps, (80, 24))


def test_the_keys(look: Look) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("question_mark")

    assert look(steps, (110, 30))


def test_nobody_to_settle_between(
    folder: Path, snap_compare: Callable[..., bool]
) -> None:
    with open_workspace(folder) as workspace:

        async def run(pilot: Pilot[Any]) -> None:
            bench = Bench(app, pilot, folder)
            await bench.settle()
            await open_screen(bench)

        app = QcodeApp(workspace, "KM")
        assert snap_compare(app, terminal_size=(80, 24), run_before=run)
