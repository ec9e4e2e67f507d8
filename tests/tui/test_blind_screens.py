"""No screen shows a blind coder anything of what another coder did."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.blind_copies import SECRET, two_copies
from tests.tui.bench import Bench, opened


async def _settled(bench: Bench) -> list[str]:
    await bench.app.workers.wait_for_complete()
    await bench.settle()
    said = bench.said
    bench.app.clear_notifications()
    await bench.settle()
    return [*bench.screen_rows(), *said]


async def _seen(folder: Path, who: str) -> dict[str, list[str]]:
    """What stands on each screen, by the keys that lead there."""
    found = {}
    async with opened(folder, who, (140, 45)) as bench:
        found["text"] = await _settled(bench)
        for key in ("M", "R", "D", "S", "E"):
            await bench.press(key)
            found[key] = await _settled(bench)
            while bench.app.screen is not bench.coding:
                await bench.press("escape")
        for key in ("T", "C"):
            await bench.press(key)
            await _settled(bench)
            listed = bench.app.screen.query_one(OptionList)
            for place, option in enumerate(listed.options):
                if not option.disabled:
                    listed.focus()
                    listed.highlighted = place
                    await bench.press("enter")
                    found[f"{key} {option.id or place}"] = await _settled(bench)
            await bench.press("escape")
    return found


@pytest.mark.slow
async def test_no_screen_tells_of_work_in_a_blind_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without, with_it = two_copies(tmp_path)
    seen = await _seen(without, "anna")
    # Where anna was in the one copy is not where she begins in the other.
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    told = await _seen(with_it, "anna")
    assert {it for it in seen | told if seen.get(it) != told.get(it)} == set()
    assert SECRET not in str(told)
    assert len(told) > 20
