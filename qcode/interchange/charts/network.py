"""A network of codes: on a circle in the codebook's order, joined where they meet."""

import math

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from qcode.interchange.charts.style import INK, WIDTH_IN, folded, looks
from qcode.model.chart import NetworkChart

_LARGEST, _SMALLEST = 320.0, 30.0
_WIDEST = 6.0
# Room above and below the circle for names that stand upright, and for the legend.
_AROUND_IN = 1.3
_MARKERS = ("o", "s", "D", "^", "v", "P", "X")


def draw_network(figure: Figure, chart: NetworkChart) -> None:
    """Draw nodes by their size and edges by their weight, the heaviest on top.

    A circle, for it puts no node where the data have no reason to put it.
    """
    figure.set_size_inches(WIDTH_IN, WIDTH_IN + _AROUND_IN)
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(-1.75, 1.75)
    axes.set_ylim(-1.8, 1.8)
    count = max(1, len(chart.nodes))
    angles = [math.pi / 2 - 2 * math.pi * n / count for n in range(count)]
    places = [(math.cos(it), math.sin(it)) for it in angles]
    heaviest = max((edge.weight for edge in chart.edges), default=1) or 1
    for edge in sorted(chart.edges, key=lambda it: it.weight):
        share = edge.weight / heaviest
        axes.add_patch(
            FancyArrowPatch(
                places[edge.first],
                places[edge.second],
                arrowstyle="-",
                connectionstyle="arc3,rad=0.15",
                linewidth=0.3 + _WIDEST * share,
                color=INK,
                alpha=0.15 + 0.5 * share,
                zorder=1,
            )
        )
    look = looks(node.family for node in chart.nodes)
    families = list(look)
    largest = max((node.size for node in chart.nodes), default=1) or 1
    for node, (x, y), angle in zip(chart.nodes, places, angles, strict=False):
        axes.scatter(
            [x],
            [y],
            s=_SMALLEST + _LARGEST * node.size / largest,
            color=look[node.family].colour,
            marker=_MARKERS[families.index(node.family) % len(_MARKERS)],
            edgecolors=INK,
            linewidths=0.6,
            zorder=2,
        )
        turned = math.degrees(angle)
        is_left = math.cos(angle) < 0
        axes.text(
            1.12 * x,
            1.12 * y,
            folded(node.name, 26),
            ha="right" if is_left else "left",
            va="center",
            rotation=turned + 180 if is_left else turned,
            rotation_mode="anchor",
            fontsize=6.5,
        )
    handles = [
        Line2D(
            [],
            [],
            linestyle="",
            marker=_MARKERS[number % len(_MARKERS)],
            color=look[name].colour,
            markeredgecolor=INK,
            label=folded(name, 40, 1),
        )
        for number, name in enumerate(families)
    ]
    axes.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0, 0), ncols=2, fontsize=7
    )
