"""Suggestions as pictures; `--snapshot-update` after looking at them.

They are kept ones with probabilities of their own, since what an engine computes
changes with its version.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual.pilot import Pilot

from qcode.model.span import Span
from qcode.model.suggestion import Reason, ReasonKind
from qcode.operations.reading import list_documents
from qcode.operations.workspace import open_workspace
from qcode.tui.app import QcodeApp
from tests.tui.bench import Bench
from tests.tui.suggested_study import (
    ANNA,
    BODO,
    DRILL,
    NET,
    PRESS,
    because,
    caught_up,
    keep,
    span_of,
)
from tests.tui.test_snapshots import DARK, both_sizes, sizes_and_themes

Steps = Callable[[Bench], Awaitable[None]]


class Look(Protocol):
    def __call__(
        self, steps: Steps, size: tuple[int, int], theme: str = DARK
    ) -> bool: ...


def _keyword(word: str) -> Reason:
    return Reason(ReasonKind.KEYWORD, word, (span_of(ANNA, word),))


def _nearest(folder: Path) -> Reason:
    with open_workspace(folder) as workspace:
        bodo = list_documents(workspace.store)[1].id
    start = BODO.index("Wir machten")
    span = Span(start, len(BODO) - 1)
    return Reason(ReasonKind.SEGMENT, span.cut(BODO), (span,), document_id=bodo)


@pytest.fixture
def look(begun_folder: Path, snap_compare: Callable[..., bool]) -> Look:
    """Compare the screen after some steps with the picture that was looked at."""
    drill = [_keyword("Übung"), because(ANNA, "Übung", "spät"), _nearest(begun_folder)]
    keep(
        begun_folder,
        [
            (DRILL, "uebung", 0.93, drill),
            (PRESS, "presse", 0.85, [_keyword("Presse"), because(ANNA, "täglich")]),
            (f"{NET}\n\nI: Gab es noch mehr?", "netze", 0.62, [_keyword("Netzwerk")]),
            (PRESS, "netze", 0.41, [Reason(ReasonKind.UNTRIED, "Vertrauensnetze")]),
        ],
    )

    def compare(steps: Steps, size: tuple[int, int], theme: str = DARK) -> bool:
        with open_workspace(begun_folder) as workspace:
            app = QcodeApp(workspace, "KM")

            async def run(pilot: Pilot[Any]) -> None:
                bench = Bench(app, pilot, begun_folder)
                app.theme = theme
                await bench.settle()
                await caught_up(bench)
                await steps(bench)
                app.clear_notifications()
                await bench.settle()

            return snap_compare(app, terminal_size=size, run_before=run)

    return compare


@sizes_and_themes
def test_a_suggestion_in_view(look: Look, size: tuple[int, int], theme: str) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("P")

    assert look(steps, size, theme)


@both_sizes
def test_a_suggestion_for_a_code_that_is_untried(
    look: Look, size: tuple[int, int]
) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("s", "s")

    assert look(steps, size)


@both_sizes
def test_passages_with_suggestions(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("l")

    assert look(steps, size)


@both_sizes
def test_the_list_of_suggestions(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("S", "down")

    assert look(steps, size)


@sizes_and_themes
def test_accepting_all(look: Look, size: tuple[int, int], theme: str) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("A")

    assert look(steps, size, theme)
