"""Text with markup and escape sequences does nothing to the terminal."""

from pathlib import Path

import pytest

from tests.terminal.tmux import Terminal, program, run
from tests.tui.conftest import ANNA, CODEBOOK

pytestmark = pytest.mark.terminal

# Title, bell, leaving the alternate screen, hiding the cursor, and clearing.
ATTACK = "\x1b]0;taken\x07\x1b[?1049l\x1b[?25l\x1b[2J\x9b2J[bold]fett[/]"
DEFINITION = r'"Rot: \e[31mrot \e]0;taken\a Ende [bold]fett[/]"'


@pytest.fixture
def hostile(untouched: Path) -> Path:
    """A study whose transcript and codebook try to act upon the terminal."""
    (untouched / "corpus" / "anna-01.txt").write_bytes(f"{ATTACK}\n{ANNA}".encode())
    hostile = CODEBOOK.replace("Einsatz über das Übliche hinaus.", DEFINITION)
    (untouched / "codebook.yaml").write_text(hostile, "utf-8")
    return untouched


def test_hostile_text_is_drawn_as_text_and_harms_nothing(
    pane: Terminal, hostile: Path
) -> None:
    pane.open(["sh"])
    pane.tmux("select-pane", "-T", "mine")
    pane.type(" ".join([*program(), "--study", str(hostile), "--coder", "KM"]))
    pane.press("Enter")
    pane.wait_for("? keys")
    pane.wait_for("[bold]fett")
    assert "␛]0;taken␇␛[?1049l␛[?25l" in pane.screen()
    pane.press("1")
    pane.wait_for("Rot: ␛[31mrot")
    pane.press("m")
    pane.wait_for("an empty memo is removed")
    pane.press("Escape")
    pane.wait_without("an empty memo is removed")
    assert pane.ask("alternate_on") == "1"
    assert pane.ask("pane_title") != "taken"
    pane.press("q")
    pane.wait_until(lambda: pane.ask("alternate_on") == "0", "shell")
    pane.type("echo sound$((40+2))")
    pane.press("Enter")
    pane.wait_for("sound42")
    assert pane.ask("cursor_flag") == "1"
    assert pane.ask("mouse_any_flag") == "0"
    assert pane.ask("pane_title") != "taken"


def test_a_hostile_memo_is_drawn_and_edited_as_text(
    pane: Terminal, untouched: Path
) -> None:
    memo = ("memo", "add", "--document", "anna-01", f"Achtung {ATTACK}")
    added = run(untouched, *memo)
    assert added.returncode == 0, added.stderr
    pane.open_study(untouched)
    pane.wait_for("Document memo: Achtung")
    pane.wait_for("␛]0;taken␇␛[")
    pane.press("m")
    pane.wait_for("an empty memo is removed")
    pane.wait_for("[bold]fett")
    assert pane.ask("alternate_on") == "1"
    assert pane.ask("pane_title") != "taken"
    pane.press("Escape")
    pane.wait_without("an empty memo is removed")
    pane.quit()
    assert pane.ask("pane_title") != "taken"
