"""A study -> the project that goes out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

import qcode
from qcode.interchange.refi.project import Carried, Made, Project, ProjectCase
from qcode.interchange.refi.references import guids_in
from qcode.model.document import Case, DocumentSummary, Kind
from qcode.model.foreign import IdentityKind
from qcode.model.ids import DocumentId
from qcode.operations.exchange.incoming.documents import KIND
from qcode.operations.exchange.outgoing.codes import codes_of
from qcode.operations.exchange.outgoing.codings import CodedSource, coded_source
from qcode.operations.exchange.outgoing.documents import source_of
from qcode.operations.exchange.outgoing.luggage import files_of, luggage_of
from qcode.operations.exchange.outgoing.notes import Notes, notes_of
from qcode.operations.exchange.outgoing.outlet import Outlet, made_of
from qcode.operations.exchange.outgoing.people import (
    case_guids,
    cases_of,
    users_of,
    variables_of,
)
from qcode.store import cases, codes, codings, documents, memos


def project_of(outlet: Outlet, *, is_whole: bool) -> Project:
    """Return the study as a project.

    Unless it goes out as a whole, it has no work but that of the outlet's coders.
    """
    connection = outlet.connection
    studied, known = documents.summaries(connection), cases.every(connection)
    coded = [_coded(outlet, document.id) for document in studied]
    notes = _notes(outlet, known, coded)
    attributes = {case.id: case.attributes for case in known}
    sources = tuple(
        source_of(outlet, document, it, attributes[document.case_id], notes)
        for document, it in zip(studied, coded, strict=True)
    )
    project = Project(
        name=outlet.study.name,
        origin=f"qcode {qcode.__version__}",
        description=notes.described.get(outlet.study.id, ""),
        made=_made(outlet),
        codes=codes_of(outlet, codes.every(connection), notes.about),
        variables=variables_of(outlet, _values(known, studied)),
        cases=cases_of(
            outlet, known, studied, described=notes.described, noted=notes.linked
        ),
        sources=sources,
        notes=tuple(notes.by_guid.values()),
        project_notes=notes.about.get(outlet.study.id, ()),
    )
    return _with_luggage(outlet, project, notes.links, is_whole=is_whole)


def _coded(outlet: Outlet, document_id: DocumentId) -> CodedSource:
    chosen = {coder.id for coder in outlet.coders}
    every = codings.in_document(outlet.connection, document_id)
    own = [coding for coding in every if coding.coder_id in chosen]
    text = documents.text(outlet.connection, document_id)
    return coded_source(outlet, document_id, text, own)


def _notes(
    outlet: Outlet, known: Iterable[Case], coded: Iterable[CodedSource]
) -> Notes:
    chosen = {coder.id for coder in outlet.coders}
    every = memos.every(outlet.connection)
    return notes_of(
        outlet,
        [memo for memo in every if memo.coder_id in chosen],
        selections={guid for it in coded for guid in it.selections},
        cases=case_guids(outlet, known),
    )


def _made(outlet: Outlet) -> Made:
    """Return who made the first project that came in, and when."""
    known = outlet.identities.every(IdentityKind.PROJECT)
    return made_of(known[0].details) if known else Made()


def _values(
    known: Iterable[Case], studied: Iterable[DocumentSummary]
) -> dict[str, set[str]]:
    """Return all values by attribute; a document's kind is one where it says much."""
    values: dict[str, set[str]] = {}
    for case in known:
        for name, value in case.attributes.items():
            values.setdefault(name, set()).add(value)
    kinds = {str(it.kind) for it in studied}
    if kinds - {Kind.OTHER}:
        values[KIND] = values.get(KIND, set()) | kinds
    return values


def _with_luggage(
    outlet: Outlet, project: Project, links: Iterable[Carried], *, is_whole: bool
) -> Project:
    """Return the project with what is carried, and all users that it refers to."""
    users = {*outlet.users.values(), *_users(project)}
    if is_whole:
        users |= {it.guid for it in outlet.identities.every(IdentityKind.USER)}
    present = {*users, *_guids(project)}
    carried = luggage_of(outlet, present, links, is_whole=is_whole)
    present |= {guid for it in carried for guid in guids_in(it)}
    files = {source.rich for source in project.sources if source.rich}
    files |= {name for it in carried for name in it.files}
    return replace(
        project,
        users=users_of(outlet, users),
        cases=tuple(_without_lost(case, present) for case in project.cases),
        carried=carried,
        files=files_of(outlet, files),
    )


def _without_lost(case: ProjectCase, present: set[UUID]) -> ProjectCase:
    return replace(
        case,
        codes=_those(case.codes, present),
        sources=_those(case.sources, present),
        selections=_those(case.selections, present),
    )


def _those(guids: Sequence[UUID], present: set[UUID]) -> tuple[UUID, ...]:
    return tuple(guid for guid in guids if guid in present)


def _users(project: Project) -> Iterator[UUID]:
    """Yield who made the project, its sources and its selections."""
    made = [project.made]
    for source in project.sources:
        made.append(source.made)
        for selection in source.selections:
            made.append(selection.made)
    yield from (it.by for it in made if it.by is not None)


def _guids(project: Project) -> Iterator[UUID]:
    """Yield the GUIDs of all that goes out and can be referred to."""
    yield from (code.guid for code in project.codes)
    yield from (variable.guid for variable in project.variables)
    yield from (case.guid for case in project.cases)
    yield from (note.guid for note in project.notes)
    for source in project.sources:
        yield source.guid
        yield from (coding.guid for coding in source.codings)
        for selection in source.selections:
            yield selection.guid
            yield from (coding.guid for coding in selection.codings)
