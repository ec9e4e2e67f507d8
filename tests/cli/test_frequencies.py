import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def test_frequencies_come_with_the_promised_keys(read: Read, coded: list[str]) -> None:
    found = read("frequencies", "--coder", "anna", "--by", "document")
    assert list(found) == [
        *("unit", "beside", "base", "dimensions", "interviewer", "rows")
    ]
    assert found["unit"] == "documents"
    assert found["beside"] == "segments"
    assert found["dimensions"] == ["document"]
    assert found["base"] == {
        "documents": 2,
        "documents_coded": 1,
        "codings": 2,
        "coders": ["anna"],
        "origins": ["adjudication", "hand", "suggestion"],
    }
    assert found["rows"][0] == {
        "code": "personal",
        "document": "anna-01",
        "own": 0,
        "total": 1,
        "segments_own": 0,
        "segments_total": 2,
    }
    assert [row["code"] for row in found["rows"]] == [
        *("personal", "engagement", "erfahrung"),
    ]


def test_several_coders_are_not_summed(read: Read, coded: list[str]) -> None:
    found = read("frequencies", "--count", "codings")
    assert found["dimensions"] == ["coder"]
    totals = {(row["coder"], row["code"]): row["total"] for row in found["rows"]}
    assert totals == {
        ("anna", "personal"): 2,
        ("anna", "engagement"): 1,
        ("anna", "erfahrung"): 1,
        ("Bea", "personal"): 1,
        ("Bea", "engagement"): 1,
    }


def test_distinct_pools_the_coders(read: Read, coded: list[str]) -> None:
    found = read("frequencies", "--count", "segments", "--distinct")
    assert found["dimensions"] == []
    totals = {row["code"]: (row["own"], row["total"]) for row in found["rows"]}
    assert totals == {"personal": (0, 3), "engagement": (2, 2), "erfahrung": (1, 1)}


@pytest.mark.parametrize(
    ("dimension", "values"),
    [
        ("kind", {"interview", "workshop"}),
        ("case", {"anna-01", "bodo-02"}),
        ("speaker", {"B", "I"}),
        ("attribute:city", {"A", "B"}),
        ("coder", {"anna", "Bea"}),
    ],
)
def test_the_table_can_be_broken_down(
    read: Read, coded: list[str], dimension: str, values: set[str]
) -> None:
    found = read("frequencies", "--by", dimension, "--distinct")
    assert {row[dimension] for row in found["rows"]} == values


@pytest.mark.parametrize(
    "unit",
    [
        *("documents", "cases", "segments", "codings", "words"),
        *("share-of-words", "per-1000-words"),
    ],
)
def test_every_unit_can_be_counted(read: Read, coded: list[str], unit: str) -> None:
    found = read("frequencies", "--count", unit)
    assert found["unit"] == unit
    assert all(row["total"] > 0 for row in found["rows"])


def test_people_get_a_block_for_each_coder_with_the_tree_indented(
    run: Run, coded: list[str]
) -> None:
    result = run("frequencies", "--count", "segments")
    assert result.stdout == (
        "Bea\n"
        "code          own  total\n"
        "Personal        0      1\n"
        "  Engagement    1      1\n"
        "\n"
        "anna\n"
        "code                       own  total\n"
        "Personal                     0      2\n"
        "  Engagement                 1      1\n"
        "  Erfahrung im Krisenstab    1      1\n"
    )


def test_unit_and_base_are_said_on_stderr(run: Run, coded: list[str]) -> None:
    said = run("frequencies", "--coder", "anna").stderr
    assert "Number of documents, beside them segments" in said
    assert "Base: 2 documents, 1 of them coded; 2 codings by anna." in said


def test_only_codings_of_one_origin_can_be_counted(
    run: Run, read: Read, coded: list[str]
) -> None:
    found = read("frequencies", "--origin", "hand", "--count", "codings")
    assert found["base"]["origins"] == ["hand"]
    assert found["rows"] == read("frequencies", "--count", "codings")["rows"]
    none = read("frequencies", "--origin", "suggestion")
    assert (none["base"]["codings"], none["base"]["coders"]) == (0, [])
    assert none["rows"] == []
    origins = ("adjudication", "hand", "suggestion")
    every = [it for origin in origins for it in ("--origin", origin)]
    assert read("frequencies", *every) == read("frequencies")


def test_the_statement_says_which_codings_are_left_out(
    run: Run, coded: list[str]
) -> None:
    said = run("frequencies", "--coder", "anna", "--origin", "hand").stderr
    assert "2 codings (made by hand only) by anna." in said
    assert run("frequencies", "--origin", "machine").exit_code == 2


