"""Loss reports as people read them: short beside a result, whole when asked for."""

from pathlib import Path

import click

from qcode.cli.output import Cell, counted
from qcode.cli.session import Session
from qcode.cli.terminal import cells
from qcode.model.exchange import ExchangeReport
from qcode.operations.exchange.reports import worst_first, write_report

TITLES = ("element", "found", "taken", "changed", "carried", "left")
JSON_FORM = (
    "direction, file_name, program, offsets, found, tallies (a list with element, "
    "found, taken, changed, carried, left), departures (a list with element, id, name, "
    "fate, reason), warnings"
)
_SHOWN = 5

report_option = click.option(
    "--report",
    "report_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the whole loss report to this file too: .json, else text.",
)


def rows(report: ExchangeReport) -> list[tuple[Cell, ...]]:
    """Return what became of each sort of element, a row each."""
    return [
        (it.element, it.found, it.taken, it.changed, it.carried, it.left)
        for it in report.tallies()
        if it.found
    ]


def say(session: Session, report: ExchangeReport) -> None:
    """Say on stderr what became of everything: the numbers, and the worst departures.

    What was left comes first, then what was changed.
    """
    if report.offsets:
        session.note(report.offsets)
    for line in _table(report):
        session.note(line)
    for departure in worst_first(report)[:_SHOWN]:
        name = f" '{departure.name}'" if departure.name else f" {departure.id}"
        said = f"{departure.element}{name}: {departure.reason}"
        session.note(f"{departure.fate}: {said}")
    more = len(report.departures) - _SHOWN
    if more > 0:
        session.note(
            f"… and {more} more: --report FILE writes them all, and `qcode exchanges` "
            "keeps the reports of what was done."
        )
    for warning in report.warnings:
        session.note(warning)


def write(session: Session, report: ExchangeReport, path: Path | None) -> None:
    """Write the whole report to a file where one is given."""
    if path is not None:
        write_report(report, path)
        things = counted(len(report.departures), "departure")
        session.note(f"Wrote {path}: {things}.")


def _table(report: ExchangeReport) -> list[str]:
    table = [TITLES, *([str(cell) for cell in row] for row in rows(report))]
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    lines = []
    for first, *numbers in table:
        name = first + " " * (widths[0] - cells(first))
        pairs = zip(numbers, widths[1:], strict=True)
        lines.append("  ".join([name, *(it.rjust(width) for it, width in pairs)]))
    return lines if len(lines) > 1 else []
