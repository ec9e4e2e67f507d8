"""Links by which qcode says what a note is about that nothing can refer to: a case.

The standard lets no case have notes (1.5, section 5), but a link may lead anywhere.
"""

from uuid import UUID

from lxml import etree

from qcode.interchange.refi.markup import (
    PROJECT_NAMESPACE,
    canonical,
    element_of,
    project,
)
from qcode.interchange.refi.project import Carried, Part

_NAME = "qcode: about this case"


def link_to(guid: UUID, *, note: UUID, target: UUID) -> Carried:
    """Return the link from a note to what it is about."""
    element = etree.Element(project("Link"), nsmap={None: PROJECT_NAMESPACE})
    element.set("guid", str(guid))
    element.set("name", _NAME)
    element.set("direction", "OneWay")
    element.set("originGUID", str(note))
    element.set("targetGUID", str(target))
    return Carried(Part.LINK, guid, _NAME, "Link", canonical(element))


def linked(carried: Carried) -> tuple[UUID, UUID] | None:
    """Return the note and its target if this is such a link, else `None`."""
    if carried.part is not Part.LINK or carried.name != _NAME:
        return None
    element = element_of(carried.xml)
    origin, target = element.get("originGUID"), element.get("targetGUID")
    return (UUID(origin), UUID(target)) if origin and target else None
