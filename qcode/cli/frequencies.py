"""`qcode frequencies`: how often which code."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from qcode.cli.opening import open_study
from qcode.cli.output import Cell, json_option, print_json, print_table
from qcode.cli.parameters import (
    check_excel,
    excel_option,
    origin_option,
    table_option,
)
from qcode.cli.session import Session
from qcode.model.coding import Coder, Origin
from qcode.model.counting import CODER, Unit, shown_value
from qcode.operations.coders import list_coders
from qcode.operations.frequencies import Frequencies, frequencies, write_frequencies
from qcode.operations.naming import coder_named
from qcode.store import Store

_INDENT = "  "
_ORIGINS = {
    Origin.HAND: "made by hand only",
    Origin.SUGGESTION: "accepted from suggestions only",
}


@click.command("frequencies")
@click.option(
    "--by",
    multiple=True,
    metavar="DIMENSION",
    help="Break down by document, kind, case, coder, speaker or attribute:NAME; "
    "may be given several times.",
)
@click.option(
    "--count",
    "unit",
    type=click.Choice([unit.value for unit in Unit]),
    help="What is counted; without it documents, with segments beside.",
)
@click.option("--coder", metavar="C", help="Count only this coder's codings.")
@click.option(
    "--distinct",
    is_flag=True,
    help="Count what several coders coded alike once, instead of a block for each.",
)
@origin_option()
@excel_option()
@table_option()
@json_option(
    "an object with unit, beside (a second unit in every row, or null), base (an "
    "object: documents, documents_coded, codings, coders, origins), dimensions, rows: "
    "an object for each cell that is not zero, with code (the key), a field per "
    "dimension ('' for no value), own (this code alone), total (with those below "
    "it, distinct); with segments beside also segments_own, segments_total."
)
@click.pass_obj
def frequencies_(
    session: Session,
    by: tuple[str, ...],
    unit: str | None,
    coder: str | None,
    distinct: bool,
    origins: tuple[Origin, ...],
    excel_de: bool,
    path: Path | None,
    as_json: bool,
) -> None:
    """Count how often each code occurs, with its children rolled up.

    Where several coders coded, each has numbers of their own unless one is
    chosen with --coder or --distinct pools them.
    """
    check_excel(path, excel_de=excel_de)
    with open_study(session) as workspace:
        found = frequencies(
            workspace.store,
            by=by,
            unit=None if unit is None else Unit(unit),
            coder=_coder(workspace.store, coder),
            distinct=distinct,
            origins=origins or None,
        )
    if path is not None:
        write_frequencies(found, path, excel_de=excel_de)
        session.note(f"Wrote {path}")
    elif as_json:
        print_json(found.as_json())
    else:
        session.note(_caption(found))
        _print_tables(found, is_added=CODER in found.dimensions and CODER not in by)


def _coder(store: Store, wanted: str | None) -> Coder | None:
    if wanted is None:
        return None
    return coder_named(wanted, [count.coder for count in list_coders(store)])


def _caption(found: Frequencies) -> str:
    base, units = found.base, [str(found.unit)]
    if found.beside is not None:
        units.append(f"beside them {found.beside}")
    by = f" by {', '.join(found.dimensions)}" if found.dimensions else ""
    coders = ", ".join(base["coders"]) or "nobody"
    only = "" if len(base["origins"]) == len(Origin) else f" ({_told(base['origins'])})"
    return (
        f"Number of {', '.join(units)}{by}; own: the code alone, total: with the codes "
        f"below it. Base: {base['documents']} documents, {base['documents_coded']} of "
        f"them coded; {base['codings']} codings{only} by {coders}."
    )


def _told(origins: Sequence[str]) -> str:
    return ", ".join(_ORIGINS[Origin(origin)] for origin in origins)


def _print_tables(found: Frequencies, *, is_added: bool) -> None:
    """Print one table, or one for each coder where coders were kept apart."""
    if not is_added:
        _print_table(found, found.dimensions, _rows(found))
        return
    rows = list(_rows(found))
    others = [name for name in found.dimensions if name != CODER]
    for number, handle in enumerate(found.base["coders"]):
        click.echo(("\n" if number else "") + shown_value(CODER, handle))
        _print_table(found, others, (row for row in rows if row[CODER] == handle))


def _rows(found: Frequencies) -> Iterator[dict[str, str | int]]:
    for row in found.rows():
        yield dict(zip(found.columns, row, strict=True))


def _print_table(
    found: Frequencies,
    dimensions: Sequence[str],
    rows: Iterator[dict[str, str | int]],
) -> None:
    numbers = ["own", "total"]
    if found.beside is not None:
        numbers += [f"{found.beside}_own", f"{found.beside}_total"]

    def cells(row: dict[str, str | int]) -> list[Cell]:
        code = _INDENT * (int(row["level"]) - 1) + str(row["name"])
        values = [shown_value(name, str(row[name])) for name in dimensions]
        return [code, *values, *(row[name] for name in numbers)]

    print_table(["code", *dimensions, *numbers], map(cells, rows))
