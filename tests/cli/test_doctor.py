import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def damage(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "qcode.db")
    with connection:
        connection.execute(statement)
    connection.close()


def test_a_whole_study_ends_with_status_0(run: Run, coded: list[str]) -> None:
    result = run("doctor")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "2 documents, 3 codings" in result.stderr


def test_what_was_looked_at_is_counted(read: Read, coded: list[str]) -> None:
    assert read("doctor") == {
        "documents": 2,
        "codings": 3,
        "entries": 6,
        "damages": [],
        "withheld": [],
    }


def test_damage_is_told_in_a_line_each_with_status_3(
    run: Run, folder: Path, coded: list[str]
) -> None:
    damage(folder, "UPDATE codings SET start_offset = start_offset + 1")
    result = run("doctor")
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 3
    assert "3 damages found" in result.stderr


def test_a_changed_past_is_damage(run: Run, folder: Path, coded: list[str]) -> None:
    damage(folder, "UPDATE journal SET verb = 'memo written' WHERE number = 5")
    result = run("doctor", "--json")
    assert result.exit_code == 3
    damages = json.loads(result.stdout)["damages"]
    assert any("journal entry 5" in line for line in damages)
