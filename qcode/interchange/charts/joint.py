"""The joint display: what interviews speak of, and how a survey rated the same."""

import math
from collections.abc import Sequence
from itertools import cycle
from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import ConnectionPatch
from matplotlib.ticker import MaxNLocator

from qcode.interchange.charts.style import (
    COLOURS,
    FAINT,
    INK,
    PAPER,
    WIDTH_IN,
    folded,
    height_for,
    written,
)
from qcode.model.chart import JointChart, JointGroup, JointItem

_SIDE = 26
_ROOM, _LEGEND_ROOM = 1.4, 0.3
# So that marks of groups lie on no bar's number and on no mean.
_BELOW = 0.2
_MARKS = ("o", "^", "D", "v", "P", "X", "<", ">")
_Point: TypeAlias = tuple[float, float]


def draw_joint(figure: Figure, chart: JointChart) -> None:
    """Draw documents as bars to the left, means with their spread to the right.

    Each side stands in its own order; lines join the same item. Steep lines are
    where interviews and survey do not agree. Groups have a mark each, on both sides.
    """
    room = _ROOM + (_LEGEND_ROOM if chart.groups else 0)
    figure.set_size_inches(WIDTH_IN, height_for(len(chart.items), 0.42, room))
    left, right = figure.subplots(1, 2, gridspec_kw={"wspace": 0.2})
    spoken = sorted(chart.items, key=lambda it: (it.spoken_rank, it.name))
    rated = sorted(
        chart.items,
        key=lambda it: (math.isnan(it.rated_rank), it.rated_rank, it.name),
    )
    _draw_spoken(left, spoken, chart.spoken)
    _draw_rated(right, rated, chart)
    for axes, items in ((left, spoken), (right, rated)):
        axes.set_yticks(range(len(items)), [folded(it.name, 22, 3) for it in items])
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(len(items) - 0.4, -0.7)
        axes.grid(axis="x", color=INK, alpha=0.12, linewidth=0.5)
        axes.set_axisbelow(True)
    for group, mark in zip(chart.groups, cycle(_MARKS), strict=False):
        places = {it.name: at for at, it in enumerate(chart.items)}
        _mark(left, [group.documents[places[it.name]] for it in spoken], mark, group)
        _mark(right, [group.means[places[it.name]] for it in rated], mark, group)
    if chart.groups:
        _explain(left)
    for place, it in enumerate(spoken):
        ends = (left.get_xlim()[1], place), (chart.least, rated.index(it))
        figure.add_artist(_line(left, right, ends))


def _mark(axes: Axes, values: Sequence[float], mark: str, group: JointGroup) -> None:
    """Draw a group's numbers a little below those of everyone."""
    axes.plot(
        values,
        [place + _BELOW for place in range(len(values))],
        mark,
        label=group.name,
        markersize=4,
        markerfacecolor=PAPER,
        markeredgecolor=INK,
        markeredgewidth=0.8,
        linestyle="none",
    )


def _explain(axes: Axes) -> None:
    """Say above the left side, over its names, which mark is which group's."""
    handles, names = axes.get_legend_handles_labels()
    axes.legend(
        handles,
        [folded(name, _SIDE, 1) for name in names],
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=2,
        handletextpad=0.2,
        fontsize=7,
    )


def _draw_spoken(axes: Axes, items: Sequence[JointItem], told: str) -> None:
    """Draw in how many documents each item is spoken of."""
    documents = [it.documents for it in items]
    bars = axes.barh(range(len(items)), documents, 0.62, color=COLOURS[0])
    axes.bar_label(bars, list(map(str, documents)), padding=2, fontsize=7)
    axes.set_xlabel(folded(told, _SIDE))
    axes.set_xlim(0, 1.18 * max([1, *documents]))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))


def _draw_rated(axes: Axes, items: Sequence[JointItem], chart: JointChart) -> None:
    """Draw how each item is rated, on the scale, with how many rated it."""
    axes.errorbar(
        [it.mean for it in items],
        range(len(items)),
        xerr=[0 if math.isnan(it.sd) else it.sd for it in items],
        fmt="s",
        color=COLOURS[4],
        ecolor=FAINT,
        capsize=3,
        markersize=5,
    )
    for place, it in enumerate(items):
        if not math.isnan(it.mean):
            axes.annotate(
                f"{written(it.mean, chart.caption.decimal)} (n = {it.n})",
                (it.mean, place),
                xytext=(0, 5),
                textcoords="offset points",
                ha="center",
                fontsize=6.5,
            )
    axes.set_xlim(chart.least, chart.most)
    axes.set_xlabel(folded(chart.rated, _SIDE))
    axes.yaxis.tick_right()
    axes.spines["left"].set_visible(False)


def _line(left: Axes, right: Axes, ends: tuple[_Point, _Point]) -> ConnectionPatch:
    return ConnectionPatch(
        *ends,
        "data",
        "data",
        axesA=left,
        axesB=right,
        color=INK,
        alpha=0.5,
        linewidth=0.8,
    )
