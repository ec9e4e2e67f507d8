"""Cutting a box into boxes of given areas that are as near to squares as can be.

Source: Bruls, Huizing and van Wijk (2000), Squarified Treemaps, Data Visualization
2000, 33-42.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `top` is the smaller of its two heights."""

    left: float
    top: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Its area."""
        return self.width * self.height


def squarified(sizes: Sequence[float], box: Box) -> list[Box]:
    """Return a box for each size, in their order, which together fill the box.

    Sizes are greater than 0 and come the greatest first.
    """
    whole = sum(sizes)
    areas = [size / whole * box.area for size in sizes]
    made: list[Box] = []
    rest, start = box, 0
    while start < len(areas):
        end = start + 1
        short = min(rest.width, rest.height)
        while end < len(areas) and _worst(areas[start : end + 1], short) <= _worst(
            areas[start:end], short
        ):
            end += 1
        row, rest = _row(areas[start:end], rest)
        made += row
        start = end
    return made


def _worst(row: Sequence[float], short: float) -> float:
    """Return how far the least square of a row is from one, 1 at best."""
    depth = sum(row) / short
    sides = [area / depth for area in row]
    return max(max(side / depth, depth / side) for side in sides)


def _row(row: Sequence[float], rest: Box) -> tuple[list[Box], Box]:
    """Lay a row along the shorter side; return its boxes and what is left."""
    made: list[Box] = []
    along = 0.0
    if rest.width >= rest.height:
        depth = sum(row) / rest.height
        for area in row:
            side = area / depth
            made.append(Box(rest.left, rest.top + along, depth, side))
            along += side
        left = Box(rest.left + depth, rest.top, rest.width - depth, rest.height)
    else:
        depth = sum(row) / rest.width
        for area in row:
            side = area / depth
            made.append(Box(rest.left + along, rest.top, side, depth))
            along += side
        left = Box(rest.left, rest.top + depth, rest.width, rest.height - depth)
    return made, left
