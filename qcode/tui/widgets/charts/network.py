"""A network of codes as two lists: the strongest connections, then the codes.

Lines that cross in a terminal's cells cannot be followed; a list can be read.
"""

from collections.abc import Mapping

from qcode.interchange.charts.style import written
from qcode.model.chart import NetworkChart, Node
from qcode.tui.widgets.charts.sheet import (
    FAINT,
    MARKS,
    PLAIN,
    Line,
    Piece,
    Sheet,
    bar,
    fitted,
    hue,
    legend,
    numbered,
    room_for,
)

_LEAST_BAR = 8


def draw_network(chart: NetworkChart, width: int) -> Sheet:
    """Return a line for each two codes that are joined, the strongest on top."""
    families = numbered([it.family for it in chart.nodes])
    head = legend(list(families), MARKS, width)
    decimal = chart.caption.decimal
    edges = sorted(
        chart.edges,
        key=lambda it: (-it.weight, it.first, it.second),
    )
    told = [written(it.weight, decimal) for it in edges]
    told += [written(it.size, decimal) for it in chart.nodes]
    numbers = room_for(told, width)
    longest = room_for([it.name for it in chart.nodes], width)
    name = min(longest, (width - numbers - _LEAST_BAR - 10) // 2)
    room = max(_LEAST_BAR, min(40, width - 2 * name - numbers - 10))

    def label(node: Node) -> list[Piece]:
        family = families[node.family]
        mark = MARKS[family % len(MARKS)]
        return [(f"{mark} ", hue(family)), (fitted(node.name, name), PLAIN)]

    heaviest = max((it.weight for it in edges), default=0)
    lines: list[Line] = [
        [
            *label(chart.nodes[it.first]),
            (" ─ ", FAINT),
            *label(chart.nodes[it.second]),
            (" ", PLAIN),
            (bar(it.weight, heaviest, room), FAINT),
            (f" {written(it.weight, decimal)}", PLAIN),
        ]
        for it in edges
    ]
    between: list[Line] = [[]] if edges else []
    nodes = _nodes(chart, families, min(longest, 2 * name + 5), room)
    return Sheet([*head, *lines, *between, *nodes], len(head))


def _nodes(
    chart: NetworkChart, families: Mapping[str, int], name: int, room: int
) -> list[Line]:
    """Return a line for each code with its size, the largest on top."""
    largest = max((it.size for it in chart.nodes), default=0)
    lines: list[Line] = []
    for node in sorted(chart.nodes, key=lambda it: (-it.size, it.name)):
        family = families[node.family]
        lines.append(
            [
                (f"{MARKS[family % len(MARKS)]} ", hue(family)),
                (f"{fitted(node.name, name)} ", PLAIN),
                (bar(node.size, largest, room), hue(family)),
                (f" {written(node.size, chart.caption.decimal)}", PLAIN),
            ]
        )
    return lines
