"""Links by which qcode says what a note is about that nothing can refer to: a case.

The standard lets no case have notes (1.5, section 5), but a link may lead anywhere.
"""

from uuid import UUID

from lxml import etree

from qcode.interchange.refi.project import Carried, Part

_NAME = "qcode: about this case"
_NAMESPACE = "urn:QDA-XML:project:1.0"


def link_to(guid: UUID, *, note: UUID, target: UUID) -> Carried:
    """Return the link from a note to what it is about."""
    element = etree.Element(f"{{{_NAMESPACE}}}Link", nsmap={None: _NAMESPACE})
    element.set("guid", str(guid))
    element.set("name", _NAME)
    element.set("direction", "OneWay")
    element.set("originGUID", str(note))
    element.set("targetGUID", str(target))
    xml = bytes(etree.tostring(element, method="c14n", exclusive=True))
    return Carried(Part.LINK, guid, _NAME, "Link", xml)


def linked(carried: Carried) -> tuple[UUID, UUID] | None:
    """Return the note and its target if this is such a link, else `None`."""
    if carried.part is not Part.LINK or carried.name != _NAME:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    element = etree.fromstring(carried.xml, parser)
    origin, target = element.get("originGUID"), element.get("targetGUID")
    return (UUID(origin), UUID(target)) if origin and target else None
