"""Giving a study out as a project for another program, and keeping the loss report."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.errors import NotAllowedError, UnknownCoderError
from qcode.interchange.refi.writing import write_project
from qcode.model.coding import Coder
from qcode.model.exchange import Departure, ExchangeReport, Fate
from qcode.model.ids import CoderId
from qcode.operations.exchange.identities import Identities
from qcode.operations.exchange.outgoing.gathering import project_of
from qcode.operations.exchange.outgoing.left_out import note_left_out
from qcode.operations.exchange.outgoing.outlet import Outlet
from qcode.store import Store, coders, exchange_reports, foreign_identities, study
from qcode.text.offsets import Units

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ProjectGiven:
    """What went out; `is_kept` says whether the report is kept with the study."""

    report: ExchangeReport
    is_kept: bool


def export_project(
    store: Store,
    path: Path,
    coder_ids: Sequence[CoderId],
    *,
    units: Units = Units.CODEPOINTS,
    by: CoderId | None = None,
) -> ProjectGiven:
    """Write the study as a `.qdpx` with what these coders did; of all if none is named.

    `by` is who exports, if anybody is known. Raises UnknownCoderError, and StudyError
    where the file cannot be written.
    """
    with store.read() as connection:
        outlet = Outlet(
            connection,
            study.get(connection),
            Identities(foreign_identities.every(connection)),
            _chosen(connection, coder_ids),
        )
        project = project_of(outlet, is_whole=not coder_ids)
        left = note_left_out(outlet)
    written = write_project(project, path, units)
    found = _with_left(written.found, outlet.account.departures) | left
    report = replace(written, program=project.origin, found=found)
    report = report.with_more(outlet.account.departures, outlet.account.warnings)
    return ProjectGiven(report, keep_report(store, report, by))


def _chosen(connection: "Connection", coder_ids: Sequence[CoderId]) -> list[Coder]:
    every = coders.every(connection)
    missing = set(coder_ids) - {coder.id for coder in every}
    if missing:
        raise UnknownCoderError(str(min(missing)))
    return [it for it in every if not coder_ids or it.id in coder_ids]


def _with_left(
    written: Mapping[str, int], departures: Iterable[Departure]
) -> dict[str, int]:
    """Return how much of each element there was: what was left was not written."""
    left = Counter(it.element for it in departures if it.fate is Fate.LEFT)
    return {
        it: written.get(it, 0) + left[it] for it in dict.fromkeys((*written, *left))
    }


def keep_report(store: Store, report: ExchangeReport, by: CoderId | None) -> bool:
    """Keep the report with the study; say whether the account may."""
    try:
        with store.begin() as connection:
            exchange_reports.keep(connection, exchange_reports.Exchange(report, by))
    except NotAllowedError:
        return False
    return True
