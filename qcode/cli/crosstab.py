"""`qcode crosstab`: how codes spread over the values of an attribute."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from qcode.analysis.crosstabs import CrosstabCell
from qcode.cli.counting import Counted, counting_options
from qcode.cli.frequency_printing import indented
from qcode.cli.opening import open_study
from qcode.cli.output import Cell, json_option, print_json, print_table
from qcode.cli.parameters import check_excel, excel_option, table_option
from qcode.cli.session import Session
from qcode.model.counting import Unit, shown_value
from qcode.operations.crosstabs import UNITS, Crosstab, make_crosstab, write_crosstab
from qcode.operations.frequency_tables import described_codes


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.0f} %"


def _residual(cell: CrosstabCell) -> str:
    if cell.residual is None:
        return ""
    return f"{cell.residual:+.1f}{'*' if cell.is_small else ''}"


_SHOWN: Mapping[str, Callable[[CrosstabCell], Cell]] = {
    "count": lambda cell: cell.count,
    "row": lambda cell: _percent(cell.row_percent),
    "column": lambda cell: _percent(cell.column_percent),
    "total": lambda cell: _percent(cell.total_percent),
    "residual": _residual,
}


@click.command("crosstab")
@click.option(
    "--by",
    required=True,
    metavar="DIMENSION",
    help="What the columns are: attribute:NAME, kind, case or document.",
)
@click.option(
    "--count",
    "unit",
    type=click.Choice([unit.value for unit in UNITS]),
    default=Unit.DOCUMENTS.value,
    show_default=True,
    help="What is counted.",
)
@click.option(
    "--show",
    type=click.Choice(list(_SHOWN)),
    default="count",
    show_default=True,
    help="What the cells of the printed table say: counts, percent of the row, the "
    "column or all, or the residual. Files and --json hold all of them.",
)
@counting_options
@excel_option()
@table_option()
@json_option(
    "an object with unit, base, dimension, warning ('' for none), rows: an object for "
    "each code that occurs and each value, with code (the key), coder (where several "
    "are told apart), value ('' for none), count, base, row_percent (or null), "
    "column_percent, total_percent, expected, residual (or null where the count could "
    "be no other), small (whether the residual says little)."
)
@click.pass_obj
def crosstab_(
    session: Session,
    /,
    *,
    by: str,
    unit: str,
    show: str,
    counted: Counted,
    excel_de: bool,
    path: Path | None,
    as_json: bool,
) -> None:
    """Set codes against an attribute: counts, percentages, residuals.

    A count is of documents (cases, segments) with the code or one below it, of those
    that were coded at all. The residual says by how many standard deviations a count
    is above or below what an even spread would give (Haberman 1973); around 2 and
    more is worth a look. It is no test: coded documents are no random sample.
    """
    check_excel(path, excel_de=excel_de)
    with open_study(session) as workspace:
        question = counted.question(workspace.store, (by,), unit)
        made = make_crosstab(workspace.store, question)
    if path is not None:
        write_crosstab(made, path, excel_de=excel_de)
        session.note(f"Wrote {path}")
    elif as_json:
        print_json(made.as_json())
        return
    else:
        _print(session, made, show)
    if made.warning():
        marked = " They are marked *." if path is None and show == "residual" else ""
        session.note(f"{made.warning()}{marked}")


def _print(session: Session, made: Crosstab, show: str) -> None:
    """Print a table, or one for each coder."""
    if not made.cells:
        session.note("Nothing was coded that could be counted.")
    blocks: dict[tuple[str, ...], list[CrosstabCell]] = {}
    for cell in made.cells:
        blocks.setdefault(cell.block, []).append(cell)
    for number, block in enumerate(sorted(blocks)):
        if block:
            click.echo(("\n" if number else "") + block[0])
        _print_block(made, blocks[block], show)


def _print_block(made: Crosstab, cells: Sequence[CrosstabCell], show: str) -> None:
    described = described_codes(made.found.codebook)
    bases = {cell.value: cell.base for cell in cells}
    rows: dict[str, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.code, []).append(_SHOWN[show](cell))
    titles = [
        f"{shown_value(made.dimension, value)} (n={base})"
        for value, base in bases.items()
    ]
    print_table(
        ["code", *titles],
        [[indented(described[code]), *told] for code, told in rows.items()],
    )
