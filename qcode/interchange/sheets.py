"""Tables that people fill in, CSV or XLSX: cells as text, by the spreadsheet's rows.

Owns what a cell is as text, whichever of the two it comes from. Knows no column.
"""

from collections.abc import Iterator
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange import workbook_rows
from qcode.interchange.csv_tables import read_records
from qcode.interchange.plain_cells import FORMULA_STARTS
from qcode.interchange.registry import USUAL_LIMITS, read_content

Row = tuple[int, list[str]]


def read_sheet(path: Path, first_column: str) -> Iterator[Row]:
    """Yield each row that is not blank, the header too, with its number from 1.

    Of a workbook the first sheet is read. The apostrophe that qcode puts before what
    a spreadsheet would take for a formula is taken off. Raises UnreadableError.
    """
    is_workbook = path.suffix.lower() == ".xlsx"
    rows = _workbook_rows(path) if is_workbook else _csv_rows(path, first_column)
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            yield number, [_as_meant(cell) for cell in cells]


def wrong_row(path: Path, row: int, reason: str) -> UnreadableError:
    """Return the error that tells what is wrong in a row."""
    return UnreadableError(path, f"row {row}: {reason}.")


def _csv_rows(path: Path, first_column: str) -> Iterator[Row]:
    records = read_records(path, first_column)
    yield from enumerate((cells for _, cells in records), start=1)


def _workbook_rows(path: Path) -> Iterator[Row]:
    return workbook_rows.records_of(read_content(path, USUAL_LIMITS), path)


def _as_meant(cell: str) -> str:
    is_shielded = cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS)
    return cell[1:] if is_shielded else cell
