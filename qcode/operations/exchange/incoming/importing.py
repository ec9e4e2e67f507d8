"""Taking a project of another program in: one transaction, one journal entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.interchange.refi.project import Project
from qcode.model.exchange import ExchangeReport
from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.model.ids import CaseId, CoderId, DocumentId
from qcode.model.journal import Action, JsonObject, ObjectKind, Verb
from qcode.operations.exchange.identities import Identities
from qcode.operations.exchange.incoming.cases import keep_case_identities, take_cases
from qcode.operations.exchange.incoming.coders import take_coders
from qcode.operations.exchange.incoming.codes import take_codes
from qcode.operations.exchange.incoming.codings import take_codings
from qcode.operations.exchange.incoming.documents import TakenDocument, take_documents
from qcode.operations.exchange.incoming.intake import Intake
from qcode.operations.exchange.incoming.living_codes import under_living_codes
from qcode.operations.exchange.incoming.luggage import (
    keep_luggage,
    links_taken,
)
from qcode.operations.exchange.incoming.memos import take_memos
from qcode.operations.exchange.incoming.reading import read_exchanged
from qcode.operations.exchange.incoming.selections import (
    keep_bare_selections,
    made_details,
)
from qcode.store import (
    Store,
    coders,
    documents,
    exchange_reports,
    foreign_identities,
    histories,
    journal,
    study,
)

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ProjectTaken:
    """What came in; `is_new` says whether anything did."""

    report: ExchangeReport
    is_new: bool


def import_project(store: Store, path: Path, coder_id: CoderId | None) -> ProjectTaken:
    """Take a project or codebook in, all or nothing, and keep its loss report.

    What is there already stays. `coder_id` is who imports, as whom the import
    can be undone; the codings are their own coders'. Raises UnreadableError.
    """
    project, read = read_exchanged(path)
    with store.begin() as connection:
        for coder in sorted(coders.every(connection), key=lambda it: it.id):
            coders.lock(connection, coder.id)
        taken = take_in(connection, store, (project, read), coder_id)
        kept = exchange_reports.Exchange(taken.report, coder_id)
        exchange_reports.keep(connection, kept)
    return taken


def foresee_project(store: Store, path: Path) -> ProjectTaken:
    """Return what importing a file would do, and change nothing.

    The import is done and taken back, so that it cannot turn out otherwise. Raises
    UnreadableError.
    """
    project, read = read_exchanged(path)
    with store.rehearse() as connection:
        return take_in(connection, store, (project, read), None)


def take_in(
    connection: "Connection",
    store: Store,
    exchanged: tuple[Project, ExchangeReport],
    coder_id: CoderId | None,
) -> ProjectTaken:
    """Take a project in and write it down, unless it brings nothing."""
    study.lock(connection)
    project, read = exchanged
    known = Identities(foreign_identities.every(connection))
    intake = Intake(connection, project, study.get(connection), known)
    aliases = histories.aliases(connection)
    intake.project = under_living_codes(project, aliases, intake.account)
    taken = _take_all(intake)
    foreign_identities.insert_many(connection, known.new)
    is_new = bool(intake.changes or intake.has_more or known.new)
    if is_new:
        _record(intake, store, read, taken, coder_id)
    if intake.without_time:
        intake.account.warn(
            f"{intake.without_time:,} codings and notes have no time; that of the "
            "project, else of the import, stands in its place."
        )
    account = intake.account
    report = read.without("Link", links_taken(project)).with_more(
        account.departures, account.warnings
    )
    return ProjectTaken(report, is_new)


def _take_all(intake: Intake) -> list[TakenDocument]:
    """Take in kind by kind, what others rest on first."""
    intake.coders = take_coders(intake)
    take_codes(intake)
    cases = take_cases(intake)
    intake.files = keep_luggage(intake)
    taken = take_documents(intake, cases)
    keep_case_identities(intake, cases, _cases_of(intake, taken))
    codings = take_codings(intake, taken)
    keep_bare_selections(intake, taken)
    take_memos(intake, taken, codings, cases)
    _keep_project(intake)
    return taken


def _cases_of(intake: Intake, taken: Iterable[TakenDocument]) -> "dict[UUID, CaseId]":
    every = documents.summaries(intake.connection)
    cases: dict[DocumentId, CaseId] = {it.id: it.case_id for it in every}
    return {it.source.guid: cases[it.id] for it in taken}


def _keep_project(intake: Intake) -> None:
    """Keep who made the project, and when; its origin is whatever wrote it last."""
    project = intake.project
    details = made_details(project.made)
    if details:
        kind, guid = IdentityKind.PROJECT, intake.study.id
        intake.identities.add(ForeignIdentity(kind, project.name, guid, details))


def _record(
    intake: Intake,
    store: Store,
    report: ExchangeReport,
    taken: Iterable[TakenDocument],
    coder_id: CoderId | None,
) -> None:
    new = [it for it in taken if it.is_new]
    details: JsonObject = {
        "file_name": report.file_name,
        "program": report.program,
        "documents": [str(it.id) for it in new],
    }
    note = f"{report.file_name}: {_counted(intake, len(new))}"
    action = Action(
        Verb.PROJECT_IMPORTED, coder_id, tuple(intake.changes), details, note
    )
    journal.record(intake.connection, action, store.installation_id)


_WORDS = {
    ObjectKind.CODE: "codes",
    ObjectKind.CODING: "codings",
    ObjectKind.MEMO: "memos",
}


def _counted(intake: Intake, new_documents: int) -> str:
    parts = [f"{new_documents} documents"]
    for kind, word in _WORDS.items():
        parts.append(f"{sum(it.kind is kind for it in intake.changes)} {word}")
    return ", ".join(parts)
