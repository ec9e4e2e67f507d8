"""A table of any length, of which only the rows that are seen are drawn (Line API)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qcode.model.table import Cell, Column, Holds
from qcode.text.harmless import harmless

_WIDEST = 48
_LOOKED_AT = 500
_GAP = 2


class TableView(ScrollView, can_focus=True):
    """Rows under a heading line that stays; one row is under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table-view--heading",
        "table-view--cursor",
        "table-view--nothing",
    }
    DEFAULT_CSS = """
    TableView {
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
        & > .table-view--heading { text-style: bold; color: $text-accent; }
        & > .table-view--cursor { background: $foreground 12%; }
        & > .table-view--nothing { color: $text-disabled; }
        &:focus > .table-view--cursor { background: $primary; color: $text; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Row down", show=False, id="table.down"),
        Binding("up,k", "move(-1)", "Row up", show=False, id="table.up"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, id="table.page"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="table.page-up"),
        Binding("home,g", "first", "First row", show=False, id="table.first"),
        Binding("end,G", "last", "Last row", show=False, id="table.last"),
        Binding("right,l", "sideways(1)", "Right", show=False, id="table.right"),
        Binding("left,h", "sideways(-1)", "Left", show=False, id="table.left"),
    ]

    @dataclass
    class Reached(Message):
        """The cursor is on another row."""

        row: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns: Sequence[Column] = ()
        self._rows: Sequence[Sequence[Cell]] = ()
        self._widths: list[int] = []
        self.row = 0

    def show(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """Show a table from its first row on."""
        self._columns, self._rows, self.row = columns, rows, 0
        self._widths = [
            min(
                _WIDEST,
                max(
                    cell_len(column.name),
                    *(cell_len(told(row[at])) for row in islice(rows, _LOOKED_AT)),
                    0,
                ),
            )
            for at, column in enumerate(columns)
        ]
        width = sum(self._widths) + _GAP * len(self._widths)
        self.virtual_size = Size(width, len(rows) + 1)
        self.scroll_to(0, 0, animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen: the heading, a row, or nothing."""
        scrolled = self.scroll_offset
        index = scrolled.y + y - 1
        if y == 0:
            cells = [
                _placed(it.name, width, it)
                for it, width in zip(self._columns, self._widths, strict=True)
            ]
            style = self.get_component_rich_style("table-view--heading")
        elif index < len(self._rows):
            cells = [
                _placed(told(cell), width, column)
                for cell, width, column in zip(
                    self._rows[index], self._widths, self._columns, strict=True
                )
            ]
            style = Style()
            if index == self.row:
                style = self.get_component_rich_style("table-view--cursor")
        else:
            return Strip.blank(self.size.width, self.rich_style)
        text = (" " * _GAP).join(cells)
        line = Strip([Segment(text, self.rich_style + style)], cell_len(text))
        left = scrolled.x
        width = self.scrollable_content_region.width
        cut = line.extend_cell_length(left + width, self.rich_style + style)
        return cut.crop(left, left + width)

    def action_move(self, by: int) -> None:
        """Go up or down by rows."""
        self._go(self.row + by)

    def action_page(self, by: int) -> None:
        """Go up or down by pages."""
        self._go(self.row + by * max(1, self.scrollable_content_region.height - 2))

    def action_first(self) -> None:
        """Go to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self._go(len(self._rows) - 1)

    def action_sideways(self, by: int) -> None:
        """Look further to the right or left."""
        step = max(1, self.scrollable_content_region.width // 2)
        self.scroll_to(self.scroll_offset.x + by * step, animate=False)

    def _go(self, row: int) -> None:
        last = len(self._rows) - 1
        self.row = max(0, min(row, last))
        # The heading covers the first line, so that a row needs one above it.
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if self.row < top:
            top = self.row
        elif self.row > top + height - 2:
            top = self.row - height + 2
        self.scroll_to(self.scroll_offset.x, max(0, top), animate=False)
        self.refresh()
        self.post_message(self.Reached(self.row))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the heading anew too, which does not scroll."""
        super().watch_scroll_y(old_value, new_value)
        self.refresh(Region(0, 0, self.size.width, 1))


def told(cell: Cell) -> str:
    """Return what stands in a cell for people; "" for nothing."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.3g}" if abs(cell) < 1000 else f"{cell:.0f}"
    return harmless(str(cell))


def _placed(text: str, width: int, column: Column) -> str:
    """Return a text in its width, numbers to the right."""
    if cell_len(text) > width:
        return f"{set_cell_size(text, width - 1)}…"
    room = " " * (width - cell_len(text))
    is_number = column.holds in (Holds.WHOLE, Holds.NUMBER)
    return f"{room}{text}" if is_number else f"{text}{room}"
