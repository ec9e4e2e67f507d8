"""A table of long texts as an XLSX workbook: wrapped, headings and first column fixed.

Beside it the same sheets as in other workbooks: what the columns mean, and where the
table comes from.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from qcode.interchange.plain_cells import plain_cell
from qcode.interchange.workbooks import add_facts, packed, text_cell
from qcode.model.table import Cell as Plain
from qcode.model.table import Holds, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST, _PROSE, _NUMBER = 26, 44, 12
_A4 = 9  # ECMA-376 (5th ed.), Part 1, section 18.3.1.63
_TOP = Alignment(wrap_text=True, vertical="top")


def pieces(table: Table) -> Iterator[bytes]:
    """Yield the workbook, the same bytes for the same table.

    Printed it lies across, with headings and first column on each page. Raises
    RefusedError for longer text than Excel takes.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("grid")
    # Left open by an error, openpyxl complains on stderr when the sheet is collected.
    with closing(sheet):
        _fill(sheet, table)
    add_facts(book, table)
    yield packed(book, table.provenance.at)


def _fill(sheet: WriteOnlyWorksheet, table: Table) -> None:
    # types-openpyxl does not know that this kind of sheet has what others have.
    form = cast("Worksheet", sheet)
    for number, column in enumerate(table.columns, start=1):
        width = _PROSE if column.holds is Holds.TEXT else _NUMBER
        letter = get_column_letter(number)
        form.column_dimensions[letter].width = _FIRST if number == 1 else width
    form.freeze_panes = "B2"
    form.print_title_rows, form.print_title_cols = "1:1", "A:A"
    form.page_setup.orientation = "landscape"
    form.page_setup.paperSize = _A4
    sheet.append([_bold(sheet, name) for name in table.names])
    for row in table.rows:
        sheet.append(_row(sheet, row))


def _row(sheet: WriteOnlyWorksheet, row: Sequence[Plain]) -> list[Cell]:
    first, *others = (_wrapped(sheet, plain_cell(value)) for value in row)
    first.font = Font(bold=True)
    return [first, *others]


def _bold(sheet: WriteOnlyWorksheet, name: str) -> Cell:
    cell = _wrapped(sheet, name)
    cell.font = Font(bold=True)
    return cell


def _wrapped(sheet: WriteOnlyWorksheet, value: Plain) -> Cell:
    cell = text_cell(sheet, value)
    cell.alignment = _TOP
    return cell
