"""Who acts."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]

ADD = ("coding", "add", "--document", "anna", "--span", "0:2", "--code", "netze")


def coders(read: Read) -> list[str]:
    return [coder["handle"] for coder in read("coders")]


@pytest.mark.parametrize(
    "command",
    [ADD, ("memo", "add", "--document", "anna", "Text"), ("undo",), ("redo",)],
)
def test_nothing_is_done_under_a_guessed_name(
    run: Run, read: Read, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "nutzerin")
    result = run(*command, coder=None)
    assert result.exit_code == 1
    assert "It is not known who is coding." in result.stderr
    assert coders(read) == []


def test_the_environment_names_the_coder(
    run: Run, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QCODE_CODER", "Ümit")
    assert run(*ADD, coder=None).exit_code == 0
    assert coders(read) == ["Ümit"]


def test_the_option_goes_before_the_environment(
    run: Run, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QCODE_CODER", "Ümit")
    run(*ADD, coder="anna")
    assert coders(read) == ["anna"]


def test_who_acted_last_in_this_study_acts_again(run: Run, read: Read) -> None:
    run(*ADD, coder="Bea")
    assert "You already coded" in run(*ADD, coder=None).stderr


def test_reading_lets_nobody_in(run: Run, read: Read) -> None:
    run("documents", coder="Carl")
    assert coders(read) == []
    assert run(*ADD, coder=None).exit_code == 1


@pytest.mark.parametrize("handle", ["", "  ", "a\x1b[31mb"])
def test_a_coder_needs_a_name_that_can_be_shown(
    run: Run, read: Read, handle: str
) -> None:
    assert run(*ADD, coder=handle).exit_code == 1
    assert coders(read) == []
