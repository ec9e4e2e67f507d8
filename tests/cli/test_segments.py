import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import load_workbook

Run = Callable[..., Result]
Read = Callable[..., Any]

KEYS = [
    *("id", "document", "start", "end", "text", "code", "path", "coder"),
    *("origin", "memo", "stance", "speaker", "line", "before", "after", "time"),
]


def test_a_segment_comes_with_its_place_and_context(
    read: Read, coded: list[str]
) -> None:
    segment = read("segments", "--document", "anna")[0]
    assert list(segment) == KEYS
    assert segment == {
        "id": coded[0],
        "document": "anna-01",
        "start": 19,
        "end": 24,
        "text": "Gut \U0001f600",
        "code": "engagement",
        "path": "Personal > Engagement",
        "coder": "anna",
        "origin": "hand",
        "memo": "",
        "stance": None,
        "speaker": "B",
        "line": 2,
        "before": "I: Wie ging es?\nB: ",
        "after": (
            ", sehr engagiert.\nI: Und sonst?\nB: Wir ko\u0308nnen das. [bold]Ja[/]\n"
        ),
        "time": "",
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), [0, 1, 2]),
        (("--code", "personal"), [0, 1, 2]),
        (("--code", "engagement"), [0, 2]),
        (("--document", "bodo"), [2]),
        (("--coder", "BEA"), [2]),
        (("--attribute", "city=A"), [0, 1]),
        (("--attribute", "city = A", "--code", "erfahrung"), [1]),
        (("--attribute", "city=Z"), []),
        (("--origin", "hand", "--coder", "BEA"), [2]),
        (("--origin", "suggestion"), []),
    ],
)
def test_segments_can_be_narrowed(
    read: Read, coded: list[str], options: tuple[str, ...], expected: list[int]
) -> None:
    found = [segment["id"] for segment in read("segments", *options)]
    assert found == [coded[index] for index in expected]


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--coder", "Carl"), 1, "There is no coder 'Carl'."),
        (("--attribute", "stadt=A"), 1, "Known are: city, role."),
        (("--attribute", "city"), 2, "is not name and value"),
        (("--code", "vertrauens"), 1, "fits 2"),
    ],
)
def test_what_is_not_there_is_named(
    run: Run, coded: list[str], options: tuple[str, ...], status: int, message: str
) -> None:
    result = run("segments", *options)
    assert result.exit_code == status
    assert result.stdout == ""
    assert message in result.stderr


def test_the_table_shows_segments_on_a_line_each(run: Run, coded: list[str]) -> None:
    run(*("coding", "add", "--document", "anna"), "--span", "0:22", "--code", "netze")
    lines = run("segments").stdout.splitlines()
    assert len(lines) == 5
    assert lines[1].endswith("I: Wie ging es?⏎B: Gut")


def test_a_json_file_holds_what_json_prints(
    run: Run, read: Read, coded: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "out.json"
    result = run("segments", "-o", path)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert json.loads(path.read_text("utf-8")) == read("segments")


def test_a_csv_file_holds_them_and_runs_no_formula(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    options = ("--document", "bodo", "--span", "20:24", "--code", "netze")
    run("coding", "add", *options)
    path = tmp_path / "out.csv"
    assert run("segments", "-o", path).exit_code == 0
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == KEYS
    texts = [row["text"] for row in rows]
    assert texts[0] == "Gut \U0001f600"
    assert texts[2:] == ["\u05e9\u05dc\u05d5\u05dd", "'=1+1"]


def test_an_xlsx_file_holds_them(run: Run, coded: list[str], tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert run("segments", "-o", path).exit_code == 0
    sheet = load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[1]] == KEYS
    assert sheet.max_row == 4


def test_an_existing_file_stays_where_nothing_can_be_written(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "out.pdf"
    path.write_text("alt")
    result = run("segments", "-o", path)
    assert result.exit_code == 2
    assert path.read_text() == "alt"
    assert run("segments", "-o", tmp_path / "no" / "folder.csv").exit_code == 1


def test_excel_de_without_a_csv_file_is_wrong_usage(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    assert run("segments", "--excel-de").exit_code == 2
    assert run("segments", "--excel-de", "-o", tmp_path / "x.xlsx").exit_code == 2


def test_a_segment_tells_when_it_was_said(run: Run, read: Read, tmp_path: Path) -> None:
    path = tmp_path / "clara-03.txt"
    path.write_text("[00:00:07] I: Na?\n[00:01:02] B: Gut so.\n", "utf-8")
    run("import", path)
    span = "32:39"
    run("coding", "add", "--document", "clara", "--span", span, "--code", "netze")
    (segment,) = read("segments", "--document", "clara")
    assert (segment["text"], segment["time"]) == ("Gut so.", "00:01:02")
