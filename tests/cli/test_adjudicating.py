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


@pytest.fixture
def finished(run: Run, coded: list[str]) -> list[str]:
    """Both coders have finished anna-01, where anna put two codes."""
    for coder in ("anna", "Bea"):
        run("finish", "anna", coder=coder)
    return coded


def _ids(read: Read) -> dict[str, str]:
    listed = read("adjudicate", "list", "--document", "anna")["differences"]
    return {it["code"]: it["id"] for it in listed}


def _consensus(read: Read) -> list[tuple[str, int, int]]:
    return [
        (it["code"], it["start"], it["end"])
        for it in read("coding", "list")
        if it["coder"] == "consensus"
    ]


def test_differences_are_settled_listed_and_reopened(
    run: Run, read: Read, finished: list[str]
) -> None:
    ids = _ids(read)
    settled = run("adjudicate", "settle", ids["engagement"], "first", "--why", "Klar.")
    assert "1 coding went into the consensus set" in settled.stderr
    listed = read("adjudicate", "list", "--all")["differences"]
    (told,) = [it for it in listed if it["settled_by"] is not None]
    assert (told["decision"], told["why"]) == ("first", "Klar.")
    assert told["taken"] == [[19, 24]]
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


def test_one_decides_over_another_when_one_says_so(
    run: Run, read: Read, finished: list[str]
) -> None:
    wanted = _ids(read)["engagement"]
    run("adjudicate", "settle", wanted, "neither", "--why", "Zu knapp", coder="Bea")
    refused = run("adjudicate", "settle", wanted, "first").stderr
    assert "neither (Zu knapp)" in refused
    assert "--over" in refused
    settled = run("adjudicate", "settle", wanted, "first", "--over")
    assert "This gave way: Bea had decided neither (Zu knapp)." in settled.stderr
    assert _consensus(read) == [("engagement", 19, 24)]
    assert run("undo").exit_code == 0
    assert _consensus(read) == []


def test_several_spans_are_drawn_anew(
    run: Run, read: Read, finished: list[str]
) -> None:
    spans = ("--span", "19:21", "--span", "22:24")
    run("adjudicate", "settle", _ids(read)["engagement"], "redrawn", *spans)
    assert _consensus(read) == [("engagement", 19, 21), ("engagement", 22, 24)]


def test_reopening_tells_what_was_decided(
    run: Run, read: Read, finished: list[str]
) -> None:
    wanted = _ids(read)["engagement"]
    assert "Nothing is decided" in run("adjudicate", "reopen", wanted).stderr
    run("adjudicate", "settle", wanted, "first", "--why", "Klar", coder="Bea")
    told = run("adjudicate", "reopen", wanted[:8]).stderr
    assert told.splitlines()[-1] == "Reopened (anna); Bea had decided first (Klar)."


def test_why_is_said_later(run: Run, read: Read, finished: list[str]) -> None:
    wanted = _ids(read)["engagement"]
    run("adjudicate", "settle", wanted, "first")
    assert run("adjudicate", "explain", wanted, "--why", "Darum").exit_code == 0
    told = read("adjudicate", "list", "--all")["differences"]
    assert [it["why"] for it in told if it["why"] is not None] == ["Darum"]
    result = run("adjudicate", "explain", wanted, "--why", "Nein", coder="Bea")
    assert (result.exit_code, "anna's" in result.stderr) == (1, True)


def test_documents_that_not_both_have_finished_are_left_out_and_named(
    run: Run, read: Read, finished: list[str]
) -> None:
    found = read("adjudicate", "list")
    assert (found["first"], found["second"]) == ("anna", "Bea")
    assert found["documents"] == ["anna-01"]
    assert found["excluded"] == [
        {"document": "bodo-02", "reason": "not finished", "coders": ["anna", "Bea"]}
    ]
    assert {it["document"] for it in found["differences"]} == {"anna-01"}
    said = run("adjudicate", "list").stderr
    assert "Left out, not finished by anna, Bea: bodo-02." in said
    found = read("adjudicate", "list", "--with-unfinished")
    assert found["excluded"] == []
    (there,) = [it for it in found["differences"] if it["document"] == "bodo-02"]
    result = run("adjudicate", "settle", there["id"], "neither")
    assert result.exit_code == 1
    assert "bodo-02 is left out (not finished by anna, Bea)" in result.stderr
    settle = ("adjudicate", "settle", there["id"], "neither", "--with-unfinished")
    assert run(*settle).exit_code == 0


