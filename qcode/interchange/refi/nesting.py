"""Texts that belong into a carried PDF or picture, and their places in it."""

from collections.abc import Collection, Iterable
from uuid import UUID

from qcode.interchange.refi.markup import Element, element_of, project
from qcode.interchange.refi.project import Carried
from qcode.interchange.refi.values import guid

# What holds the text of a source that is none, by the source it stands in.
NESTED = {"PDFSource": "Representation", "PictureSource": "TextDescription"}


def place_of_text(element: Element, name: str) -> Element | None:
    """Return the place that a reader left in a source of this name, if there is one."""
    place = element.find(project(NESTED[name])) if name in NESTED else None
    if place is None or len(place) or list(place.attrib) != ["guid"]:
        return None
    return place


def inner_texts(
    carried: Iterable[Carried], documents: Collection[UUID]
) -> dict[UUID, UUID]:
    """Return, by the PDF or picture, the document that is its text."""
    inner: dict[UUID, UUID] = {}
    for it in carried:
        if it.element in NESTED:
            place = place_of_text(element_of(it.xml), it.element)
            if place is None:
                continue
            identity = guid(str(place.get("guid")))
            if identity in documents and identity not in inner.values():
                inner[it.guid] = identity
    return inner
