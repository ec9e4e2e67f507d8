"""Tables as files for others: CSV, XLSX and JSON, the same bytes each time.

Owns how values look in these files, and that no text in a cell is ever taken for
a formula. It does not know what the tables say.
"""

import codecs
import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from qcode.errors import WrongUsageError
from qcode.interchange.workbooks import workbook
from qcode.project import write_whole

if TYPE_CHECKING:
    import pandas as pd

Row: TypeAlias = Sequence[object]
Plain: TypeAlias = str | int | float | bool | None

ENDINGS = (".csv", ".xlsx", ".json")

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CRLF = "\r\n"
# Small chunks stay in the processor's cache: two thirds of the time of 5,000 rows.
_AT_ONCE = 500


def write_table(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    at: datetime | None = None,
    excel_de: bool = False,
) -> None:
    """Write a table to a file, the format by its ending, whole or not at all.

    CSV is UTF-8 with commas and LF; `excel_de` writes it as a German Excel opens
    it: semicolons, decimal commas, a byte order mark, CRLF. An XLSX carries the
    time `at` (1980 where `None`) in place of the present. JSON is a list of objects.
    Nan and `None` are empty cells. Raises WrongUsageError for another ending,
    RefusedError for what XLSX cannot hold, StudyError where nothing can be written.
    """
    match path.suffix.lower():
        case ".csv":
            content = b"".join(csv_chunks(columns, rows, excel_de=excel_de))
        case ".xlsx":
            cells = ([plain_cell(cell) for cell in row] for row in rows)
            content = workbook(list(map(str, map(plain_cell, columns))), cells, at=at)
        case ".json":
            content = "".join(_json_lines(columns, rows)).encode()
        case _:
            raise WrongUsageError(
                f"'{path.name}' does not say which format it is to have. Let its name "
                f"end in one of {', '.join(ENDINGS)}."
            )
    write_whole(path, content)


def write_frame(
    path: Path,
    frame: "pd.DataFrame",
    *,
    at: datetime | None = None,
    excel_de: bool = False,
) -> None:
    """Write a DataFrame, without its index, as `write_table` does."""
    cells = [frame[name].tolist() for name in frame.columns]
    names = [str(name) for name in frame.columns]
    write_table(path, names, zip(*cells, strict=True), at=at, excel_de=excel_de)


def write_document(path: Path, document: Mapping[str, object]) -> None:
    """Write a JSON document, whole or not at all."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    write_whole(path, f"{text}\n".encode())


def csv_chunks(
    columns: Sequence[str], rows: Iterable[Row], *, excel_de: bool = False
) -> Iterator[bytes]:
    """Yield the bytes of a CSV piece by piece, for any number of rows."""
    delimiter = ";" if excel_de else ","
    number = _with_decimal_comma if excel_de else plain_cell
    if excel_de:
        yield codecs.BOM_UTF8
    remaining = chain([columns], rows)
    while chunk := list(islice(remaining, _AT_ONCE)):
        lines, texts = _Lines(), _CellTexts()
        writer = csv.writer(lines, delimiter=delimiter, lineterminator=_CRLF)
        writer.writerows(
            [
                [texts[cell] if type(cell) is str else number(cell) for cell in row]
                for row in chunk
            ]
        )
        yield "".join(lines if excel_de else lines.with_line_feeds()).encode()


class _Lines(list[str]):
    """The lines that a csv.writer writes, which end in CRLF.

    It quotes only what is in its line end, and a bare CR would end a line too.
    """

    write = list.append

    def with_line_feeds(self) -> Iterator[str]:
        return (f"{line[:-2]}\n" for line in self)


class _CellTexts(dict[str, str]):
    """What stands in a cell for a text, kept for the many cells with the same."""

    def __missing__(self, text: str) -> str:
        self[text] = safe = _without_formula(text)
        return safe


def _without_formula(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain_cell(value: object) -> Plain:
    """Return what stands in a cell: a number, a truth value, text, or nothing.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    Nan is nothing; what is neither of the four becomes text.
    """
    # Tables are mostly plain text and whole numbers: 0.1 s less per million cells
    # than asking for subclasses first.
    if type(value) is int or value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and math.isfinite(value):
        return value
    if isinstance(value, float) and math.isnan(value):
        return None
    return _without_formula(str(value))


def _with_decimal_comma(value: object) -> Plain:
    cell = plain_cell(value)
    return str(cell).replace(".", ",") if isinstance(cell, float) else cell


def _json_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a list of objects, one to a line."""
    yield "["
    separator = "\n"
    for row in rows:
        cells = map(_json_value, row)
        yield separator + _json(dict(zip(columns, cells, strict=True)))
        separator = ",\n"
    yield "\n]\n"


def _json_value(value: object) -> Plain:
    if isinstance(value, float) and math.isnan(value):
        return None
    return value if isinstance(value, str | int | float | None) else str(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
