"""How values look in tables that people read as text."""

import math

from qcode.model.table import Cell
from qcode.text.harmless import harmless

_DECIMALS = 3


def readable(value: Cell) -> str:
    """Return the text for a cell: numbers with three decimals at most, "" for nan.

    Line breaks stay; other control characters become visible.
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return _number(value)
        case str():
            return "\n".join(map(harmless, value.split("\n")))
    return str(value)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return "" if math.isnan(value) else str(value)
    # Rounded numbers near zero may be "-0.000"; z drops that sign.
    whole, _, decimals = f"{value:z.{_DECIMALS}f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
