"""Projects drawn at random, of all that can be written."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

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
from qcode.text.normalise import normalise

# Emoji, combining marks, right to left, what XML escapes and what it forbids.
LETTERS = st.sampled_from("aé😀\u0301א \t\n\r<>&\"'.\x01\x85\u2028\ufeff\uffff]")
TEXT = st.text(LETTERS, max_size=12)
NAME = st.text(LETTERS, max_size=6)
MADE_AT = st.none() | st.datetimes(
    min_value=datetime(1970, 1, 1), timezones=st.just(UTC)
)


class _Guids:
    """GUIDs that no two things of a project share."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> UUID:
        self._last += 1
        return UUID(int=0xABC << 116 | self._last)

    def some(self, count: int) -> list[UUID]:
        return [self.new() for _ in range(count)]


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Draw a project of a few things of every sort, each with all it can have."""
    guids = _Guids()

    def count(at_most: int = 2) -> int:
        return draw(st.integers(0, at_most))

    def some(known: list[UUID]) -> tuple[UUID, ...]:
        chosen = draw(st.lists(st.sampled_from(known), unique=True)) if known else []
        return tuple(chosen)

    users = guids.some(count())
    notes = guids.some(count())
    codes = guids.some(count(3))
    variables = guids.some(count())

    def made() -> Made:
        by = draw(st.sampled_from([None, *users]))
        return Made(by, draw(MADE_AT))

    def values() -> dict[UUID, str]:
        written = TEXT | st.sampled_from(["12", "true", "1.5", "2024-01-02"])
        return {it: draw(written) for it in some(variables)}

    def coding() -> ProjectCoding:
        code = draw(st.sampled_from(codes))
        return ProjectCoding(guids.new(), code, made(), some(notes))

    def codings() -> tuple[ProjectCoding, ...]:
        return tuple(coding() for _ in range(count())) if codes else ()

    def selection(text: str) -> Selection:
        start = draw(st.integers(0, len(text) - 1))
        span = Span(start, draw(st.integers(start + 1, len(text))))
        return Selection(
            guids.new(), span, draw(NAME), draw(TEXT), codings(), some(notes), made()
        )

    files = [CarriedFile(f"{name}.docx", name.encode()) for name in "ab"[: count()]]

    def source() -> TextSource:
        text = normalise(draw(TEXT))
        return TextSource(
            guids.new(),
            draw(NAME),
            text,
            content=b"as it came",
            file_name="elsewhere.txt",
            rich=draw(st.sampled_from(["", *(it.name for it in files)])),
            description=draw(TEXT),
            selections=tuple(selection(text) for _ in range(count())) if text else (),
            codings=codings(),
            notes=some(notes),
            values=values(),
            made=made(),
        )

    sources = [source() for _ in range(count())]
    carried = [_a_pdf(guids.new(), sources[-1].guid)] if sources and count(1) else []
    if len(sources) > len(carried) and count(1):
        carried.append(_a_video(guids.new(), sources[0].guid))
        ends = st.integers(0, len(sources[0].text))
        times = st.none() | st.integers(0, 9000)
        points = [SyncPoint(guids.new(), draw(ends), draw(times)) for _ in range(2)]
        points.sort(key=lambda it: it.offset)
        sources[0] = replace(sources[0], points=tuple(points[: count()]))
    carried += [_a_set(guids.new()) for _ in range(count())]
    things = [it.guid for it in sources] + [it.guid for it in carried if it.codings]
    return Project(
        name=draw(NAME),
        origin=draw(st.sampled_from(["", "qcode 0.1.0", "NVivo 14"])),
        description=draw(TEXT),
        made=made(),
        users=tuple(User(it, draw(NAME), draw(NAME)) for it in users),
        codes=tuple(
            ProjectCode(
                guid,
                draw(NAME),
                parent=draw(st.sampled_from([None, *codes[:place]])),
                is_codable=draw(st.booleans()),
                colour=draw(st.sampled_from(["", "#00ffaa"])),
                description=draw(TEXT),
                notes=some(notes),
            )
            for place, guid in enumerate(codes)
        ),
        variables=tuple(
            Variable(it, draw(NAME), draw(st.sampled_from(VariableType)), draw(TEXT))
            for it in variables
        ),
        cases=tuple(
            # A case may have a code's GUID.
            ProjectCase(
                draw(st.sampled_from(codes[:1]))
                if codes and not place
                else guids.new(),
                draw(NAME),
                draw(TEXT),
                values(),
                codes=some(codes),
                sources=some(things),
                selections=some([s.guid for it in sources for s in it.selections]),
            )
            for place in range(count())
        ),
        sources=tuple(sources),
        notes=tuple(Note(it, draw(NAME), draw(TEXT), made()) for it in notes),
        project_notes=some(notes),
        carried=tuple(carried),
        files=tuple(files),
    )


def _a_set(guid: UUID) -> Carried:
    xml = f'<Set xmlns="urn:QDA-XML:project:1.0" guid="{guid}" name="S"></Set>'
    return Carried(Part.SET, guid, "S", "Set", xml.encode())


def _a_video(guid: UUID, text: UUID) -> Carried:
    """A video whose transcript is a document of the project."""
    xml = (
        f'<VideoSource xmlns="urn:QDA-XML:project:1.0" guid="{guid}" name="V">'
        f'<Transcript guid="{text}"></Transcript></VideoSource>'
    )
    return Carried(Part.SOURCE, guid, "V", "VideoSource", xml.encode())


def _a_pdf(guid: UUID, text: UUID) -> Carried:
    """A PDF whose text is a document of the project."""
    xml = (
        f'<PDFSource xmlns="urn:QDA-XML:project:1.0" guid="{guid}" name="P">'
        f'<Representation guid="{text}"></Representation></PDFSource>'
    )
    return Carried(Part.SOURCE, guid, "P", "PDFSource", xml.encode())
