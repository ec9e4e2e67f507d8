"""Codes -> their elements, of a project or of a codebook."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lxml import etree

from qcode.interchange.refi.markup import Element
from qcode.interchange.refi.project import ProjectCode

if TYPE_CHECKING:
    from uuid import UUID


def add_codes(container: Element, codes: Iterable[ProjectCode], space: str) -> None:
    """Add codes to `Codes`; each parent comes before its children.

    `space` is the namespace of the elements, in braces. Notes are referred to in
    projects only, so codes of a codebook must have none.
    """
    elements: dict[UUID, Element] = {}
    for code in codes:
        parent = container if code.parent is None else elements[code.parent]
        element = etree.SubElement(parent, f"{space}Code", _attributes(code))
        elements[code.guid] = element
        if code.description:
            described = etree.SubElement(element, f"{space}Description")
            described.text = code.description
        for note in code.notes:
            etree.SubElement(element, f"{space}NoteRef", {"targetGUID": str(note)})


def _attributes(code: ProjectCode) -> dict[str, str]:
    attributes = {"guid": str(code.guid), "name": code.name}
    attributes["isCodable"] = "true" if code.is_codable else "false"
    if code.colour:
        attributes["color"] = code.colour
    return attributes
