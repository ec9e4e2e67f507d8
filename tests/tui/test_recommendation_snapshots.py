"""The screen with recommendations as pictures; `--snapshot-update` after looking."""

import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from qcode.operations.codings import remove_coding
from qcode.operations.workspace import open_workspace
from qcode.store.schema import key_quotations
from qcode.tui.app import QcodeApp
from tests.tui.adjudicating import Desk
from tests.tui.bench import Bench
from tests.tui.recommending import open_screen, prepare, quoted, settled

SIZES = [(80, 24), (160, 50)]
both_sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])

Steps = Callable[[Bench], Awaitable[None]]
Look = Callable[[Steps, tuple[int, int]], bool]


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Days are shown as they are on the calendar here."""
    with monkeypatch.context() as environment:
        environment.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def look(folder: Path, snap_compare: Callable[..., bool]) -> Look:
    """Compare the screen after some steps with the picture that was looked at."""
    prepare(folder)
    with open_workspace(folder) as workspace, workspace.store.begin() as connection:
        day = datetime(2026, 3, 1, 12, tzinfo=UTC)
        connection.execute(key_quotations.update().values(chosen_at=day))

    def compare(steps: Steps, size: tuple[int, int]) -> bool:
        with open_workspace(folder) as workspace:
            app = QcodeApp(workspace, "KM")

            async def run(pilot: Pilot[Any]) -> None:
                bench = Bench(app, pilot, folder)
                await bench.settle()
                await steps(bench)
                app.clear_notifications()
                for entry in app.screen.query("Input, TextArea"):
                    if isinstance(entry, Input | TextArea):
                        entry.cursor_blink = False
                await bench.settle()

            return snap_compare(app, terminal_size=size, run_before=run)

    return compare


@both_sizes
def test_evidence_and_a_quotation_that_changed(
    look: Look, size: tuple[int, int]
) -> None:
    async def steps(bench: Bench) -> None:
        (seen,) = quoted(bench)
        with open_workspace(bench.folder) as workspace:
            desk = Desk(workspace)
            remove_coding(desk.store, seen.quotation.coding_id, desk.pair.first.id)
        await open_screen(bench)
        if size == (80, 24):
            await bench.press("enter")
        await settled(bench)

    assert look(steps, size)


@pytest.mark.slow
@both_sizes
def test_writing_the_statement(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await open_screen(bench)
        await bench.press("e")
        await bench.type("Alle helfen.")

    assert look(steps, size)
