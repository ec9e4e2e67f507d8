"""What the study cannot show of a project, kept so that it goes out again."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from uuid import UUID

from qcode.interchange.refi.note_links import linked
from qcode.interchange.refi.project import Carried, Project
from qcode.interchange.refi.references import with_file_names
from qcode.model.foreign import CarriedElement
from qcode.model.ids import CaseId
from qcode.operations.exchange.incoming.intake import Intake
from qcode.store import carried


def keep_luggage(intake: Intake) -> dict[str, str]:
    """Keep elements and files; return the names of files that had to be others.

    An element that came before under the same GUID gives way to the newer one.
    """
    renamed = _keep_files(intake)
    known = {(it.part, it.id): it for it in carried.elements(intake.connection)}
    new: list[CarriedElement] = []
    for given in intake.project.carried:
        if linked(given) is not None:
            continue
        element = _element(with_file_names(given, renamed))
        before = known.get((element.part, element.id))
        if before == element:
            continue
        if before is not None:
            reason = "another form of it came earlier, which this one replaces"
            intake.account.carried(given.element, given.guid, given.name, reason)
        new.append(element)
    carried.keep_elements(intake.connection, _last_of_each(new))
    intake.has_more = intake.has_more or bool(new)
    return renamed


def linked_cases(intake: Intake, cases: Mapping[UUID, CaseId]) -> dict[UUID, CaseId]:
    """Return the case that a note is about, by the note's GUID, as qcode links it."""
    links = filter(None, map(linked, intake.project.carried))
    return {note: cases[target] for note, target in links if target in cases}


def links_taken(project: Project) -> set[str]:
    """Return the GUIDs of the links that are no more than what a memo is about."""
    return {str(it.guid) for it in project.carried if linked(it) is not None}


def _element(given: Carried) -> CarriedElement:
    return CarriedElement(
        part=given.part.value,
        id=given.guid,
        name=given.name,
        element=given.element,
        xml=given.xml,
        files=given.files,
        codings=given.codings,
    )


def _last_of_each(elements: Iterable[CarriedElement]) -> list[CarriedElement]:
    return list({(it.part, it.id): it for it in elements}.values())


def _keep_files(intake: Intake) -> dict[str, str]:
    known = carried.file_digests(intake.connection)
    renamed: dict[str, str] = {}
    for file in intake.project.files:
        digest = sha256(file.content).hexdigest()
        name = file.name
        if known.get(name, digest) != digest:
            name = renamed[file.name] = f"{digest[:16]}-{file.name}"
        if name not in known:
            carried.keep_file(intake.connection, name, file.content)
            intake.has_more = True
            known[name] = digest
    return renamed
