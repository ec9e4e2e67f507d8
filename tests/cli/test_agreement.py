from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
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


def test_the_table_says_what_was_counted_and_what_was_left_out(
    run: Run, finished: list[str]
) -> None:
    result = run("agreement")
    assert result.exit_code == 0
    assert "anna and Bea: 1 document that all finished" in result.stderr
    assert "Left out, not finished by anna, Bea: bodo-02." in result.stderr
    head = result.stdout.splitlines()[0].split()
    assert head[:7] == [
        "code",
        "present",
        "percent",
        "kappa",
        "alpha",
        "AC1",
        "u-alpha",
    ]


def test_json_has_a_number_or_the_reason_for_none(
    read: Read, finished: list[str]
) -> None:
    found = read("agreement")
    assert found["coders"] == ["anna", "Bea"]
    assert found["documents"] == ["anna-01"]
    assert found["excluded"] == [
        {"document": "bodo-02", "reason": "not finished", "coders": ["anna", "Bea"]}
    ]
    by_code = {row["code"]: row for row in found["codes"]}
    assert by_code["netze"]["alpha"] == {"undefined": "one-category"}
    assert isinstance(by_code["engagement"]["percent"], float)
    assert set(found["overall"]) == {"mean", "pooled"}


def test_files_hold_a_row_for_each_code_and_the_whole(
    run: Run, finished: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "agreement.xlsx"
    assert run("agreement", "-o", path).exit_code == 0
    rows = list(openpyxl.load_workbook(path).active.values)  # type: ignore[union-attr]
    assert rows[0][:6] == ("what", "code", "path", "units", "prevalence", "percent")
    assert {row[0] for row in rows[1:]} == {"code", "family", "mean", "pooled"}


def test_confusion_shows_who_put_what_where(run: Run, finished: list[str]) -> None:
    result = run("agreement", "--any", "--confusion")
    assert result.stdout.splitlines()[0].split() == ["anna", "Bea", "units"]
    assert "engagement" in result.stdout
    cell = run("agreement", "--any", "--cell", "engagement", "-")
    assert cell.stdout.splitlines()[1].startswith("anna-01")


def test_without_two_who_finished_that_is_said(run: Run, coded: list[str]) -> None:
    result = run("agreement")
    assert result.exit_code == 1
    assert "qcode finish" in result.stderr
