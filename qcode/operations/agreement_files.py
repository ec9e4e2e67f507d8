"""Agreement as tables for others."""

from collections.abc import Iterator
from pathlib import Path

from qcode.comparison.comparing import Figures
from qcode.interchange.tables import write_table, write_table_as
from qcode.model.table import (
    Cell,
    Column,
    Table,
    number_column,
    text_column,
    whole_column,
)
from qcode.operations.agreement import Agreement, CodeConfusion
from qcode.operations.agreement_tables import (
    agreement_json,
    confusion_json,
    confusion_rows,
)

Row = list[Cell]

_FIGURES = {
    "percent": "Share of judgements that agree",
    "kappa": "Cohen's kappa",
    "fleiss": "Fleiss' kappa",
    "alpha": "Krippendorff's alpha",
    "ac1": "Gwet's AC1",
    "brennan_prediger": "Brennan and Prediger's kappa",
    "u_alpha": "Krippendorff's alpha for free spans",
    "segments": "Share of codings that meet one of the other coder",
    "segments_kappa": "Agreement of segments, corrected for chance",
    "dice": "Share of spans with the same ends",
}


def write_agreement(found: Agreement, path: Path, *, excel_de: bool = False) -> None:
    """Write the figures to a file, the format by its ending.

    A .json holds what `--json` prints. Raises WrongUsageError for another ending and
    StudyError.
    """
    table = agreement_table(found)
    if path.suffix.lower() == ".json":
        write_table_as(path, table, agreement_json(found))
    else:
        write_table(path, table, excel_de=excel_de)


def agreement_table(found: Agreement) -> Table:
    """Return a row for each code, each family, the mean of the codes and all pooled.

    Each figure has columns for value, both ends of its interval, and why it is
    undefined.
    """
    names = list(found.pooled.figures)
    rows = (
        [*head, figures.units, figures.prevalence, *_cells(figures, names)]
        for head, figures in _lines(found)
    )
    return Table("Agreement of coders", _columns(names), rows, found.provenance)


def _columns(names: list[str]) -> list[Column]:
    columns = [
        text_column("what", "A code, a family of codes, the mean, or all pooled"),
        text_column("code", "Key of the code"),
        text_column("path", "Names of the code and those above it"),
        whole_column("units", "Units that two coders at least judged", "units"),
        number_column("prevalence", "Share of judgements 'present'", "share"),
    ]
    for name in names:
        said = _FIGURES[name]
        columns += [
            number_column(name, said),
            number_column(f"{name}_low", f"{said}: lower end of the 95 % interval"),
            number_column(f"{name}_high", f"{said}: upper end of the 95 % interval"),
            text_column(f"{name}_undefined", f"{said}: why it has no value"),
        ]
    return columns


def _lines(found: Agreement) -> Iterator[tuple[Row, Figures]]:
    for what, parts in (("code", found.codes), ("family", found.families)):
        for part in parts:
            yield [what, part.code.key, part.path], part.figures
    yield ["mean", "", ""], found.macro
    yield ["pooled", "", ""], found.pooled


def _cells(figures: Figures, names: list[str]) -> Row:
    cells: Row = []
    for name in names:
        figure = figures.figures[name]
        low, high = figure.interval or (None, None)
        cells += [figure.value, low, high, figure.undefined and figure.undefined.value]
    return cells


def write_confusion(found: CodeConfusion, path: Path) -> None:
    """Write the table of codes by codes to a file, the format by its ending.

    A .json holds what `--json` prints. Raises WrongUsageError for another ending and
    StudyError.
    """
    names, rows = confusion_rows(found)
    other = found.second.handle
    columns = [text_column(names[0], f"The code that {names[0]} gave, or none")]
    columns += [
        whole_column(name, f"Units to which {other} gave {name or 'no other'}", "units")
        for name in names[1:]
    ]
    table = Table("Who put what where", columns, rows, found.provenance)
    if path.suffix.lower() == ".json":
        write_table_as(path, table, confusion_json(found))
    else:
        write_table(path, table)
