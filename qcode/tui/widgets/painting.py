"""One row of the transcript as a strip: gutter, stripes, and the tinted text.

From left to right: line number, time, the sign of suggestions, the stripes of
codings, the text.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from qcode.model.ids import CodingId
from qcode.model.span import Span
from qcode.tui.widgets.cells import cells_of
from qcode.tui.widgets.marking import Mark, Marking
from qcode.tui.widgets.signs import Signs
from qcode.tui.widgets.times import Times
from qcode.tui.widgets.tinting import STRONG_TINT, TINT, Tinting
from qcode.tui.widgets.wrapping import WrappedText

LINE_NUMBER_WIDTH = 5
_STRIPE, _MORE = "▎", "⋮"


@dataclass(frozen=True, slots=True)
class Styles:
    """The theme's styles of a transcript, resolved."""

    text: Style
    background: Color
    line_number: Style
    sign: Style
    sign_in_view: Style
    speaker: Style
    stamp: Style
    selection: Style
    target: Style
    cursor: Style


@dataclass(frozen=True, slots=True)
class InView:
    """The suggestion in view: its passage, and the words that speak for its code."""

    passage: Span
    words: Sequence[Span]
    colour: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """What is marked besides the codings: all of it belongs to the reader."""

    cursor: int
    selection: Span | None
    target: Span | None
    current: CodingId | None
    has_focus: bool
    in_view: InView | None = None


