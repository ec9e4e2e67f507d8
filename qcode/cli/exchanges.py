"""`qcode exchanges`: the loss reports of earlier imports and exports."""

from pathlib import Path

import click

from qcode.cli import loss_reports
from qcode.cli.opening import open_study
from qcode.cli.output import json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.model.exchange import Fate, report_record
from qcode.operations.exchange.reports import (
    ListedExchange,
    find_exchange,
    list_exchanges,
    report_lines,
)
from qcode.text.harmless import harmless


@click.command("exchanges")
@click.argument("wanted", metavar="[ID]", required=False)
@loss_reports.report_option
@json_option(
    "a list of objects with id, at (UTC), coder (null if nobody was named), direction, "
    "file_name, program, changed, carried, left; with ID the report, an object with "
    f"id, at, coder, {loss_reports.JSON_FORM}."
)
@click.pass_obj
def exchanges(
    session: Session, wanted: str | None, report_path: Path | None, as_json: bool
) -> None:
    """List what came from other programs and went to them; show one loss report.

    ID is a report's id or its first characters. Taken is what came across as it was;
    changed what is otherwise now; carried what is kept and goes out again but is not
    shown; left what was not taken.
    """
    with open_study(session) as workspace:
        if wanted is None:
            _list(list_exchanges(workspace.store), as_json=as_json)
            return
        found = find_exchange(workspace.store, wanted)
    report = found.exchange.report
    loss_reports.write(session, report, report_path)
    if as_json:
        print_json({**_who(found), **report_record(report)})
        return
    for line in report_lines(report):
        click.echo(harmless(line))


def _list(every: list[ListedExchange], *, as_json: bool) -> None:
    if as_json:
        print_json([{**_who(it), **_short(it)} for it in every])
        return
    print_table(
        ("id", "at", "coder", "what", "file", "changed", "carried", "left"),
        [
            (
                str(it.exchange.id)[:8],
                it.exchange.at.astimezone().strftime("%Y-%m-%d %H:%M"),
                it.coder.handle if it.coder else "",
                it.exchange.report.direction.value,
                it.exchange.report.file_name,
                *_numbers(it).values(),
            )
            for it in every
        ],
    )


def _who(listed: ListedExchange) -> dict[str, object]:
    return {
        "id": str(listed.exchange.id),
        "at": listed.exchange.at.isoformat(),
        "coder": listed.coder.handle if listed.coder else None,
    }


def _short(listed: ListedExchange) -> dict[str, object]:
    report = listed.exchange.report
    return {
        "direction": report.direction.value,
        "file_name": report.file_name,
        "program": report.program,
        **_numbers(listed),
    }


def _numbers(listed: ListedExchange) -> dict[str, int]:
    fates = [it.fate for it in listed.exchange.report.departures]
    return {fate.value: fates.count(fate) for fate in Fate}
