"""Giving a study out as a project for another program, and keeping the loss report."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.errors import NotAllowedError, UnknownCoderError
from qcode.interchange.refi.project import Project
from qcode.interchange.refi.writing import write_project
from qcode.model.coding import Coder
from qcode.model.exchange import Direction, ExchangeReport
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
    report = ExchangeReport(
        Direction.EXPORT,
        path.name,
        program=project.origin,
        offsets=_OFFSETS[units],
        found=_found(project) | left,
    )
    departures = (*outlet.account.departures, *written)
    report = report.with_more(departures, outlet.account.warnings)
    return ProjectGiven(report, _keep(store, report, by))


_OFFSETS = {
    Units.CODEPOINTS: "Positions count codepoints from 0, as the standard says.",
    Units.UTF16: "Positions count UTF-16 units from 0, as NVivo counts.",
}


def _chosen(connection: "Connection", coder_ids: Sequence[CoderId]) -> list[Coder]:
    every = coders.every(connection)
    missing = set(coder_ids) - {coder.id for coder in every}
    if missing:
        raise UnknownCoderError(str(min(missing)))
    return [it for it in every if not coder_ids or it.id in coder_ids]


def _found(project: Project) -> dict[str, int]:
    """Count what goes out, in the order of the format."""
    selections = [it for source in project.sources for it in source.selections]
    codings = sum(len(it.codings) for it in selections)
    codings += sum(len(it.codings) for it in project.sources)
    values = sum(len(it.values) for it in project.cases)
    values += sum(len(it.values) for it in project.sources)
    counts = {
        "User": len(project.users),
        "Code": len(project.codes),
        "Variable": len(project.variables),
        "Case": len(project.cases),
        "TextSource": len(project.sources),
        "PlainTextSelection": len(selections),
        "Coding": codings + sum(it.codings for it in project.carried),
        "VariableValue": values,
        "Note": len(project.notes),
    }
    for carried in project.carried:
        counts[carried.element] = counts.get(carried.element, 0) + 1
    return {element: count for element, count in counts.items() if count}


def _keep(store: Store, report: ExchangeReport, by: CoderId | None) -> bool:
    """Keep the report, unless the account may only read."""
    try:
        with store.begin() as connection:
            exchange_reports.keep(connection, exchange_reports.Exchange(report, by))
    except NotAllowedError:
        return False
    return True
