"""A table of any length, of which only the rows that are seen are drawn (Line API)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qcode.model.table import Cell, Column
from qcode.tui.widgets.table_layout import (
    GAP,
    Layout,
    Order,
    first_order,
    in_order,
    is_number,
    told,
)


class TableView(ScrollView, can_focus=True):
    """Rows under a heading line that stays; one cell is under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table-view--heading",
        "table-view--cursor",
        "table-view--cell",
        "table-view--nothing",
    }
    DEFAULT_CSS = """
    TableView {
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
        & > .table-view--heading { text-style: bold; color: $text-accent; }
        & > .table-view--cursor { background: $foreground 12%; }
        & > .table-view--cell { background: $foreground 12%; }
        & > .table-view--nothing { color: $text-disabled; }
        &:focus > .table-view--cell { background: $primary; color: $text; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Row down", show=False, id="table.down"),
        Binding("up,k", "move(-1)", "Row up", show=False, id="table.up"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, id="table.page"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="table.page-up"),
        Binding("home,g", "first", "First row", show=False, id="table.first"),
        Binding("end,G", "last", "Last row", show=False, id="table.last"),
        Binding("right,l", "sideways(1)", "Column right", show=False, id="table.right"),
        Binding("left,h", "sideways(-1)", "Column left", show=False, id="table.left"),
        Binding("s", "sort", "Sort by the column", show=False, id="table.sort"),
        Binding("enter", "open", "What is behind it", show=False, id="table.open"),
    ]

    @dataclass
    class Reached(Message):
        """The cursor is on another cell; the row is counted as rows are shown."""

        row: int

    @dataclass
    class Opened(Message):
        """Somebody wants to see what is behind a cell.

        The row is counted as rows were given, whatever they are sorted by.
        """

        row: int
        column: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns: Sequence[Column] = ()
        self._rows: Sequence[Sequence[Cell]] = ()
        self._layout = Layout([], 0)
        self._frozen = 0
        self._order: Sequence[int] = ()
        self._sorted: tuple[int, Order] = (0, Order.AS_MADE)
        self.row = 0
        self.column = 0

    def show(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        frozen: int = 0,
    ) -> None:
        """Show a table from its first row on; the first columns stay at the left."""
        self._columns, self._rows = columns, rows
        self.row, self.column = 0, min(frozen, max(len(columns) - 1, 0))
        self._order, self._sorted = range(len(rows)), (0, Order.AS_MADE)
        self._frozen = frozen
        self._lay_out()
        self.scroll_to(0, 0, animate=False)
        self.refresh()

    def on_resize(self) -> None:
        """Lay the columns out anew."""
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        room = self.size.width
        self._layout = Layout.of(self._columns, self._rows, self._frozen, room)
        self.virtual_size = Size(self._layout.width, len(self._rows) + 1)

    def width_of(self, column: int) -> int:
        """Return how many cells of a column are seen."""
        return self._layout.widths[column]

    @property
    def chosen(self) -> int | None:
        """The row under the cursor, counted as rows were given; `None` without any."""
        return self._order[self.row] if self._order else None

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen: the heading, a row, or nothing."""
        scrolled = self.scroll_offset
        index = scrolled.y + y - 1
        width = self.scrollable_content_region.width
        if y and index >= len(self._order):
            return Strip.blank(self.size.width, self.rich_style)
        segments = list(self._heading() if y == 0 else self._row_of(index))
        kept = self._layout.kept(width)
        fixed = self._layout.left(kept)
        whole = Strip(segments, self._layout.width)
        filled = whole.extend_cell_length(
            scrolled.x + width, segments[-1].style if segments else self.rich_style
        )
        if not kept:
            return filled.crop(scrolled.x, scrolled.x + width)
        rest = filled.crop(fixed + scrolled.x, scrolled.x + width)
        return Strip.join([filled.crop(0, fixed), rest])

    def _heading(self) -> Iterator[Segment]:
        style = self.rich_style + self.get_component_rich_style("table-view--heading")
        at, order = self._sorted
        for number, column in enumerate(self._columns):
            own = style + Style(underline=number == self.column)
            text = _placed(column.name, self._layout.widths[number], column)
            sign = order.value if number == at else ""
            yield Segment(text, own)
            yield Segment(f"{sign:<{GAP}}", style)

    def _row_of(self, index: int) -> Iterator[Segment]:
        style = self.rich_style
        if index == self.row:
            style += self.get_component_rich_style("table-view--cursor")
        cells = self._rows[self._order[index]]
        for number, (cell, column) in enumerate(zip(cells, self._columns, strict=True)):
            own = style
            if cell == 0 and is_number(column) and index != self.row:
                own += self.get_component_rich_style("table-view--nothing")
            if index == self.row and number == self.column:
                own += self.get_component_rich_style("table-view--cell")
            yield Segment(_placed(told(cell), self._layout.widths[number], column), own)
            yield Segment(" " * GAP, style)

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
        """Go to the column at the right or left."""
        self.column = max(0, min(self.column + by, len(self._columns) - 1))
        width = self.scrollable_content_region.width
        kept = self._layout.kept(width)
        left, fixed = self._layout.left(self.column), self._layout.left(kept)
        right = self._layout.left(self.column + 1)
        x = self.scroll_offset.x
        if self.column < kept:
            x = 0
        elif left - fixed < x:
            x = left - fixed
        elif right > x + width:
            x = min(right - width, left - fixed)
        self.scroll_to(x=x, animate=False)
        self.refresh()
        self.post_message(self.Reached(self.row))

    def action_sort(self) -> None:
        """Sort by the column, then the other way round, then not."""
        if not self._columns:
            return
        first = first_order(self._columns[self.column].holds)
        turns = [first, Order.UP if first is Order.DOWN else Order.DOWN, Order.AS_MADE]
        at, order = self._sorted
        is_again = at == self.column and order in turns
        order = turns[(turns.index(order) + 1) % 3] if is_again else first
        holds = self._columns[self.column].holds
        self._sorted = self.column, order
        self._order = in_order(self._rows, self.column, holds, order)
        self._go(0)

    def action_open(self) -> None:
        """Ask for what is behind the cell."""
        if self.chosen is not None:
            self.post_message(self.Opened(self.chosen, self.column))

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked; sort by a heading; open with two clicks."""
        if not self._columns:
            return
        width = self.scrollable_content_region.width
        fixed = self._layout.left(self._layout.kept(width))
        x = event.x if event.x < fixed else event.x + self.scroll_offset.x
        self.column = self._layout.column_at(x)
        if event.y == 0:
            self.action_sort()
            return
        row = self.scroll_offset.y + event.y - 1
        if row < len(self._order):
            self._go(row)
            if event.chain > 1:
                self.action_open()

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


def _placed(text: str, width: int, column: Column) -> str:
    """Return a text in its width, numbers to the right."""
    if cell_len(text) > width:
        return f"{set_cell_size(text, width - 1)}…"
    room = " " * (width - cell_len(text))
    return f"{room}{text}" if is_number(column) else f"{text}{room}"
