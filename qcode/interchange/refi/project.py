"""A REFI-QDA project as Python holds it: what a reader gives and a writer takes.

Texts are normalised (LF, no byte order mark) and positions are spans of codepoints in
them, whatever the file counted. What qcode cannot show is carried as it came: a part
of the XML (`Carried`) and the files that it points to (`CarriedFile`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from qcode.model.span import Span


class VariableType(StrEnum):
    """The types of a variable's values, as the standard writes them."""

    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"
    DATE_TIME = "DateTime"


class Part(StrEnum):
    """The parts of a project from which elements are carried as they came.

    A source is a picture, a PDF, a recording or a video with its selections; a note
    is one that is coded, or about something that has no memo in qcode.
    """

    SOURCE = "Sources"
    NOTE = "Notes"
    LINK = "Links"
    SET = "Sets"
    GRAPH = "Graphs"


@dataclass(frozen=True, slots=True)
class Made:
    """Who made something and when, as far as the file says it."""

    by: UUID | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class User:
    """A person who worked on the project; `initials` is the attribute `id`."""

    guid: UUID
    name: str
    initials: str = ""


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A code; `colour` is "#rrggbb" in lower case or empty."""

    guid: UUID
    name: str
    parent: UUID | None = None
    is_codable: bool = True
    colour: str = ""
    description: str = ""
    notes: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A named attribute of cases or sources."""

    guid: UUID
    name: str
    type: VariableType = VariableType.TEXT
    description: str = ""


@dataclass(frozen=True, slots=True)
class ProjectCase:
    """A case; `values` are by variable, written as the file writes them.

    Its GUID may be a code's too (NVivo).
    """

    guid: UUID
    name: str
    description: str = ""
    values: Mapping[UUID, str] = field(default_factory=dict)
    codes: tuple[UUID, ...] = ()
    sources: tuple[UUID, ...] = ()
    selections: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectCoding:
    """A code on a selection or on a whole source."""

    guid: UUID
    code: UUID
    made: Made = field(default_factory=Made)
    notes: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of a source's text; `name` is what the file calls it."""

    guid: UUID
    span: Span
    name: str = ""
    description: str = ""
    codings: tuple[ProjectCoding, ...] = ()
    notes: tuple[UUID, ...] = ()
    made: Made = field(default_factory=Made)


@dataclass(frozen=True, slots=True)
class SyncPoint:
    """A place in a transcript; `time_ms` is when its recording is there, if known."""

    guid: UUID
    offset: int
    time_ms: int | None = None


@dataclass(frozen=True, slots=True)
class TextSource:
    """A document.

    `content` are the bytes of its plain text file as they came (of its inline text
    in UTF-8 where there is no file), `file_name` that file's name in the archive.
    `rich` is the name of the carried file with its formatted text, or empty. Codings
    of the whole source stand in `codings`. `points` are those of a transcript that
    belongs to a carried recording, by their offsets.
    """

    guid: UUID
    name: str
    text: str
    content: bytes
    file_name: str
    rich: str = ""
    description: str = ""
    selections: tuple[Selection, ...] = ()
    codings: tuple[ProjectCoding, ...] = ()
    notes: tuple[UUID, ...] = ()
    values: Mapping[UUID, str] = field(default_factory=dict)
    made: Made = field(default_factory=Made)
    points: tuple[SyncPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Prose about whatever refers to it; nothing may."""

    guid: UUID
    name: str
    text: str
    made: Made = field(default_factory=Made)


@dataclass(frozen=True, slots=True)
class Carried:
    """An element that qcode does not show, as XML (a whole element, namespaced).

    `files` are the names of the carried files it points to, `codings` how many
    codings it holds.
    """

    part: Part
    guid: UUID
    name: str
    element: str
    xml: bytes
    files: tuple[str, ...] = ()
    codings: int = 0


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file of the archive's folder of sources, by its name there."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Project:
    """All that a `.qdpx` holds; codes have each parent before its children."""

    name: str
    origin: str = ""
    description: str = ""
    made: Made = field(default_factory=Made)
    users: tuple[User, ...] = ()
    codes: tuple[ProjectCode, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[ProjectCase, ...] = ()
    sources: tuple[TextSource, ...] = ()
    notes: tuple[Note, ...] = ()
    project_notes: tuple[UUID, ...] = ()
    carried: tuple[Carried, ...] = ()
    files: tuple[CarriedFile, ...] = ()
