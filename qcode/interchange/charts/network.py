"""A network of codes: on a circle in the codebook's order, joined where they meet."""

import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from qcode.interchange.charts.style import INK, WIDTH_IN, Look, folded, looks
from qcode.model.chart import NetworkChart

_LARGEST, _SMALLEST = 320.0, 30.0
_WIDEST = 6.0
# Room above and below the circle for names that stand upright, and for the legend.
_AROUND_IN = 1.6
_MARKERS = ("o", "s", "D", "^", "v", "P", "X")
# With more nodes names of three lines would touch each other.
_MOST_SPACIOUS = 24


def draw_network(figure: Figure, chart: NetworkChart) -> None:
    """Draw nodes by their size and edges by their weight, the heaviest on top.

    A circle, for it puts no node where the data have no reason to put it.
    """
    figure.set_size_inches(WIDTH_IN, WIDTH_IN + _AROUND_IN)
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(-1.75, 1.75)
    axes.set_ylim(-2.1, 1.75)
    count = max(1, len(chart.nodes))
    angles = [math.pi / 2 - 2 * math.pi * n / count for n in range(count)]
    _draw_edges(axes, chart, angles)
    look = looks(node.family for node in chart.nodes)
    markers = {
        family: _MARKERS[number % len(_MARKERS)] for number, family in enumerate(look)
    }
    largest = max((node.size for node in chart.nodes), default=1) or 1
    # Many nodes are smaller, so that they do not cover each other.
    crowding = min(1.0, _MOST_SPACIOUS / count)
    for node, angle in zip(chart.nodes, angles, strict=False):
        axes.scatter(
            [math.cos(angle)],
            [math.sin(angle)],
            s=crowding * (_SMALLEST + _LARGEST * node.size / largest),
            color=look[node.family].colour,
            marker=markers[node.family],
            edgecolors=INK,
            linewidths=0.6,
            zorder=2,
        )
        room = (26, 3) if count <= _MOST_SPACIOUS else (26, 2)
        _write_name(axes, folded(node.name, *room), angle)
    _legend(axes, look, markers)


def _draw_edges(axes: Axes, chart: NetworkChart, angles: Sequence[float]) -> None:
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


def _write_name(axes: Axes, name: str, angle: float) -> None:
    """Write a name outwards from the circle, upright enough to be read."""
    turned = math.degrees(angle)
    is_left = math.cos(angle) < 0
    axes.text(
        1.12 * math.cos(angle),
        1.12 * math.sin(angle),
        name,
        ha="right" if is_left else "left",
        va="center",
        rotation=turned + 180 if is_left else turned,
        rotation_mode="anchor",
        fontsize=6.5,
    )


def _legend(axes: Axes, look: Mapping[str, Look], markers: Mapping[str, str]) -> None:
    handles = [
        Line2D(
            [],
            [],
            linestyle="",
            marker=markers[name],
            color=found.colour,
            markeredgecolor=INK,
            label=folded(name, 40, 1),
        )
        for name, found in look.items()
    ]
    axes.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0, 0.03), ncols=2, fontsize=7
    )
