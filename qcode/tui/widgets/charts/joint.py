"""Interviews and survey side by side: bars, ranks, and means with their spread."""

import math

from qcode.interchange.charts.style import written
from qcode.model.chart import JointChart, JointItem
from qcode.tui.widgets.charts.sheet import (
    FAINT,
    PLAIN,
    STRONG,
    Line,
    Piece,
    Sheet,
    bar,
    fitted,
    hue,
    room_for,
)

_LEAST_SIDE = 10
_RANKS = 11


def draw_joint(chart: JointChart, width: int) -> Sheet:
    """Return a line for each item in the order of the interviews.

    To the left a bar of documents, then both ranks, then the survey's mean as a
    square on its scale, with a line for a standard deviation on both sides.
    """
    decimal = chart.caption.decimal
    items = sorted(chart.items, key=lambda it: (it.spoken_rank, it.name))
    numbers = len(str(max((it.documents for it in items), default=0)))
    means = room_for([_mean(it, decimal) for it in items], width)
    longest = room_for([it.name for it in items], width)
    around = numbers + means + _RANKS + 4
    left_over = width - around - 2 * _LEAST_SIDE
    name = min(longest, max(12, min(width * 2 // 5 - 4, left_over)))
    side = max(_LEAST_SIDE, (width - around - name) // 2)
    most = max((it.documents for it in items), default=0)
    left = name + 1 + side + numbers + 1
    rated = fitted(chart.rated, room_for([chart.rated], width))
    head: list[Line] = [
        [(fitted(chart.spoken, room_for([chart.spoken], width)), FAINT)],
        [(f"{rated:>{width}}", FAINT)],
        [(f"{' ' * left}{'#':^{_RANKS}}{_scale(chart, side)}", FAINT)],
    ]
    lines: list[Line] = []
    for it in items:
        drawn = bar(it.documents, most, side)
        told = f"{drawn} {it.documents}"
        lines.append(
            [
                (f"{fitted(it.name, name)} ", PLAIN),
                (drawn, hue(0)),
                (f" {it.documents}{' ' * (left - name - 1 - len(told))}", PLAIN),
                (_ranks(it, decimal), STRONG),
                *_spread(it, chart, side),
                (f" {_mean(it, decimal)}", PLAIN),
            ]
        )
    return Sheet([*head, *lines], len(head), name + 1)


def _ranks(item: JointItem, decimal: str) -> str:
    """Return the rank among interviews and that in the survey, with its direction."""
    spoken, rated = (written(it, decimal) for it in (item.spoken_rank, item.rated_rank))
    sign = "→"
    if item.rated_rank < item.spoken_rank:
        sign = "▲"
    elif item.rated_rank > item.spoken_rank:
        sign = "▼"
    return f"{spoken:>4} {sign} {rated:<4}"


def _mean(item: JointItem, decimal: str) -> str:
    return f"{written(item.mean, decimal)} n={item.n}"


def _scale(chart: JointChart, side: int) -> str:
    decimal = chart.caption.decimal
    least, most = written(chart.least, decimal), written(chart.most, decimal)
    return f"{least}{most:>{side - len(least)}}"


def _spread(item: JointItem, chart: JointChart, side: int) -> list[Piece]:
    """Return the scale of the survey with the mean and its spread on it."""
    if math.isnan(item.mean):
        return [(f"{'–':^{side}}", FAINT)]
    reach = 0 if math.isnan(item.sd) else item.sd
    low, at, high = (
        _cell(value, chart, side)
        for value in (item.mean - reach, item.mean, item.mean + reach)
    )
    return [
        (" " * low + "─" * (at - low), FAINT),
        ("■", hue(4)),
        ("─" * (high - at) + " " * (side - high - 1), FAINT),
    ]


def _cell(value: float, chart: JointChart, side: int) -> int:
    """Return the cell of the scale in which a value is."""
    if chart.most <= chart.least:
        return side // 2
    share = (value - chart.least) / (chart.most - chart.least)
    return round(min(1.0, max(0.0, share)) * (side - 1))
