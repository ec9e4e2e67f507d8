"""`qcode frequencies`: how often which code."""

from pathlib import Path

import click

from qcode.cli.frequency_printing import tell_frequencies, tell_table
from qcode.cli.opening import open_study
from qcode.cli.output import json_option, print_json
from qcode.cli.parameters import (
    check_excel,
    excel_option,
    origin_option,
    query_option,
    table_option,
)
from qcode.cli.session import Session
from qcode.model.coding import Coder, Origin
from qcode.model.counting import FrequencyQuestion, Unit
from qcode.model.table import Table
from qcode.operations.coders import list_coders
from qcode.operations.exports import write_found
from qcode.operations.frequencies import frequencies
from qcode.operations.frequency_tables import Form, frequency_form, write_frequencies
from qcode.operations.naming import coder_named
from qcode.store import Store


@click.command("frequencies")
@click.option(
    "--by",
    multiple=True,
    metavar="DIMENSION",
    help="Break down by document, kind, case, coder, speaker, round or attribute:NAME; "
    "family counts families in place of codes. May be given several times.",
)
@click.option(
    "--count",
    "unit",
    type=click.Choice([unit.value for unit in Unit]),
    help="What is counted; without it documents, with segments beside.",
)
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar="C",
    help="Count only this coder's codings, or those of the consensus set; may be "
    "given several times.",
)
@click.option(
    "--distinct",
    is_flag=True,
    help="Count what several coders coded alike once, instead of a block for each.",
)
@click.option(
    "--without-interviewer",
    is_flag=True,
    help="Leave out the turns of those who ask.",
)
@click.option(
    "--zero", is_flag=True, help="Keep rows of zero: every code wherever was coded."
)
@click.option(
    "--totals",
    is_flag=True,
    help="Add all codes together, and in the wide form all values, each thing once.",
)
@click.option(
    "--form",
    type=click.Choice([form.value for form in Form]),
    default=Form.LONG.value,
    show_default=True,
    help="A row for each cell; a column for each value of the last dimension; or 0 "
    "and 1, a row for each document (or --by) and a column for each code.",
)
@query_option()
@origin_option()
@excel_option()
@table_option()
@json_option(
    "an object with unit, beside (a second unit in every row, or null), base (an "
    "object: documents, documents_coded, codings, coders, origins), dimensions, "
    "interviewer (whether their turns count), rows: an object for each cell that is "
    "not zero, with code (the key, '' for all codes), a field per dimension ('' for "
    "no value), own (this code alone), total (with those below it, distinct); with "
    "segments beside also segments_own, segments_total. --form long only."
)
@click.pass_obj
def frequencies_(
    session: Session,
    by: tuple[str, ...],
    unit: str | None,
    coders: tuple[str, ...],
    distinct: bool,
    without_interviewer: bool,
    zero: bool,
    totals: bool,
    form: str,
    query: str | None,
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
    if as_json and form != Form.LONG:
        raise click.UsageError("--json has the long form; leave --form out.")
    with open_study(session) as workspace:
        store = workspace.store
        question = FrequencyQuestion(
            by=by,
            unit=None if unit is None else Unit(unit),
            coders=coders_named(store, coders),
            distinct=distinct,
            origins=origins or None,
            interviewer=not without_interviewer,
            zero=zero,
            totals=totals,
            query=query,
        )
        if form != Form.LONG:
            _tell(session, frequency_form(store, question, Form(form)), path, excel_de)
            return
        found = frequencies(store, question)
    if path is not None:
        write_frequencies(found, path, excel_de=excel_de)
        session.note(f"Wrote {path}")
    elif as_json:
        print_json(found.as_json())
    else:
        tell_frequencies(session, found)


def _tell(session: Session, table: Table, path: Path | None, excel_de: bool) -> None:
    if path is None:
        session.note(f"Number of {table.provenance.unit}; empty: not coded.")
        tell_table(table)
    else:
        write_found(table, path, excel_de=excel_de)
        session.note(f"Wrote {path}")


def coders_named(store: Store, wanted: tuple[str, ...]) -> list[Coder] | None:
    """Return the coders that are named, `None` where none is: all of them."""
    if not wanted:
        return None
    known = [count.coder for count in list_coders(store)]
    return list(dict.fromkeys(coder_named(name, known) for name in wanted))