def test_a_missing_value_is_shown_as_missing(
    run: Run, folder: Path, coded: list[str]
) -> None:
    table = (
        "document,kind,city,role\nanna-01.txt,interview,A,\nbodo-02.txt,workshop,,x\n"
    )
    (folder / "corpus" / "attributes.csv").write_text(table)
    run("import", folder / "corpus")
    shown = run("frequencies", "--by", "attribute:city", "--distinct").stdout
    assert "(missing)" in shown


def test_nothing_coded_is_an_empty_table(run: Run, read: Read) -> None:
    assert run("frequencies").stdout == ""
    assert read("frequencies")["rows"] == []


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--by", "farbe"), 2, "There is no dimension 'farbe'."),
        (("--by", "attribute:farbe"), 1, "There is no attribute 'farbe'."),
        (("--count", "pages"), 2, "Invalid value for '--count'"),
        (("--coder", "Carl"), 1, "There is no coder 'Carl'."),
        (("--excel-de",), 2, "--excel-de needs -o FILE.csv."),
        (("--form", "wide", "--json"), 2, "--json has the long form"),
    ],
)
def test_what_cannot_be_counted_is_said(
    run: Run, coded: list[str], options: tuple[str, ...], status: int, message: str
) -> None:
    result = run("frequencies", *options)
    assert result.exit_code == status
    assert message in result.stderr
    assert result.stdout == ""


def test_a_csv_file_holds_every_row(run: Run, coded: list[str], tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    result = run("frequencies", "--by", "document", "--coder", "anna", "-o", path)
    assert result.exit_code == 0
    assert result.stdout == ""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(r["code"], r["document"], r["total"]) for r in rows] == [
        ("personal", "anna-01", "1"),
        ("engagement", "anna-01", "1"),
        ("erfahrung", "anna-01", "1"),
    ]


def test_excel_de_writes_semicolons_behind_a_byte_order_mark(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    assert run("frequencies", "--excel-de", "-o", path).exit_code == 0
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfcode;")


def test_a_json_file_holds_what_json_prints(
    run: Run, read: Read, coded: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "out.json"
    assert run("frequencies", "-o", path).exit_code == 0
    assert json.loads(path.read_text("utf-8")) == read("frequencies")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_the_same_table_gives_the_same_bytes(
    run: Run, coded: list[str], tmp_path: Path, ending: str
) -> None:
    first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    for path in (first, second):
        assert run("frequencies", "-o", path).exit_code == 0
    assert first.read_bytes() == second.read_bytes()


def test_several_coders_can_be_chosen(read: Read, coded: list[str]) -> None:
    both = read("frequencies", "--coder", "anna", "--coder", "Bea")
    assert both["dimensions"] == ["coder"]
    assert both["rows"] == read("frequencies")["rows"]
    pooled = read("frequencies", "--coder", "anna", "--coder", "Bea", "--distinct")
    assert pooled["rows"] == read("frequencies", "--distinct")["rows"]


def test_turns_of_those_who_ask_are_left_out_on_request(
    run: Run, read: Read, coded: list[str]
) -> None:
    found = read("frequencies", "--by", "speaker", "--without-interviewer")
    assert found["interviewer"] is False
    assert {row["speaker"] for row in found["rows"]} == {"B"}
    said = run("frequencies", "--without-interviewer").stderr
    assert "Turns of those who ask do not count." in said


def test_zero_rows_and_totals_come_on_request(read: Read, coded: list[str]) -> None:
    found = read("frequencies", "--coder", "anna", "--zero", "--totals")
    totals = {row["code"]: row["segments_total"] for row in found["rows"]}
    assert totals["netze"] == 0
    assert totals[""] == 2


def test_people_see_the_wide_form_and_the_matrix(run: Run, coded: list[str]) -> None:
    wide = run("frequencies", "--coder", "anna", "--form", "wide", "--by", "kind")
    assert wide.stdout == (
        "code                       interview\n"
        "Personal                           1\n"
        "  Engagement                       1\n"
        "  Erfahrung im Krisenstab          1\n"
    )
    matrix = run("frequencies", "--coder", "anna", "--form", "matrix")
    assert matrix.stdout == (
        "document  personal  engagement  erfahrung\n"
        "anna-01          1           1          1\n"
    )


def test_a_wide_file_holds_the_wide_form(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    run("frequencies", "--distinct", "--form", "wide", "--by", "kind", "-o", path)
    with path.open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream))[5:] == ["interview", "workshop"]
    assert (tmp_path / "out.csv.about.json").is_file()
