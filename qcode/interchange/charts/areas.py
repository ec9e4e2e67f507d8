"""Heat maps and tree maps: numbers as shades and as areas."""

import math
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from qcode.interchange.charts.style import (
    INK,
    PAPER,
    SCALE,
    WIDTH_IN,
    Look,
    folded,
    height_for,
    looks,
    written,
)
from qcode.interchange.charts.tiling import Box, squarified
from qcode.model.chart import HeatMap, Tile, TreeMap

_MOST_WITH_NUMBERS = 16
_MOST_LEVEL = 4
_DARK = 0.55
# What is written into tiles: sizes to try, and the room a letter and a line take.
_POINTS = (6.5, 5.5, 4.5)
_LETTER_IN, _LINE_IN = 0.0092, 0.019


def draw_heat_map(figure: Figure, chart: HeatMap) -> None:
    """Draw a shade for each row and column, the number in it where there is room."""
    figure.set_size_inches(WIDTH_IN, height_for(len(chart.rows), 0.28, 2.6))
    axes = figure.add_subplot()
    greatest = max(
        (it for row in chart.values for it in row if not math.isnan(it)), default=0
    )
    image = axes.imshow(
        chart.values, cmap=SCALE, vmin=0, vmax=greatest or 1, aspect="auto"
    )
    names = [folded(it, 34) for it in chart.rows]
    axes.set_yticks(range(len(chart.rows)), names, fontsize=7)
    room = (22, 2) if len(chart.columns) <= _MOST_WITH_NUMBERS else (36, 1)
    axes.set_xticks(
        range(len(chart.columns)),
        [folded(it, *room) for it in chart.columns],
        rotation=0 if len(chart.columns) <= _MOST_LEVEL else 90,
        fontsize=7 if room[1] > 1 else 6,
    )
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    if len(chart.columns) <= _MOST_WITH_NUMBERS:
        for row, values in enumerate(chart.values):
            for column, value in enumerate(values):
                shade = PAPER if value > _DARK * greatest else INK
                axes.text(
                    column,
                    row,
                    written(value, chart.caption.decimal, 2),
                    ha="center",
                    va="center",
                    color=shade,
                    fontsize=6.5,
                )
    bar = figure.colorbar(image, ax=axes, shrink=0.5, pad=0.02, aspect=25)
    bar.set_label(chart.caption.axis)
    bar.outline.set_visible(False)


def draw_tree_map(figure: Figure, chart: TreeMap) -> None:
    """Draw each code as an area of its share, those of a family side by side."""
    height = 5.6
    figure.set_size_inches(WIDTH_IN, height)
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH_IN)
    axes.set_ylim(height, 0)
    look = looks(tile.family for tile in chart.tiles)
    members: dict[str, list[Tile]] = {}
    for tile in sorted(chart.tiles, key=lambda it: (-it.value, it.name)):
        if tile.value > 0:
            members.setdefault(tile.family, []).append(tile)
    families = sorted(members, key=lambda it: -sum(t.value for t in members[it]))
    sums = [sum(tile.value for tile in members[it]) for it in families]
    whole = Box(0, 0, WIDTH_IN, height)
    for family, box in zip(families, squarified(sums, whole), strict=True):
        tiles = members[family]
        inner = squarified([tile.value for tile in tiles], box)
        for tile, place in zip(tiles, inner, strict=True):
            axes.add_patch(
                Rectangle(
                    (place.left, place.top),
                    place.width,
                    place.height,
                    facecolor=look[family].colour,
                    hatch=look[family].hatch,
                    alpha=0.85,
                    edgecolor=PAPER,
                    linewidth=1.2,
                )
            )
            _write_in(axes, tile, place, chart.caption.decimal)
    _legend(axes, {name: look[name] for name in families})


def _legend(axes: Axes, look: Mapping[str, Look]) -> None:
    """Say below the areas which family is filled how."""
    handles = [
        Rectangle((0, 0), 1, 1, facecolor=it.colour, hatch=it.hatch)
        for it in look.values()
    ]
    axes.legend(
        handles,
        [folded(it, 40, 1) for it in look],
        loc="upper left",
        bbox_to_anchor=(0, 0),
        ncols=2,
        fontsize=7,
    )


def _write_in(axes: Axes, tile: Tile, place: Box, decimal: str) -> None:
    """Write the name into the tile, the number below it; smaller where it must be."""
    number = written(tile.value, decimal, 2)
    longest = max(map(len, (*tile.name.split(), number)))
    for points in _POINTS:
        letters = int(place.width / (points * _LETTER_IN))
        lines = int(place.height / (points * _LINE_IN)) - 1
        if longest <= letters and lines > 0:
            axes.text(
                place.left + place.width / 2,
                place.top + place.height / 2,
                f"{folded(tile.name, letters, lines)}\n{number}",
                ha="center",
                va="center",
                fontsize=points,
                color=INK,
                bbox={
                    "facecolor": PAPER,
                    "alpha": 0.8,
                    "edgecolor": "none",
                    "pad": 1.0,
                },
            )
            return
