"""A table as the document that `--json` prints."""

import math
from pathlib import Path

from qcode.interchange.tables import write_table, write_table_as
from qcode.model.table import Cell, Table


def table_json(table: Table) -> dict[str, object]:
    """Return a table with its provenance; its rows must be a list.

    An object with title, unit, base, filters, parameters, notes and rows, an object
    for each row with a field per column; nan is null.
    """
    made_from = table.provenance
    return {
        "title": table.title,
        "unit": made_from.unit,
        "base": dict(made_from.base),
        "filters": dict(made_from.filters),
        "parameters": dict(made_from.parameters),
        "notes": list(table.notes),
        "rows": [
            dict(zip(table.names, map(_value, row), strict=True)) for row in table.rows
        ],
    }


def write_told(path: Path, table: Table, *, excel_de: bool = False) -> None:
    """Write a table to a file, the format by its ending.

    A .json holds what `--json` prints. `excel_de` writes CSV as a German Excel opens
    it. Raises WrongUsageError for another ending and StudyError where the file cannot
    be written.
    """
    if path.suffix.lower() == ".json":
        write_table_as(path, table, table_json(table))
    else:
        write_table(path, table, excel_de=excel_de)


def _value(value: Cell) -> Cell:
    return None if isinstance(value, float) and math.isnan(value) else value
