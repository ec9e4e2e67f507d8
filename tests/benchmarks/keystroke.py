"""One coding from the key to stored and painted, in a document of 100,000 words.

    python -m tests.benchmarks.keystroke ours|plain STUDY FILES

Prints a JSON object: CPU and wall-clock seconds, medians. The plain program does
one commit of one row and paints two frames of a bare Line-API widget.
"""

import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from qcode.operations.workspace import open_workspace
from qcode.tui.app import QcodeApp
from tests.benchmarks.screen import SCREEN, BareText, Screen

TIMES = 30


async def repeated(act: Callable[[], Awaitable[None]]) -> dict[str, float]:
    """Act many times; return the medians of what one time takes."""
    cpu, wall = [], []
    for _ in range(TIMES):
        started = time.process_time(), time.perf_counter()
        await act()
        cpu.append(time.process_time() - started[0])
        wall.append(time.perf_counter() - started[1])
    return {"cpu": statistics.median(cpu), "wall": statistics.median(wall)}


async def ours(study: Path) -> dict[str, float]:
    """Code sentence after sentence with the code that was applied last."""
    with open_workspace(study) as workspace:
        app = QcodeApp(workspace, "benchmark")
        async with app.run_test(size=SCREEN) as pilot:
            await pilot.press("j", "c", "f", "enter")
            await pilot.pause(0.5)

            async def code() -> None:
                await pilot.press("full_stop")
                await _settled(pilot)

            return await _between(pilot, code)


async def _between(
    pilot: Pilot[None], code: Callable[[], Awaitable[None]]
) -> dict[str, float]:
    cpu, wall = [], []
    for _ in range(TIMES):
        await pilot.press("j")
        await _settled(pilot)
        measured = await _once(code)
        cpu.append(measured[0])
        wall.append(measured[1])
    return {"cpu": statistics.median(cpu), "wall": statistics.median(wall)}


async def _once(act: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    started = time.process_time(), time.perf_counter()
    await act()
    return time.process_time() - started[0], time.perf_counter() - started[1]


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.pause()


async def plain(files: Path) -> dict[str, float]:
    """Commit a row, and paint two frames."""
    text = (files / "docs" / "doc_00001.txt").read_text("utf-8")
    widget = BareText(text.split("\n"))
    app = Screen(widget)
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "plain.db")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE codings (id INTEGER PRIMARY KEY, span TEXT)")
        async with app.run_test(size=SCREEN) as pilot:

            async def code() -> None:
                await pilot.press("full_stop")
                connection.execute("INSERT INTO codings (span) VALUES ('1:2')")
                connection.commit()
                for _ in range(2):
                    widget.refresh()
                    await _settled(pilot)

            return await repeated(code)


if __name__ == "__main__":
    which, study_path, files_path = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    measure = ours(study_path) if which == "ours" else plain(files_path)
    print(json.dumps(asyncio.run(measure)))