class Painter:
    """Paints rows of one document; holds no state of the reader.

    Without `signs` there is no column for them; that of the times has `time_width`
    cells.
    """

    def __init__(
        self,
        wrapped: WrappedText,
        marking: Marking,
        masked: Sequence[Span],
        styles: Styles,
        lane_width: int,
        signs: Signs | None = None,
        *,
        times: Times,
        time_width: int,
    ) -> None:
        self._wrapped = wrapped
        self._marking = marking
        self._masked = masked
        self._masked_starts = [span.start for span in masked]
        self._styles = styles
        self._lane_width = lane_width
        self._signs = signs
        self._times = times
        self._time_width = time_width
        self._tinting = Tinting(styles.background)

    def row(self, row: int, highlight: Highlight, width: int) -> Strip:
        """Paint a row of the text with its line number and stripes.

        The strip takes `width` cells; below the text it is blank.
        """
        if row >= len(self._wrapped):
            return Strip.blank(width, self._styles.text)
        segments = [self._number(row), *self._time(row)]
        segments += self._sign(row, highlight.in_view)
        segments += self._stripes(row)
        segments += self._text(row, highlight)
        return Strip(segments).adjust_cell_length(width, self._styles.text)

    def _number(self, row: int) -> Segment:
        number = self._wrapped.lines[row]
        shown = f"{number:>{LINE_NUMBER_WIDTH - 1}} " if number else ""
        return Segment(shown.rjust(LINE_NUMBER_WIDTH), self._styles.line_number)

    def _time(self, row: int) -> list[Segment]:
        if not self._time_width:
            return []
        start, end = self._wrapped.starts[row], self._wrapped.ends[row]
        shown = f"{self._times.beginning(start, end):>{self._time_width - 1}} "
        return [Segment(shown, self._styles.line_number)]

    def _sign(self, row: int, in_view: InView | None) -> list[Segment]:
        if self._signs is None:
            return []
        start, end = self._wrapped.starts[row], self._wrapped.ends[row]
        sign = self._signs.sign(start, end)
        if sign is None:
            return [Segment(" ", self._styles.text)]
        is_here = in_view and in_view.passage in self._signs.touching(start, end)
        styles = self._styles
        return [Segment(sign, styles.sign_in_view if is_here else styles.sign)]

    def _stripes(self, row: int) -> list[Segment]:
        if not self._lane_width:
            return [] if self._signs is None else [Segment(" ", self._styles.text)]
        start, end = self._wrapped.starts[row], self._wrapped.ends[row]
        stripes = self._marking.stripes(start, max(end, start + 1))
        segments = []
        for lane in range(self._lane_width):
            mark = stripes.get(lane)
            hidden = lane == self._lane_width - 1 and any(
                beyond > lane for beyond in stripes
            )
            if hidden:
                segments.append(Segment(_MORE, self._styles.line_number))
            elif mark is None:
                segments.append(Segment(" ", self._styles.text))
            else:
                colour = Style(color=Color.parse(mark.colour).rich_color)
                segments.append(Segment(_STRIPE, self._styles.text + colour))
        segments.append(Segment(" ", self._styles.text))
        return segments

    def _text(self, row: int, highlight: Highlight) -> list[Segment]:
        start, end = self._wrapped.starts[row], self._wrapped.ends[row]
        cuts = {start, end}
        runs = self._marking.between(start, end)
        masked = self._masked_between(start, end)
        spans = [span for span, _ in runs] + masked
        spans += [span for span in (highlight.selection, highlight.target) if span]
        spans += highlight.in_view.words if highlight.in_view else ()
        for span in spans:
            cuts |= {min(max(span.start, start), end), min(max(span.end, start), end)}
        pieces = sorted(cuts)
        segments: list[Segment] = []
        for piece_start, piece_end in zip(pieces, pieces[1:], strict=False):
            marks = next(
                (on for span, on in runs if span.start <= piece_start < span.end), []
            )
            style = self._style(piece_start, marks, masked, highlight)
            segments += self._drawn(row, piece_start, piece_end, style, highlight)
        if highlight.cursor == end and highlight.has_focus:
            segments.append(Segment(" ", self._styles.cursor))
        return segments

    def _style(
        self,
        offset: int,
        marks: Sequence[Mark],
        masked: Sequence[Span],
        highlight: Highlight,
    ) -> Style:
        styles = self._styles
        style = styles.text
        for span in masked:
            if span.start <= offset < span.end:
                is_stamp = self._wrapped.text[span.start] in "#[("
                style += styles.stamp if is_stamp else styles.speaker
        if marks:
            current = [mark for mark in marks if mark.id == highlight.current]
            shown = current[0] if current else marks[-1]
            strength = STRONG_TINT if current else TINT
            style += self._tinting.tint(shown.colour, strength)
            if len(marks) > 1:
                style += Style(underline=True)
        if highlight.selection and (
            highlight.selection.start <= offset < highlight.selection.end
        ):
            style += styles.selection
        elif (
            not marks
            and highlight.target
            and highlight.target.start <= offset < highlight.target.end
        ):
            style += styles.target
        in_view = highlight.in_view
        if in_view and any(word.start <= offset < word.end for word in in_view.words):
            style += self._tinting.ink(in_view.colour, style)
        return style

    def _drawn(
        self, row: int, start: int, end: int, style: Style, highlight: Highlight
    ) -> list[Segment]:
        text, cursor = self._wrapped.text, highlight.cursor
        is_here = highlight.has_focus and start <= cursor < end
        if self._wrapped.is_plain(row):
            if not is_here:
                return [Segment(text[start:end], style)]
            parts = [
                (text[start:cursor], style),
                (text[cursor], style + self._styles.cursor),
                (text[cursor + 1 : end], style),
            ]
            return [Segment(part, of) for part, of in parts if part]
        row_start = self._wrapped.starts[row]
        return [
            Segment(cell.drawn, style + self._styles.cursor)
            if is_here and cell.start <= cursor < cell.end
            else Segment(cell.drawn, style)
            for cell in cells_of(text, row_start, self._wrapped.ends[row])
            if start <= cell.start < end
        ]

    def _masked_between(self, start: int, end: int) -> list[Span]:
        index = max(bisect_right(self._masked_starts, start) - 1, 0)
        found = []
        while index < len(self._masked) and self._masked[index].start < end:
            if self._masked[index].end > start:
                found.append(self._masked[index])
            index += 1
        return found
