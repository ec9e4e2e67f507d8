import time
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qcode.errors import RefusedError
from qcode.interchange import workbooks
from qcode.model.table import Table
from tests.tables import AT, COLUMNS, a_table, of_texts


def content(table: Table) -> bytes:
    return b"".join(workbooks.pieces(table))


def sheet(table: Table, name: str = "table") -> Worksheet:
    found = openpyxl.load_workbook(BytesIO(content(table)))[name]
    assert isinstance(found, Worksheet)
    return found


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]


@pytest.mark.parametrize("text", [*FORMULAS, "#N/A"])
def test_a_workbook_holds_text_as_text(text: str) -> None:
    shown = sheet(a_table([[text], [-1.5]], of_texts(text)))
    header, first, second = (row[0] for row in shown.iter_rows())
    expected = text if text.startswith("#") else f"'{text}"
    assert (header.value, first.value, second.value) == (expected, expected, -1.5)
    assert (header.data_type, first.data_type, second.data_type) == ("s", "s", "n")


def test_a_workbook_has_a_frozen_header_and_widths_by_its_content() -> None:
    shown = sheet(a_table([("ä" * 30, 0.5, 1), ("x" * 500, None, 2)]))
    assert shown.freeze_panes == "A2"
    assert [shown.column_dimensions[name].width for name in "ABC"] == [60, 8, 8]
    assert [[cell.value for cell in row] for row in shown.iter_rows()] == [
        ["code", "share", "own"],
        ["ä" * 30, 0.5, 1],
        ["x" * 500, None, 2],
    ]


def test_the_second_sheet_says_what_the_columns_mean() -> None:
    shown = sheet(a_table(), "columns")
    assert list(shown.values) == [
        ("column", "meaning", "holds", "unit"),
        ("code", "Key of the code", "text", None),
        ("share", "Share of words", "number", "share"),
        ("own", "How often", "whole number", "segments"),
    ]


def test_the_third_sheet_says_where_the_table_comes_from() -> None:
    rows = sheet(a_table(notes=["Few."]), "provenance").iter_rows(values_only=True)
    found = {str(what): value for what, value in rows}
    assert found["note"] == "Few."
    assert found["base: coders"] == "ada, bea"
    assert found["newest entry"] == "2026-03-01T12:00:01.999999+00:00"
    assert found["text: anna-01"] == f"revision 2, SHA-256 {'a1' * 32}"


def test_a_workbook_is_the_same_bytes_at_any_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = content(a_table())
    later = time.localtime(time.time() + 90_000)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    time.sleep(1.1)  # openpyxl's times have whole seconds
    assert content(a_table()) == first


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
    written = content(a_table(at=at))
    with ZipFile(BytesIO(written)) as archive:
        # ZIP keeps even seconds.
        assert {entry.date_time for entry in archive.infolist()} == {expected}
    properties = openpyxl.load_workbook(BytesIO(written)).properties
    assert properties.created is not None
    assert properties.created == properties.modified
    assert properties.created.year == expected[0]
    assert properties.creator == "qcode"


def test_control_characters_are_seen_in_a_workbook() -> None:
    shown = sheet(a_table([["x\x1b[1m\x00"]], of_texts("a")))
    assert shown["A2"].value == "x␛[1m␀"


def test_what_a_workbook_cannot_hold_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    longest = "😀" * (workbooks.LONGEST_TEXT // 2)
    assert content(a_table([[longest]], COLUMNS[:1]))
    with pytest.raises(RefusedError, match=r"\.csv"):
        content(a_table([[longest + "😀"]], COLUMNS[:1]))
    monkeypatch.setattr(workbooks, "MOST_ROWS", 20)
    assert content(a_table([[str(n)] for n in range(19)], COLUMNS[:1]))
    with pytest.raises(RefusedError, match=r"\.csv"):
        content(a_table([[str(n)] for n in range(20)], COLUMNS[:1]))
