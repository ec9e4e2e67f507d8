"""Crosstabs as people read them: a row for each code, a column for each value."""

from collections.abc import Callable, Mapping

from qcode.analysis.crosstabs import CrosstabCell
from qcode.model.counting import ATTRIBUTE_PREFIX, CODER, shown_value
from qcode.model.table import Cell, Column, Table, number_column, whole_column
from qcode.operations.crosstabs import Crosstab
from qcode.operations.frequency_tables import (
    CODE_COLUMNS,
    described_codes,
    dimension_column,
)
from qcode.operations.table_choices import Cells

_SAID: Mapping[Cells, str] = {
    Cells.COUNT: "How many have the value and the code or one below it",
    Cells.ROW: "Of those with the code, how many have the value",
    Cells.COLUMN: "Of those with the value, how many have the code",
    Cells.TOTAL: "Of all, how many have both",
    Cells.RESIDUAL: "Adjusted standardised residual (Haberman 1973)",
}
_TOLD: Mapping[Cells, Callable[[CrosstabCell], Cell]] = {
    Cells.COUNT: lambda cell: cell.count,
    Cells.ROW: lambda cell: cell.row_percent,
    Cells.COLUMN: lambda cell: cell.column_percent,
    Cells.TOTAL: lambda cell: cell.total_percent,
    Cells.RESIDUAL: lambda cell: cell.residual,
}


def crosstab_grid(made: Crosstab, cells: Cells) -> Table:
    """Return a row for each code, and each coder, with a column for each value.

    Columns are named by the value and, unless coders with bases of their own are told
    apart, how many things have it.
    """
    described = described_codes(made.found.codebook)
    bases = {it.value: it.base for it in made.cells}
    values = sorted(bases)
    found: dict[tuple[str, ...], dict[str, Cell]] = {}
    for cell in made.cells:
        row = found.setdefault((cell.code, *cell.block), {})
        row[cell.value] = _TOLD[cells](cell)
    columns: list[Column] = [*CODE_COLUMNS]
    if made.has_coders:
        columns.append(dimension_column(CODER))
    for value in values:
        shown = shown_value(made.dimension, value)
        name = shown if made.has_coders else f"{shown} (n={bases[value]})"
        said = f"{_SAID[cells]}; {made.dimension}: {shown}"
        if cells is Cells.COUNT:
            columns.append(whole_column(name, said, made.unit))
        else:
            columns.append(number_column(name, said))
    rows = [
        [*described[code], *block, *(told.get(value) for value in values)]
        for (code, *block), told in found.items()
    ]
    notes = [f"{_SAID[cells]}.", *([made.warning()] if made.warning() else [])]
    title = f"Codes by {made.dimension.removeprefix(ATTRIBUTE_PREFIX)}"
    return Table(title, columns, rows, made.found.provenance, notes)
