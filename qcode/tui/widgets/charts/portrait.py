"""A document from left to right, with a lane of blocks for each of its codes."""

from qcode.interchange.charts.style import written
from qcode.model.chart import Lane, PortraitChart
from qcode.tui.widgets.charts.bars import name_room
from qcode.tui.widgets.charts.sheet import (
    FAINT,
    MARKS,
    PLAIN,
    Line,
    Piece,
    Sheet,
    fitted,
    hue,
    legend,
    numbered,
)

_HALVES = " ▌▐█"


def draw_portrait(chart: PortraitChart, width: int) -> Sheet:
    """Return a lane for each code, in halves of cells, below where speakers change."""
    families = numbered([it.family for it in chart.lanes])
    name = name_room([it.name for it in chart.lanes], width)
    room = max(10, width - name - 4)
    length = max(1, chart.length)
    turns = {it * room // length for it in chart.turns if it < length}
    lines: list[Line] = []
    for lane in chart.lanes:
        family = families[lane.family]
        mark = MARKS[family % len(MARKS)]
        lines.append(
            [
                (f"{mark} ", hue(family)),
                (f"{fitted(lane.name, name)} ", PLAIN),
                _track(covered(lane, length, room), family),
            ]
        )
    head = legend(list(families), MARKS, width)
    end = written(chart.length, chart.caption.decimal)
    axis = fitted(chart.caption.axis, max(0, room - len(end) - 3))
    scale = f"{' ' * (name + 3)}0  {axis}{end}"
    ruler = "".join("┬" if at in turns else "─" for at in range(room))
    head += [[(scale, FAINT)], [(f"{' ' * (name + 3)}{ruler}", FAINT)]]
    return Sheet([*head, *lines], len(head))


def covered(lane: Lane, length: int, cells: int) -> list[int]:
    """Return which halves of each cell a code covers: 1 the left, 2 the right."""
    found = [0] * cells
    for span in lane.spans:
        first = span.start * 2 * cells // length
        last = max(first, -(-span.end * 2 * cells // length) - 1)
        for half in range(first, min(last, 2 * cells - 1) + 1):
            found[half // 2] |= 1 << half % 2
    return found


def _track(halves: list[int], family: int) -> Piece:
    """Return a lane's cells."""
    return "".join(_HALVES[found] for found in halves), hue(family)
