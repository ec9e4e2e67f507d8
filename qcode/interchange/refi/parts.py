"""Small parts of a project's XML that several of its elements share."""

import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from lxml import etree

from qcode.interchange.refi.markup import Element, project
from qcode.interchange.refi.project import Made, VariableType
from qcode.interchange.refi.values import written_moment

# How a value must look to be written as its variable's type; else it is text.
_LEXICAL = {
    VariableType.BOOLEAN: re.compile(r"true|false|0|1"),
    VariableType.INTEGER: re.compile(r"[+-]?[0-9]+"),
    VariableType.FLOAT: re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    VariableType.DATE: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9:]{5})?"),
    VariableType.DATE_TIME: re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
        r"(Z|[+-][0-9:]{5})?"
    ),
}


def add(
    parent: Element, name: str, attributes: Mapping[str, str] | None = None
) -> Element:
    """Add an element at the end of another and return it."""
    return etree.SubElement(parent, project(name), attributes)


def add_text(parent: Element, name: str, text: str) -> None:
    """Add an element with a text, unless the text is empty."""
    if text:
        add(parent, name).text = text


def add_references(parent: Element, name: str, targets: Iterable[UUID]) -> None:
    """Add an element for each GUID that is referred to."""
    for target in targets:
        add(parent, name, {"targetGUID": str(target)})


def add_values(
    parent: Element,
    values: Mapping[UUID, str],
    types: Mapping[UUID, VariableType],
) -> None:
    """Add the values of variables, in the order of the variables."""
    for variable, kind in types.items():
        if variable not in values:
            continue
        value = values[variable]
        form = _LEXICAL.get(kind)
        fits = form is not None and form.fullmatch(value) is not None
        element = add(parent, "VariableValue")
        add_references(element, "VariableRef", [variable])
        add(element, f"{kind if fits else VariableType.TEXT}Value").text = value


def made_by(made: Made, by: str = "creatingUser") -> dict[str, str]:
    """Return the attributes that say who made a thing and when."""
    attributes = {}
    if made.by is not None:
        attributes[by] = str(made.by)
    if made.at is not None:
        attributes["creationDateTime"] = written_moment(made.at)
    return attributes
