import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from qcode.errors import RefusedError, StudyError, WrongUsageError
from qcode.interchange import workbooks
from qcode.interchange.tables import (
    ENDINGS,
    beside,
    write_table,
    write_table_as,
)
from qcode.model.table import Row
from tests.tables import COLUMNS, a_table, of_texts

SILENT = [".csv", ".json", ".parquet"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_table_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"a{ending}", tmp_path / "again" / f"a{ending}"
    second.parent.mkdir()
    write_table(first, a_table())
    write_table(second, a_table())
    assert first.read_bytes() == second.read_bytes()
    if ending in SILENT:
        assert beside(first).read_bytes() == beside(second).read_bytes()


@pytest.mark.parametrize("ending", SILENT)
def test_a_file_beside_says_what_the_table_means_and_where_it_comes_from(
    tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"codes{ending}"
    write_table(path, a_table(notes=["Few."]))
    assert beside(path).name == f"codes{ending}.about.json"
    digest = sha256(path.read_bytes()).hexdigest()
    assert json.loads(beside(path).read_text("utf-8")) == {
        "title": "Codes <&> so",
        "file": {"name": path.name, "sha256": digest},
        "notes": ["Few."],
        "columns": [
            {
                "name": "code",
                "meaning": "Key of the code",
                "holds": "text",
                "unit": None,
            },
            {
                "name": "share",
                "meaning": "Share of words",
                "holds": "number",
                "unit": "share",
            },
            {
                "name": "own",
                "meaning": "How often",
                "holds": "whole number",
                "unit": "segments",
            },
        ],
        "provenance": {
            "study": "Resilienz",
            "study_id": "0b0e6f0a-41f2-4a53-9b35-0d6f0ce1f001",
            "codebook": "c0" * 32,
            "unit": "segments",
            "base": {"documents": 2, "coders": ["ada", "bea"]},
            "filters": {"origins": ["hand"]},
            "parameters": {},
            "program": "qcode 1.0",
            "newest_entry": "2026-03-01T12:00:01.999999+00:00",
            "texts": [
                {"document": "anna-01", "revision": 2, "sha256": "a1" * 32},
                {"document": "bodo-02", "revision": 1, "sha256": "b2" * 32},
            ],
        },
    }


@pytest.mark.parametrize("ending", sorted(set(ENDINGS) - set(SILENT)))
def test_a_format_that_says_it_itself_needs_no_file_beside(
    tmp_path: Path, ending: str
) -> None:
    write_table(tmp_path / f"codes{ending}", a_table())
    assert [path.name for path in tmp_path.iterdir()] == [f"codes{ending}"]


def test_json_holds_an_object_per_row_and_text_as_it_is(tmp_path: Path) -> None:
    rows: list[Row] = [("=1", 0.5, True), ("ä", float("nan"), None)]
    write_table(tmp_path / "t.json", a_table(rows))
    content = (tmp_path / "t.json").read_text("utf-8")
    assert json.loads(content) == [
        {"code": "=1", "share": 0.5, "own": True},
        {"code": "ä", "share": None, "own": None},
    ]
    assert len(content.splitlines()) == 4
    write_table(tmp_path / "t.json", a_table([]))
    assert json.loads((tmp_path / "t.json").read_text("utf-8")) == []


def test_a_table_in_a_json_form_of_its_own_is_explained_too(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    write_table_as(path, a_table(), {"rows": [1]})
    assert json.loads(path.read_text("utf-8")) == {"rows": [1]}
    said = json.loads(beside(path).read_text("utf-8"))
    assert said["file"]["sha256"] == sha256(path.read_bytes()).hexdigest()


def test_excel_gets_a_csv_of_its_own(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", a_table(), excel_de=True)
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfcode;share")


def test_an_ending_in_capitals_is_known(tmp_path: Path) -> None:
    write_table(tmp_path / "T.CSV", a_table([["1"]], of_texts("a")))
    assert (tmp_path / "T.CSV").read_text() == "a\n1\n"


def test_another_ending_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError, match=r"\.csv, \.xlsx, \.json, \.parquet"):
        write_table(tmp_path / "t.ods", a_table())
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="cannot be written"):
        write_table(tmp_path / "none" / "t.csv", a_table())


def test_what_cannot_be_held_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)
    with pytest.raises(RefusedError, match=r"\.csv"):
        write_table(tmp_path / "many.xlsx", a_table())
    assert not list(tmp_path.iterdir())


def test_a_table_that_breaks_off_leaves_both_files_as_they_were(
    tmp_path: Path,
) -> None:
    path = tmp_path / "t.csv"
    write_table(path, a_table())
    before = path.read_bytes(), beside(path).read_bytes()

    def rows() -> Iterator[Row]:
        yield from [("a", 0.1, 1)] * 2_000
        raise RefusedError("no more")

    with pytest.raises(RefusedError):
        write_table(path, a_table(rows()))
    assert (path.read_bytes(), beside(path).read_bytes()) == before
    assert sorted(it.name for it in tmp_path.iterdir()) == ["t.csv", "t.csv.about.json"]


def test_a_workbook_opens_with_its_three_sheets(tmp_path: Path) -> None:
    write_table(tmp_path / "t.xlsx", a_table(columns=COLUMNS))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["table", "columns", "provenance"]
