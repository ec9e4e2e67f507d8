"""The study's own keys and theme, and who codes."""

from pathlib import Path

import pytest

from qcode.tui.screens.coder_entry import CoderEntry
from tests.tui.bench import Bench, opened


def settle_on(folder: Path, settings: str) -> None:
    (folder / "qcode.toml").write_text(settings, "utf-8")


async def test_a_key_can_be_set_anew_in_the_study(folder: Path) -> None:
    settle_on(folder, '[keys]\n"coding.repeat" = "r"\n')
    async with opened(folder) as bench:
        await bench.press("3", "j", "r")
        assert len(bench.stored()) == 2
        await bench.press("j", "full_stop")
        assert len(bench.stored()) == 2


async def test_hints_show_the_key_that_was_set_anew(folder: Path) -> None:
    settle_on(folder, '[keys]\n"coding.repeat" = "r"\n')
    async with opened(folder) as bench:
        assert "r again" in bench.shown("#status")
        assert ". again" not in bench.shown("#status")


async def test_the_help_shows_the_key_that_was_set_anew(folder: Path) -> None:
    settle_on(folder, '[keys]\n"coding.repeat" = "r,f5"\n')
    async with opened(folder) as bench:
        rows = dict(bench.coding._key_groups())["Coding"]
        assert ("r f5", "Apply the last code again", "coding.repeat") in rows


async def test_a_key_of_the_transcript_can_be_set_anew_too(folder: Path) -> None:
    settle_on(folder, '[keys]\n"transcript.next-sentence" = "s"\n')
    async with opened(folder) as bench:
        await bench.go("Alle halfen")
        await bench.press("s")
        assert bench.here.startswith("Niemand")
        assert "s sentence" in bench.shown("#status")


async def test_the_theme_of_the_study_is_taken(folder: Path) -> None:
    settle_on(folder, 'theme = "textual-light"\n')
    async with opened(folder) as bench:
        assert bench.app.theme == "textual-light"


@pytest.mark.parametrize(
    "settings",
    ['theme = "no-such-theme"\n', '[keys]\n"coding.nothing" = "r"\n', ""],
)
async def test_what_is_unknown_in_the_settings_is_left_out(
    folder: Path, settings: str
) -> None:
    settle_on(folder, settings)
    async with opened(folder) as bench:
        await bench.press("1")
        assert len(bench.stored()) == 1


async def test_two_actions_on_one_key_do_not_crash(folder: Path) -> None:
    settle_on(folder, '[keys]\n"coding.repeat" = "c"\n"coding.undo" = ""\n')
    async with opened(folder) as bench:
        await bench.press("1", "c", "question_mark", "escape", "u")
        assert bench.app.screen is bench.coding


async def ask(bench: Bench) -> CoderEntry:
    assert isinstance(bench.app.screen, CoderEntry)
    return bench.app.screen


async def test_without_a_handle_the_coder_is_asked(folder: Path) -> None:
    async with opened(folder, None) as bench:
        await ask(bench)
        await bench.press("ctrl+u", "K", "M", "enter")
        assert "coder KM" in bench.shown("#status")
        await bench.press("1")
        assert [coder for _, coder, _ in bench.stored()] == ["KM"]


async def test_an_empty_handle_is_not_taken(folder: Path) -> None:
    async with opened(folder, None) as bench:
        await ask(bench)
        await bench.press("ctrl+u", "enter", "space", "enter")
        await ask(bench)


async def test_escape_at_the_question_quits(folder: Path) -> None:
    async with opened(folder, None) as bench:
        bench.app.simulate_key("escape")
        await bench.until(lambda: not bench.app.is_running)


async def test_the_handle_is_remembered_for_the_study(folder: Path) -> None:
    async with opened(folder, None) as bench:
        await bench.press("ctrl+u", "K", "M", "enter")
        state, study_id = bench.app.workspace.state, bench.app.workspace.study_id
        assert state.last_handle(study_id) == "KM"
