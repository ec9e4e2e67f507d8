"""What other programs hold of a study that the study itself has no place for.

Owns how their names of the study's objects are kept, and what of theirs is carried
unseen so that it can go back. Knows no format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID


class IdentityKind(StrEnum):
    """What another program's GUID is of."""

    PROJECT = "project"
    USER = "user"
    CODE = "code"
    VARIABLE = "variable"
    CASE = "case"
    SOURCE = "source"
    WHOLE_SOURCE = "whole source"
    SELECTION = "selection"
    CODING = "coding"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ForeignIdentity:
    """A GUID of another program, and what belongs to it there.

    `subject` is the id of the study's object, or an attribute's name; it is empty
    where nothing in the study corresponds. `details` hold what qcode has no place
    for, as JSON can hold it.
    """

    kind: IdentityKind
    subject: str
    guid: UUID
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CarriedElement:
    """A part of another program's project that is kept to the letter.

    `files` are the names of the carried files that it needs, `codings` how many
    codings it holds.
    """

    part: str
    id: UUID
    name: str
    element: str
    xml: bytes
    files: tuple[str, ...] = ()
    codings: int = 0
