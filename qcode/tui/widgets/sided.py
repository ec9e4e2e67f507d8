"""Two coders' codings of one code in one text, and what was taken of them.

Each side has a lane of its own in the margin, with its sign, and a way of being
written in the text, so that nothing hangs on colours alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from qcode.model.document import Document
from qcode.model.span import Span
from qcode.text.moments import Moments
from qcode.tui.widgets.marking import Mark, Marking
from qcode.tui.widgets.painting import Highlight, Painter
from qcode.tui.widgets.transcript import Transcript


class Side(Enum):
    """Whose coding a mark is: its sign and its colour."""

    FIRST = ("1", "#3584e4")
    SECOND = ("2", "#e66100")
    TAKEN = ("=", "#26a269")

    def __init__(self, sign: str, colour: str) -> None:
        self.sign = sign
        self.colour = colour


BOTH_COLOUR = "#a347ba"
_LANES = {side: lane for lane, side in enumerate(Side)}


@dataclass(frozen=True, slots=True)
class SidedMark(Mark):
    """A coding of one side; `is_current` if it belongs to the difference in view."""

    side: Side
    is_current: bool


class SidedMarking(Marking):
    """Marks that stand in the lane of their side."""

    def __init__(self, marks: Sequence[SidedMark]) -> None:
        super().__init__(marks)
        self._lanes = [_LANES[mark.side] for mark in marks]

    @property
    def lane_count(self) -> int:
        """How many lanes there are: always those of all sides."""
        return len(_LANES)

    def stripes(self, start: int, end: int) -> dict[int, Mark]:
        """Return by lane the marks that touch a row; what is in view holds a lane."""
        found: dict[int, Mark] = {}
        for _, marks in self.between(start, end):
            for mark in marks:
                if isinstance(mark, SidedMark):
                    lane = _LANES[mark.side]
                    if lane not in found or mark.is_current:
                        found[lane] = mark
        return found


def style_of(sides: set[Side]) -> Style:
    """Return how text is written that these sides coded."""
    return Style(
        underline=True if sides >= {Side.FIRST, Side.SECOND} else None,
        italic=True if Side.SECOND in sides and Side.FIRST not in sides else None,
        bold=True if Side.TAKEN in sides else None,
    )


def colour_of(sides: set[Side]) -> str:
    """Return the colour of text that these sides coded, at least one."""
    if sides >= {Side.FIRST, Side.SECOND}:
        return BOTH_COLOUR
    return next(side.colour for side in Side if side in sides)


class SidedPainter(Painter):
    """Paints signs in the lanes, and the difference in view in the text."""

    def _stripes(self, row: int) -> list[Segment]:
        start, end = self._wrapped.starts[row], self._wrapped.ends[row]
        stripes = self._marking.stripes(start, max(end, start + 1))
        segments = []
        for lane in range(self._lane_width):
            mark = stripes.get(lane)
            if isinstance(mark, SidedMark):
                ink = Style(
                    color=Color.parse(mark.side.colour).rich_color,
                    bold=mark.is_current,
                    dim=not mark.is_current,
                )
                segments.append(Segment(mark.side.sign, self._styles.text + ink))
            else:
                segments.append(Segment(" ", self._styles.text))
        return [*segments, Segment(" ", self._styles.text)]

    def _style(
        self,
        offset: int,
        marks: Sequence[Mark],
        masked: Sequence[Span],
        highlight: Highlight,
    ) -> Style:
        current = [
            mark for mark in marks if isinstance(mark, SidedMark) and mark.is_current
        ]
        if not current:
            return super()._style(offset, [], masked, highlight)
        sides = {mark.side for mark in current}
        drawn = Mark(current[0].id, current[0].span, colour_of(sides))
        return super()._style(offset, [drawn], masked, highlight) + style_of(sides)


class SidedTranscript(Transcript):
    """A document's text with what two coders coded in it."""

    _passage: Span | None = None

    def show_passage(
        self,
        document: Document,
        marks: Sequence[SidedMark],
        passage: Span,
        moments: Moments,
    ) -> None:
        """Show a document from here on, with a passage of it in view."""
        self.show_document(document, marks, offset=passage.start, moments=moments)
        self.marking = SidedMarking(marks)
        self._lay_out()
        self._passage = passage
        self._put_in_view(passage)

    def on_resize(self) -> None:
        """Keep the passage in view until somebody reads on."""
        self.call_after_refresh(self._keep_in_view)

    def _keep_in_view(self) -> None:
        passage = self._passage
        if passage is not None and self.reader.cursor == passage.start:
            self._put_in_view(passage)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Escape to the screen where nothing is selected."""
        if action == "clear_selection" and self.reader.anchor is None:
            return False
        return super().check_action(action, parameters)

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        if self._painter is None:
            self._painter = SidedPainter(
                self._wrapped,
                self.marking,
                self._masked,
                self._styles(),
                self._lane_width,
                times=self._times,
                time_width=self._time_width,
            )
        return super().render_line(y)

    def _put_in_view(self, passage: Span) -> None:
        """Scroll so that the whole passage is seen, with what stands before it."""
        first = self._wrapped.row_of(passage.start)
        last = self._wrapped.row_of(passage.end - 1)
        height = max(self.scrollable_content_region.height, 1)
        before = max((height - (last - first + 1)) // 3, 1)
        self.scroll_to(y=max(first - before, 0), animate=False)
