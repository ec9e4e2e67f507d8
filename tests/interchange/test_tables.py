import csv
import json
import time
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.errors import RefusedError, StudyError, WrongUsageError
from qcode.interchange import workbooks
from qcode.interchange.tables import (
    csv_chunks,
    write_document,
    write_frame,
    write_table,
)

COLUMNS = ["code", "share", "own"]
ROWS = [("Größe 😀; a,b", 0.5, 1), ('Zeile\n"zwei"', float("nan"), -2), ("", None, 3)]
AT = datetime(2026, 3, 1, 12, 0, 1, 999_999, tzinfo=UTC)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def test_a_csv_has_commas_and_line_feeds(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", COLUMNS, ROWS)
    assert (tmp_path / "t.csv").read_bytes().decode("utf-8") == (
        'code,share,own\n"Größe 😀; a,b",0.5,1\n"Zeile\n""zwei""",,-2\n,,3\n'
    )


def test_a_csv_for_a_german_excel_reads_back_as_it_was(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", COLUMNS, ROWS, excel_de=True)
    content = (tmp_path / "t.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfcode;share;own\r\n")
    read = csv.reader(content.decode("utf-8-sig").splitlines(True), delimiter=";")
    assert list(read)[1:] == [
        ["Größe 😀; a,b", "0,5", "1"],
        ['Zeile\n"zwei"', "", "-2"],
        ["", "", "3"],
    ]
    frame = pd.read_csv(tmp_path / "t.csv", sep=";", decimal=",", encoding="utf-8-sig")
    assert frame["share"].tolist()[0] == 0.5


@given(
    st.lists(
        st.tuples(
            st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
        )
    ),
    st.booleans(),
)
def test_any_text_and_number_survives_a_csv(
    rows: list[tuple[str, int, float]], excel_de: bool
) -> None:
    content = b"".join(csv_chunks(["a", "b", "c"], rows, excel_de=excel_de))
    text = StringIO(content.decode("utf-8-sig"), newline="")
    _, *read = csv.reader(text, delimiter=";" if excel_de else ",")
    assert [
        (a.removeprefix("'"), int(b), float(c.replace(",", "."))) for a, b, c in read
    ] == [(a.removeprefix("'"), b, c) for a, b, c in rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_taken_for_a_formula(tmp_path: Path, text: str) -> None:
    write_table(tmp_path / "t.csv", [text], [[text], [-1.5]])
    with (tmp_path / "t.csv").open(newline="", encoding="utf-8") as stream:
        assert list(csv.reader(stream)) == [[f"'{text}"], [f"'{text}"], ["-1.5"]]


@pytest.mark.parametrize("text", [*FORMULAS[:5], "#N/A"])
def test_a_workbook_holds_text_as_text(tmp_path: Path, text: str) -> None:
    write_table(tmp_path / "t.xlsx", [text], [[text], [-1.5]])
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    header, first, second = (row[0] for row in sheet.iter_rows())
    expected = text if text.startswith("#") else f"'{text}"
    assert (header.value, first.value, second.value) == (expected, expected, -1.5)
    assert (header.data_type, first.data_type, second.data_type) == ("s", "s", "n")


def test_a_workbook_has_a_frozen_header_and_widths_by_its_content(
    tmp_path: Path,
) -> None:
    rows = [("ä" * 30, 0.5, 1), ("x" * 500, None, 2)]
    write_table(tmp_path / "t.xlsx", COLUMNS, rows)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    assert [sheet.column_dimensions[name].width for name in "ABC"] == [60, 8, 8]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        COLUMNS,
        ["ä" * 30, 0.5, 1],
        ["x" * 500, None, 2],
    ]


def test_a_workbook_is_the_same_bytes_at_any_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_table(tmp_path / "one.xlsx", COLUMNS, ROWS, at=AT)
    later = time.localtime(time.time() + 90_000)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    time.sleep(1.1)  # openpyxl's times have whole seconds
    write_table(tmp_path / "two.xlsx", COLUMNS, ROWS, at=AT)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (AT, (2026, 3, 1, 12, 0, 0)),
        (AT.astimezone(timezone(timedelta(hours=5))), (2026, 3, 1, 12, 0, 0)),
        (None, (1980, 1, 1, 0, 0, 0)),
        (datetime(1970, 1, 1, tzinfo=UTC), (1980, 1, 1, 0, 0, 0)),
    ],
)
def test_a_workbook_carries_the_time_it_is_given(
    at: datetime | None, expected: tuple[int, ...]
) -> None:
    content = workbooks.workbook(COLUMNS, [("a", 1, 2)], at=at)
    with ZipFile(BytesIO(content)) as archive:
        # ZIP keeps even seconds.
        assert {entry.date_time for entry in archive.infolist()} == {expected}
    properties = openpyxl.load_workbook(BytesIO(content)).properties
    assert properties.created is not None
    assert properties.created == properties.modified
    assert properties.created.year == expected[0]
    assert properties.creator == "qcode"


