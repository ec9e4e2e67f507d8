"""A table as an XLSX workbook, the same bytes for the same table.

Three sheets: the table, what its columns mean, where it comes from.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain, islice
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from qcode.errors import RefusedError
from qcode.interchange.plain_cells import plain_cell
from qcode.interchange.table_facts import COLUMN_HEADINGS, dictionary, origin
from qcode.model.table import Cell as Plain
from qcode.model.table import Table

# The limits are Excel's own; a cell's length counts UTF-16 units.
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_LOOKED_AT = 1_000
_NARROWEST, _WIDEST = 8, 60


def pieces(table: Table) -> Iterator[bytes]:
    """Yield the workbook, with frozen header rows.

    The time of the newest entry stands wherever the format wants a time, 1980 where
    there is none. Text is stored as text whatever it looks like, control characters
    as their visible symbols. Raises RefusedError for more rows or longer text than
    Excel takes.
    """
    book = Workbook(write_only=True)
    _add(book, "table", table.names, table.rows)
    add_facts(book, table)
    yield packed(book, table.provenance.at)


def add_facts(book: Workbook, table: Table) -> None:
    """Add the sheets that say what the columns mean and where the table comes from."""
    _add(book, "columns", COLUMN_HEADINGS, dictionary(table))
    _add(book, "provenance", ("what", "value"), origin(table))


def _add(
    book: Workbook, title: str, columns: Sequence[str], rows: Iterable[Sequence[Plain]]
) -> None:
    sheet = book.create_sheet(title)
    plain = ([plain_cell(cell) for cell in row] for row in rows)
    # Left open by an error, openpyxl complains on stderr when the sheet is collected.
    with closing(sheet):
        _fill(sheet, [str(plain_cell(name)) for name in columns], plain)


def _fill(
    sheet: WriteOnlyWorksheet, columns: Sequence[str], rows: Iterable[Sequence[Plain]]
) -> None:
    remaining = iter(rows)
    first = list(islice(remaining, _LOOKED_AT))
    for number, width in enumerate(_widths([columns, *first]), start=1):
        # types-openpyxl does not know that this kind of sheet has columns too.
        columns_of = sheet.column_dimensions  # type: ignore[attr-defined]
        columns_of[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, name) for name in columns])
    for number, row in enumerate(chain(first, remaining), start=2):
        if number > MOST_ROWS:
            raise RefusedError(
                f"An .xlsx file holds {MOST_ROWS:,} rows, this table has more. "
                "Write it as .csv."
            )
        sheet.append([_cell(sheet, value) for value in row])


def _widths(rows: Sequence[Sequence[Plain]]) -> list[int]:
    """Return the columns' widths, in characters, by the rows that are looked at."""
    columns = zip(*rows, strict=True)
    widest = [max(len(str(cell)) for cell in column) for column in columns]
    return [min(max(width + 2, _NARROWEST), _WIDEST) for width in widest]


def _heading(sheet: WriteOnlyWorksheet, name: str) -> Cell:
    cell = _text(sheet, name)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Plain) -> Cell | Plain:
    return _text(sheet, value) if isinstance(value, str) else value


def text_cell(sheet: WriteOnlyWorksheet, value: Plain) -> Cell:
    """Return a cell that can be given a look, text as text whatever it looks like.

    Raises RefusedError for longer text than Excel takes.
    """
    return (
        _text(sheet, value) if isinstance(value, str) else WriteOnlyCell(sheet, value)
    )


def _text(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > (
        LONGEST_TEXT
    ):
        raise RefusedError(
            f"A cell of an .xlsx file holds {LONGEST_TEXT:,} characters; the text "
            f"that begins with '{text[:40]}' has more. Write the table as .csv."
        )
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(_visible, text))
    # openpyxl takes "=1" for a formula and "#N/A" for an error.
    cell.data_type = "s"
    return cell


def _visible(match: re.Match[str]) -> str:
    return chr(0x2400 + ord(match[0]))


def packed(book: Workbook, at: datetime | None) -> bytes:
    """Return the workbook's file with one time in all places, 1980 without any."""
    moment = max(at or _EPOCH, _EPOCH).astimezone(UTC)
    moment = moment.replace(tzinfo=None, microsecond=0)
    book.properties.creator = "qcode"
    book.properties.created = book.properties.modified = moment
    loose = BytesIO()
    # `Workbook.save` would set the present time; the writer below it does not.
    ExcelWriter(book, ZipFile(loose, "w", ZIP_STORED, allowZip64=True)).save()
    packed = BytesIO()
    with ZipFile(loose) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, moment.timetuple()[:6])
            entry.create_system = 3
            target.writestr(entry, source.read(name), ZIP_DEFLATED)
    return packed.getvalue()
