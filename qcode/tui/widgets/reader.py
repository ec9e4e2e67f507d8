"""Where the reader is in a text: cursor, selection, and how both move.

Pure: knows units of text, no rows, no keys and no screen.
"""

from qcode.model.document import Document
from qcode.model.span import Span
from qcode.text.graphemes import next_boundary, previous_boundary, whole
from qcode.text.units import Unit, Units


class Reader:
    """A cursor and perhaps a selection in one document.

    `cursor` is an offset from 0 to the text's length; the selection reaches
    from `anchor` to the cursor, in either direction.
    """

    def __init__(self, document: Document | None = None, cursor: int = 0) -> None:
        self.text = document.text if document else ""
        self._units = Units(self.text, document.turns if document else ())
        self.cursor = min(max(cursor, 0), max(len(self.text) - 1, 0))
        self.anchor: int | None = None

    @property
    def selection(self) -> Span | None:
        """What is selected, in whole characters; `None` if nothing is."""
        if self.anchor is None or self.anchor == self.cursor:
            return None
        return whole(self.text, Span(*sorted((self.anchor, self.cursor))))

    @property
    def target(self) -> Span | None:
        """What a code would be put on: the selection, else the sentence here."""
        return self.selection or self._units.at(Unit.SENTENCE, self.cursor)

    def go(self, offset: int, *, extend: bool = False) -> None:
        """Put the cursor at an offset; extend the selection, or give it up."""
        if not extend:
            self.anchor = None
        elif self.anchor is None:
            self.anchor = self.cursor
        self.cursor = min(max(offset, 0), len(self.text))

    def select(self, span: Span) -> None:
        """Select a span, with the cursor at its end."""
        self.anchor, self.cursor = span.start, span.end

    def select_unit(self, unit: Unit, offset: int) -> None:
        """Select the unit over an offset, if there is one."""
        span = self._units.at(unit, offset)
        if span is not None:
            self.select(span)

    def toggle_selection(self) -> None:
        """Begin to select at the cursor, or give the selection up."""
        self.anchor = self.cursor if self.anchor is None else None

    def clear(self) -> None:
        """Give the selection up; the cursor goes to where it began in the text."""
        selected = self.selection
        self.anchor = None
        if selected is not None:
            self.cursor = selected.start

    def step(self, direction: int, *, extend: bool = False) -> None:
        """Move by one user-perceived character; backwards where negative."""
        boundary = next_boundary if direction > 0 else previous_boundary
        self.go(boundary(self.text, self.cursor), extend=extend)

    def move(self, unit: Unit, direction: int) -> None:
        """Put the cursor at the start of the next or the previous unit."""
        neighbour = self._units.after if direction > 0 else self._units.before
        span = neighbour(unit, self.cursor)
        if span is not None:
            self.go(span.start)
        elif self.anchor is not None:
            self.clear()

    def extend(self, unit: Unit, direction: int) -> None:
        """Let the selection grow, or shrink, by a unit at the side of the cursor."""
        if self.anchor is None or self.anchor == self.cursor:
            self._begin(unit, direction)
        elif direction > 0:
            self._extend_forwards(unit, self.anchor)
        else:
            self._extend_backwards(unit, self.anchor)

    def _begin(self, unit: Unit, direction: int) -> None:
        span = self._units.at(unit, self.cursor)
        if span is None:
            neighbour = self._units.after if direction > 0 else self._units.before
            span = neighbour(unit, self.cursor)
        if span is None:
            return
        self.anchor, self.cursor = span.start, span.end
        if direction < 0:
            self.anchor, self.cursor = span.end, span.start

    def _extend_forwards(self, unit: Unit, anchor: int) -> None:
        if self.cursor < anchor:
            following = self._units.after(unit, self.cursor)
            self.cursor = min(following.start, anchor) if following else anchor
            return
        span = self._units.at(unit, self.cursor)
        if span is None or span.end <= self.cursor:
            span = self._units.after(unit, self.cursor - 1)
        if span is not None:
            self.cursor = max(self.cursor, span.end)

    def _extend_backwards(self, unit: Unit, anchor: int) -> None:
        last = self._units.before(unit, self.cursor)
        if last is None:
            return
        if self.cursor <= anchor:
            self.cursor = last.start
            return
        previous = self._units.before(unit, last.start)
        self.cursor = max(previous.end, anchor) if previous else anchor
