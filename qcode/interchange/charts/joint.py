"""The joint display: what interviews speak of, and how a survey rated the same."""

import math

from matplotlib.figure import Figure
from matplotlib.patches import ConnectionPatch
from matplotlib.ticker import MaxNLocator

from qcode.interchange.charts.style import (
    COLOURS,
    FAINT,
    INK,
    WIDTH_IN,
    folded,
    height_for,
    written,
)
from qcode.model.chart import JointChart

_SIDE = 26


def draw_joint(figure: Figure, chart: JointChart) -> None:
    """Draw documents as bars to the left, means with their spread to the right.

    Each side stands in its own order; lines join the same item. Steep lines are
    where interviews and survey do not agree.
    """
    figure.set_size_inches(WIDTH_IN, height_for(len(chart.items), 0.42, 1.4))
    left, right = figure.subplots(1, 2, gridspec_kw={"wspace": 0.2})
    spoken = sorted(chart.items, key=lambda it: (it.spoken_rank, it.name))
    rated = sorted(
        chart.items,
        key=lambda it: (math.isnan(it.rated_rank), it.rated_rank, it.name),
    )
    places = list(range(len(chart.items)))
    bars = left.barh(places, [it.documents for it in spoken], 0.62, color=COLOURS[0])
    left.bar_label(bars, [str(it.documents) for it in spoken], padding=2, fontsize=7)
    left.set_yticks(places, [folded(it.name, 22, 3) for it in spoken])
    left.set_xlabel(folded(chart.spoken, _SIDE))
    left.set_xlim(0, 1.18 * max([1, *(it.documents for it in spoken)]))
    left.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    right.errorbar(
        [it.mean for it in rated],
        places,
        xerr=[0 if math.isnan(it.sd) else it.sd for it in rated],
        fmt="s",
        color=COLOURS[4],
        ecolor=FAINT,
        capsize=3,
        markersize=5,
    )
    for place, it in zip(places, rated, strict=True):
        if not math.isnan(it.mean):
            right.annotate(
                f"{written(it.mean, chart.caption.decimal)} (n = {it.n})",
                (it.mean, place),
                xytext=(0, 5),
                textcoords="offset points",
                ha="center",
                fontsize=6.5,
            )
    right.set_xlim(chart.least, chart.most)
    right.set_xlabel(folded(chart.rated, _SIDE))
    right.set_yticks(places, [folded(it.name, 22, 3) for it in rated])
    right.yaxis.tick_right()
    right.spines["left"].set_visible(False)
    for axes in (left, right):
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(len(places) - 0.4, -0.7)
        axes.grid(axis="x", color=INK, alpha=0.12, linewidth=0.5)
        axes.set_axisbelow(True)
    for place, it in enumerate(spoken):
        figure.add_artist(
            ConnectionPatch(
                (left.get_xlim()[1], place),
                (chart.least, rated.index(it)),
                "data",
                "data",
                axesA=left,
                axesB=right,
                color=INK,
                alpha=0.5,
                linewidth=0.8,
            )
        )
