"""Loss reports of earlier imports and exports, and reports as text."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qcode.errors import UnknownExchangeError
from qcode.model.coding import Coder
from qcode.model.exchange import Departure, ExchangeReport, Fate, report_record
from qcode.operations.naming import with_beginning
from qcode.project import write_whole
from qcode.store import Store, coders, exchange_reports
from qcode.store.exchange_reports import Exchange

_WORST_FIRST = (Fate.LEFT, Fate.CHANGED, Fate.CARRIED)


@dataclass(frozen=True, slots=True)
class ListedExchange:
    """An import or export, and who did it if anybody was named."""

    exchange: Exchange
    coder: Coder | None


def list_exchanges(store: Store) -> list[ListedExchange]:
    """Return all imports and exports, the oldest first."""
    with store.read() as connection:
        known = {coder.id: coder for coder in coders.every(connection)}
        every = exchange_reports.every(connection)
    return [
        ListedExchange(it, None if it.coder_id is None else known.get(it.coder_id))
        for it in every
    ]


def find_exchange(store: Store, wanted: str) -> ListedExchange:
    """Return the import or export with this id, or with an id that begins so.

    Raises UnknownExchangeError or AmbiguousError.
    """
    every = {str(it.exchange.id): it for it in list_exchanges(store)}
    found = with_beginning(wanted, every)
    if found is None:
        raise UnknownExchangeError(wanted)
    return every[found]


def worst_first(report: ExchangeReport) -> list[Departure]:
    """Return the departures: what was left, what was changed, then what is carried."""
    return sorted(report.departures, key=lambda it: _WORST_FIRST.index(it.fate))


def report_lines(report: ExchangeReport) -> Iterator[str]:
    """Yield the whole report as lines of text, what was left before all else."""
    program = f" ({report.program})" if report.program else ""
    yield f"{report.direction.capitalize()} of {report.file_name}{program}"
    if report.offsets:
        yield report.offsets
    yield from report.warnings
    yield ""
    for it in report.tallies():
        fates = {
            "taken": it.taken,
            "changed": it.changed,
            "carried": it.carried,
            "left": it.left,
        }
        became = (f"{number:,} {fate}" for fate, number in fates.items() if number)
        yield f"{it.element}: {', '.join([f'{it.found:,} found', *became])}"
    if report.departures:
        yield ""
    for departure in worst_first(report):
        name = f" '{departure.name}'" if departure.name else ""
        identity = f" ({departure.id})" if departure.id else ""
        thing = f"{departure.element}{name}{identity}"
        yield f"{departure.fate}: {thing}: {departure.reason}"


def write_report(report: ExchangeReport, path: Path) -> None:
    """Write the report, as JSON where the name ends so, else as text.

    Raises StudyError where the file cannot be written.
    """
    if path.suffix.lower() == ".json":
        text = json.dumps(report_record(report), ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(f"{' '.join(it.split())}\n" for it in report_lines(report))
    write_whole(path, text.encode())
