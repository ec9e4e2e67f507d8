"""Ending the program with SIGKILL loses nothing that was drawn as done."""

import json
import re
from pathlib import Path

import pytest

from tests.terminal.tmux import Terminal, run

pytestmark = pytest.mark.terminal

_COUNT = re.compile(r"Engagement (\d+) \[1\]")


def drawn(pane: Terminal) -> int:
    """Return how many codings the tree of codes shows."""
    found = _COUNT.search(pane.screen())
    return int(found[1]) if found else 0


def stored(folder: Path) -> list[dict[str, object]]:
    listed = run(folder, "coding", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    found: list[dict[str, object]] = json.loads(listed.stdout)
    return found


def test_every_coding_that_was_drawn_is_there_after_a_kill(
    pane: Terminal, untouched: Path
) -> None:
    typed, known = 0, 0
    for more in (1, 2, 1, 4, 3):
        pane.open_study(untouched)
        pane.wait_until(lambda: drawn(pane) == known, f"{known} codings")  # noqa: B023
        # A killed program does not remember the place: past what is coded.
        pane.press(*["j"] * known, *["1", "j"] * 6)
        typed += 6
        goal = known + more
        pane.wait_until(lambda: drawn(pane) >= goal, f"{goal} codings")  # noqa: B023
        seen = drawn(pane)
        pane.kill()
        codings = stored(untouched)
        known = len(codings)
        assert seen <= known <= typed
        assert {c["code"] for c in codings} == {"engagement"}
        checked = run(untouched, "doctor")
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_code_made_before_a_kill_is_written_to_the_file_on_reopening(
    pane: Terminal, untouched: Path
) -> None:
    pane.open_study(untouched)
    pane.press("c")
    pane.wait_for("Enter applies")
    pane.type("Nachbarn")
    pane.wait_for("New code Nachbarn")
    pane.press("Up", "Enter")
    pane.wait_for("Nachbarn 1")
    pane.kill()
    assert [coding["code"] for coding in stored(untouched)] == ["nachbarn"]
    pane.open_study(untouched)
    pane.wait_for("Nachbarn 1")
    codebook = untouched / "codebook.yaml"
    pane.wait_until(
        lambda: "key: nachbarn" in codebook.read_text("utf-8"), "code in the file"
    )
    pane.quit()
    assert run(untouched, "doctor").returncode == 0


def test_a_memo_that_was_drawn_is_there_after_a_kill(
    pane: Terminal, untouched: Path
) -> None:
    pane.open_study(untouched)
    pane.press("m")
    pane.wait_for("an empty memo is removed")
    pane.type("Nachfragen")
    pane.wait_for("Nachfragen")
    pane.press("C-s")
    pane.wait_for("Document memo: Nachfragen")
    pane.kill()
    pane.open_study(untouched)
    pane.wait_for("Document memo: Nachfragen")
    pane.quit()
