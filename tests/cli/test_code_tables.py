import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]

ABOUT = ["title", "unit", "base", "filters", "parameters", "notes", "rows"]


@pytest.mark.parametrize(
    ("command", "row"),
    [
        (
            ["cooccurrence"],
            [
                *("coder", "first", "first_name", "second", "second_name"),
                *("first_segments", "second_segments"),
                *("count", "documents", "jaccard"),
                *("total", "total_documents", "total_jaccard"),
            ],
        ),
        (
            ["cooccurrence", "--segments"],
            [
                *("coder", "document"),
                *("first", "first_start", "first_end", "first_text"),
                *("second", "second_start", "second_end", "second_text"),
            ],
        ),
        (
            ["sequences", "--sentences", "9"],
            [
                *("coder", "first", "first_name", "second", "second_name"),
                *("count", "documents", "expected", "residual"),
            ],
        ),
        (
            ["saturation"],
            [
                *("coder", "codes", "place", "document", "new", "found"),
                *("ratio", "mean", "median", "low", "high"),
            ],
        ),
        (
            ["saturation", "--summary"],
            [
                *("coder", "codes", "documents", "found", "base", "reached"),
                *("random_times", "random_low", "random_median", "random_high"),
            ],
        ),
        (
            ["overview", "--distinct"],
            [
                *("code", "name", "path", "level", "codable"),
                *("definition", "include", "exclude", "example"),
                *("documents", "segments", "total_documents", "total_segments"),
            ],
        ),
        (
            ["similarity"],
            ["coder", "first", "second", "shared", "either", "jaccard", "cosine"],
        ),
        (
            ["portrait", "anna"],
            [
                *("coder", "start", "end", "start_share", "end_share", "lane", "line"),
                *("code", "name", "family", "colour"),
            ],
        ),
        (
            ["portrait", "anna", "--bins", "3"],
            [
                *("coder", "part", "start", "end", "share"),
                *("code", "name", "family", "colour"),
            ],
        ),
    ],
)
def test_json_has_the_promised_keys(
    read: Read, together: None, command: list[str], row: list[str]
) -> None:
    found = read(*command)
    assert list(found) == ABOUT
    assert list(found["rows"][0]) == row


def test_typical_words_have_the_promised_keys(read: Read, together: None) -> None:
    found = read("keyness", "--least", "1", "--words")
    assert list(found) == ABOUT
    assert found["parameters"]["words"] == "forms"


@pytest.fixture
def together(run: Run, coded: list[str]) -> None:
    """Let a second code overlap, and one follow, in both documents."""
    for document, span, code in (
        ("anna-01", "19:22", "netze"),
        ("anna-01", "45:48", "netze-aussen"),
        ("bodo-02", "11:15", "netze"),
    ):
        where = ["--document", document, "--span", span, "--code", code]
        assert run("--coder", "anna", "coding", "add", *where).exit_code == 0


def test_coders_stand_in_tables_of_their_own(run: Run, together: None) -> None:
    done = run("saturation", "--summary")
    assert [line for line in done.stdout.splitlines() if line in ("anna", "Bea")] == [
        "Bea",
        "anna",
    ]
    assert "Guest, Namey and Chen (2020)" in done.stderr


def test_a_matrix_is_written_with_its_provenance(
    run: Run, together: None, tmp_path: Path
) -> None:
    path = tmp_path / "together.csv"
    done = run("cooccurrence", "--distinct", "--matrix", "-o", str(path))
    assert done.exit_code == 0, done.stderr
    rows = list(csv.reader(path.open(encoding="utf-8")))
    assert rows[0][:4] == ["coder", "code", "name", "segments"]
    about = json.loads(path.with_name("together.csv.about.json").read_text("utf-8"))
    assert "overlap" in json.dumps(about)


def test_a_json_file_holds_what_is_printed(
    run: Run, read: Read, together: None, tmp_path: Path
) -> None:
    path = tmp_path / "overview.json"
    assert run("overview", "-o", str(path)).exit_code == 0
    assert json.loads(path.read_text("utf-8")) == read("overview")


@pytest.mark.parametrize(
    "arguments",
    [
        ["cooccurrence", "--by", "paragraph"],
        ["cooccurrence", "--by", "turns"],
        ["cooccurrence", "--by", "overlap:2"],
        ["cooccurrence", "--matrix", "--segments"],
        ["cooccurrence", "--total"],
        ["overview", "--excel-de"],
        ["saturation", "--threshold", "2"],
    ],
)
def test_what_makes_no_sense_is_wrong_usage(
    run: Run, coded: list[str], arguments: list[str]
) -> None:
    assert run(*arguments).exit_code == 2


def test_an_unknown_attribute_is_told(run: Run, coded: list[str]) -> None:
    done = run("cooccurrence", "--attribute", "size=large")
    assert done.exit_code == 1
    assert "size" in done.stderr


def test_before_anyone_has_coded_the_codebook_is_there_with_zeros(read: Read) -> None:
    rows = read("overview")["rows"]
    assert [it["code"] for it in rows][:2] == ["personal", "engagement"]
    assert {it["total_segments"] for it in rows} == {0}
