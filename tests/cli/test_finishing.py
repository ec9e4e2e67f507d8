from collections.abc import Callable
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def test_finishing_is_said_and_can_be_taken_back(run: Run) -> None:
    assert "Finished anna-01 (anna)" in run("finish", "anna").stderr
    assert "Reopened anna-01 (anna)" in run("finish", "anna", "--undo").stderr


def test_reopening_what_is_not_finished_is_one_line(run: Run) -> None:
    run("documents")
    result = run("finish", "anna", "--undo")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "not finished" in result.stderr


def test_finishing_is_in_the_history(run: Run, read: Read) -> None:
    run("finish", "anna")
    assert read("history")[0]["verb"] == "document finished"
