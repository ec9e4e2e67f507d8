"""A `.qdpx` file -> a project, with a report of all that did not come as it was.

The parts are read by the modules beside this one; here they are put together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from qcode.errors import UnreadableError
from qcode.interchange.refi.archive import Archive, Limits, open_archive
from qcode.interchange.refi.carrying import Luggage
from qcode.interchange.refi.codes import read_codes
from qcode.interchange.refi.counting import Choice, Counting, choose_counting
from qcode.interchange.refi.documents import DocumentReader
from qcode.interchange.refi.findings import Findings
from qcode.interchange.refi.identities import Identities
from qcode.interchange.refi.markup import (
    PROJECT_NAMESPACE,
    Element,
    children,
    local_name,
    parse,
    project,
    put_into,
    text_of,
)
from qcode.interchange.refi.notes import read_notes
from qcode.interchange.refi.people import made, read_cases, read_users, read_variables
from qcode.interchange.refi.project import (
    Part,
    Project,
    ProjectCode,
    TextSource,
)
from qcode.interchange.refi.remainder import warn_of_rest
from qcode.interchange.refi.remarks import stated_units
from qcode.interchange.refi.sources import FoundSource, find_sources
from qcode.model.exchange import ExchangeReport
from qcode.text.offsets import Units

_CARRIED_PARTS = (
    (Part.LINK, "Link", "links are not shown"),
    (Part.SET, "Set", "sets are not shown"),
    (Part.GRAPH, "Graph", "graphs are not shown"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A project as read, what became of each of its things, how it counts positions."""

    project: Project
    report: ExchangeReport
    counting: Counting


def read_project(path: Path, limits: Limits | None = None) -> Reading:
    """Return what a `.qdpx` holds.

    Texts are normalised and positions converted. Raises UnreadableError, with one
    line that says what is wrong with the file.
    """
    limits = limits or Limits()
    with open_archive(path, limits) as archive:
        xml = archive.project()
        root = parse(xml, path, limits.xml)
        if local_name(root) != "Project":
            reason = f"is no REFI-QDA project: its XML begins with {local_name(root)}."
            raise UnreadableError(path, reason)
        findings = Findings()
        if put_into(PROJECT_NAMESPACE, root):
            findings.warn("Its XML is of another version of the standard.")
        return _read(root, archive, findings, stated_units(xml))


def _read(
    root: Element, archive: Archive, findings: Findings, stated: Units | None
) -> Reading:
    identities = Identities(root, findings)
    luggage = Luggage(archive, findings, identities)
    found = find_sources(root, luggage)
    origin = str(root.get("origin") or "")
    texts = [source.marked() for source in found]
    choice = choose_counting(origin, texts, stated)
    reader = DocumentReader(choice.counting, luggage)
    sources = tuple(reader.read(source) for source in found)
    read = _put_together(root, luggage, found, sources)
    warn_of_rest(root, archive, findings)
    report = findings.report(
        root,
        file_name=archive.path.name,
        program=origin,
        offsets=_offsets(choice, reader),
    )
    return Reading(read, report, choice.counting)


def _put_together(
    root: Element,
    luggage: Luggage,
    found: list[FoundSource],
    sources: tuple[TextSource, ...],
) -> Project:
    findings, identities = luggage.findings, luggage.identities
    codes = _codes(root, findings, identities)
    project_notes = identities.notes(children(root, project("NoteRef")))
    shown = {*project_notes, *_noted(codes, sources)}
    notes = tuple(read_notes(root, luggage, shown))
    for part, name, reason in _CARRIED_PARTS:
        # Some files have their sets in the codebook, as a .qdc file has them.
        for element in root.iterfind(f".//{project(part)}/{project(name)}"):
            luggage.take(element, part, reason)
    return Project(
        name=str(root.get("name") or "") or luggage.archive.path.stem,
        origin=str(root.get("origin") or ""),
        description=text_of(root, project("Description")),
        made=made(root, "creatingUserGUID"),
        users=read_users(root, findings, identities),
        codes=codes,
        variables=read_variables(root, findings, identities),
        cases=read_cases(root, findings, identities, inner=_inner(found, identities)),
        sources=sources,
        notes=notes,
        project_notes=project_notes,
        carried=tuple(luggage.elements),
        files=luggage.files,
    )


def _codes(
    root: Element, findings: Findings, identities: Identities
) -> tuple[ProjectCode, ...]:
    found = root.find(f"{project('CodeBook')}/{project('Codes')}")
    return read_codes(found, project(""), findings, identities)


def _noted(
    codes: tuple[ProjectCode, ...], sources: tuple[TextSource, ...]
) -> Iterator[UUID]:
    """Yield the notes about codes, documents, selections and codings that came."""
    for code in codes:
        yield from code.notes
    for source in sources:
        yield from source.notes
        for coding in source.codings:
            yield from coding.notes
        for selection in source.selections:
            yield from selection.notes
            for coding in selection.codings:
                yield from coding.notes


def _inner(found: list[FoundSource], identities: Identities) -> dict[UUID, list[UUID]]:
    inner: dict[UUID, list[UUID]] = {}
    for source in found:
        if source.around is not None:
            texts = inner.setdefault(identities.of(source.around), [])
            texts.append(identities.of(source.element))
    return inner


def _offsets(choice: Choice, reader: DocumentReader) -> str:
    if not reader.placed:
        return ""
    converted = (
        f"{reader.converted:,} of {reader.placed:,} selections were converted to "
        "codepoints of the stored text."
        if reader.converted
        else "No selection had to be converted."
    )
    return f"Positions count {choice.counting} ({choice.reason}). {converted}"
