"""The form in which a project is written, and read again as it was written.

Owns what is completed, put in order or left off before writing, and says so. Names
are filled in, references to nothing go, texts have files of their own.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from qcode.interchange.refi.cleaning import clean, excerpt
from qcode.interchange.refi.nesting import inner_texts, transcripts_among
from qcode.interchange.refi.people import with_inner
from qcode.interchange.refi.project import (
    Made,
    Note,
    Part,
    Project,
    ProjectCase,
    ProjectCode,
    ProjectCoding,
    Selection,
    TextSource,
    User,
    Variable,
)
from qcode.interchange.refi.transcripts import with_points, with_whole_passages
from qcode.interchange.refi.values import colour
from qcode.model.exchange import Departure, Fate
from qcode.text.normalise import normalise

_PARTS = list(Part)
_GUID_WITHIN = re.compile(rb' guid="([0-9a-f-]{36})"')
_NO_CHARACTERS = "characters that XML forbids were replaced"


def as_written(project: Project) -> Project:
    """Return the project as a reader gets it back; doing it twice changes nothing."""
    return prepare(project)[0]


def prepare(project: Project) -> tuple[Project, tuple[Departure, ...]]:
    """Return the project as it is written, and what that changes of it."""
    form = _Form(project)
    return form.project(), tuple(form.departures.values())


@dataclass
class _Form:
    """Puts one project into its form."""

    given: Project
    departures: dict[tuple[str, UUID], Departure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        given = self.given
        self._codes = {code.guid for code in given.codes}
        self._notes = {note.guid for note in given.notes}
        self._notes |= {it.guid for it in given.carried if it.part is Part.NOTE}
        self._variables = {variable.guid for variable in given.variables}
        self._inner = inner_texts(given.carried, {it.guid for it in given.sources})
        self._transcripts = transcripts_among(given.carried, self._inner)
        self._files = {file.name for file in given.files}
        self._unseen = {
            UUID(found.decode())
            for it in given.carried
            for found in _GUID_WITHIN.findall(it.xml)
        }

    def project(self) -> Project:
        given = self.given
        sources = self._sources()
        notes = tuple(self._note(note) for note in given.notes)
        carried = sorted(given.carried, key=lambda it: _PARTS.index(it.part))
        used = {source.rich for source in sources}
        used |= {name for it in carried for name in it.files}
        return replace(
            given,
            name=clean(given.name) or "Project",
            origin=clean(given.origin),
            description=clean(given.description),
            users=self._users(sources, notes),
            codes=self._tree(),
            variables=tuple(map(self._variable, given.variables)),
            cases=tuple(self._case(case, sources) for case in given.cases),
            sources=sources,
            notes=notes,
            project_notes=self._known_notes(given.project_notes),
            carried=tuple(carried),
            files=tuple(
                sorted(
                    (it for it in given.files if it.name in used),
                    key=lambda it: it.name,
                )
            ),
        )

    def _users(
        self, sources: Iterable[TextSource], notes: Iterable[Note]
    ) -> tuple[User, ...]:
        users = {user.guid: self._user(user) for user in self.given.users}
        for made in _makers(sources, notes):
            if made.by is not None and made.by not in users:
                users[made.by] = User(made.by, str(made.by))
        return tuple(users.values())

    def _user(self, user: User) -> User:
        initials = clean(user.initials).strip()
        name = self._text("User", user.guid, user.name).strip()
        return User(user.guid, name or initials or str(user.guid), initials)

    def _tree(self) -> tuple[ProjectCode, ...]:
        """Return the codes with each parent before its children, depth first."""
        below: dict[UUID | None, list[ProjectCode]] = {}
        for code in self.given.codes:
            parent = code.parent if code.parent in self._codes else None
            below.setdefault(parent, []).append(replace(code, parent=parent))
        ordered: list[ProjectCode] = []
        waiting = list(reversed(below.get(None, [])))
        while waiting:
            code = waiting.pop()
            ordered.append(self._code(code))
            waiting.extend(reversed(below.get(code.guid, [])))
        return tuple(ordered)

    def _code(self, code: ProjectCode) -> ProjectCode:
        return replace(
            code,
            name=self._text("Code", code.guid, code.name).strip() or str(code.guid),
            colour=colour(code.colour)[0],
            description=self._text("Code", code.guid, code.description),
            notes=self._known_notes(code.notes),
        )

    def _variable(self, variable: Variable) -> Variable:
        name = self._text("Variable", variable.guid, variable.name).strip()
        return replace(
            variable,
            name=name or str(variable.guid),
            description=clean(variable.description),
        )

    def _case(self, case: ProjectCase, sources: Iterable[TextSource]) -> ProjectCase:
        known = {it.guid for it in sources} | self._unseen
        selections = {it.guid for source in sources for it in source.selections}
        selections |= self._unseen
        containers = {it: outer for outer, own in self._inner.items() for it in own}
        own = [it for it in case.sources if it in known]
        own = [it for it in own if containers.get(it) not in own]
        return replace(
            case,
            name=self._text("Case", case.guid, case.name).strip() or str(case.guid),
            description=clean(case.description),
            values=self._values("Case", case.guid, case.values),
            codes=tuple(it for it in case.codes if it in self._codes),
            sources=with_inner(own, self._inner),
            selections=tuple(it for it in case.selections if it in selections),
        )

    def _values(
        self, element: str, identity: UUID, values: Mapping[UUID, str]
    ) -> dict[UUID, str]:
        return {
            variable: self._text(element, identity, value)
            for variable, value in values.items()
            if variable in self._variables
        }

    def _sources(self) -> tuple[TextSource, ...]:
        nested = [it for texts in self._inner.values() for it in texts]
        names = set(self._files)
        sources = [it for it in self.given.sources if it.guid not in nested]
        by_guid = {it.guid: it for it in self.given.sources}
        sources += [by_guid[guid] for guid in nested]
        return tuple(self._source(source, names) for source in sources)

    def _source(self, source: TextSource, names: set[str]) -> TextSource:
        source = self._in_its_place(source)
        name = self._text("TextSource", source.guid, source.name).strip()
        selections = tuple(self._selection(it, source.text) for it in source.selections)
        return replace(
            source,
            name=name or str(source.guid),
            content=source.text.encode(),
            file_name=_file_name(source.guid, names),
            rich=source.rich if source.rich in self._files else "",
            description=clean(source.description),
            selections=selections,
            codings=self._codings(source.codings),
            notes=self._known_notes(source.notes),
            values=self._values("TextSource", source.guid, source.values),
        )

    def _in_its_place(self, source: TextSource) -> TextSource:
        """Return a transcript as recordings have them, any other without points."""
        if source.guid not in self._transcripts:
            return replace(source, points=())
        if source.values or source.codings:
            reason = (
                "a transcript has passages only, no codings of it all and no values"
            )
            self._depart("Transcript", source.guid, source.name, Fate.CHANGED, reason)
        for coding in () if source.text else source.codings:
            reason = "a transcript without text has no passage to code"
            self._depart("Coding", coding.guid, "", Fate.LEFT, reason)
        return with_points(with_whole_passages(replace(source, values={})))

    def _selection(self, selection: Selection, text: str) -> Selection:
        codings = self._codings(selection.codings)
        first = codings[0].made if codings else Made()
        made = _completed(selection.made, first)
        return replace(
            selection,
            name=clean(selection.name) or excerpt(selection.span.cut(text)),
            description=clean(selection.description),
            codings=tuple(
                replace(it, made=_completed(it.made, made)) for it in codings
            ),
            notes=self._known_notes(selection.notes),
            made=made,
        )

    def _codings(self, codings: Iterable[ProjectCoding]) -> tuple[ProjectCoding, ...]:
        kept = []
        for coding in codings:
            if coding.code in self._codes:
                notes = self._known_notes(coding.notes)
                kept.append(replace(coding, notes=notes))
            else:
                self._depart("Coding", coding.guid, "", Fate.LEFT, "its code is gone")
        return tuple(kept)

    def _note(self, note: Note) -> Note:
        text = self._text("Note", note.guid, note.text)
        return replace(note, name=clean(note.name), text=normalise(text))

    def _known_notes(self, notes: Iterable[UUID]) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(it for it in notes if it in self._notes))

    def _text(self, element: str, identity: UUID, text: str) -> str:
        cleaned = clean(text)
        if cleaned != text:
            self._depart(element, identity, cleaned, Fate.CHANGED, _NO_CHARACTERS)
        return cleaned

    def _depart(
        self, element: str, identity: UUID, name: str, fate: Fate, reason: str
    ) -> None:
        departure = Departure(element, str(identity), name, fate, reason)
        self.departures.setdefault((element, identity), departure)


def note_file(note: Note, names: set[str]) -> str:
    """Return the name of a note's file, and add it to those in use."""
    return _file_name(note.guid, names)


def _file_name(identity: UUID, names: set[str]) -> str:
    name, number = f"{identity}.txt", 0
    while name in names:
        number += 1
        name = f"{identity}-{number}.txt"
    names.add(name)
    return name


def _completed(made: Made, other: Made) -> Made:
    return Made(made.by or other.by, made.at or other.at)


def _makers(sources: Iterable[TextSource], notes: Iterable[Note]) -> Iterable[Made]:
    """Yield who made selections, then codings, then notes, as a reader meets them."""
    sources = list(sources)
    selections = [it for source in sources for it in source.selections]
    yield from (it.made for it in selections)
    for source in sources:
        for selection in source.selections:
            yield from (it.made for it in selection.codings)
        yield from (it.made for it in source.codings)
    yield from (it.made for it in notes)
