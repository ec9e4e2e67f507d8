"""`qcode frequencies`: how often which code."""

from pathlib import Path

import click

from qcode.cli.counting import Counted, counting_options
from qcode.cli.frequency_printing import tell_frequencies, tell_table
from qcode.cli.opening import open_study
from qcode.cli.output import json_option, print_json
from qcode.cli.parameters import check_excel, excel_option, table_option
from qcode.cli.session import Session
from qcode.model.counting import Unit
from qcode.model.table import Table
from qcode.operations.exports import write_found
from qcode.operations.frequencies import frequencies
from qcode.operations.frequency_tables import Form, frequency_form, write_frequencies


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
@counting_options
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
    /,
    *,
    by: tuple[str, ...],
    unit: str | None,
    zero: bool,
    totals: bool,
    form: str,
    counted: Counted,
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
        question = counted.question(store, by, unit, zero=zero, totals=totals)
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
