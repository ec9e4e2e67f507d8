import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Run


def test_a_synchronised_folder_is_warned_of_once_on_stderr(
    run: Run, coded: list[str], folder: Path
) -> None:
    (folder / ".stfolder").mkdir()
    first = run("coding", "list", "--json")
    assert len(json.loads(first.stdout)) == 3
    assert first.stderr.startswith(f"Warning: {folder / 'qcode.db'} lies in a folder")
    assert first.stderr.count("\n") == 1
    assert run("coding", "list", "--json").stderr == ""


def test_a_quiet_command_leaves_the_warning_to_the_next(
    run: Run, call: Callable[..., object], coded: list[str], folder: Path
) -> None:
    (folder / ".stfolder").mkdir()
    assert run("--quiet", "documents").stderr == ""
    assert "Syncthing" in run("documents").stderr
