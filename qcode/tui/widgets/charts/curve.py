"""Curves in dots of braille, with axes, and the numbers below them."""

import math
from collections.abc import Sequence

from qcode.interchange.charts.style import written
from qcode.model.chart import CurveChart, Series
from qcode.tui.widgets.charts.bars import name_room
from qcode.tui.widgets.charts.sheet import (
    FAINT,
    PLAIN,
    STRONG,
    Ink,
    Line,
    Piece,
    Sheet,
    fitted,
    hue,
    legend,
    room_for,
)

_LEAST_ROWS, _MOST_ROWS = 6, 20
# The dots of a braille character, two across and four down, by their bits.
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BLANK = 0x2800
# Which dots along a line are drawn: whole, dashed, dotted, dashes and dots.
_DASHES = ("1", "1110", "10", "11101000")
_SIGNS = ("━━", "╍╍", "··", "╍·")


def draw_curve(chart: CurveChart, width: int, height: int) -> Sheet:
    """Return the curves over a band of shade, and below them a line for each item."""
    head = _legend(chart, width)
    head.append([(chart.caption.axis, FAINT)])
    every = [it for one in chart.series for it in one.values] + list(chart.high)
    greatest = max((it for it in every if not math.isnan(it)), default=0) or 1
    # Odd, so that a row is in the middle.
    rows = min(_MOST_ROWS, max(_LEAST_ROWS, height - len(head) - 3)) // 2 * 2 + 1
    middle = rows // 2
    scale = {0: greatest, middle: greatest * (1 - middle / (rows - 1)), rows - 1: 0}
    decimal = chart.caption.decimal
    ticks = {row: written(value, decimal) for row, value in scale.items()}
    axis = max(map(len, ticks.values()))
    plot = _Plot(max(10, width - axis - 2), rows, len(chart.items), greatest)
    if chart.low:
        plot.shade(chart.low, chart.high)
    for number in reversed(range(len(chart.series))):
        plot.trace(chart.series[number].values, number)
    lines: list[Line] = []
    for row, cells in enumerate(plot.lines()):
        lines.append([(f"{ticks.get(row, ''):>{axis}} │", FAINT), *cells])
    lines.append([(f"{' ' * axis} └{'─' * plot.width}", FAINT)])
    last = str(len(chart.items))
    along = fitted(chart.along, max(0, plot.width - len(last) - 3))
    lines.append([(f"{' ' * axis}  1  {along}{last}", FAINT)])
    return Sheet([*head, *lines, [], *_numbers(chart, width)])


def _legend(chart: CurveChart, width: int) -> list[Line]:
    """Return what each kind of line is, and what the shade is."""
    lines = legend([it.name for it in chart.series], _SIGNS, width)
    if chart.low:
        name = fitted(chart.band, room_for([chart.band], width - 3))
        lines.append([(f"░░ {name}", FAINT)])
    return lines


def _numbers(chart: CurveChart, width: int) -> list[Line]:
    """Return a line for each item with the number of each series."""
    decimal = chart.caption.decimal
    name = name_room(chart.items, width)
    cell = 2 + room_for(
        [written(it, decimal) for one in chart.series for it in one.values], width
    )
    place = len(str(len(chart.items)))
    heads = [_SIGNS[number % len(_SIGNS)] for number in range(len(chart.series))]
    lines: list[Line] = [
        [
            (" " * (place + 1 + name), PLAIN),
            *((f"{it:>{cell}}", hue(at)) for at, it in enumerate(heads)),
        ]
    ]
    for at, item in enumerate(chart.items):
        told = "".join(_told(one, at, decimal, cell) for one in chart.series)
        line: list[Piece] = [
            (f"{at + 1:>{place}} ", FAINT),
            (fitted(item, name), PLAIN),
        ]
        lines.append([*line, (told, STRONG)])
    return lines


def _told(series: Series, at: int, decimal: str, cell: int) -> str:
    return f"{written(series.values[at], decimal):>{cell}}"


class _Plot:
    """Dots, two across and four down in each cell, over shaded cells."""

    def __init__(self, width: int, height: int, items: int, greatest: float) -> None:
        self.width, self._height = width, height
        self._items, self._greatest = items, greatest
        self._bits = [[0] * width for _ in range(height)]
        self._inks: list[list[Ink]] = [[PLAIN] * width for _ in range(height)]
        self._shaded = [[False] * width for _ in range(height)]

    def shade(self, low: Sequence[float], high: Sequence[float]) -> None:
        """Shade the cells between two curves."""
        for column in range(self.width):
            bottom = self._down(_between(low, self._at(2 * column + 0.5)))
            top = self._down(_between(high, self._at(2 * column + 0.5)))
            for row in range(round(top) // 4, round(bottom) // 4 + 1):
                self._shaded[row][column] = True

    def trace(self, values: Sequence[float], number: int) -> None:
        """Draw a curve from dot to dot."""
        dash, before, drawn = _DASHES[number % len(_DASHES)], None, 0
        for across in range(2 * self.width):
            value = _between(values, self._at(across))
            if math.isnan(value):
                before = None
                continue
            down = round(self._down(value))
            start = down if before is None else before
            step = 1 if down >= start else -1
            for dot in range(start + (step if start != down else 0), down + step, step):
                if dash[drawn % len(dash)] == "1":
                    self._dot(across, dot, number)
                drawn += 1
            before = down

    def lines(self) -> list[Line]:
        """Return the cells row by row."""
        return [
            [self._cell(row, column) for column in range(self.width)]
            for row in range(self._height)
        ]

    def _cell(self, row: int, column: int) -> Piece:
        bits = self._bits[row][column]
        if bits:
            return chr(_BLANK + bits), self._inks[row][column]
        return ("░" if self._shaded[row][column] else " "), FAINT

    def _dot(self, across: int, down: int, number: int) -> None:
        row, column = down // 4, across // 2
        self._bits[row][column] |= _DOTS[down % 4][across % 2]
        self._inks[row][column] = hue(number)

    def _at(self, across: float) -> float:
        """Return which item, from 0 and between items, is at a dot."""
        return across / (2 * self.width - 1) * max(0, self._items - 1)

    def _down(self, value: float) -> float:
        """Return how many dots below the top a value is."""
        return (1 - value / self._greatest) * (4 * self._height - 1)


def _between(values: Sequence[float], place: float) -> float:
    """Return the value at a place between two items, on a straight line."""
    first = min(int(place), len(values) - 1)
    second = min(first + 1, len(values) - 1)
    share = place - first
    return values[first] * (1 - share) + values[second] * share
