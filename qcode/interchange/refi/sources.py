"""The sources of a project: XML -> documents with their selections and codings.

A PDF or picture whose text is in the archive gives its text as a document: this is
where the standard wants codings of words to be (1.5, section 10.3). So do recordings
give their transcripts. What remains of the PDF or recording is carried, and the writer
puts the texts back into it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from qcode.interchange.refi.carrying import Luggage
from qcode.interchange.refi.counting import MarkedText, Place
from qcode.interchange.refi.markup import (
    Element,
    children,
    local_name,
    project,
)
from qcode.interchange.refi.nesting import NESTED
from qcode.interchange.refi.project import Part
from qcode.interchange.refi.texts import FoundText, NoTextError, find_text, has_text
from qcode.interchange.refi.transcripts import is_transcript, places_of, why_not_shown
from qcode.interchange.refi.values import number

_TEXT = "TextSource"
_WHAT = {
    "PictureSource": "pictures are not shown",
    "PDFSource": "pages of a PDF are not shown",
    "AudioSource": "recordings are not shown",
    "VideoSource": "videos are not shown",
}
# How ATLAS.ti calls the text of a PDF.
_BARE = "Representation_for_"


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source whose text was found; `around` is the PDF or recording it belongs to."""

    element: Element
    text: FoundText
    around: Element | None = None

    @property
    def name(self) -> str:
        """Its name, or that of what it belongs to, or of its file."""
        given = str(self.element.get("name") or "").strip()
        is_bare = not given or given.startswith(_BARE)
        if self.around is not None and is_bare:
            given = str(self.around.get("name") or "").strip() or given
        return given or PurePosixPath(self.text.file_name).stem

    def marked(self) -> MarkedText:
        """Return its text with the places of its selections."""
        if self.is_transcript:
            found = [it for _, it in places_of(self.element)]
        else:
            found = [it for _, it in self.places() if it is not None]
        return MarkedText(self.text.raw, found, is_inline=not self.text.file_name)

    @property
    def is_transcript(self) -> bool:
        """Whether it is the transcript of a recording."""
        return is_transcript(self.element)

    def places(self) -> Iterator[tuple[Element, Place | None]]:
        """Yield its selections, and where they say they are, `None` if nowhere."""
        if self.is_transcript:
            for passage, where in places_of(self.element):
                if passage is not None:
                    yield passage, where
        else:
            for selection in children(self.element, project("PlainTextSelection")):
                yield selection, _place(selection)


def find_sources(root: Element, luggage: Luggage) -> list[FoundSource]:
    """Return the sources with a text; keep the others."""
    found: dict[object, FoundSource] = {}
    for element in _elements(root):
        if local_name(element) == _TEXT:
            sources = _text_source(element, luggage)
        else:
            sources = _taken_apart(element, luggage)
        for source in sources:
            identity = luggage.identities.of(source.element)
            if identity in found:
                reason = "another source has its GUID"
                luggage.findings.left_whole(source.element, reason)
            else:
                found[identity] = source
    return list(found.values())


def _place(selection: Element) -> Place | None:
    """Return where a selection says it is, `None` if that is no two numbers."""
    start = number(selection.get("startPosition"))
    end = number(selection.get("endPosition"))
    if start is None or end is None:
        return None
    return Place(start, end, str(selection.get("name") or ""))


def _elements(root: Element) -> Iterator[Element]:
    for sources in children(root, project("Sources")):
        yield from sources.iterchildren(project("*"))


def _text_source(element: Element, luggage: Luggage) -> list[FoundSource]:
    try:
        return [FoundSource(element, find_text(element, luggage.archive))]
    except NoTextError as error:
        luggage.take(element, Part.SOURCE, str(error))
        return []


def _taken_apart(element: Element, luggage: Luggage) -> list[FoundSource]:
    """Keep a source that is no text, but for its texts, which are returned."""
    name = local_name(element)
    whys: dict[Element, str] = {}
    found = list(_nested(element, name, luggage, whys))
    reason = _WHAT.get(name, "it is not known")
    luggage.take(
        element, Part.SOURCE, reason, without={source.element for source in found}
    )
    for inner, why in whys.items():
        luggage.findings.carried(inner, f"not shown: {why}")
    return found


def _nested(
    element: Element, name: str, luggage: Luggage, whys: dict[Element, str]
) -> Iterator[FoundSource]:
    """Yield the texts of a PDF, picture or recording; tell why others are none."""
    inners = list(children(element, project(NESTED.get(name, "none"))))
    # A PDF has one text, a recording may have several transcripts.
    for inner in inners if inners and is_transcript(inners[0]) else inners[:1]:
        why = why_not_shown(inner) if is_transcript(inner) else ""
        if why or not has_text(inner):
            whys[inner] = why or "it has no text"
            continue
        try:
            text = find_text(inner, luggage.archive)
        except NoTextError as error:
            whys[inner] = str(error)
            continue
        found = FoundSource(inner, text, around=element)
        reason = "it came as a document of its own"
        luggage.findings.changed(inner, reason, name=found.name)
        yield found
