"""Tables as files for others: the format by the ending, the same bytes each time.

Each format has a module that yields a table's file piece by piece; it is loaded
when a file asks for it. A format with no place for it gets the data dictionary and
the provenance in a file beside.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from qcode.errors import WrongUsageError
from qcode.interchange import csv_files, json_files
from qcode.interchange.table_facts import about
from qcode.model.table import Table
from qcode.project import write_together

Pieces: TypeAlias = Callable[[Table], Iterator[bytes]]

_FORMATS = {
    ".csv": "qcode.interchange.csv_files",
    ".xlsx": "qcode.interchange.workbooks",
    ".json": "qcode.interchange.json_files",
    ".parquet": "qcode.interchange.parquet_files",
    ".md": "qcode.interchange.markdown_tables",
    ".html": "qcode.interchange.html_tables",
}
ENDINGS = tuple(_FORMATS)
_SILENT = (".csv", ".json", ".parquet")


def write_table(path: Path, table: Table, *, excel_de: bool = False) -> None:
    """Write a table to a file, the format by its ending, whole or not at all.

    Beside .csv, .json and .parquet comes what `beside` names; the other formats hold
    it. `excel_de` writes CSV as a German Excel opens it. Raises WrongUsageError for
    another ending, RefusedError for what XLSX cannot hold, StudyError where nothing
    can be written.
    """
    pieces = csv_files.pieces_for_german_excel if excel_de else _pieces(path)
    _write(path, table, pieces(table))


def write_table_as(path: Path, table: Table, document: Mapping[str, object]) -> None:
    """Write a JSON document that says what a table does, as `write_table` does.

    For tables that `--json` prints in a form of their own.
    """
    _write(path, table, [json_files.document(document)])


def write_grid_workbook(path: Path, table: Table) -> None:
    """Write a table of long texts to an .xlsx file, wrapped and fixed for reading.

    Raises RefusedError for what XLSX cannot hold, StudyError where nothing can be
    written.
    """
    pieces: Pieces = import_module("qcode.interchange.matrix_workbooks").pieces
    _write(path, table, pieces(table))


def beside(path: Path) -> Path:
    """Return where the data dictionary and provenance of a silent format stand."""
    return path.with_name(f"{path.name}.about.json")


def _pieces(path: Path) -> Pieces:
    module = _FORMATS.get(path.suffix.lower())
    if module is None:
        raise WrongUsageError(
            f"'{path.name}' does not say which format it is to have. Let its name "
            f"end in one of {', '.join(ENDINGS)}."
        )
    pieces: Pieces = import_module(module).pieces
    return pieces


def _write(path: Path, table: Table, pieces: Iterable[bytes]) -> None:
    if path.suffix.lower() not in _SILENT:
        write_together([(path, pieces)])
        return
    digest = sha256()

    def told() -> Iterator[bytes]:
        for piece in pieces:
            digest.update(piece)
            yield piece

    def facts() -> Iterator[bytes]:
        file = {"name": path.name, "sha256": digest.hexdigest()}
        yield about(table, file).encode()

    write_together([(path, told()), (beside(path), facts())])
