"""What a coding is that other programs have no word for, in a passage's description.

A stance begins the description, for people to read. How a coding came about follows
as a remark, where the passage has no description of its own.
"""

from dataclasses import replace

from qcode.interchange.refi.descriptions import stance_of, with_stance
from qcode.model.coding import Coding, Origin

_ORIGIN = "qcode: origin={}"


def with_remarks(coding: Coding, description: str, language: str) -> str:
    """Return a passage's description that tells of its coding too."""
    origin = "" if coding.origin is Origin.HAND else _ORIGIN.format(coding.origin)
    language = language.partition("-")[0].lower()
    return with_stance(coding.stance, description or origin, language)


def remarked(coding: Coding, description: str) -> Coding:
    """Return the coding as a passage's description says that it is."""
    if not description:
        return coding
    stance, rest = stance_of(description)
    origins = {_ORIGIN.format(origin): origin for origin in Origin}
    return replace(
        coding,
        stance=coding.stance if stance is None else stance,
        origin=origins.get(rest, coding.origin),
    )


def own_description(description: str) -> str:
    """Return the description without what it tells of a coding."""
    _, rest = stance_of(description)
    return "" if any(rest == _ORIGIN.format(origin) for origin in Origin) else rest
