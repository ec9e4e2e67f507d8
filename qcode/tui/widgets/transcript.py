"""The transcript: a document's text to be read, moved through and selected.

Screen positions become offsets here and nowhere else; what people did is posted
as messages.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from qcode.model.ids import CodingId
from qcode.model.span import Span
from qcode.text.units import Unit
from qcode.tui.widgets.reading_keys import READING_KEYS
from qcode.tui.widgets.transcript_view import TranscriptView


class Transcript(TranscriptView):
    """One document's text with its codings, moved through by keys and mouse."""

    BINDINGS: ClassVar[list[BindingType]] = READING_KEYS

    @dataclass
    class StripeClicked(Message):
        """A coding's stripe in the margin was clicked."""

        coding_id: CodingId

    @dataclass
    class SignClicked(Message):
        """The sign of a passage with suggestions was clicked."""

        passage: Span

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._column: int | None = None
        self._drag_from: int | None = None
        self._is_on_margin = False

    def _go_on(self) -> None:
        """Show where the reader is now; moving by rows begins at this column."""
        self._column = None
        self.moved()

    def select(self, span: Span) -> None:
        """Select a span and show it."""
        self.reader.select(span)
        self._go_on()

    # Keys

    def action_step(self, direction: int, extend: bool = False) -> None:
        """Move by a character."""
        self.reader.step(direction, extend=extend)
        self._go_on()

    def action_move(self, unit: str, direction: int) -> None:
        """Move by a word, sentence or turn."""
        self.reader.move(Unit(unit), direction)
        self._go_on()

    def action_extend(self, unit: str, direction: int) -> None:
        """Extend the selection by a word, sentence or turn."""
        self.reader.extend(Unit(unit), direction)
        self._go_on()

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
        self._go_on()
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
        self._go_on()

    def action_document_end(self, direction: int) -> None:
        """Move to the start or the end of the text."""
        goal = len(self.reader.text) if direction > 0 else 0
        self.reader.go(goal, extend=self.reader.anchor is not None)
        self._go_on()

    def action_coded(self, direction: int) -> None:
        """Move to the next or previous coded segment."""
        look = self.marking.next_start if direction > 0 else self.marking.previous_start
        goal = look(self.reader.cursor)
        if goal is not None:
            self.reader.go(goal)
            self._go_on()

    def action_toggle_selection(self) -> None:
        """Begin to select, or give the selection up."""
        self.reader.toggle_selection()
        self._go_on()

    def action_clear_selection(self) -> None:
        """Give the selection up."""
        self.reader.clear()
        self._go_on()

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
        self._is_on_margin = offset is None
        if offset is None:
            return
        self._drag_from = offset
        self.reader.go(offset, extend=event.shift)
        self.capture_mouse()
        self._go_on()

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
            self._go_on()

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
            self._go_on()
        elif self._is_on_margin and position is not None:
            # Dragging that ends in the margin is no click there.
            self._click_margin(position.x - self._margin_start, position.y)

    def _click_margin(self, column: int, y: int) -> None:
        row = self.scroll_offset.y + y
        if row >= len(self._wrapped):
            return
        start, end = self._wrapped.starts[row], self._wrapped.ends[row]
        if self.signs is not None and column == 0:
            touching = self.signs.touching(start, end)
            if touching:
                self.post_message(self.SignClicked(touching[-1]))
            return
        lane = column - (self.signs is not None)
        mark = self.marking.stripes(start, max(end, start + 1)).get(lane)
        if mark is not None:
            self.reader.go(max(mark.span.start, start))
            self._go_on()
            self.post_message(self.StripeClicked(mark.id))
