import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def test_people_get_codes_by_values_with_the_bases(run: Run, coded: list[str]) -> None:
    result = run("crosstab", "--by", "attribute:city", "--distinct")
    assert result.stdout == (
        "code                       A (n=1)  B (n=1)\n"
        "Personal                         1        1\n"
        "  Engagement                     1        1\n"
        "  Erfahrung im Krisenstab        1        0\n"
    )
    assert "In 6 of 6 cells fewer than 5 documents are expected" in result.stderr


def test_other_figures_are_shown_on_request(run: Run, coded: list[str]) -> None:
    asked = ("crosstab", "--by", "attribute:city", "--distinct", "--show")
    row = run(*asked, "row").stdout.splitlines()[-1]
    assert row.split()[-4:] == ["100", "%", "0", "%"]
    column = run(*asked, "column").stdout.splitlines()[1]
    assert column.split()[-4:] == ["100", "%", "100", "%"]
    residual = run(*asked, "residual")
    assert residual.stdout.splitlines()[-1].split()[-2:] == ["+1.4*", "-1.4*"]
    assert residual.stdout.splitlines()[1].strip() == "Personal"
    assert "They are marked *." in residual.stderr


def test_each_coder_has_a_block(run: Run, coded: list[str]) -> None:
    lines = run("crosstab", "--by", "kind").stdout.splitlines()
    assert lines[0] == "Bea"
    assert "anna" in lines


def test_it_is_said_where_nothing_was_coded(run: Run) -> None:
    result = run("crosstab", "--by", "kind")
    assert result.stdout == ""
    assert result.stderr.endswith("Nothing was coded that could be counted.\n")
    result = run("segments", "--where", "kind:interview")
    assert result.stdout == ""
    assert result.stderr == "There are no such coded segments.\n"


def test_json_has_all_figures_of_each_cell(read: Read, coded: list[str]) -> None:
    found = read("crosstab", "--by", "kind", "--coder", "anna")
    assert list(found) == ["unit", "base", "dimension", "warning", "rows"]
    assert found["rows"][0] == {
        "code": "personal",
        "value": "interview",
        "count": 1,
        "base": 1,
        "row_percent": 100,
        "column_percent": 100,
        "total_percent": 100,
        "expected": 1,
        "residual": None,
        "small": True,
    }


def test_a_file_holds_a_row_for_each_cell(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    assert run("crosstab", "--by", "case", "--distinct", "-o", path).exit_code == 0
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["code"], row["case"], row["count"]) for row in rows] == [
        ("personal", "anna-01", "1"),
        ("personal", "bodo-02", "1"),
        ("engagement", "anna-01", "1"),
        ("engagement", "bodo-02", "1"),
        ("erfahrung", "anna-01", "1"),
        ("erfahrung", "bodo-02", "0"),
    ]


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--by", "speaker"), 2, "'speaker' is none of them"),
        (("--by", "attribute:farbe"), 1, "There is no attribute 'farbe'."),
        ((), 2, "Missing option '--by'"),
        (("--by", "kind", "--count", "words"), 2, "Invalid value for '--count'"),
    ],
)
def test_what_has_no_crosstab_is_said(
    run: Run, coded: list[str], options: tuple[str, ...], status: int, message: str
) -> None:
    result = run("crosstab", *options)
    assert result.exit_code == status
    assert message in result.stderr
