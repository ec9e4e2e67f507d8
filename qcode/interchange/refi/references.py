"""What a carried element refers to: files by name, and other things by GUID.

Owns how the XML of a carried element is changed without a change to the rest of it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from lxml import etree

from qcode.interchange.refi.markup import (
    PROJECT_NAMESPACE,
    Element,
    canonical,
    element_of,
    local_name,
    project,
    text_of,
)
from qcode.interchange.refi.project import Carried, Part

_INTERNAL = "internal://"
_PATHS = ("path", "plainTextPath", "richTextPath")
# References whose own element is nothing without what they refer to.
_REFERENCES = frozenset(
    {
        *("CodeRef", "NoteRef", "SourceRef", "SelectionRef", "VariableRef"),
        *("MemberCode", "MemberSource", "MemberNote"),
    }
)
# What goes with a reference that is lost: a coding without code, a value of nothing.
_LOST_WITH = {"CodeRef": "Coding", "VariableRef": "VariableValue"}
_ENDS = ("originGUID", "targetGUID")
_USERS = ("creatingUser", "modifyingUser")


def with_file_names(carried: Carried, names: Mapping[str, str]) -> Carried:
    """Return the element with other names for its files where `names` has some."""
    if not any(name in names for name in carried.files):
        return carried
    root = element_of(carried.xml)
    for element in root.iter("{*}*"):
        for attribute in _PATHS:
            name = str(element.get(attribute) or "").removeprefix(_INTERNAL)
            if name in names:
                element.set(attribute, f"{_INTERNAL}{names[name]}")
    files = tuple(names.get(name, name) for name in carried.files)
    return replace(carried, xml=canonical(root), files=files)


def without_lost(
    carried: Carried, present: Collection[UUID]
) -> tuple[Carried | None, int]:
    """Return the element without references to what is gone, and how many those were.

    `None` for a link that has lost an end. What the element holds itself is there.
    """
    root = element_of(carried.xml)
    there = {*present, *_own(root)}
    if local_name(root) == "Link" and any(_is_lost(root, it, there) for it in _ENDS):
        return None, 1
    lost = _take_out_lost(root, there)
    if not lost:
        return carried, 0
    codings = sum(local_name(it) == "Coding" for it in root.iter("{*}*"))
    return replace(carried, xml=canonical(root), codings=codings), lost


def guids_in(carried: Carried) -> set[UUID]:
    """Return the GUIDs of the element and of all that it holds."""
    return _own(element_of(carried.xml))


def of_users(carried: Carried, users: Collection[UUID]) -> Carried:
    """Return the element without codings that somebody else made."""
    root = element_of(carried.xml)
    others = [
        it
        for it in root.iter("{*}*")
        if local_name(it) == "Coding" and _is_lost(it, "creatingUser", users)
    ]
    for element in others:
        above = element.getparent()
        if above is not None:
            above.remove(element)
    if not others:
        return carried
    codings = carried.codings - len(others)
    return replace(carried, xml=canonical(root), codings=codings)


def _own(root: Element) -> set[UUID]:
    return {UUID(it.get("guid")) for it in root.iter("{*}*") if it.get("guid")}


def _take_out_lost(root: Element, there: Collection[UUID]) -> int:
    lost = 0
    for element in list(root.iter("{*}*")):
        name = local_name(element)
        if name in _REFERENCES and _is_lost(element, "targetGUID", there):
            lost += 1
            gone, above = element, element.getparent()
            if above is not None and local_name(above) == _LOST_WITH.get(name):
                gone, above = above, above.getparent()
            if above is not None:
                above.remove(gone)
        for attribute in ("representedGUID", *_USERS):
            if _is_lost(element, attribute, there):
                lost += 1
                del element.attrib[attribute]
    return lost


def _is_lost(element: Element, attribute: str, there: Collection[UUID]) -> bool:
    value = element.get(attribute)
    return bool(value) and UUID(value) not in there


def codes_in(carried: Carried) -> tuple[UUID, ...]:
    """Return the codes that a set groups."""
    members = element_of(carried.xml).iter(project("MemberCode"))
    return tuple(UUID(it.get("targetGUID")) for it in members)


def description_in(carried: Carried) -> str:
    """Return what a set says of itself."""
    return text_of(element_of(carried.xml), project("Description"))


def set_of(guid: UUID, name: str, description: str, codes: Iterable[UUID]) -> Carried:
    """Return a set of codes, as a project has it."""
    root = etree.Element(project("Set"), nsmap={None: PROJECT_NAMESPACE})
    root.set("guid", str(guid))
    root.set("name", name)
    if description:
        etree.SubElement(root, project("Description")).text = description
    for code in codes:
        etree.SubElement(root, project("MemberCode"), {"targetGUID": str(code)})
    return Carried(Part.SET, guid, name, "Set", canonical(root))
