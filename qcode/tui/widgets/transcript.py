"""The transcript: a document's text to be read, moved through and selected.

Paints only the rows that are seen (Line API). Screen positions become offsets
here and nowhere else; what people did is posted as messages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qcode.model.document import Document
from qcode.model.ids import CodingId
from qcode.text.segments import masked_spans
from qcode.text.units import Unit
from qcode.tui.widgets.marking import Mark, Marking
from qcode.tui.widgets.painting import LINE_NUMBER_WIDTH, Highlight, Painter, Styles
from qcode.tui.widgets.reader import Reader
from qcode.tui.widgets.reading_keys import READING_KEYS
from qcode.tui.widgets.wrapping import WrappedText

if TYPE_CHECKING:
    from qcode.model.span import Span

_MOST_LANES = 6


class Transcript(ScrollView, can_focus=True):
    """One document's text with its codings."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--line-number",
        "transcript--speaker",
        "transcript--stamp",
        "transcript--selection",
        "transcript--target",
    }
    DEFAULT_CSS = """
    Transcript {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .transcript--line-number { color: $text-disabled; }
        & > .transcript--speaker { color: $text-accent; text-style: bold; }
        & > .transcript--stamp { color: $text-disabled; }
        & > .transcript--target { background: $foreground 12%; }
        & > .transcript--selection {
            background: $primary;
            color: $text;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = READING_KEYS

    @dataclass
    class Moved(Message):
        """The cursor is at another offset, or the selection is another."""

        offset: int

    @dataclass
    class StripeClicked(Message):
        """A coding's stripe in the margin was clicked."""

        coding_id: CodingId

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = Reader()
        self.marking = Marking(())
        self.current: CodingId | None = None
        self._masked: list[Span] = []
        self._wrapped = WrappedText("", 80)
        self._painter: Painter | None = None
        self._highlight: Highlight | None = None
        self._column: int | None = None
        self._drag_from: int | None = None

    def show_document(
        self, document: Document, marks: Sequence[Mark], *, offset: int = 0
    ) -> None:
        """Show a document from here on, with the cursor at an offset."""
        self.reader = Reader(document, offset)
        self.marking = Marking(marks)
        self.current = None
        self._masked = masked_spans(document.text, document.turns)
        if self.is_mounted:
            self._lay_out()
        self._moved()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Draw these codings from now on."""
        lanes = self._lane_width
        self.marking = Marking(marks)
        if self._lane_width != lanes:
            self._lay_out()
        self._painter = None
        self.refresh()

    def show_current(self, coding_id: CodingId | None) -> None:
        """Set one coding off from the others."""
        if self.current != coding_id:
            self.current = coding_id
            self.refresh()

    def go(self, offset: int) -> None:
        """Put the cursor at an offset and show the place."""
        self.reader.go(offset)
        self._moved()

    @property
    def line(self) -> int:
        """The number of the stored line with the cursor, from 1."""
        row = self._wrapped.row_of(self.reader.cursor)
        while row and not self._wrapped.lines[row]:
            row -= 1
        return self._wrapped.lines[row]

    # Layout and drawing

    @property
    def _lane_width(self) -> int:
        return min(self.marking.lane_count, _MOST_LANES)

    @property
    def _gutter(self) -> int:
        lanes = self._lane_width
        return LINE_NUMBER_WIDTH + (lanes + 1 if lanes else 0)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        # One cell is left free, so that the cursor can stand behind the last one.
        self._wrapped = WrappedText(self.reader.text, width - self._gutter - 1)
        self._painter = None
        self.virtual_size = Size(width, len(self._wrapped))
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew and keep the cursor in sight."""
        self._lay_out()
        self._reveal()

    def notify_style_update(self) -> None:
        """Take the new theme's colours."""
        super().notify_style_update()
        self._painter = None

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        row = self.scroll_offset.y + y
        if self._painter is None:
            self._painter = Painter(
                self._wrapped,
                self.marking,
                self._masked,
                self._styles(),
                self._lane_width,
            )
        if self._highlight is None:
            self._highlight = self._what_is_marked()
        width = self.scrollable_content_region.width
        return self._painter.row(row, self._highlight, width)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint anew, with what is marked now."""
        self._highlight = None
        return super().refresh(
            *regions, repaint=repaint, layout=layout, recompose=recompose
        )

    def _what_is_marked(self) -> Highlight:
        selection = self.reader.selection
        return Highlight(
            cursor=self.reader.cursor,
            selection=selection,
            target=None if selection else self.reader.target,
            current=self.current,
            has_focus=self.has_focus,
        )

    def _styles(self) -> Styles:
        def part(name: str) -> Style:
            return self.get_component_rich_style(f"transcript--{name}")

        def ink(name: str) -> Style:
            style = part(name)
            return Style(color=style.color, bold=style.bold, italic=style.italic)

        return Styles(
            text=self.rich_style,
            background=self.background_colors[1],
            line_number=self.rich_style + ink("line-number"),
            speaker=ink("speaker"),
            stamp=ink("stamp"),
            selection=part("selection"),
            target=Style(bgcolor=part("target").bgcolor),
            cursor=Style(reverse=True),
        )

    def _moved(self) -> None:
        self._column = None
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self.reader.cursor))

    def _reveal(self) -> None:
        """Scroll so that the cursor's row is seen, with a row to spare."""
        row = self._wrapped.row_of(self.reader.cursor)
        height = max(self.scrollable_content_region.height, 1)
        top, spare = self.scroll_offset.y, 1 if height > 4 else 0
        if row < top + spare:
            self.scroll_to(y=max(row - spare, 0), animate=False)
        elif row > top + height - 1 - spare:
            self.scroll_to(y=row - height + 1 + spare, animate=False)

    # Keys

    def action_step(self, direction: int, extend: bool = False) -> None:
        """Move by a character."""
        self.reader.step(direction, extend=extend)
        self._moved()

    def action_move(self, unit: str, direction: int) -> None:
        """Move by a word, sentence or turn."""
        self.reader.move(Unit(unit), direction)
        self._moved()

    def action_extend(self, unit: str, direction: int) -> None:
        """Extend the selection by a word, sentence or turn."""
        self.reader.extend(Unit(unit), direction)
        self._moved()

    def action_row(self, direction: int, extend: bool = False) -> None:
        """Move by rows of the screen and keep the column."""
        row = self._wrapped.row_of(self.reader.cursor)
        column = self._column
        if column is None:
            column = self._wrapped.column_of(row, self.reader.cursor)
        goal = min(max(row + direction, 0), len(self._wrapped) - 1)
        offset = self._wrapped.offset_at(goal, column)
        if goal == row:
            offset = self._wrapped.ends[row] if direction > 0 else 0
        self.reader.go(offset, extend=extend)
        self._moved()
        self._column = column

    def action_page(self, direction: int) -> None:
        """Move by a screenful, two rows of it staying in sight."""
        rows = direction * max(self.scrollable_content_region.height - 2, 1)
        top = min(max(self.scroll_offset.y + rows, 0), self.max_scroll_y)
        self.scroll_to(y=top, animate=False)
        self.action_row(rows, self.reader.anchor is not None)

    def action_row_end(self, direction: int) -> None:
        """Move to the start or the end of the row."""
        row = self._wrapped.row_of(self.reader.cursor)
        ends = self._wrapped.ends if direction > 0 else self._wrapped.starts
        self.reader.go(ends[row], extend=self.reader.anchor is not None)
        self._moved()

    def action_document_end(self, direction: int) -> None:
        """Move to the start or the end of the text."""
        goal = len(self.reader.text) if direction > 0 else 0
        self.reader.go(goal, extend=self.reader.anchor is not None)
        self._moved()

    def action_coded(self, direction: int) -> None:
        """Move to the next or previous coded segment."""
        look = self.marking.next_start if direction > 0 else self.marking.previous_start
        goal = look(self.reader.cursor)
        if goal is not None:
            self.reader.go(goal)
            self._moved()

    def action_toggle_selection(self) -> None:
        """Begin to select, or give the selection up."""
        self.reader.toggle_selection()
        self._moved()

    def action_clear_selection(self) -> None:
        """Give the selection up."""
        self.reader.clear()
        self._moved()

    # Mouse

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        """Return the text offset under the mouse; `None` in margin and outside."""
        position = event.get_content_offset(self)
        if position is None or position.x < self._gutter:
            return None
        row = self.scroll_offset.y + position.y
        if row >= len(self._wrapped):
            return len(self.reader.text)
        return self._wrapped.offset_at(row, position.x - self._gutter)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor there and begin to drag."""
        offset = self._offset_under(event)
        if offset is None:
            return
        self._drag_from = offset
        self.reader.go(offset, extend=event.shift)
        self.capture_mouse()
        self._moved()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend what is being dragged over."""
        if self._drag_from is None:
            return
        place = event.get_content_offset_capture(self)
        if not 0 <= place.y < self.scrollable_content_region.height:
            self.action_row(-1 if place.y < 0 else 1, True)
            return
        row = min(self.scroll_offset.y + place.y, len(self._wrapped) - 1)
        offset = self._wrapped.offset_at(row, max(place.x - self._gutter, 0))
        if offset != self.reader.cursor:
            self.reader.go(offset, extend=True)
            self._moved()

    def on_mouse_up(self) -> None:
        """End dragging."""
        if self._drag_from is not None:
            self._drag_from = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select a word by two clicks and a sentence by three; find a stripe."""
        position = event.get_content_offset(self)
        offset = self._offset_under(event)
        if offset is not None and event.chain in (2, 3):
            unit = Unit.WORD if event.chain == 2 else Unit.SENTENCE
            self.reader.select_unit(unit, offset)
            self._moved()
        elif offset is None and position is not None and not self.reader.selection:
            self._click_margin(position.x - LINE_NUMBER_WIDTH, position.y)

    def _click_margin(self, lane: int, y: int) -> None:
        row = self.scroll_offset.y + y
        if row >= len(self._wrapped):
            return
        start, end = self._wrapped.starts[row], self._wrapped.ends[row]
        mark = self.marking.stripes(start, max(end, start + 1)).get(lane)
        if mark is not None:
            self.reader.go(max(mark.span.start, start))
            self._moved()
            self.post_message(self.StripeClicked(mark.id))
