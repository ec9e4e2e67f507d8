"""CSV tables that people write: cells by line, whatever the delimiter.

Owns encoding, delimiter and quoting, and that what is wrong is told with its
line. Knows no column but those named to it, by which the delimiter is recognised.
"""

import csv
import re
from collections.abc import Collection, Iterator
from io import StringIO
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.encoding import decode

MAX_BYTES = 64 * 1024 * 1024

_DELIMITERS = (",", ";", "\t")
# Excel is told the delimiter so, above the header; it is no row.
_TOLD_TO_EXCEL = re.compile(r'\s*"?sep=[,;\t]"?(?=[\r\n])', re.IGNORECASE)


def read_records(path: Path, first_column: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, the header too, with its first line.

    Cells are as written. Comma, semicolon or TAB, whichever cuts the header into
    `first_column` first and the most columns. Raises UnreadableError.
    """
    text = _read(path)
    yield from _records(text, _delimiter_before(text, first_column), path)


def records_of(
    content: bytes, path: Path, names: Collection[str]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a file's bytes as `read_records` does.

    The delimiter is the one that gives the header most of the columns of these
    names, in lower case, then the most columns.
    """
    text = _decoded(content, path)
    yield from _records(text, _delimiter_of(text, names), path)


def _records(text: str, delimiter: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    line = 1
    try:
        reader = csv.reader(
            StringIO(text, newline=""),
            delimiter=delimiter,
            strict=True,
        )
        for record in reader:
            if any(cell.strip() for cell in record):
                yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        raise wrong(path, line, f"is no row of a CSV table ({error})") from error


def wrong(path: Path, line: int, reason: str) -> UnreadableError:
    """Return the error that tells what is wrong in a line."""
    return UnreadableError(path, f"line {line}: {reason}.")


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableError(path, "there is no such file.") from error
    except OSError as error:
        raise UnreadableError(path, f"cannot be read ({error.strerror}).") from error
    if len(content) > MAX_BYTES:
        raise UnreadableError(path, f"is larger than {MAX_BYTES // 1024**2} MiB.")
    return _decoded(content, path)


def _decoded(content: bytes, path: Path) -> str:
    """Return the text; its lines keep their numbers."""
    text = decode(content, path)
    told = _TOLD_TO_EXCEL.match(text)
    return text[told.end() :] if told else text


def _delimiter_before(text: str, first_column: str) -> str:
    """Return what cuts the header into `first_column` first and the most columns."""

    def fitness(delimiter: str) -> tuple[bool, int]:
        columns = _header(text, delimiter)
        first = columns[0] if columns else ""
        return first == first_column, len(columns)

    return max(_DELIMITERS, key=fitness)


def _delimiter_of(text: str, names: Collection[str]) -> str:
    """Return what cuts the header into the most of these and the most columns."""

    def fitness(delimiter: str) -> tuple[int, int]:
        columns = _header(text, delimiter)
        return len(set(names) & set(columns)), len(columns)

    return max(_DELIMITERS, key=fitness)


def _header(text: str, delimiter: str) -> list[str]:
    """Return the columns of the first line in lower case."""
    header = text.lstrip().partition("\n")[0].partition("\r")[0]
    try:
        columns = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [name.strip().lower() for name in columns]
