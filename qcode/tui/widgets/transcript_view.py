"""How a transcript is laid out and drawn; keys and mouse stand in `transcript`.

Paints only the rows that are seen (Line API).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qcode.model.document import Document
from qcode.model.ids import CodingId
from qcode.model.span import Span
from qcode.text.moments import Moments
from qcode.text.segments import masked_spans
from qcode.tui.widgets.marking import Mark, Marking
from qcode.tui.widgets.painting import (
    LINE_NUMBER_WIDTH,
    Highlight,
    InView,
    Painter,
    Styles,
)
from qcode.tui.widgets.reader import Reader
from qcode.tui.widgets.signs import Signs
from qcode.tui.widgets.times import Times
from qcode.tui.widgets.wrapping import WrappedText

_MOST_LANES = 6


class TranscriptView(ScrollView, can_focus=True):
    """One document's text with its codings, as it is drawn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--line-number",
        "transcript--speaker",
        "transcript--stamp",
        "transcript--selection",
        "transcript--target",
        "transcript--sign",
    }
    DEFAULT_CSS = """
    TranscriptView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .transcript--line-number { color: $text-disabled; }
        & > .transcript--speaker { color: $text-accent; text-style: bold; }
        & > .transcript--stamp { color: $text-disabled; }
        & > .transcript--sign { color: $text-muted; }
        & > .transcript--target { background: $foreground 12%; }
        & > .transcript--selection {
            background: $primary;
            color: $text;
        }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor is at another offset, or the selection is another."""

        offset: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = Reader()
        self.marking = Marking(())
        self.current: CodingId | None = None
        self.signs: Signs | None = None
        self.in_view: InView | None = None
        self._times = Times(Moments.of(""))
        self._masked: list[Span] = []
        self._wrapped = WrappedText("", 80)
        self._painter: Painter | None = None
        self._highlight: Highlight | None = None

    def show_document(
        self,
        document: Document,
        marks: Sequence[Mark],
        *,
        offset: int = 0,
        moments: Moments | None = None,
    ) -> None:
        """Show a document from here on, with the cursor at an offset.

        Without `moments` they are those that its text names.
        """
        self.reader = Reader(document, offset)
        self.marking = Marking(marks)
        self.current = None
        self.in_view = None
        self._times = Times(moments or Moments.of(document.text))
        self._masked = masked_spans(document.text, document.turns)
        if self.is_mounted:
            self._lay_out()
        self.moved()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Draw these codings from now on."""
        lanes = self._lane_width
        self.marking = Marking(marks)
        if self._lane_width != lanes:
            # Lines break elsewhere now; the passage in view stays in view.
            top = self._wrapped.starts[
                min(self.scroll_offset.y, len(self._wrapped) - 1)
            ]
            self._lay_out()
            self.scroll_to(y=self._wrapped.row_of(top), animate=False)
        self._painter = None
        self.refresh()

    def show_current(self, coding_id: CodingId | None) -> None:
        """Set one coding off from the others."""
        if self.current != coding_id:
            self.current = coding_id
            self.refresh()

    def show_suggested(self, passages: Iterable[Span] | None) -> None:
        """Draw signs beside these passages; `None` leaves their column out."""
        had_column = self.signs is not None
        self.signs = None if passages is None else Signs(passages)
        if had_column is (self.signs is None):
            self._lay_out()
            self._reveal()
        self._painter = None
        self.refresh()

    def show_in_view(self, in_view: InView | None) -> None:
        """Set the words off that speak for the suggestion in view."""
        if self.in_view != in_view:
            self.in_view = in_view
            self.refresh()

    def go(self, offset: int) -> None:
        """Put the cursor at an offset and show the place."""
        self.reader.go(offset)
        self.moved()

    @property
    def line(self) -> int:
        """The number of the stored line with the cursor, from 1."""
        row = self._wrapped.row_of(self.reader.cursor)
        while row and not self._wrapped.lines[row]:
            row -= 1
        return self._wrapped.lines[row]

    @property
    def time(self) -> str:
        """When the passage with the cursor was said; "" where nobody knows."""
        return self._times.at(self.reader.cursor)

    # Layout and drawing

    @property
    def _lane_width(self) -> int:
        return min(self.marking.lane_count, _MOST_LANES)

    @property
    def _margin_width(self) -> int:
        """How many cells the signs and stripes take, with the one behind them."""
        margin = self._lane_width + (self.signs is not None)
        return margin + 1 if margin else 0

    @property
    def _time_width(self) -> int:
        taken = LINE_NUMBER_WIDTH + self._margin_width + 1
        return self._times.width(self.scrollable_content_region.width - taken)

    @property
    def _margin_start(self) -> int:
        """How many cells stand before signs and stripes: line numbers and times."""
        return LINE_NUMBER_WIDTH + self._time_width

    @property
    def _gutter(self) -> int:
        """How many cells stand before the text."""
        return self._margin_start + self._margin_width

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
                self.signs,
                times=self._times,
                time_width=self._time_width,
            )
        if self._highlight is None:
            self._highlight = self._what_is_marked()
        width = self.scrollable_content_region.width
        if not self.reader.text:
            return Strip.blank(width, self.rich_style)
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
            in_view=self.in_view,
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
            sign=self.rich_style + ink("sign"),
            sign_in_view=self.rich_style + ink("speaker"),
            speaker=ink("speaker"),
            stamp=ink("stamp"),
            selection=part("selection"),
            target=Style(bgcolor=part("target").bgcolor),
            cursor=Style(reverse=True),
        )

    def moved(self) -> None:
        """Show where the reader is now, and tell of it."""
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
