"""Bars of blocks: one for each item, side by side or stacked."""

import math
from collections.abc import Sequence

from qcode.interchange.charts.style import written
from qcode.model.chart import BarChart, Series, StackedBarChart
from qcode.tui.widgets.charts.sheet import (
    FAINT,
    FILLS,
    PLAIN,
    Line,
    Piece,
    Sheet,
    bar,
    fitted,
    hue,
    legend,
    parted,
    room_for,
)

_LEAST_BAR = 8


def draw_bars(chart: BarChart, width: int) -> Sheet:
    """Return a bar for each item and series with its number, the first on top."""
    several = len(chart.series) > 1
    head: list[Line] = [*_head(chart.series, width)] if several else []
    head.append([(chart.caption.axis, FAINT)])
    name = name_room(chart.items, width)
    every = [it for one in chart.series for it in one.values]
    decimal = chart.caption.decimal
    numbers = room_for([written(it, decimal) for it in every], width)
    room = max(_LEAST_BAR, width - name - numbers - 2)
    greatest = max((it for it in every if not math.isnan(it)), default=0)
    lines: list[Line] = []
    for at, item in enumerate(chart.items):
        for number, one in enumerate(chart.series):
            value, fill = one.values[at], FILLS[number % len(FILLS)]
            drawn = bar(value, greatest, room)
            if fill != FILLS[0]:
                (cells,) = parted([value], greatest, room)
                drawn = fill * max(cells, int(value > 0))
            label = fitted(item if number == 0 else "", name)
            told = written(value, decimal)
            lines.append(
                [(f"{label} ", PLAIN), (drawn, hue(number)), (f" {told}", PLAIN)]
            )
    return Sheet([*head, *lines], len(head), name + 1)


def draw_stacked_bars(chart: StackedBarChart, width: int) -> Sheet:
    """Return a bar for each item, put together of the series, numbers in them."""
    head = [*_head(chart.series, width), [(chart.caption.axis, FAINT)]]
    name = name_room(chart.items, width)
    room = max(_LEAST_BAR, width - name - 1)
    rows = list(zip(*(it.values for it in chart.series), strict=True))
    greatest = max((_sum(row) for row in rows), default=0)
    lines: list[Line] = []
    for item, row in zip(chart.items, rows, strict=True):
        line: list[Piece] = [(f"{fitted(item, name)} ", PLAIN)]
        for number, cells in enumerate(parted(row, greatest, room)):
            told = written(row[number], chart.caption.decimal)
            line += _part(number, cells, told)
        lines.append(line)
    return Sheet([*head, *lines], len(head), name + 1)


def name_room(names: Sequence[str], width: int) -> int:
    """Return how many cells names may take to the left of a chart."""
    return room_for(names, max(12, width * 2 // 5))


def _part(number: int, cells: int, told: str) -> list[Piece]:
    """Return a part of a bar, with its number in the middle where it has room."""
    fill = FILLS[number % len(FILLS)]
    if cells < len(told) + 4:
        return [(fill * cells, hue(number))]
    before = (cells - len(told) - 2) // 2
    after = cells - len(told) - 2 - before
    return [
        (fill * before, hue(number)),
        (f" {told} ", PLAIN),
        (fill * after, hue(number)),
    ]


def _head(series: Sequence[Series], width: int) -> list[Line]:
    return legend([it.name for it in series], FILLS, width)


def _sum(values: Sequence[float]) -> float:
    return sum(it for it in values if it > 0)
