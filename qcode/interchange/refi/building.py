"""A project in its form -> its XML, in the order of the schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lxml import etree

from qcode.interchange.refi.code_elements import add_codes
from qcode.interchange.refi.markup import (
    PROJECT_NAMESPACE,
    Element,
    element_of,
    project,
)
from qcode.interchange.refi.nesting import inner_texts, places_of_texts
from qcode.interchange.refi.parts import (
    add,
    add_references,
    add_text,
    add_values,
    made_by,
)
from qcode.interchange.refi.project import (
    Carried,
    Note,
    Part,
    Project,
    ProjectCase,
    ProjectCoding,
    Selection,
    TextSource,
)
from qcode.interchange.refi.transcripts import (
    add_points,
    ends_of,
    first_points,
    is_transcript,
)
from qcode.text.offsets import ForeignPositions, Units

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = (
    f"{PROJECT_NAMESPACE} "
    "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
)
_INTERNAL = "internal://"


@dataclass
class Builder:
    """Builds one project's XML; positions count `units`.

    `note_files` are the names of the notes' files. The project must be in its form.
    """

    given: Project
    units: Units
    note_files: Mapping[UUID, str]
    root: Element = field(init=False)

    def __post_init__(self) -> None:
        self._types = {it.guid: it.type for it in self.given.variables}
        self._sources = {it.guid: it for it in self.given.sources}
        self._inner = inner_texts(self.given.carried, self._sources)

    def build(self) -> Element:
        """Return the root of the project."""
        given = self.given
        self.root = etree.Element(
            project("Project"), nsmap={None: PROJECT_NAMESPACE, "xsi": _XSI}
        )
        self.root.set(f"{{{_XSI}}}schemaLocation", _SCHEMA)
        self.root.set("name", given.name)
        if given.origin:
            self.root.set("origin", given.origin)
        self.root.attrib.update(made_by(given.made, "creatingUserGUID"))
        self._add_users()
        if given.codes:
            codes = add(add(self.root, "CodeBook"), "Codes")
            add_codes(codes, given.codes, project(""))
        self._add_variables()
        self._add_cases()
        self._add_sources()
        self._add_notes()
        for part in (Part.LINK, Part.SET, Part.GRAPH):
            self._add_carried(part, None)
        add_text(self.root, "Description", given.description)
        add_references(self.root, "NoteRef", given.project_notes)
        return self.root

    def _add_users(self) -> None:
        users = add(self.root, "Users") if self.given.users else None
        for user in self.given.users:
            element = add(users, "User", {"guid": str(user.guid), "name": user.name})
            if user.initials:
                element.set("id", user.initials)

    def _add_variables(self) -> None:
        variables = add(self.root, "Variables") if self.given.variables else None
        for variable in self.given.variables:
            attributes = {"guid": str(variable.guid), "name": variable.name}
            attributes["typeOfVariable"] = str(variable.type)
            element = add(variables, "Variable", attributes)
            add_text(element, "Description", variable.description)

    def _add_cases(self) -> None:
        cases = add(self.root, "Cases") if self.given.cases else None
        for case in self.given.cases:
            element = add(cases, "Case", {"guid": str(case.guid), "name": case.name})
            add_text(element, "Description", case.description)
            add_references(element, "CodeRef", case.codes)
            add_values(element, case.values, self._types)
            add_references(element, "SourceRef", self._sources_of(case))
            add_references(element, "SelectionRef", case.selections)

    def _sources_of(self, case: ProjectCase) -> list[UUID]:
        """Return a case's sources without the texts of PDFs that are its too."""
        inside = {text for it in case.sources for text in self._inner.get(it, ())}
        return [it for it in case.sources if it not in inside]

    def _add_sources(self) -> None:
        nested = {text for texts in self._inner.values() for text in texts}
        outer = [it for it in self.given.sources if it.guid not in nested]
        sources = self._add_carried(Part.SOURCE, add(self.root, "Sources"))
        for position, source in enumerate(outer):
            element = etree.Element(project("TextSource"))
            self._fill(element, source)
            sources.insert(position, element)
        if not len(sources):
            self.root.remove(sources)

    def _add_carried(self, part: Part, container: Element | None) -> Element:
        """Add the carried elements of a part, to its container if it is there."""
        for carried in self.given.carried:
            if carried.part is part:
                container = add(self.root, part) if container is None else container
                container.append(self._restored(carried))
        return container

    def _restored(self, carried: Carried) -> Element:
        """Return a carried element, with its texts put into it again."""
        element = element_of(carried.xml)
        places = places_of_texts(element, carried.element)
        for text in self._inner.get(carried.guid, ()):
            self._fill(places[text], self._sources[text])
        return element

    def _fill(self, element: Element, source: TextSource) -> None:
        """Give an element all that a document has."""
        attributes = {"guid": str(source.guid), "name": source.name}
        if source.rich:
            attributes["richTextPath"] = _INTERNAL + source.rich
        attributes["plainTextPath"] = _INTERNAL + source.file_name
        element.attrib.update({**attributes, **made_by(source.made)})
        add_text(element, "Description", source.description)
        positions = ForeignPositions(source.text, self.units)
        if is_transcript(element):
            _add_passages(element, source, positions)
        else:
            _add_selections(element, source, positions)
        _add_codings(element, source.codings)
        add_references(element, "NoteRef", source.notes)
        add_values(element, source.values, self._types)

    def _add_notes(self) -> None:
        has_any = self.given.notes or any(
            it.part is Part.NOTE for it in self.given.carried
        )
        notes = add(self.root, "Notes") if has_any else None
        for note in self.given.notes:
            _add_note(notes, note, self.note_files[note.guid])
        self._add_carried(Part.NOTE, notes)


def _add_selections(
    element: Element, source: TextSource, positions: ForeignPositions
) -> None:
    for it in source.selections:
        ends = {
            "startPosition": str(positions.position(it.span.start)),
            "endPosition": str(positions.position(it.span.end)),
        }
        _add_selection(element, "PlainTextSelection", it, ends)


def _add_passages(
    element: Element, source: TextSource, positions: ForeignPositions
) -> None:
    """Add a transcript's sync points, and its selections between them."""
    add_points(element, source, positions)
    points = first_points(source.points)
    for it in source.selections:
        _add_selection(element, "TranscriptSelection", it, ends_of(it.span, points))


def _add_selection(
    parent: Element, element_name: str, selection: Selection, ends: Mapping[str, str]
) -> None:
    attributes = {"guid": str(selection.guid), "name": selection.name, **ends}
    attributes.update(made_by(selection.made))
    element = add(parent, element_name, attributes)
    add_text(element, "Description", selection.description)
    _add_codings(element, selection.codings)
    add_references(element, "NoteRef", selection.notes)


def _add_codings(parent: Element, codings: Iterable[ProjectCoding]) -> None:
    for coding in codings:
        attributes = {"guid": str(coding.guid), **made_by(coding.made)}
        element = add(parent, "Coding", attributes)
        add_references(element, "CodeRef", [coding.code])
        add_references(element, "NoteRef", coding.notes)


def _add_note(parent: Element, note: Note, file_name: str) -> None:
    attributes = {"guid": str(note.guid), "name": note.name}
    attributes["plainTextPath"] = _INTERNAL + file_name
    add(parent, "Note", {**attributes, **made_by(note.made)})
