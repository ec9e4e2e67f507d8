"""A summary grid of any size, of which only the cells in view are drawn (Line API)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from qcode.model.matrix import Matrix
from qcode.tui.widgets.matrix_lines import cell_lines, name_lines, text_lines

_CASE, _LEAST, _GAP = 26, 22, 2
_MOST_HEADING = 2
_ROOMY, _TALL = 30, 3


class MatrixView(Widget, can_focus=True):
    """Cases down, categories across; one cell is under the cursor.

    Headings and cases stay in view. Columns share the width, so that none is cut;
    where there is room a case takes several lines.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix--heading",
        "matrix--case",
        "matrix--open",
        "matrix--empty",
        "matrix--cursor",
    }
    DEFAULT_CSS = """
    MatrixView {
        & > .matrix--heading { text-style: bold; color: $text-accent; }
        & > .matrix--case { text-style: bold; }
        & > .matrix--open { color: $text-warning; }
        & > .matrix--empty { color: $text-disabled; }
        & > .matrix--cursor { background: $foreground 15%; }
        &:focus > .matrix--cursor { background: $primary; color: $text; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "go(1, 0)", "Case down", show=False, id="grid.down"),
        Binding("up,k", "go(-1, 0)", "Case up", show=False, id="grid.up"),
        Binding("right,l", "go(0, 1)", "Next category", show=False, id="grid.right"),
        Binding("left,h", "go(0, -1)", "Category before", show=False, id="grid.left"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, id="grid.page"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="grid.page-up"),
        Binding("home,g", "first", "First case", show=False, id="grid.first"),
        Binding("end,G", "last", "Last case", show=False, id="grid.last"),
        Binding("n", "next_open", "Next to summarise", show=False, id="grid.next"),
    ]

    @dataclass
    class Reached(Message):
        """The cursor is on another cell."""

        row: int
        column: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._matrix: Matrix | None = None
        self.row = self.column = self._top = self._left = 0

    def show(self, matrix: Matrix, row: int = 0, column: int = 0) -> None:
        """Show a grid, with the cursor on this cell."""
        self._matrix = matrix
        self._reach(row, column)

    # Where things are

    @property
    def _tall(self) -> int:
        """How many lines a case takes."""
        return _TALL if self.size.height >= _ROOMY else 1

    @property
    def _rows_in_view(self) -> int:
        return max(
            1, (self.size.height - self._heading_tall) // (self._tall + self._between)
        )

    @property
    def _between(self) -> int:
        return int(self._tall > 1)

    @property
    def _case_width(self) -> int:
        return min(_CASE, self.size.width // 3)

    @property
    def _columns_in_view(self) -> int:
        room = self.size.width - self._case_width
        return min(max(1, room // (_LEAST + _GAP)), max(1, self._columns))

    @property
    def _columns(self) -> int:
        return 0 if self._matrix is None else len(self._matrix.categories)

    @property
    def _width(self) -> int:
        """How many cells of the terminal a cell of the grid has."""
        room = self.size.width - self._case_width
        return room // self._columns_in_view - _GAP

    @property
    def _heading_tall(self) -> int:
        """How many lines the names of the categories take."""
        across = () if self._matrix is None else self._matrix.categories
        is_long = any(cell_len(it.name) > self._width for it in across)
        return _MOST_HEADING if is_long else 1

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        matrix = self._matrix
        if matrix is None or not (matrix.rows and matrix.categories):
            return Strip.blank(self.size.width, self.rich_style)
        shown = range(
            self._left, min(self._left + self._columns_in_view, self._columns)
        )
        heading = self._heading_tall
        if y < heading:
            return self._heading(matrix, shown, y)
        index, line = divmod(y - heading, self._tall + self._between)
        index += self._top
        if index >= len(matrix.rows) or line == self._tall:
            return Strip.blank(self.size.width, self.rich_style)
        row = matrix.rows[index]
        name = name_lines(row.case.name, self._case_width - _GAP, self._tall)
        parts = [self._part(name[line], self._case_width, "matrix--case")]
        for column in shown:
            text, look = cell_lines(row.cells[column], self._width, self._tall)
            if (index, column) == (self.row, self.column):
                look = "matrix--cursor"
            parts.append(self._part("", _GAP, ""))
            parts.append(self._part(text[line], self._width, look))
        return self._line(parts)

    def _heading(self, matrix: Matrix, shown: range, y: int) -> Strip:
        tall = self._heading_tall
        place = f"categories {shown.start + 1}–{shown.stop} of {self._columns}"
        place = place if y == tall - 1 else ""
        parts = [self._part(place, self._case_width, "matrix--empty")]
        for column in shown:
            name = text_lines(matrix.categories[column].name, self._width, tall)
            # A short one stands close to its column.
            name = name if name[-1] else [*name[-1:], *name[:-1]]
            parts.append(self._part("", _GAP, ""))
            parts.append(self._part(name[y], self._width, "matrix--heading"))
        return self._line(parts)

    def _part(self, text: str, width: int, look: str) -> Segment:
        style = self.get_component_rich_style(look) if look else Style()
        return Segment(set_cell_size(text, width), self.rich_style + style)

    def _line(self, parts: Sequence[Segment]) -> Strip:
        return Strip(parts).adjust_cell_length(self.size.width, self.rich_style)

    # Moving

    def action_go(self, down: int, right: int) -> None:
        """Go to a neighbouring cell."""
        self._reach(self.row + down, self.column + right)

    def action_page(self, pages: int) -> None:
        """Go up or down by as many cases as are in view."""
        self._reach(self.row + pages * self._rows_in_view, self.column)

    def action_first(self) -> None:
        """Go to the first case."""
        self._reach(0, self.column)

    def action_last(self) -> None:
        """Go to the last case."""
        self._reach(len(self._matrix.rows) if self._matrix else 0, self.column)

    def action_next_open(self) -> None:
        """Go to the next cell, case by case, that has segments and no summary."""
        if self._matrix is None:
            return
        places = [
            (row, column)
            for row, it in enumerate(self._matrix.rows)
            for column, cell in enumerate(it.cells)
            if cell.is_open
        ]
        here = self.row, self.column
        following = [it for it in places if it > here] or places
        if following:
            self._reach(*following[0])

    def _reach(self, row: int, column: int) -> None:
        if self._matrix is None or not self._matrix.rows or not self._columns:
            self.refresh()
            return
        self.row = max(0, min(row, len(self._matrix.rows) - 1))
        self.column = max(0, min(column, self._columns - 1))
        self._follow()
        self.post_message(self.Reached(self.row, self.column))

    def _follow(self) -> None:
        """Bring the cell under the cursor into view."""
        rows, columns = self._rows_in_view, self._columns_in_view
        self._top = min(max(self._top, self.row - rows + 1), self.row)
        self._left = min(max(self._left, self.column - columns + 1), self.column)
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cell under the cursor in view."""
        self._follow()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the cell that was clicked."""
        at = event.get_content_offset(self)
        if at is None or at.y < self._heading_tall or at.x < self._case_width:
            return
        row = (at.y - self._heading_tall) // (self._tall + self._between)
        column = (at.x - self._case_width) // (self._width + _GAP)
        self._reach(row + self._top, column + self._left)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down by a case."""
        event.stop()
        self.action_go(1, 0)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up by a case."""
        event.stop()
        self.action_go(-1, 0)
