"""The sources of a project: XML -> documents with their selections and codings.

A PDF or picture whose text is in the archive gives its text as a document: this is
where the standard wants codings of words to be (1.5, section 10.3). What remains of
the PDF is carried, and the writer puts the text back into it.
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

_TEXT = "TextSource"
_WHAT = {
    "PictureSource": "pictures are not shown",
    "PDFSource": "pages of a PDF are not shown",
    "AudioSource": "recordings are not shown",
    "VideoSource": "videos are not shown",
}
_POSITION_DIGITS = 18
# How ATLAS.ti calls the text of a PDF.
_BARE = "Representation_for_"


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source whose text was found; `around` is the PDF or picture it belongs to."""

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
        selections = children(self.element, project("PlainTextSelection"))
        places = (place(selection) for selection in selections)
        found = [it for it in places if it is not None]
        return MarkedText(self.text.raw, found, is_inline=not self.text.file_name)


def find_sources(root: Element, luggage: Luggage) -> list[FoundSource]:
    """Return the sources with a text; keep the others."""
    found: dict[object, FoundSource] = {}
    for element in _elements(root):
        name = local_name(element)
        source = _text_source(element, luggage) if name == _TEXT else None
        if name != _TEXT:
            source = _nested(element, luggage)
            reason = _WHAT.get(name, "it is not known")
            luggage.take(
                element, Part.SOURCE, reason, without=source and source.element
            )
        if source is None:
            continue
        identity = luggage.identities.of(source.element)
        if identity in found:
            luggage.findings.left_whole(source.element, "another source has its GUID")
        else:
            found[identity] = source
    return list(found.values())


def place(selection: Element) -> Place | None:
    """Return where a selection says it is, `None` if that is no two numbers."""
    start = _number(selection.get("startPosition"))
    end = _number(selection.get("endPosition"))
    if start is None or end is None:
        return None
    return Place(start, end, str(selection.get("name") or ""))


def _elements(root: Element) -> Iterator[Element]:
    for sources in children(root, project("Sources")):
        yield from sources.iterchildren(project("*"))


def _text_source(element: Element, luggage: Luggage) -> FoundSource | None:
    try:
        return FoundSource(element, find_text(element, luggage.archive))
    except NoTextError as error:
        luggage.take(element, Part.SOURCE, str(error))
        return None


def _nested(element: Element, luggage: Luggage) -> FoundSource | None:
    """Return the text of a PDF or picture, `None` if it is not there."""
    inner = element.find(project(NESTED.get(local_name(element), "none")))
    if inner is None or not has_text(inner):
        return None
    try:
        found = FoundSource(inner, find_text(inner, luggage.archive), around=element)
    except NoTextError:
        return None
    luggage.findings.changed(inner, "it came as a document of its own", name=found.name)
    return found


def _number(value: str | None) -> int | None:
    digits = (value or "").strip().removeprefix("+")
    is_number = digits.removeprefix("-").isdecimal() and digits.isascii()
    return int(digits) if is_number and len(digits) <= _POSITION_DIGITS else None
