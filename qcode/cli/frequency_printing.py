"""How frequencies are told: a note on what was counted, and tables."""

from collections.abc import Mapping, Sequence
from itertools import islice

import click

from qcode.cli.output import Cell, print_table
from qcode.cli.session import Session
from qcode.model.coding import Origin
from qcode.model.counting import CODER, FAMILY, Unit, shown_value
from qcode.model.table import Table
from qcode.operations.frequencies import Frequencies
from qcode.operations.frequency_tables import CODE_COLUMNS, described_codes

_INDENT = "  "
_ORIGINS = {
    Origin.HAND: "made by hand only",
    Origin.SUGGESTION: "accepted from suggestions only",
}
_UNITS = {
    Unit.SHARE: "share of the words of coded documents",
    Unit.RATE: "segments per 1,000 words of coded documents",
}

Record = Mapping[str, Cell]


def tell_frequencies(session: Session, found: Frequencies) -> None:
    """Print one table, or one for each coder where coders were kept apart."""
    session.note(caption(found))
    rows = found.records()
    if CODER not in found.dimensions or CODER in found.question.by:
        _print(found, found.dimensions, rows)
        return
    others = [name for name in found.dimensions if name != CODER]
    for number, handle in enumerate(found.base["coders"]):
        click.echo(("\n" if number else "") + shown_value(CODER, handle))
        _print(found, others, [row for row in rows if row[CODER] == handle])


def caption(found: Frequencies) -> str:
    """Return what the numbers are numbers of, and out of."""
    base, units = found.base, [_UNITS.get(found.unit, f"number of {found.unit}")]
    if found.beside is not None:
        units.append(f"beside them {found.beside}")
    by = f" by {', '.join(found.dimensions)}" if found.dimensions else ""
    coders = ", ".join(base["coders"]) or "nobody"
    only = "" if len(base["origins"]) == len(Origin) else f" ({_told(base['origins'])})"
    asked = (
        "" if found.question.interviewer else " Turns of those who ask do not count."
    )
    if found.question.query is not None:
        asked += " Only codings that the query finds count, out of all it could find."
    said = ", ".join(units)
    return (
        f"{said[0].upper()}{said[1:]}{by}; own: the code alone, total: with the codes "
        f"below it. Base: {base['documents']} documents, {base['documents_coded']} of "
        f"them coded; {base['codings']} codings{only} by {coders}.{asked}"
    )


def _told(origins: Sequence[str]) -> str:
    return ", ".join(_ORIGINS[Origin(origin)] for origin in origins)


def _print(
    found: Frequencies, dimensions: Sequence[str], rows: Sequence[Record]
) -> None:
    described = described_codes(found.codebook)
    numbers = list(found.table.numbers)
    shown = [name for name in dimensions if name != FAMILY]

    def cells(row: Record) -> list[Cell]:
        values = [shown_value(name, str(row[name])) for name in shown]
        told = [_rounded(row[name]) for name in numbers]
        return [indented(described[str(row["code"])]), *values, *told]

    print_table(["code", *shown, *numbers], map(cells, rows))


def indented(described: Sequence[Cell]) -> str:
    """Return a code's name as it stands in the tree, by what is said of the code."""
    _, name, _, _, level = described
    return _INDENT * (int(level or 1) - 1) + str(name)


def _rounded(cell: Cell) -> Cell:
    return f"{cell:.4f}" if isinstance(cell, float) else cell


def tell_table(table: Table) -> None:
    """Print a table for others; of what is said of codes only the name, indented."""
    width = len(CODE_COLUMNS)
    if tuple(islice(table.columns, width)) != CODE_COLUMNS:
        print_table(table.names, [list(map(_rounded, row)) for row in table.rows])
        return
    rows = ([indented(row[:width]), *map(_rounded, row[width:])] for row in table.rows)
    print_table(["code", *table.names[width:]], rows)
