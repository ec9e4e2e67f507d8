"""Tables that people fill in, CSV or XLSX: cells as text, by the spreadsheet's rows.

Owns what a cell is as text, whichever of the two it comes from. Knows no column.
"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from qcode.errors import UnreadableError
from qcode.interchange.archives import check_archive
from qcode.interchange.csv_tables import MAX_BYTES, read_records
from qcode.interchange.tables import FORMULA_STARTS

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
    content = _read(path)
    check_archive(content, path, is_other="is no .xlsx file; save it as one, or as CSV")
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_text(cell) for cell in cells]
    except (InvalidFileException, BadZipFile, KeyError, IndexError, ValueError) as e:
        raise UnreadableError(path, f"is no workbook that can be read ({e}).") from e


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableError(path, "there is no such file.") from error
    except OSError as error:
        raise UnreadableError(path, f"cannot be read ({error.strerror}).") from error
    if len(content) > MAX_BYTES:
        raise UnreadableError(path, f"is larger than {MAX_BYTES // 1024**2} MiB.")
    return content


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return str(cell)


def _as_meant(cell: str) -> str:
    is_shielded = cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS)
    return cell[1:] if is_shielded else cell
