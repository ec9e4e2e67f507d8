"""What a coding is that other programs have no word for, as a remark on its passage.

A stance and how a coding came about stand in the description of a selection, which
other programs keep or pass over.
"""

from dataclasses import replace

from qcode.model.coding import Coding, Origin, Stance

_SIGN = "qcode:"
_STANCE, _ORIGIN = "stance", "origin"


def remark_on(coding: Coding) -> str:
    """Return the remark, "" for a coding by hand without a stance."""
    parts = []
    if coding.stance is not None:
        parts.append(f"{_STANCE}={coding.stance}")
    if coding.origin is not Origin.HAND:
        parts.append(f"{_ORIGIN}={coding.origin}")
    return f"{_SIGN} {', '.join(parts)}" if parts else ""


def is_remark(description: str) -> bool:
    """Whether a description is a remark of qcode's and nothing else."""
    return _values(description) is not None


def remarked(coding: Coding, description: str) -> Coding:
    """Return the coding as the remark says it is; another description says nothing."""
    values = _values(description)
    if not values:
        return coding
    stance, origin = values.get(_STANCE), values.get(_ORIGIN)
    return replace(
        coding,
        stance=coding.stance if stance is None else Stance(stance),
        origin=coding.origin if origin is None else Origin(origin),
    )


def _values(description: str) -> dict[str, str] | None:
    known: dict[str, list[str]] = {_STANCE: list(Stance), _ORIGIN: list(Origin)}
    if not description.startswith(_SIGN):
        return None
    values: dict[str, str] = {}
    for part in description.removeprefix(_SIGN).split(","):
        name, _, value = part.strip().partition("=")
        if value not in known.get(name, ()):
            return None
        values[name] = value
    return values
