"""Each state of the screens as a picture; `--snapshot-update` after looking at it."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from qcode.operations.workspace import open_workspace
from qcode.tui.app import QcodeApp
from qcode.tui.screens.codebook_changes import CodebookChanges
from tests.tui.bench import Bench
from tests.tui.conftest import CODEBOOK

SIZES = [(80, 24), (160, 50)]
both_sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
DARK, LIGHT = "textual-dark", "textual-light"
# Colours do not hang on the size: one is enough to see them in the light.
LOOKS = {
    "textual-dark-80x24": (SIZES[0], DARK),
    "textual-dark-160x50": (SIZES[1], DARK),
    "textual-light-160x50": (SIZES[1], LIGHT),
}
sizes_and_themes = pytest.mark.parametrize(
    ("size", "theme"), LOOKS.values(), ids=LOOKS.keys()
)

Steps = Callable[[Bench], Awaitable[None]]


class Look(Protocol):
    def __call__(
        self,
        steps: Steps,
        size: tuple[int, int],
        theme: str = DARK,
        handle: str | None = "KM",
    ) -> bool: ...


@pytest.fixture
def look(folder: Path, snap_compare: Callable[..., bool]) -> Look:
    """Compare the screen after some steps with the picture that was looked at."""

    def compare(
        steps: Steps,
        size: tuple[int, int],
        theme: str = DARK,
        handle: str | None = "KM",
    ) -> bool:
        with open_workspace(folder) as workspace:
            app = QcodeApp(workspace, handle)

            async def run(pilot: Pilot[Any]) -> None:
                bench = Bench(app, pilot, folder)
                app.theme = theme
                await bench.settle()
                await steps(bench)
                app.clear_notifications()
                for entry in app.screen.query("Input, TextArea"):
                    if isinstance(entry, Input | TextArea):
                        entry.cursor_blink = False
                await bench.settle()

            return snap_compare(app, terminal_size=size, run_before=run)

    return compare


async def coded(bench: Bench) -> None:
    """Overlapping and nested codings, a memo, and a selection among them."""
    await bench.code("Wir waren engagiert. Alle halfen mit!", "1")
    await bench.code("Alle halfen mit! Niemand ging.", "2")
    await bench.code("halfen", "3")
    await bench.code("Danach kam der Alltag.", "3")
    await bench.press("m")
    bench.app.screen.query_one(TextArea).text = "Nachfragen: wessen Alltag?"
    await bench.press("ctrl+s")
    await bench.code("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd.", "2")
    bench.app.clear_notifications()


async def nothing(bench: Bench) -> None:
    await bench.settle()


@sizes_and_themes
def test_the_coding_screen_when_it_opens(
    look: Look, size: tuple[int, int], theme: str
) -> None:
    assert look(nothing, size, theme)


@sizes_and_themes
def test_overlapping_and_nested_codings_under_the_cursor(
    look: Look, size: tuple[int, int], theme: str
) -> None:
    async def steps(bench: Bench) -> None:
        await coded(bench)
        await bench.go("halfen")
        await bench.press("o")

    assert look(steps, size, theme)


@both_sizes
def test_a_selection_across_codings(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await coded(bench)
        await bench.go("ging.")
        await bench.press("W", "J", "J")

    assert look(steps, size)


@both_sizes
def test_a_coding_with_a_memo(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await coded(bench)
        await bench.go("Danach")

    assert look(steps, size)


@both_sizes
def test_the_finder_before_a_letter_is_typed(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await coded(bench)
        await bench.go("Niemand")
        await bench.press("c")

    assert look(steps, size)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_the_finder_with_letters(look: Look, theme: str) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("c")
        await bench.type("person")

    assert look(steps, (80, 24), theme)


@both_sizes
def test_the_finder_offers_new_codes(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        bench.coding.query_one("#side").add_class("-shown")
        await bench.choose("Vertrauensnetze")
        await bench.press("c")
        await bench.type("Nachbarn")

    assert look(steps, size)


@both_sizes
def test_the_memo_editor(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("1")
        bench.app.clear_notifications()
        await bench.press("m")
        await bench.type("Wer genau? [bold]Nachfragen[/].")

    assert look(steps, size)


@both_sizes
def test_the_keys(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("question_mark")

    assert look(steps, size)


@both_sizes
def test_the_code_editor(look: Look, size: tuple[int, int]) -> None:
    async def steps(bench: Bench) -> None:
        await bench.press("1")
        bench.app.clear_notifications()
        await bench.press("e")

    assert look(steps, size)


@both_sizes
@pytest.mark.usefixtures("_login")
def test_the_question_who_is_coding(look: Look, size: tuple[int, int]) -> None:
    assert look(nothing, size, handle=None)


@both_sizes
def test_a_changed_codebook(look: Look, size: tuple[int, int], folder: Path) -> None:
    changed = CODEBOOK.replace("name: Engagement", "name: Einsatz")
    changed = changed.replace("Dienst nach Vorschrift", "Dienst nach Plan")
    (folder / "codebook.yaml").write_text(changed, "utf-8")

    async def steps(bench: Bench) -> None:
        await bench.until(lambda: isinstance(bench.app.screen, CodebookChanges))

    assert look(steps, size)


def test_a_narrow_terminal_with_the_side_shown(look: Look) -> None:
    async def steps(bench: Bench) -> None:
        await coded(bench)
        await bench.press("z", "down", "down")

    assert look(steps, (80, 24))


def test_a_message_stands_above_the_status_line(
    folder: Path, snap_compare: Callable[..., bool]
) -> None:
    with open_workspace(folder) as workspace:
        app = QcodeApp(workspace, "KM")

        async def run(pilot: Pilot[Any]) -> None:
            bench = Bench(app, pilot, folder)
            await bench.settle()
            await bench.press("d")

        assert snap_compare(app, terminal_size=(80, 24), run_before=run)


def test_a_tiny_terminal(look: Look) -> None:
    async def steps(bench: Bench) -> None:
        await coded(bench)

    assert look(steps, (50, 12))


@pytest.mark.usefixtures("_login")
def test_a_study_without_documents(
    empty_folder: Path, snap_compare: Callable[..., bool]
) -> None:
    with open_workspace(empty_folder) as workspace:
        assert snap_compare(QcodeApp(workspace, "KM"), terminal_size=(120, 30))


@pytest.fixture
def _login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "kim")
