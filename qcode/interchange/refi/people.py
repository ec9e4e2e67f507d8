"""Users, variables and cases of a project: XML -> Python."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from qcode.interchange.refi.findings import Findings
from qcode.interchange.refi.identities import Identities
from qcode.interchange.refi.markup import Element, children, project, text_of
from qcode.interchange.refi.project import (
    Made,
    ProjectCase,
    User,
    Variable,
    VariableType,
)
from qcode.interchange.refi.values import guid, moment

_SOURCES = (
    *("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"),
    *("Representation", "TextDescription", "Transcript"),
)
_SELECTIONS = (
    *("PlainTextSelection", "PictureSelection", "PDFSelection"),
    *("AudioSelection", "VideoSelection", "TranscriptSelection"),
)


def made(element: Element, by: str = "creatingUser") -> Made:
    """Return who made a thing and when, as far as its attributes say it."""
    user = element.get(by)
    at = element.get("creationDateTime")
    return Made(guid(str(user)) if user else None, moment(at and str(at)))


def read_users(
    root: Element, findings: Findings, identities: Identities
) -> tuple[User, ...]:
    """Return the users, and one for each GUID by which somebody is said to have coded.

    A user without a name is called by the initials, else by the GUID.
    """
    read: dict[UUID, User] = {}
    for container in children(root, project("Users")):
        for element in children(container, project("User")):
            identity = identities.of(element)
            if identity in read:
                findings.left(element, "another user has this GUID")
                continue
            initials = str(element.get("id") or "").strip()
            name = str(element.get("name") or "").strip() or initials or str(identity)
            read[identity] = User(identity, name, initials)
    unlisted = _unlisted(root, read)
    for identity in unlisted:
        read[identity] = User(identity, str(identity))
    if unlisted:
        findings.warn(
            f"{len(unlisted)} of those who coded are not among the users; they are "
            "called by their GUIDs."
        )
    return tuple(read.values())


def _unlisted(root: Element, known: Mapping[UUID, User]) -> list[UUID]:
    unlisted: dict[UUID, None] = {}
    for name in ("PlainTextSelection", "TranscriptSelection", "Coding", "Note"):
        for element in root.iter(project(name)):
            by = made(element).by
            if by is not None and by not in known:
                unlisted[by] = None
    return list(unlisted)


def read_variables(
    root: Element, findings: Findings, identities: Identities
) -> tuple[Variable, ...]:
    """Return the variables."""
    read: dict[UUID, Variable] = {}
    for container in children(root, project("Variables")):
        for element in children(container, project("Variable")):
            identity = identities.of(element)
            if identity in read:
                findings.left(element, "another variable has its GUID")
                continue
            read[identity] = Variable(
                identity,
                name=str(element.get("name") or "").strip() or str(identity),
                type=_type(element, findings),
                description=text_of(element, project("Description")),
            )
    return tuple(read.values())


def _type(element: Element, findings: Findings) -> VariableType:
    written = str(element.get("typeOfVariable") or "")
    for kind in VariableType:
        if kind.lower() == written.strip().lower():
            return kind
    findings.changed(element, f"its type '{written}' is none; it was taken as text")
    return VariableType.TEXT


def read_cases(
    root: Element,
    findings: Findings,
    identities: Identities,
    *,
    inner: Mapping[UUID, Sequence[UUID]],
) -> tuple[ProjectCase, ...]:
    """Return the cases; a case of a PDF is one of its text too, by `inner`."""
    read: dict[UUID, ProjectCase] = {}
    for container in children(root, project("Cases")):
        for element in children(container, project("Case")):
            identity = identities.of(element)
            if identity in read:
                findings.left_whole(element, "another case has its GUID")
            else:
                read[identity] = _case(element, findings, identities, inner)
    return tuple(read.values())


def _case(
    element: Element,
    findings: Findings,
    identities: Identities,
    inner: Mapping[UUID, Sequence[UUID]],
) -> ProjectCase:
    targets = identities.targets
    sources = targets(children(element, project("SourceRef")), *_SOURCES)
    selections = children(element, project("SelectionRef"))
    identity = identities.of(element)
    return ProjectCase(
        guid=identity,
        name=str(element.get("name") or "").strip() or str(identity),
        description=text_of(element, project("Description")),
        values=variable_values(element, identities, findings),
        codes=targets(children(element, project("CodeRef")), "Code"),
        sources=with_inner(sources, inner),
        selections=targets(selections, *_SELECTIONS),
    )


def with_inner(
    sources: Iterable[UUID], inner: Mapping[UUID, Sequence[UUID]]
) -> tuple[UUID, ...]:
    """Return sources, each PDF or recording followed by the documents of its texts."""
    found: dict[UUID, None] = {}
    for source in sources:
        found[source] = None
        found.update(dict.fromkeys(inner.get(source, ())))
    return tuple(found)


def variable_values(
    parent: Element, identities: Identities, findings: Findings
) -> dict[UUID, str]:
    """Return the values by variable, as they are written; one without a value is none.

    White space around a value is kept in texts only.
    """
    values: dict[UUID, str] = {}
    for element in children(parent, project("VariableValue")):
        references = children(element, project("VariableRef"))
        target = next(
            (guid(str(it.get("targetGUID") or "")) for it in references), None
        )
        written = _written(element)
        if target is None or not identities.is_known(target, "Variable"):
            findings.left(element, f"its variable is unknown: '{written or ''}'")
        elif target in values:
            findings.left(element, f"a second value of its variable: '{written or ''}'")
        elif written is not None:
            values[target] = written
    return values


def _written(element: Element) -> str | None:
    for kind in VariableType:
        found = element.find(project(f"{kind}Value"))
        if found is not None:
            text = "".join(map(str, found.itertext()))
            return text if kind is VariableType.TEXT else text.strip()
    return None
