"""corpus/attributes.csv: what is known of each document and its case.

Owns the table's form. Knows neither the documents' texts nor which documents
exist; whether a listed file is there is for the caller to see.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.encoding import decode
from qcode.model.document import Kind

ATTRIBUTES_FILE = "attributes.csv"
MAX_BYTES = 64 * 1024 * 1024

_DOCUMENT, _KIND, _CASE = "document", "kind", "case"
_OWN_COLUMNS = frozenset({_DOCUMENT, _KIND, _CASE})
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class AttributesRow:
    """One document's row.

    `document` is the file's name, with or without its ending. `kind` is `None`
    and `case` empty where the table says nothing; attributes without a value
    are left out.
    """

    document: str
    kind: Kind | None
    case: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class AttributesTable:
    """The whole table: attributes' names and rows in the file's order."""

    names: tuple[str, ...]
    rows: tuple[AttributesRow, ...]


def read_attributes(path: Path) -> AttributesTable:
    """Return the table in a CSV file with comma, semicolon or TAB.

    Its first column is `document`; `kind` and `case` may follow, every other
    column is an attribute. Raises UnreadableError with the line's number.
    """
    records = _records(_read(path), path)
    try:
        line, header = next(records)
    except StopIteration:
        raise UnreadableError(
            path,
            f"is empty; its first line must name the columns, '{_DOCUMENT}' first.",
        ) from None
    columns = _columns(header, line, path)
    rows: dict[str, AttributesRow] = {}
    for line, record in records:
        row = _row(columns, record, line, path)
        name = row.document.casefold()
        if name in rows:
            raise _wrong(path, line, f"'{row.document}' has a row already")
        rows[name] = row
    names = tuple(name for name in columns if name not in {*_OWN_COLUMNS, ""})
    return AttributesTable(names, tuple(rows.values()))


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
    return decode(content, path)


def _records(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, its cells trimmed, with its first line."""
    line = 1
    try:
        reader = csv.reader(
            StringIO(text, newline=""), delimiter=_delimiter(text), strict=True
        )
        for record in reader:
            cells = [cell.strip() for cell in record]
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise _wrong(path, line, f"is no row of a CSV table ({error})") from error


def _delimiter(text: str) -> str:
    """Return what cuts the header into `document` first and the most columns."""
    header = text.lstrip().partition("\n")[0].partition("\r")[0]

    def fitness(delimiter: str) -> tuple[bool, int]:
        columns = next(csv.reader([header], delimiter=delimiter), [])
        first = columns[0].strip().lower() if columns else ""
        return first == _DOCUMENT, len(columns)

    return max(_DELIMITERS, key=fitness)


def _columns(header: Sequence[str], line: int, path: Path) -> list[str]:
    """Return the columns' names; qcode's own three in lower case."""
    columns = [
        name.lower() if name.lower() in _OWN_COLUMNS else name for name in header
    ]
    if columns[0] != _DOCUMENT:
        raise _wrong(path, line, f"the first column must be named '{_DOCUMENT}'")
    seen: set[str] = set()
    for name in filter(None, columns):
        if name.casefold() in seen:
            raise _wrong(path, line, f"the column '{name}' stands twice")
        seen.add(name.casefold())
    return columns


def _row(
    columns: Sequence[str], record: Sequence[str], line: int, path: Path
) -> AttributesRow:
    if len(record) > len(columns):
        raise _wrong(path, line, f"has {len(record)} fields for {len(columns)} columns")
    cells = {name: value for name, value in zip(columns, record, strict=False) if value}
    if "" in cells:
        raise _wrong(path, line, f"'{cells['']}' stands in a column without a name")
    if _DOCUMENT not in cells:
        raise _wrong(path, line, "names no document")
    return AttributesRow(
        document=cells[_DOCUMENT],
        kind=_kind(cells.get(_KIND), line, path),
        case=cells.get(_CASE, ""),
        attributes={
            name: value for name, value in cells.items() if name not in _OWN_COLUMNS
        },
    )


def _kind(written: str | None, line: int, path: Path) -> Kind | None:
    if written is None:
        return None
    try:
        return Kind(written.lower())
    except ValueError:
        known = ", ".join(Kind)
        raise _wrong(
            path, line, f"'{written}' is no kind of document; kinds are {known}"
        ) from None


def _wrong(path: Path, line: int, reason: str) -> UnreadableError:
    return UnreadableError(path, f"line {line}: {reason}.")
