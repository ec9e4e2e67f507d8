"""A tree map as boxes of lines, a kind of line for each family."""

from dataclasses import dataclass
from textwrap import wrap

from rich.cells import cell_len

from qcode.interchange.charts.style import written
from qcode.interchange.charts.tiling import Box, squarified
from qcode.model.chart import Tile, TreeMap
from qcode.text.harmless import harmless
from qcode.tui.widgets.charts.sheet import (
    FAINT,
    FILLS,
    PLAIN,
    Ink,
    Line,
    Sheet,
    fitted,
    hue,
    legend,
    numbered,
)

_FRAMES = ("┌─┐│└┘", "┏━┓┃┗┛", "╔═╗║╚╝", "╭┄╮┆╰╯", "┏┅┓┇┗┛", "┌╌┐╎└┘", "┍━┑│┕┙")
_SIGNS = [frame[:2] for frame in _FRAMES]
_LEAST_ROWS = 12
_LEAST_LETTERS = 4
# A cell is about twice as high as it is wide.
_TALL = 2


def draw_tree_map(chart: TreeMap, width: int, height: int) -> Sheet:
    """Return boxes by the share of each code, those of a family side by side.

    A code whose name has no room in its box is told below with its number.
    """
    tiles = [it for it in chart.tiles if it.value > 0]
    tiles.sort(key=lambda it: (-it.value, it.name))
    by_family: dict[str, list[Tile]] = {}
    for tile in tiles:
        by_family.setdefault(tile.family, []).append(tile)
    families = sorted(by_family, key=lambda it: -sum(t.value for t in by_family[it]))
    numbers = numbered([it.family for it in chart.tiles])
    head = [
        *legend(list(numbers), _SIGNS, width),
        [(chart.caption.axis, FAINT)],
    ]
    rows = max(_LEAST_ROWS, height - len(head))
    grid = _Grid(width, rows)
    sums = [sum(it.value for it in by_family[name]) for name in families]
    whole = Box(0, 0, width, rows * _TALL)
    untold: list[Tile] = []
    for family, box in zip(families, squarified(sums, whole), strict=True):
        members = by_family[family]
        inner = squarified([it.value for it in members], box)
        for tile, place in zip(members, inner, strict=True):
            told = written(tile.value, chart.caption.decimal, 2)
            if not grid.put(_placed(place), numbers[family], tile.name, told):
                untold.append(tile)
    below: list[Line] = [
        [
            (f"{_SIGNS[numbers[it.family] % len(_SIGNS)]} ", hue(numbers[it.family])),
            (f"{fitted(it.name, min(width - 10, 60))} ", PLAIN),
            (written(it.value, chart.caption.decimal, 2), PLAIN),
        ]
        for it in untold
    ]
    return Sheet([*head, *grid.lines(), *([[]] if below else []), *below])


@dataclass(frozen=True, slots=True)
class _Place:
    """Cells: from the left and top to the right and bottom, which are not included."""

    left: int
    top: int
    right: int
    bottom: int


def _placed(box: Box) -> _Place:
    return _Place(
        round(box.left),
        round(box.top / _TALL),
        round(box.left + box.width),
        round((box.top + box.height) / _TALL),
    )


class _Grid:
    """Cells that boxes are drawn into."""

    def __init__(self, width: int, height: int) -> None:
        self._cells: list[list[tuple[str, Ink]]] = [
            [(" ", PLAIN)] * width for _ in range(height)
        ]

    def put(self, place: _Place, family: int, name: str, told: str) -> bool:
        """Draw a box with a name and a number; say whether the whole name is there."""
        wide, high = place.right - place.left, place.bottom - place.top
        ink = hue(family)
        if wide < 3 or high < 2:
            fill = FILLS[family % len(FILLS)]
            for row in range(place.top, place.bottom):
                self._write(row, place.left, fill * wide, ink)
            return False
        self._frame(place, _FRAMES[family % len(_FRAMES)], ink)
        return self._label(place, harmless(name), told)

    def _frame(self, place: _Place, frame: str, ink: Ink) -> None:
        top_left, flat, top_right, up, low_left, low_right = tuple(frame)
        across = place.right - place.left - 2
        self._write(place.top, place.left, f"{top_left}{flat * across}{top_right}", ink)
        for row in range(place.top + 1, place.bottom - 1):
            self._write(row, place.left, up, ink)
            self._write(row, place.right - 1, up, ink)
        low = f"{low_left}{flat * across}{low_right}"
        self._write(place.bottom - 1, place.left, low, ink)

    def _label(self, place: _Place, name: str, told: str) -> bool:
        """Write name and number into a box, into its upper line if that is all."""
        wide, high = place.right - place.left - 2, place.bottom - place.top - 2
        both = f"{name} {told}"
        lines, is_whole = [both], cell_len(both) <= wide
        if not is_whole:
            lines, is_whole = _folded(name, told, wide, high)
        first = place.top + min(1, high)
        for number, line in enumerate(lines):
            self._write(first + number, place.left + 1, line, PLAIN)
        return is_whole

    def _write(self, row: int, column: int, text: str, ink: Ink) -> None:
        for at, character in enumerate(text):
            self._cells[row][column + at] = (character, ink)

    def lines(self) -> list[Line]:
        """Return the cells, those of one ink together."""
        made: list[Line] = []
        for cells in self._cells:
            line: list[tuple[str, Ink]] = []
            for text, ink in cells:
                if line and line[-1][1] == ink:
                    line[-1] = (line[-1][0] + text, ink)
                else:
                    line.append((text, ink))
            made.append(line)
        return made


def _folded(name: str, told: str, wide: int, high: int) -> tuple[list[str], bool]:
    """Return the lines of a name and its number, and whether the name is whole."""
    if cell_len(told) > wide:
        return [], False
    lines, room = wrap(name, wide), high - 1
    if room < 1:
        beside = wide - cell_len(told) - 1
        is_readable = beside >= _LEAST_LETTERS
        return [f"{fitted(name, beside)} {told}" if is_readable else told], False
    if len(lines) <= room:
        return [*lines, told], True
    kept = lines[: room - 1]
    return [*kept, fitted(" ".join(lines[len(kept) :]), wide), told], False
