"""What a carried element refers to: files by name, and other things by GUID.

Owns how the XML of a carried element is changed without a change to the rest of it.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from lxml import etree

from qcode.interchange.refi.project import Carried

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
    root = _parsed(carried)
    for element in root.iter("{*}*"):
        for attribute in _PATHS:
            name = str(element.get(attribute) or "").removeprefix(_INTERNAL)
            if name in names:
                element.set(attribute, f"{_INTERNAL}{names[name]}")
    files = tuple(names.get(name, name) for name in carried.files)
    return replace(carried, xml=_written(root), files=files)


def without_lost(
    carried: Carried, present: Collection[UUID]
) -> tuple[Carried | None, int]:
    """Return the element without references to what is gone, and how many those were.

    `None` for a link that has lost an end. What the element holds itself is there.
    """
    root = _parsed(carried)
    there = {*present, *_own(root)}
    if _name(root) == "Link" and any(_is_lost(root, it, there) for it in _ENDS):
        return None, 1
    lost = _take_out_lost(root, there)
    if not lost:
        return carried, 0
    codings = sum(_name(it) == "Coding" for it in root.iter("{*}*"))
    return replace(carried, xml=_written(root), codings=codings), lost


def guids_in(carried: Carried) -> set[UUID]:
    """Return the GUIDs of the element and of all that it holds."""
    return _own(_parsed(carried))


def of_users(carried: Carried, users: Collection[UUID]) -> Carried:
    """Return the element without codings that somebody else made."""
    root = _parsed(carried)
    others = [
        it
        for it in root.iter("{*}*")
        if _name(it) == "Coding" and _is_lost(it, "creatingUser", users)
    ]
    for element in others:
        above = element.getparent()
        if above is not None:
            above.remove(element)
    if not others:
        return carried
    codings = carried.codings - len(others)
    return replace(carried, xml=_written(root), codings=codings)


def _own(root: "etree._Element") -> set[UUID]:
    return {UUID(it.get("guid")) for it in root.iter("{*}*") if it.get("guid")}


def _take_out_lost(root: "etree._Element", there: Collection[UUID]) -> int:
    lost = 0
    for element in list(root.iter("{*}*")):
        name = _name(element)
        if name in _REFERENCES and _is_lost(element, "targetGUID", there):
            lost += 1
            gone, above = element, element.getparent()
            if above is not None and _name(above) == _LOST_WITH.get(name):
                gone, above = above, above.getparent()
            if above is not None:
                above.remove(gone)
        for attribute in ("representedGUID", *_USERS):
            if _is_lost(element, attribute, there):
                lost += 1
                del element.attrib[attribute]
    return lost


def _is_lost(
    element: "etree._Element", attribute: str, there: Collection[UUID]
) -> bool:
    value = element.get(attribute)
    return bool(value) and UUID(value) not in there


def _name(element: "etree._Element") -> str:
    return str(etree.QName(element).localname)


def _parsed(carried: Carried) -> "etree._Element":
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(carried.xml, parser)


def _written(root: "etree._Element") -> bytes:
    return bytes(etree.tostring(root, method="c14n", exclusive=True))
