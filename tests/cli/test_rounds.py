from collections.abc import Callable
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def _round(run: Run) -> None:
    both = ("--with", "anna", "--with", "Bea")
    assert run("round", "open", "R1", *both, coder="Lead").exit_code == 0


def test_a_coder_sees_and_exports_only_their_own_while_a_round_is_open(
    run: Run, coded: list[str]
) -> None:
    _round(run)
    listed = run("coding", "list", coder="Bea")
    assert "Round R1 is blind" in listed.stderr
    assert "anna-01" not in listed.stdout
    assert "bodo-02" in listed.stdout
    assert "anna-01" in run("coding", "list", coder="anna").stdout
    assert "anna-01" in run("coding", "list", coder="Lead").stdout


def test_agreement_waits_until_the_round_is_over(run: Run, coded: list[str]) -> None:
    _round(run)
    result = run("agreement", "--between", "anna", "--between", "Bea")
    assert result.exit_code == 1
    assert "blind until all its coders have finished" in result.stderr


def test_rounds_are_listed_and_closed(run: Run, read: Read, coded: list[str]) -> None:
    _round(run)
    run("finish", "anna", coder="anna")
    (line,) = read("round", "list")
    assert (line["name"], line["finished"], line["needed"]) == ("R1", 1, 4)
    early = run("round", "close", "R1", coder="Lead")
    assert early.exit_code == 1
    assert "--early" in early.stderr
    assert run("round", "close", "R1", "--early", coder="Lead").exit_code == 0
    assert read("round", "list")[0]["closed_at"] is not None
    assert "is blind" not in run("coding", "list", coder="Bea").stderr
