"""Bars: one for each item, side by side or stacked."""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from qcode.interchange.charts.style import (
    INK,
    PAPER,
    WIDTH_IN,
    folded,
    height_for,
    looks,
    written,
)
from qcode.model.chart import BarChart, Caption, Series, StackedBarChart

_BAR = 0.8
_MOST_WITH_NUMBERS = 40


def draw_bars(figure: Figure, chart: BarChart) -> None:
    """Draw a bar for each item, the first on top, with its number beside it."""
    series = chart.series
    figure.set_size_inches(
        WIDTH_IN, height_for(len(chart.items), 0.1 + 0.16 * len(series))
    )
    axes = _axes(figure, chart.items, chart.caption)
    look = looks(it.name for it in series)
    thick = _BAR / max(1, len(series))
    for number, one in enumerate(series):
        places = [
            place - _BAR / 2 + thick * (number + 0.5)
            for place in range(len(chart.items))
        ]
        widths = [0 if math.isnan(value) else value for value in one.values]
        bars = axes.barh(
            places,
            widths,
            thick * 0.92,
            color=look[one.name].colour,
            hatch=look[one.name].hatch,
            label=one.name,
        )
        if len(chart.items) * len(series) <= _MOST_WITH_NUMBERS:
            labels = [written(value, chart.caption.decimal) for value in one.values]
            axes.bar_label(bars, labels, padding=2, fontsize=7)
    _legend(axes, series)


def draw_stacked_bars(figure: Figure, chart: StackedBarChart) -> None:
    """Draw a bar for each item, put together of the series from left to right."""
    figure.set_size_inches(WIDTH_IN, height_for(len(chart.items)) + 0.3)
    axes = _axes(figure, chart.items, chart.caption)
    look = looks(it.name for it in chart.series)
    left = [0.0] * len(chart.items)
    for one in chart.series:
        widths = [0 if math.isnan(value) else value for value in one.values]
        axes.barh(
            range(len(chart.items)),
            widths,
            _BAR,
            left=left,
            color=look[one.name].colour,
            hatch=look[one.name].hatch,
            edgecolor=PAPER,
            linewidth=0.5,
            label=one.name,
        )
        left = [start + width for start, width in zip(left, widths, strict=True)]
    _legend(axes, chart.series)


def _axes(figure: Figure, items: Sequence[str], caption: Caption) -> Axes:
    axes = figure.add_subplot()
    axes.set_yticks(range(len(items)), [folded(item, 34) for item in items])
    axes.set_ylim(max(1, len(items)) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(caption.axis)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.grid(axis="x", color=INK, alpha=0.12, linewidth=0.5)
    axes.set_axisbelow(True)
    return axes


def _legend(axes: Axes, series: Sequence[Series]) -> None:
    if len(series) > 1:
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            ncols=min(len(series), 3),
            handlelength=1.6,
            fontsize=7,
        )
