"""When suggestions are shown, and how they follow what is done without a wait."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from qcode.operations.standing import read_standing
from qcode.store import suggestion_runs
from tests.tui.bench import Bench, opened
from tests.tui.suggested_study import (
    ANNA,
    DRILL,
    NET,
    PRESS,
    SETTINGS,
    caught_up,
    code_elsewhere,
    code_first_document,
    keep,
    read,
    suggested,
)


def _says_nothing_of_suggestions(bench: Bench) -> bool:
    rows = bench.rows(bench.transcript)
    return "suggest" not in bench.shown("#status") and not any("◦" in it for it in rows)


async def test_the_first_document_is_read_without_suggestions(
    fresh_folder: Path,
) -> None:
    async with opened(fresh_folder) as bench:
        await bench.code(PRESS, "1")
        await bench.press("s")
        assert _says_nothing_of_suggestions(bench)
        assert not bench.coding.is_reading
        explained = (
            "Suggestions stay hidden until you have coded a first document. "
            "Z shows them now."
        )
        assert explained in bench.said


async def test_the_second_document_is_read_with_them(fresh_folder: Path) -> None:
    async with opened(fresh_folder) as bench:
        await bench.press("]")
        await bench.code("Wir machten eine Übung im Keller.", "1")
        assert _says_nothing_of_suggestions(bench)
        await bench.press("[")
        await caught_up(bench)
        assert PRESS in suggested(bench)
        assert "suggested" in bench.shown("#status")


async def test_what_somebody_else_coded_shows_nothing(fresh_folder: Path) -> None:
    code_first_document(fresh_folder, "RB")
    async with opened(fresh_folder, "KM") as bench:
        assert _says_nothing_of_suggestions(bench)
    async with read(fresh_folder, handle="RB") as bench:
        assert suggested(bench) == [PRESS, NET, DRILL]


async def test_who_wants_them_sooner_shows_them_for_the_session(
    fresh_folder: Path,
) -> None:
    async with read(fresh_folder) as bench:
        await bench.press("Z")
        assert "Suggestions are shown; Z hides them." in bench.said
        await caught_up(bench)
        assert suggested(bench) == [PRESS, NET, DRILL]
    async with read(fresh_folder) as bench:
        assert _says_nothing_of_suggestions(bench)


async def test_hiding_them_leaves_nothing_to_be_seen(begun_folder: Path) -> None:
    async with read(begun_folder) as bench:
        wide = bench.transcript._wrapped.width
        await bench.press("s", "S", "Z")
        assert _says_nothing_of_suggestions(bench)
        assert not bench.coding.query_one("#suggestion").display
        assert not bench.coding.query_one("#suggestions").display
        assert bench.focus == "transcript"
        assert bench.transcript._wrapped.width > wide
        for key in ("s", "P", "S", "A", "a", "x"):
            bench.app.clear_notifications()
            await bench.press(key)
            assert bench.said == ["Suggestions are hidden; Z shows them."]
        assert bench.desk.codings == []
        await bench.press("Z")
        assert suggested(bench) == [PRESS, NET, DRILL]


async def test_a_study_can_switch_them_off(begun_folder: Path) -> None:
    settings = f'{SETTINGS}show = "never"\n'
    (begun_folder / "qcode.toml").write_text(settings, "utf-8")
    async with read(begun_folder) as bench:
        for key in ("s", "S", "A", "Z"):
            bench.app.clear_notifications()
            await bench.press(key)
            assert bench.said == [
                "This study has suggestions switched off: "
                'show = "never" under [suggestions] in qcode.toml.'
            ]
        assert _says_nothing_of_suggestions(bench)
        assert not bench.coding.is_reading


async def test_a_study_can_show_them_from_the_first_document_on(
    fresh_folder: Path,
) -> None:
    settings = f'{SETTINGS}show = "always"\n'
    (fresh_folder / "qcode.toml").write_text(settings, "utf-8")
    async with read(fresh_folder) as bench:
        assert suggested(bench) == [PRESS, NET, DRILL]


async def test_what_was_computed_before_is_there_before_the_study_is_read(
    begun_folder: Path,
) -> None:
    keep(begun_folder, [(NET, "netze", 0.9, [])], "of another day")
    async with opened(begun_folder) as bench:
        await bench.until(lambda: suggested(bench) == [NET])
        await caught_up(bench)
        assert suggested(bench) == [PRESS, NET, DRILL]


async def test_keys_act_while_the_study_is_read(begun_folder: Path) -> None:
    async with read(begun_folder) as bench:
        code_elsewhere(begun_folder, ANNA, DRILL)
        # Somebody else writes: what is computed cannot be stored until they are done.
        with closing(sqlite3.connect(begun_folder / "qcode.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            await bench.press("Z", "Z", "s", "s")
            assert bench.selected == NET
            assert "reading …" in bench.shown("#status")
            await bench.press("escape", "j")
            assert bench.here.startswith("Gab es noch mehr?")
            assert bench.coding.is_reading
            other.rollback()
        await caught_up(bench)
        assert "reading" not in bench.shown("#status")
        assert DRILL not in suggested(bench)


async def test_decisions_made_meanwhile_are_learned_by_one_reading_at_a_time(
    begun_folder: Path,
) -> None:
    async with read(begun_folder) as bench:
        most = 0
        for key in ("s", "a", "x", "u", "u", "ctrl+r", "s", "x", "s", "a"):
            await bench.press(key)
            threads = [it.name for it in threading.enumerate()]
            most = max(most, threads.count("background"))
        await caught_up(bench)
        assert most == 1
        store, coder = bench.desk.store, bench.desk.coder.id
        assert bench.desk.open is not None
        opened_id = bench.desk.open.document.id
        now = read_standing(store, coder, bench.desk.suggested.settings)
        with store.read() as connection:
            learned = suggestion_runs.states(connection, coder)
        assert learned[opened_id] == now.state
        fresh = bench.desk.suggested.refresh(opened_id)
        assert bench.desk.suggested.waiting == list(fresh)
        bench.check_drawn_is_stored()


async def test_another_document_has_its_own_suggestions(fresh_folder: Path) -> None:
    async with read(fresh_folder) as bench:
        await bench.press("Z", "]")
        await caught_up(bench)
        assert suggested(bench) == ["Wir machten eine Übung im Keller."]
        await bench.press("s", "[")
        assert bench.coding.suggestion is None
        await caught_up(bench)
        assert suggested(bench) == [PRESS, NET, DRILL]


async def test_the_one_in_view_stays_when_others_are_computed(
    begun_folder: Path,
) -> None:
    keep(begun_folder, [("Der Regen blieb bis Mai.", "netze", 0.9, [])])
    async with read(begun_folder) as bench:
        await bench.press("s")
        assert bench.selected == "Der Regen blieb bis Mai."
        await bench.code(PRESS, "1")
        bench.transcript.select(bench.desk.suggested.waiting[0].span)
        await bench.press("s")
        in_view = bench.coding.suggestion
        await caught_up(bench)
        assert bench.coding.suggestion is not None
        assert in_view is not None
        assert bench.coding.suggestion.id == in_view.id


async def test_what_hinders_them_is_said_once(begun_folder: Path) -> None:
    settings = '[suggestions.pipelines]\nde = "de_no_such_pipeline"\n'
    (begun_folder / "qcode.toml").write_text(settings, "utf-8")
    async with read(begun_folder) as bench:
        await bench.press("1")
        await caught_up(bench)
        await bench.press("u")
        await caught_up(bench)
        about = [it for it in bench.said if "de_no_such_pipeline" in it]
        assert len(about) == 1


PROGRAM = """
import asyncio, sys
from pathlib import Path
from qcode.operations.workspace import open_workspace
from qcode.tui.app import QcodeApp
from qcode.tui.screens.coding import CodingScreen

async def run(folder):
    with open_workspace(folder) as workspace:
        app = QcodeApp(workspace, "KM")
        async with app.run_test() as pilot:
            while not isinstance(app.screen, CodingScreen):
                await pilot.pause(0.02)
            # What is drawn and what is begun then; the document is read to its end.
            await pilot.pause(0.3)
            while app.screen.is_reading:
                await pilot.pause(0.02)
    print("spacy" in sys.modules)

asyncio.run(run(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("is_begun", [False, True], ids=["hidden", "shown"])
def test_spacy_is_loaded_only_where_suggestions_are_shown(
    fresh_folder: Path, is_begun: bool
) -> None:
    if is_begun:
        code_first_document(fresh_folder)
    command = [sys.executable, "-c", PROGRAM, str(fresh_folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == [str(is_begun)]
