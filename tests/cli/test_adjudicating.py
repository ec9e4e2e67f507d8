from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


@pytest.fixture
def finished(run: Run, coded: list[str]) -> list[str]:
    """Both coders have finished anna-01, where anna put two codes."""
    for coder in ("anna", "Bea"):
        run("finish", "anna", coder=coder)
    return coded


def _ids(read: Read) -> dict[str, str]:
    listed = read("adjudicate", "list", "--document", "anna")
    return {it["code"]: it["id"] for it in listed}


def test_differences_are_settled_listed_and_reopened(
    run: Run, read: Read, finished: list[str]
) -> None:
    ids = _ids(read)
    settled = run("adjudicate", "settle", ids["engagement"], "first", "--why", "Klar.")
    assert "1 coding went into the consensus set" in settled.stderr
    (told,) = [
        it for it in read("adjudicate", "list", "--all") if it["settled_by"] is not None
    ]
    assert (told["ruling"], told["why"]) == ("first", "Klar.")
    assert told["settled_by"] == "anna"
    consensus = [it for it in read("coding", "list") if it["coder"] == "consensus"]
    assert [it["origin"] for it in consensus] == ["adjudication"]
    assert ids["engagement"] not in _ids(read).values()
    assert run("adjudicate", "reopen", ids["engagement"][:12]).exit_code == 0
    assert ids["engagement"] in _ids(read).values()


def test_a_redrawn_span_needs_its_place(run: Run, finished: list[str]) -> None:
    result = run("adjudicate", "settle", "abc", "redrawn")
    assert result.exit_code == 2
    assert "--span" in result.stderr


def test_what_is_settled_already_is_one_line(
    run: Run, read: Read, finished: list[str]
) -> None:
    wanted = _ids(read)["engagement"]
    run("adjudicate", "settle", wanted, "neither", coder="Bea")
    result = run("adjudicate", "settle", wanted, "first")
    assert result.exit_code == 1
    assert "Bea settled that" in result.stderr


def test_nothing_alike_is_said(run: Run, finished: list[str]) -> None:
    result = run("adjudicate", "alike")
    assert result.exit_code == 1
    assert "alike" in result.stderr


def test_whose_differences_must_be_known(run: Run, coded: list[str]) -> None:
    result = run("adjudicate", "list")
    assert result.exit_code == 1
    assert "--between" in result.stderr
    assert run("adjudicate", "list", "--between", "anna", "Bea").exit_code == 0
