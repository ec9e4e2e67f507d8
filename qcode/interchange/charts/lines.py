"""What goes along an order: curves over documents, codes along a text."""

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from qcode.interchange.charts.style import (
    COLOURS,
    FAINT,
    INK,
    WIDTH_IN,
    folded,
    height_for,
    looks,
)
from qcode.model.chart import CurveChart, PortraitChart

_DASHES = ("-", "--", "-.", ":")
_MOST_NAMED = 40


def draw_curve(figure: Figure, chart: CurveChart) -> None:
    """Draw a line for each series, and the range of other orders behind them."""
    figure.set_size_inches(WIDTH_IN, 5.4)
    axes = figure.add_subplot()
    places = list(range(1, len(chart.items) + 1))
    if chart.low:
        axes.fill_between(
            places, chart.low, chart.high, color=FAINT, alpha=0.25, label=chart.band
        )
    for number, one in enumerate(chart.series):
        axes.plot(
            places,
            one.values,
            linestyle=_DASHES[number % len(_DASHES)],
            color=COLOURS[number % len(COLOURS)],
            marker="o",
            markersize=2.5,
            label=one.name,
        )
    axes.set_xlabel(chart.along)
    axes.set_ylabel(chart.caption.axis)
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    if len(places) <= _MOST_NAMED:
        names = [folded(item, 34, 1) for item in chart.items]
        axes.set_xticks(places, names, rotation=90, fontsize=6)
    axes.grid(axis="y", color=INK, alpha=0.12, linewidth=0.5)
    if len(chart.series) > 1 or chart.low:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, fontsize=7)


def draw_portrait(figure: Figure, chart: PortraitChart) -> None:
    """Draw the document from left to right, with a lane for each of its codes."""
    figure.set_size_inches(WIDTH_IN, height_for(len(chart.lanes), 0.2))
    axes = figure.add_subplot()
    look = looks(lane.family for lane in chart.lanes)
    for turn in chart.turns:
        axes.axvline(turn, color=INK, alpha=0.08, linewidth=0.5)
    for number, lane in enumerate(chart.lanes):
        spans = [(span.start, span.length) for span in lane.spans]
        place = (number - 0.36, 0.72)
        filled = look[lane.family]
        axes.broken_barh(spans, place, facecolor=filled.colour, hatch=filled.hatch)
        # The hatching cuts into short segments: an outline keeps their shape.
        axes.broken_barh(spans, place, facecolor="none", edgecolor=INK, linewidth=0.4)
    room = (32, 2) if len(chart.lanes) <= _MOST_NAMED else (42, 1)
    names = [folded(lane.name, *room) for lane in chart.lanes]
    axes.set_yticks(range(len(names)), names, fontsize=6)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, max(1, chart.length))
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.set_xlabel(chart.caption.axis)
    if len(look) > 1:
        handles = [
            Rectangle((0, 0), 1, 1, facecolor=it.colour, hatch=it.hatch)
            for it in look.values()
        ]
        axes.legend(
            handles,
            [folded(name, 40, 1) for name in look],
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            ncols=2,
            fontsize=7,
        )
