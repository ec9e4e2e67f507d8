"""Crosstabs of codes by an attribute, or by kind, case or document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qcode.analysis.crosstabs import SMALL, CrosstabCell, crosstab
from qcode.errors import WrongUsageError
from qcode.interchange.tables import write_table, write_table_as
from qcode.model.counting import (
    ATTRIBUTE_PREFIX,
    CASE,
    CODER,
    DOCUMENT,
    KIND,
    Base,
    FrequencyQuestion,
    Unit,
)
from qcode.model.table import (
    Cell,
    Column,
    Row,
    Table,
    number_column,
    truth_column,
    whole_column,
)
from qcode.operations.frequencies import Frequencies, count, count_whole
from qcode.operations.frequency_tables import (
    CODE_COLUMNS,
    described_codes,
    dimension_column,
)
from qcode.store import Store

UNITS = (Unit.DOCUMENTS, Unit.CASES, Unit.SEGMENTS)


@dataclass(frozen=True)
class Crosstab:
    """How codes spread over the values of one dimension.

    `cells` are by code, by coder where `has_coders`, by value. `found` are the
    frequencies that they were made from.
    """

    unit: Unit
    dimension: str
    cells: Sequence[CrosstabCell]
    found: Frequencies

    @property
    def has_coders(self) -> bool:
        """Whether coders are told apart."""
        return CODER in self.found.dimensions

    @property
    def base(self) -> Base:
        """What the numbers are out of."""
        return self.found.base

    def warning(self) -> str:
        """Return what must be said of small counts, "" where none is small."""
        small = sum(cell.is_small for cell in self.cells)
        if not small:
            return ""
        return (
            f"In {small} of {len(self.cells)} cells fewer than {SMALL} {self.unit} are "
            "expected to have the code, or not to have it: their residuals say little."
        )

    def as_json(self) -> dict[str, object]:
        """Return the document that `--json` prints."""
        return {
            "unit": self.unit,
            "base": self.base,
            "dimension": self.dimension,
            "warning": self.warning(),
            "rows": [self._record(cell) for cell in self.cells],
        }

    def _record(self, cell: CrosstabCell) -> dict[str, Cell]:
        record: dict[str, Cell] = {"code": cell.code}
        if self.has_coders:
            record["coder"] = cell.block[0]
        record["value"] = cell.value
        return record | dict(zip(_FIGURES, figures(cell), strict=True))


_FIGURES = (
    *("count", "base", "row_percent", "column_percent", "total_percent"),
    *("expected", "residual", "small"),
)


def figures(cell: CrosstabCell) -> list[Cell]:
    """Return what is told of a cell: counts, percentages, residual, a warning."""
    return [
        cell.count,
        cell.base,
        cell.row_percent,
        cell.column_percent,
        cell.total_percent,
        cell.expected,
        cell.residual,
        cell.is_small,
    ]


def make_crosstab(store: Store, question: FrequencyQuestion) -> Crosstab:
    """Return how codes spread over the values of the question's one dimension.

    Documents are counted unless the question has another unit. Raises
    WrongUsageError for a dimension that would put one thing under several values, and
    for a unit that cannot be compared, and UnknownAttributeError.
    """
    unit = question.unit or Unit.DOCUMENTS
    dimension = _check(question.by, unit)
    asked = replace(question, unit=unit, zero=True, totals=True)
    with store.read() as connection:
        found = count(connection, asked)
        whole = found
        if asked.query is not None:
            whole = count_whole(connection, asked)
    cells = crosstab(found.table, dimension, whole.table)
    return Crosstab(unit, dimension, cells, found)


def _check(by: Sequence[str], unit: Unit) -> str:
    usual = (KIND, CASE, DOCUMENT)
    if unit not in UNITS:
        raise WrongUsageError(f"A crosstab counts {', '.join(UNITS)}, not {unit}.")
    if len(by) != 1:
        raise WrongUsageError("A crosstab is by one dimension, as in attribute:city.")
    (dimension,) = by
    if dimension not in usual and not dimension.startswith(ATTRIBUTE_PREFIX):
        raise WrongUsageError(
            f"A crosstab is by {ATTRIBUTE_PREFIX}NAME, {', '.join(usual)}, where each "
            f"thing has one value; '{dimension}' is none of them."
        )
    if unit is Unit.CASES and dimension in (KIND, DOCUMENT):
        raise WrongUsageError(
            f"A case may stand in several columns of a crosstab by {dimension}; count "
            "documents."
        )
    return dimension


def crosstab_table(made: Crosstab) -> Table:
    """Return a row for each cell of the crosstab."""
    described = described_codes(made.found.codebook)
    columns: list[Column] = [*CODE_COLUMNS]
    if made.has_coders:
        columns.append(dimension_column(CODER))
    columns += [dimension_column(made.dimension), *_figure_columns(made.unit)]
    rows: list[Row] = [
        (*described[cell.code], *cell.block, cell.value, *figures(cell))
        for cell in made.cells
    ]
    notes = [made.warning()] if made.warning() else []
    title = f"Codes by {made.dimension.removeprefix(ATTRIBUTE_PREFIX)}"
    return Table(title, columns, rows, made.found.provenance, notes)


def _figure_columns(unit: Unit) -> list[Column]:
    return [
        whole_column("count", "How many have the code or one below it", unit),
        whole_column("base", "How many have the value and were coded at all", unit),
        number_column(
            "row_percent", "Of those with the code, how many have the value", "%"
        ),
        number_column(
            "column_percent", "Of those with the value, how many have the code", "%"
        ),
        number_column("total_percent", "Of all, how many have both", "%"),
        number_column("expected", "The count if the code were spread evenly", unit),
        number_column(
            "residual",
            "How far count and expected are apart (adjusted standardised residual, "
            "Haberman 1973); empty where the count could be no other",
            "standard deviations",
        ),
        truth_column(
            "small",
            f"Whether fewer than {SMALL} are expected to have the code, or not to have "
            "it, so that the residual says little",
        ),
    ]


def write_crosstab(made: Crosstab, path: Path, *, excel_de: bool = False) -> None:
    """Write the crosstab to a file, the format by its ending.

    A .json holds what `--json` prints. Raises WrongUsageError for another ending and
    StudyError where the file cannot be written.
    """
    table = crosstab_table(made)
    if path.suffix.lower() == ".json":
        write_table_as(path, table, made.as_json())
    else:
        write_table(path, table, excel_de=excel_de)