def test_what_is_alike_is_listed_and_taken_in_the_documents_named(
    run: Run, read: Read, finished: list[str]
) -> None:
    place = ("--document", "anna", "--span", "19:24", "--code", "engagement")
    run("coding", "add", *place, coder="Bea")
    said = run("adjudicate", "list").stderr
    assert "1 place coded alike: `qcode adjudicate alike` takes them." in said
    listed = read("adjudicate", "list", "--alike")["differences"]
    assert [it["code"] for it in listed if it["kind"] == "alike"] == ["engagement"]
    elsewhere = run("adjudicate", "alike", "--document", "bodo")
    assert elsewhere.exit_code == 1
    assert _consensus(read) == []
    taken = run("adjudicate", "alike", "--document", "anna")
    assert "Took 1 coding that both made alike." in taken.stderr
    assert _consensus(read) == [("engagement", 19, 24)]


def _filled_in(path: Path, **cells: str) -> None:
    """Fill in the row of a code in a table that `list -o` wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["code"] == "engagement":
            row |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_table_is_written_filled_in_and_read_back(
    run: Run, read: Read, finished: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "differences.csv"
    run("memo", "write", finished[0], "Nur hier?")
    written = run("adjudicate", "list", "-o", path)
    assert "Wrote 2 rows to" in written.stderr
    _filled_in(path, decision="Redrawn", spans="22-24, 19:21", why="-: genauer")
    foreseen = run("adjudicate", "settle", "--table", path, "--dry-run")
    assert foreseen.stderr.splitlines()[-1] == (
        "1 difference to settle, 1 left open (nothing was changed)."
    )
    assert _consensus(read) == []
    settled = run("adjudicate", "settle", "--table", path)
    assert settled.stderr.splitlines()[-1] == "1 difference settled, 1 left open."
    assert _consensus(read) == [("engagement", 19, 21), ("engagement", 22, 24)]
    run("adjudicate", "list", "--all", "-o", path)
    again = run("adjudicate", "settle", "--table", path)
    assert again.stderr.splitlines()[-1] == (
        "0 differences settled, 1 settled so already, 1 left open."
    )
    (told,) = [
        it["why"]
        for it in read("adjudicate", "list", "--all")["differences"]
        if it["why"]
    ]
    assert told == "-: genauer"


def test_a_row_that_cannot_be_is_named_in_one_line_and_nothing_is_settled(
    run: Run, read: Read, finished: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(
        "document,code,start,end,decision,spans\n"
        "anna-01,engagement,19,24,first,\n"
        "anna-01,engagement,19,25,first,\n"
        "anna-01,erfahrung,31,40,redrawn,50-60\n"
    )
    result = run("adjudicate", "settle", "--table", path)
    assert result.exit_code == 1
    assert result.stderr.strip() == (
        "Error: Nothing was settled: row 3 (anna-01, engagement, 19-25): neither coded "
        "from 19 to 25 with this code; what they coded stands at 19-24. --dry-run "
        "lists all 2 such rows."
    )
    assert _consensus(read) == []
    foreseen = run("adjudicate", "settle", "--table", path, "--dry-run")
    assert foreseen.exit_code == 0
    titles, *rows = foreseen.stdout.splitlines()
    assert [row.split()[1] for row in rows] == ["3", "4"]
    found = read("adjudicate", "settle", "--table", path, "--dry-run")
    assert {fate: len(rows) for fate, rows in found.items()} == {
        "settled": 1,
        "same": 0,
        "open": 0,
        "refused": 2,
    }


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("abc",),
        ("abc", "first", "--span", "1:2"),
        ("abc", "first", "--table", "x.csv"),
        ("abc", "first", "--dry-run"),
        ("--table", "x.csv", "--why", "Darum"),
    ],
)
def test_settling_is_either_about_one_or_about_a_table(
    run: Run, finished: list[str], arguments: tuple[str, ...]
) -> None:
    assert run("adjudicate", "settle", *arguments).exit_code == 2


def test_tables_are_written_in_three_forms_with_the_same_differences(
    run: Run, read: Read, finished: list[str], tmp_path: Path
) -> None:
    for name in ("a.csv", "a.xlsx", "a.json"):
        assert run("adjudicate", "list", "-o", tmp_path / name).exit_code == 0
    told = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert told == read("adjudicate", "list")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    cells = [["" if it is None else str(it) for it in row] for row in sheet.values]
    assert cells == rows
    assert [row[0] for row in rows[1:]] == [it["id"] for it in told["differences"]]


def test_nothing_alike_is_said(run: Run, finished: list[str]) -> None:
    result = run("adjudicate", "alike")
    assert result.exit_code == 1
    assert "alike" in result.stderr


def test_whose_differences_must_be_known(run: Run, coded: list[str]) -> None:
    result = run("adjudicate", "list")
    assert result.exit_code == 1
    assert "--between" in result.stderr
    assert run("adjudicate", "list", "--between", "anna", "Bea").exit_code == 0
