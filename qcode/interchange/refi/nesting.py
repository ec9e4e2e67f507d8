"""Texts that belong into a carried PDF, picture or recording, and where there."""

from collections.abc import Collection, Iterable
from uuid import UUID

from qcode.interchange.refi.markup import Element, element_of, project
from qcode.interchange.refi.project import Carried
from qcode.interchange.refi.values import guid

TRANSCRIPT = "Transcript"
# What holds the texts of a source that is none, by the source it stands in.
NESTED = {
    "PDFSource": "Representation",
    "PictureSource": "TextDescription",
    "AudioSource": TRANSCRIPT,
    "VideoSource": TRANSCRIPT,
}


def places_of_texts(element: Element, name: str) -> dict[UUID, Element]:
    """Return the places that a reader left in a source of this name, by their texts."""
    places: dict[UUID, Element] = {}
    if name in NESTED:
        for place in element.iterchildren(project(NESTED[name])):
            if not len(place) and list(place.attrib) == ["guid"]:
                places.setdefault(guid(str(place.get("guid"))), place)
    return places


def inner_texts(
    carried: Iterable[Carried], documents: Collection[UUID]
) -> dict[UUID, tuple[UUID, ...]]:
    """Return, by the PDF, picture or recording, the documents that are its texts."""
    inner: dict[UUID, tuple[UUID, ...]] = {}
    placed: set[UUID] = set()
    for it in carried:
        if it.element in NESTED:
            places = places_of_texts(element_of(it.xml), it.element)
            own = [guid for guid in places if guid in documents and guid not in placed]
            placed.update(own)
            if own:
                inner[it.guid] = tuple(own)
    return inner


def transcripts_among(
    carried: Iterable[Carried], inner: dict[UUID, tuple[UUID, ...]]
) -> set[UUID]:
    """Return which of these texts belong to recordings."""
    recordings = [it.guid for it in carried if NESTED.get(it.element) == TRANSCRIPT]
    return {text for guid in recordings for text in inner.get(guid, ())}
