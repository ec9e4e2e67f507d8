"""Projects of other programs as hypothesis draws them, and what must come back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from qcode.interchange.refi.project import (
    Carried,
    CarriedFile,
    Made,
    Note,
    Part,
    Project,
    ProjectCase,
    ProjectCode,
    ProjectCoding,
    Selection,
    SyncPoint,
    TextSource,
    User,
    Variable,
    VariableType,
)
from qcode.model.span import Span
from tests.operations.exchanged_studies import MOMENTS, NAMES, PROSE, TEXTS

SPACE = UUID("33333333-0000-4000-8000-000000000003")
NAMESPACE = "urn:QDA-XML:project:1.0"


def a_guid(kind: str, number: int) -> UUID:
    return uuid5(SPACE, f"{kind} {number}")


@st.composite
def projects(draw: Callable[..., Any]) -> Project:
    """Draw a project with all that programs do: names twice, codings twice, gaps."""
    users = [
        User(a_guid("user", it), draw(NAMES), draw(st.sampled_from(["", "ab"])))
        for it in range(draw(st.integers(0, 3)))
    ]
    notes = [
        Note(
            a_guid("note", it),
            draw(st.just("") | NAMES),
            draw(st.just("") | PROSE),
            _made(draw, users),
        )
        for it in range(draw(st.integers(0, 4)))
    ]
    references = st.lists(
        st.sampled_from([note.guid for note in notes]), max_size=2, unique=True
    ).map(tuple)
    noted = references if notes else st.just(())
    variables = [
        Variable(
            a_guid("variable", it),
            draw(NAMES | st.just("kind")),
            draw(st.sampled_from([VariableType.TEXT, VariableType.INTEGER])),
        )
        for it in range(draw(st.integers(0, 2)))
    ]
    codes = _codes(draw, noted)
    sources = _sources(draw, users, codes, noted, variables)
    recordings = _recorded(draw, sources) if sources and draw(st.booleans()) else ()
    selections = [it for source in sources for it in source.selections]
    return Project(
        name=draw(NAMES),
        origin="Other 1.0",
        description=draw(st.just("") | PROSE),
        made=_made(draw, users),
        users=tuple(users),
        codes=tuple(codes),
        variables=tuple(variables),
        cases=tuple(_cases(draw, codes, sources, selections, variables)),
        sources=tuple(sources),
        notes=tuple(notes),
        project_notes=draw(noted),
        carried=(*_carried(draw, codes, sources), *recordings),
        files=(CarriedFile("picture.png", b"\x89PNG"),),
    )


def _made(draw: Callable[..., Any], users: list[User]) -> Made:
    by = draw(st.sampled_from([None, *(user.guid for user in users)]))
    return Made(by, draw(st.none() | MOMENTS))


def _codes(draw: Callable[..., Any], noted: Any) -> list[ProjectCode]:
    codes: list[ProjectCode] = []
    for number in range(draw(st.integers(0, 4))):
        above = [None, *(code.guid for code in codes)]
        codes.append(
            ProjectCode(
                a_guid("code", number),
                draw(NAMES),
                draw(st.sampled_from(above)),
                is_codable=draw(st.booleans()),
                description=draw(st.just("") | PROSE),
                notes=draw(noted),
            )
        )
    return codes


def _sources(
    draw: Callable[..., Any],
    users: list[User],
    codes: list[ProjectCode],
    noted: Any,
    variables: list[Variable],
) -> list[TextSource]:
    number = 0
    sources = []

    def codings() -> tuple[ProjectCoding, ...]:
        nonlocal number
        made = []
        for _ in range(draw(st.integers(0, 2)) if codes else 0):
            number += 1
            code = draw(st.sampled_from(codes)).guid
            guid = a_guid("coding", number)
            made.append(ProjectCoding(guid, code, _made(draw, users), draw(noted)))
        return tuple(made)

    for which in range(draw(st.integers(0, 3))):
        text = draw(TEXTS)
        selections = []
        for place in range(draw(st.integers(0, 3)) if text else 0):
            start = draw(st.integers(0, len(text) - 1))
            selections.append(
                Selection(
                    a_guid(f"selection {which}", place),
                    Span(start, draw(st.integers(start + 1, len(text)))),
                    name=draw(st.just("") | PROSE),
                    description=draw(st.just("") | PROSE),
                    codings=codings(),
                    notes=draw(noted),
                    made=_made(draw, users),
                )
            )
        values = {it.guid: draw(PROSE) for it in variables if draw(st.booleans())}
        sources.append(
            TextSource(
                a_guid("source", which),
                draw(NAMES),
                text,
                text.encode(),
                f"{which}.txt",
                description=draw(st.just("") | PROSE),
                selections=tuple(selections),
                codings=codings(),
                notes=draw(noted),
                values=values,
                made=_made(draw, users),
            )
        )
    return sources


def _cases(
    draw: Callable[..., Any],
    codes: list[ProjectCode],
    sources: list[TextSource],
    selections: list[Selection],
    variables: list[Variable],
) -> list[ProjectCase]:
    def some(things: list[Any]) -> tuple[UUID, ...]:
        guids = [it.guid for it in things]
        return tuple(guid for guid in guids if draw(st.booleans()))

    return [
        # NVivo gives a case the GUID of a code.
        ProjectCase(
            draw(st.sampled_from([a_guid("case", it), a_guid("code", it)])),
            draw(NAMES),
            description=draw(st.just("") | PROSE),
            values={it.guid: draw(PROSE) for it in variables if draw(st.booleans())},
            codes=some(codes),
            sources=some(sources),
            selections=some(selections),
        )
        for it in range(draw(st.integers(0, 3)))
    ]


def _carried(
    draw: Callable[..., Any], codes: list[ProjectCode], sources: list[TextSource]
) -> tuple[Carried, ...]:
    members = [f'<MemberCode targetGUID="{code.guid}"></MemberCode>' for code in codes]
    members += [
        f'<MemberSource targetGUID="{it.guid}"></MemberSource>' for it in sources
    ]
    inside = "".join(it for it in members if draw(st.booleans()))
    a_set, picture = a_guid("set", 0), a_guid("picture", 0)
    return (
        Carried(
            Part.SOURCE,
            picture,
            "Foto",
            "PictureSource",
            (
                f'<PictureSource xmlns="{NAMESPACE}" guid="{picture}" name="Foto" '
                'path="internal://picture.png"></PictureSource>'
            ).encode(),
            files=("picture.png",),
        ),
        Carried(
            Part.SET,
            a_set,
            "Gruppe",
            "Set",
            (
                f'<Set xmlns="{NAMESPACE}" guid="{a_set}" name="Gruppe">{inside}</Set>'
            ).encode(),
        ),
    )


def _recorded(
    draw: Callable[..., Any], sources: list[TextSource]
) -> tuple[Carried, ...]:
    """Make the first source the transcript of a recording, with sync points."""
    text, audio = sources[0], a_guid("audio", 0)
    ends = draw(st.lists(st.integers(0, len(text.text)), max_size=3))
    times = st.none() | st.integers(0, 9_999)
    points = [
        SyncPoint(a_guid("point", place), end, draw(times))
        for place, end in enumerate(sorted(ends))
    ]
    sources[0] = replace(text, points=tuple(points))
    xml = (
        f'<AudioSource xmlns="{NAMESPACE}" guid="{audio}" name="Ton">'
        f'<Transcript guid="{text.guid}"></Transcript></AudioSource>'
    )
    return (Carried(Part.SOURCE, audio, "Ton", "AudioSource", xml.encode()),)


def guids(project: Project) -> set[tuple[str, UUID]]:
    """Return every GUID in a project, with what it is of."""
    found: set[tuple[str, UUID]] = set()
    for kind, things in (
        ("user", project.users),
        ("code", project.codes),
        ("variable", project.variables),
        ("case", project.cases),
        ("source", project.sources),
        ("note", project.notes),
    ):
        found |= {(kind, it.guid) for it in things}
    found |= {(it.element, it.guid) for it in project.carried}
    for source in project.sources:
        found |= {("selection", it.guid) for it in source.selections}
        found |= {("point", it.guid) for it in source.points}
    return found | {("coding", it[0]) for it in coded(project)}


def coded(project: Project) -> set[tuple[UUID, UUID, UUID | None, str]]:
    """Return each coding with its code, its selection and the text that is coded."""
    found: set[tuple[UUID, UUID, UUID | None, str]] = set()
    for source in project.sources:
        found |= {(it.guid, it.code, None, source.text) for it in source.codings}
        for selection in source.selections:
            words = selection.span.cut(source.text)
            for it in selection.codings:
                found.add((it.guid, it.code, selection.guid, words))
    return found
