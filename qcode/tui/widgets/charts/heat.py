"""A heat map as shaded cells with their numbers."""

import math

from rich.cells import cell_len

from qcode.interchange.charts.style import written
from qcode.model.chart import HeatMap
from qcode.tui.widgets.charts.bars import name_room
from qcode.tui.widgets.charts.sheet import (
    FAINT,
    PLAIN,
    STRONG,
    Line,
    Piece,
    Sheet,
    fitted,
    hue,
    room_for,
)

_SHADES = "░▒▓█"
_NAMED = 10


def draw_heat_map(chart: HeatMap, width: int) -> Sheet:
    """Return a shade and a number for each row and column; nothing is a dot.

    Where the columns' names have no room they are numbered and told below.
    """
    decimal = chart.caption.decimal
    known = [it for row in chart.values for it in row if not math.isnan(it)]
    greatest = max(known, default=0)
    longest = room_for([written(it, decimal, 2) for it in known], width)
    name = name_room(chart.rows, width * 3 // 4)
    across = max(1, len(chart.columns))
    cell = longest + 3
    name = max(name, room_for(chart.rows, width - across * cell - 1))
    wide = min((width - name - 1) // across, room_for(chart.columns, width) + 1)
    is_named = wide >= min(_NAMED, room_for(chart.columns, width) + 1)
    cell = max(cell, wide) if is_named else max(cell, len(str(across)) + 1)
    heads = [str(number + 1) for number in range(len(chart.columns))]
    if is_named:
        heads = [fitted(it, cell - 1).rstrip() for it in chart.columns]
    head: list[Line] = [
        [(chart.caption.axis, FAINT)],
        [(" " * (name + 1), PLAIN), *((f"{it:>{cell}}", STRONG) for it in heads)],
    ]
    lines: list[Line] = []
    for label, row in zip(chart.rows, chart.values, strict=True):
        line: list[Piece] = [(f"{fitted(label, name)} ", PLAIN)]
        for value in row:
            line += _cell(value, greatest, written(value, decimal, 2), cell)
        lines.append(line)
    key = [] if is_named else _key(chart, width)
    return Sheet([*head, *lines, *key], len(head), name + 1, len(key), cell)


def _cell(value: float, greatest: float, told: str, width: int) -> list[Piece]:
    """Return a cell: its shade in two characters, and its number to the right."""
    if not value > 0:
        return [(f"{'·' if value == 0 else told:>{width}}", FAINT)]
    share = value / greatest
    shade = _SHADES[min(len(_SHADES) - 1, int(share * len(_SHADES)))]
    left = width - 2 - len(told)
    return [(" " * left, PLAIN), (shade * 2, hue(0)), (told, PLAIN)]


def _key(chart: HeatMap, width: int) -> list[Line]:
    """Return what the numbers above the columns stand for, in columns of their own."""
    number = len(str(len(chart.columns)))
    told = [f"{at:>{number}} {it}" for at, it in enumerate(chart.columns, 1)]
    wide = min(width, max(cell_len(it) for it in told) + 2)
    across = max(1, width // wide)
    down = -(-len(told) // across)
    return [
        [],
        *(
            [("".join(fitted(it, wide) for it in told[row::down]), FAINT)]
            for row in range(down)
        ),
    ]
