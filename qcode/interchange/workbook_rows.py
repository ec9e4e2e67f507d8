"""Workbooks of others (.xlsx): the cells of their first sheet, as text.

Owns how values read as people see them, and how much of a sheet is read at all: a
sheet may claim a million rows in a few bytes. Knows no column.

Source: ECMA-376 (5th ed.), Part 1, sections 18.3.1 (worksheets) and 22.4.2.4
(`_x000D_` and its like in text).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from qcode.errors import UnreadableError
from qcode.interchange.archives import require_archive

MOST_ROWS = 200_000
MOST_COLUMNS = 2_000

_IS_OTHER = "is damaged or not a workbook (.xlsx); open and save it in Excel."
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def records_of(content: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of the first sheet that is not blank, with its number.

    Numbers are written as in Excel's own files (`3`, `2.5`), dates as in ISO 8601;
    a formula gives the value that was last computed. Raises UnreadableError.
    """
    require_archive(content, path, is_other=_IS_OTHER)
    try:
        book = load_workbook(
            BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        sheets = book.worksheets
        if not sheets:
            raise UnreadableError(path, "holds no sheet with cells.")
        rows = sheets[0].iter_rows(
            max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True
        )
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise UnreadableError(
                    path, f"has more than {MOST_ROWS:,} rows; save it as .csv."
                )
            # Counting is ten times as fast as looking at each of 2,000 cells.
            if row.count(None) < len(row):
                yield number, _cells(row)
    except UnreadableError:
        raise
    # openpyxl raises whatever a damaged part makes it stumble over.
    except Exception as error:
        raise UnreadableError(path, _IS_OTHER) from error


def _cells(row: Sequence[object]) -> list[str]:
    """Return the row's cells as text, without the empty ones at its end."""
    texts = [_text(value) for value in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)