def test_control_characters_are_seen_in_a_workbook() -> None:
    content = workbooks.workbook(["a"], [["x\x1b[1m\x00"]], at=None)
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert sheet["A2"].value == "x␛[1m␀"


def test_what_a_workbook_cannot_hold_is_refused_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = "😀" * (workbooks.LONGEST_TEXT // 2)
    write_table(tmp_path / "fits.xlsx", ["a"], [[longest]])
    with pytest.raises(RefusedError, match=r"\.csv"):
        write_table(tmp_path / "long.xlsx", ["a"], [[longest + "😀"]])
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    write_table(tmp_path / "fits.xlsx", ["a"], [[1], [2]])
    with pytest.raises(RefusedError, match=r"\.csv"):
        write_table(tmp_path / "many.xlsx", ["a"], [[1], [2], [3]])
    assert [path.name for path in tmp_path.glob("*.*")] == ["fits.xlsx"]


def test_json_holds_an_object_per_row_and_text_as_it_is(tmp_path: Path) -> None:
    rows = [("=1", 0.5, True), ("ä", float("nan"), None)]
    write_table(tmp_path / "t.json", COLUMNS, rows)
    content = (tmp_path / "t.json").read_text("utf-8")
    assert json.loads(content) == [
        {"code": "=1", "share": 0.5, "own": True},
        {"code": "ä", "share": None, "own": None},
    ]
    assert len(content.splitlines()) == 4
    write_table(tmp_path / "t.json", COLUMNS, [])
    assert json.loads((tmp_path / "t.json").read_text("utf-8")) == []


def test_a_document_is_written_as_it_is(tmp_path: Path) -> None:
    write_document(tmp_path / "d.json", {"rows": [{"code": "Größe"}]})
    content = (tmp_path / "d.json").read_text("utf-8")
    assert json.loads(content) == {"rows": [{"code": "Größe"}]}
    assert "Größe" in content


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json"])
def test_a_dataframe_is_written_like_its_rows(tmp_path: Path, ending: str) -> None:
    frame = pd.DataFrame(ROWS, columns=COLUMNS)
    write_frame(tmp_path / f"frame{ending}", frame, at=AT)
    write_table(tmp_path / f"rows{ending}", COLUMNS, ROWS, at=AT)
    frame_bytes = (tmp_path / f"frame{ending}").read_bytes()
    assert frame_bytes == (tmp_path / f"rows{ending}").read_bytes()


def test_an_ending_in_capitals_is_known(tmp_path: Path) -> None:
    write_table(tmp_path / "T.CSV", ["a"], [[1]])
    assert (tmp_path / "T.CSV").read_text() == "a\n1\n"


def test_another_ending_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError, match=r"\.csv, \.xlsx, \.json"):
        write_table(tmp_path / "t.ods", COLUMNS, ROWS)
    assert not list(tmp_path.glob("t.*"))


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="cannot be written"):
        write_table(tmp_path / "none" / "t.csv", COLUMNS, ROWS)
