"""Notes of a project: XML -> prose, or carried where there is more to them."""

from collections.abc import Collection, Iterator
from uuid import UUID

from qcode.interchange.refi.carrying import Luggage
from qcode.interchange.refi.markup import Element, children, project, text_of
from qcode.interchange.refi.people import made
from qcode.interchange.refi.project import Note, Part
from qcode.interchange.refi.texts import NoTextError, find_text, has_text
from qcode.interchange.refi.values import guid
from qcode.text.normalise import normalise

_MORE_THAN_PROSE = ("PlainTextSelection", "Coding", "NoteRef", "VariableValue")


def read_notes(
    root: Element, luggage: Luggage, shown: Collection[UUID]
) -> Iterator[Note]:
    """Yield the notes that are prose, and keep the others.

    `shown` are those about something that came. A note that only things refer to
    that did not come is kept with them; one that nothing refers to is prose.
    """
    referred = {
        guid(str(reference.get("targetGUID") or ""))
        for reference in root.iter(project("NoteRef"))
    }
    seen: set[UUID] = set()
    for container in children(root, project("Notes")):
        for element in children(container, project("Note")):
            identity = luggage.identities.of(element)
            if identity in seen:
                luggage.findings.left_whole(element, "another note has its GUID")
                continue
            seen.add(identity)
            if any(element.find(project(it)) is not None for it in _MORE_THAN_PROSE):
                luggage.take(element, Part.NOTE, "coded memos are not shown")
            elif identity in referred and identity not in shown:
                luggage.take(element, Part.NOTE, "it is about something not shown")
            else:
                yield from _prose(element, luggage)


def _prose(element: Element, luggage: Luggage) -> Iterator[Note]:
    """Yield the note; its description goes before its text."""
    description = text_of(element, project("Description"))
    text = ""
    if has_text(element):
        try:
            text = find_text(element, luggage.archive).text
        except NoTextError as error:
            luggage.take(element, Part.NOTE, str(error))
            return
    if element.get("richTextPath"):
        luggage.findings.changed(element, "its plain text came without its formatting")
    if description.strip():
        luggage.findings.changed(element, "its description stands before its text")
        text = "\n\n".join(it for it in (normalise(description), text) if it)
    yield Note(
        guid=luggage.identities.of(element),
        name=str(element.get("name") or ""),
        text=text,
        made=made(element),
    )
