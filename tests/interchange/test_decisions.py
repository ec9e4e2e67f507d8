"""Tables of decisions, as people fill them in with a spreadsheet."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from qcode.errors import UnreadableError
from qcode.interchange.decisions import read_decisions, write_spans
from qcode.interchange.tables import write_table
from qcode.model.adjudication import DecisionRow, Ruling
from qcode.model.span import Span
from tests.tables import a_table, of_texts

HEAD = "document,code,start,end,decision,why,spans\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


def _read(path: Path, text: str) -> list[DecisionRow]:
    path.write_text(text, "utf-8")
    return read_decisions(path)


def test_a_row_is_read_as_it_was_filled_in(path: Path) -> None:
    quoted = 'anna-01 , nets,3, 9,Redrawn,"„Ja, nur das“ 😀",5-7; 3:4\n'
    assert _read(path, HEAD + quoted) == [
        DecisionRow(
            row=2,
            id="",
            document="anna-01",
            code="nets",
            span=Span(3, 9),
            ruling=Ruling.REDRAWN,
            why="„Ja, nur das“ 😀",
            redrawn=(Span(3, 4), Span(5, 7)),
        )
    ]


@pytest.mark.parametrize(
    ("written", "ruling"),
    [
        ("first", Ruling.FIRST),
        ("SECOND", Ruling.SECOND),
        (" both ", Ruling.BOTH),
        ("neither", Ruling.NEITHER),
        ("sent-back", Ruling.SENT_BACK),
        ("Sent back", Ruling.SENT_BACK),
        ("", None),
    ],
)
def test_a_decision_is_written_in_any_case(
    path: Path, written: str, ruling: Ruling | None
) -> None:
    (row,) = _read(path, f"id,decision\nabc,{written}\n")
    assert row.ruling is ruling


@pytest.mark.parametrize(
    "written",
    [
        "1-4;6-9",
        "6-9 1-4",
        '"1-4, 6-9"',
        "1:4; 6:9",
        "1\u20134 6\u20139",
        "6-9;1-4;1-4",
    ],
)
def test_spans_are_parted_by_whatever_people_write(path: Path, written: str) -> None:
    (row,) = _read(path, f"id,decision,spans\nabc,redrawn,{written}\n")
    assert row.redrawn == (Span(1, 4), Span(6, 9))
    (again,) = _read(
        path, f"id,decision,spans\nabc,redrawn,{write_spans(row.redrawn)}\n"
    )
    assert again.redrawn == row.redrawn


def test_columns_may_stand_in_any_order_among_others(path: Path) -> None:
    text = "Decision;Remark;ID;First_Coder;Second_Coder\nfirst;x;abc;K1;K2\n"
    (row,) = _read(path, text)
    assert (row.id, row.ruling, row.first, row.second) == (
        *("abc", Ruling.FIRST),
        *("K1", "K2"),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "row 1: the column 'decision' is missing"),
        ("id,why\n", "row 1: the column 'decision' is missing"),
        ("document,code,start,decision\n", "row 1: the columns must be 'id', or"),
        ("id,decision,decision\n", "row 1: the column 'decision' stands twice"),
        ("id,decision\na,\nb,maybe\n", "row 3: 'maybe' is no decision (first, second"),
        (HEAD + "a,b,x,2,first,,\n", "row 2: 'x' is no offset"),
        (HEAD + "a,b,1,,first,,\n", "row 2: '' is no offset"),
        (HEAD + "a,b,5,2,first,,\n", "row 2: 5-2 is no span"),
        (HEAD + "a,b,1,2,redrawn,,Jan 12\n", "row 2: 'Jan 12' are no spans"),
        (HEAD + "a,b,1,2,redrawn,,4-3\n", "row 2: 4-3 is no span"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(
    path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(UnreadableError) as caught:
        _read(path, text)
    assert complaint in str(caught.value)


def test_a_workbook_is_read_as_a_csv_is(path: Path) -> None:
    columns = ["document", "code", "start", "end", "decision", "why", "spans"]
    rows: list[list[str | int]] = [
        ["anna-01", "nets", 3, 9, "redrawn", "-: weil =1", "3-4"],
        [""] * 7,
        ["=anna", "nets", 3, 9, "", "", ""],
    ]
    workbook = path.with_suffix(".xlsx")
    for one in (path, workbook):
        write_table(one, a_table(rows, of_texts(*columns)))
    found = read_decisions(workbook)
    assert [it.why for it in found] == ["-: weil =1", ""]
    assert [it.document for it in found] == ["anna-01", "=anna"]
    # A blank line is a row of the sheet, but none of a CSV.
    assert [it.row for it in found] == [2, 4]
    assert [it.redrawn for it in found] == [it.redrawn for it in read_decisions(path)]


def test_what_a_spreadsheet_made_of_a_span_is_told(tmp_path: Path) -> None:
    path, book = tmp_path / "a.xlsx", Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "decision", "spans"])
    sheet.append(["abc", "redrawn", datetime(2026, 1, 12)])
    book.save(path)
    with pytest.raises(UnreadableError, match="row 2: '2026-01-12' are no"):
        read_decisions(path)


def test_numbers_that_a_spreadsheet_keeps_as_fractions_are_offsets(
    tmp_path: Path,
) -> None:
    path, book = tmp_path / "a.xlsx", Workbook()
    sheet = book.worksheets[0]
    sheet.append(["document", "code", "start", "end", "decision"])
    sheet.append(["anna-01", "nets", 3.0, 9.0, "first"])
    book.save(path)
    (row,) = read_decisions(path)
    assert row.span == Span(3, 9)


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        read_decisions(tmp_path / name)


@pytest.mark.parametrize("content", [b"no archive", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableError):
        read_decisions(path)
