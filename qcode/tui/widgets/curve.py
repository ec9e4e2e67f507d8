"""A small drawn curve: shares from 0 to 1 as columns of blocks."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.widgets import Static

_ROWS, _COLUMN, _AXIS = 6, 7, "    "
_EIGHTHS = " ▁▂▃▄▅▆▇█"


class Curve(Static):
    """A column for each point, with its value above and what it is of below."""

    def show(self, points: Sequence[tuple[str, float | None]], below: str) -> None:
        """Draw points from left to right; `None` is a value that is undefined."""
        self.update(Content("\n").join(lines_of(points, below)))


def lines_of(
    points: Sequence[tuple[str, float | None]], below: str
) -> Iterator[Content]:
    """Yield the lines of a curve, the axis at their left, names and words below."""
    scale = [_AXIS, "1.0 ", *([_AXIS] * (_ROWS - 2)), "0.0 "]
    for left, row in zip(scale, range(_ROWS, -1, -1), strict=True):
        drawn = "".join(f"{_cell(value, row):^{_COLUMN}}" for _, value in points)
        yield Content.assemble((f"{left}│", "dim"), (drawn, "$text-accent"))
    yield Content(f"{_AXIS} " + "".join(f"{name:^{_COLUMN}}" for name, _ in points))
    yield Content.assemble((f"{_AXIS} {below}", "dim"))


def _cell(value: float | None, row: int) -> str:
    """Return a column's part in a row, the lowest is row 0: a block, or the value."""
    height = 0 if value is None else round(value * _ROWS * 8)
    if row == -(-height // 8):
        return "–" if value is None else f"{value:.2f}"
    return _EIGHTHS[min(max(height - row * 8, 0), 8)] * 3
