"""A text broken into the rows of a screen, and where each row begins and ends.

Built for whole interviews at once: 600,000 characters take milliseconds, since
only lines with characters of unusual width are looked at one by one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from qcode.tui.widgets.cells import cells_of

# Characters that surely take one cell each; the rest is measured.
_UNUSUAL = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482"
    "\u2010-\u2015\u2018-\u201f\u2020-\u2022\u2026\u2039\u203a\u20ac]"
)


class WrappedText:
    """The rows that a text takes at a width in cells.

    Row `i` shows `text[starts[i]:ends[i]]`; the space or line feed at which a
    row was broken belongs to no row. `lines[i]` is the number of the stored
    line from 1 in its first row, else 0.
    """

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(width, 2)
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lines: list[int] = []
        self._unusual = [match.start() for match in _UNUSUAL.finditer(text)]
        self._wrap()

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """Return the row that shows an offset, or after which it was broken off."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def is_plain(self, row: int) -> bool:
        """Whether each of the row's characters takes one cell."""
        following = bisect_right(self._unusual, self.starts[row] - 1)
        return (
            following == len(self._unusual)
            or self._unusual[following] >= self.ends[row]
        )

    def column_of(self, row: int, offset: int) -> int:
        """Return the cell in which an offset of this row is drawn."""
        start = self.starts[row]
        offset = min(max(offset, start), self.ends[row])
        if self.is_plain(row):
            return offset - start
        column = 0
        for cell in cells_of(self.text, start, self.ends[row]):
            if cell.end > offset:
                break
            column += cell.width
        return column

    def offset_at(self, row: int, column: int) -> int:
        """Return the offset of what is drawn in a cell; the row's end beyond it."""
        start, end = self.starts[row], self.ends[row]
        if self.is_plain(row):
            return min(start + max(column, 0), end)
        drawn = 0
        for cell in cells_of(self.text, start, end):
            drawn += cell.width
            if drawn > column:
                return cell.start
        return end

    def _wrap(self) -> None:
        text, width, start, number = self.text, self.width, 0, 0
        starts, ends, lines = self.starts, self.ends, self.lines
        unusual = iter([*self._unusual, len(text) + 1])
        next_unusual = next(unusual)
        while start < len(text) or not starts:
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            number += 1
            first = len(starts)
            if next_unusual >= end:
                while end - start > width:
                    cut = text.rfind(" ", start, start + width + 1)
                    starts.append(start)
                    start = cut + 1 if cut > start else start + width
                    ends.append(cut if cut >= start - 1 else start)
                starts.append(start)
                ends.append(end)
            else:
                for row_start, row_end in self._wrap_unusual(start, end):
                    starts.append(row_start)
                    ends.append(row_end)
                while next_unusual < end:
                    next_unusual = next(unusual)
            lines += [number] + [0] * (len(starts) - first - 1)
            start = end + 1

    def _wrap_unusual(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Wrap a line by the cells that its characters take when drawn."""
        row_start, column, gap = start, 0, -1
        while True:
            for cell in cells_of(self.text, row_start, end):
                if column + cell.width > self.width and cell.start > row_start:
                    break
                column += cell.width
                if self.text[cell.start] == " ":
                    gap = cell.start
            else:
                yield row_start, end
                return
            if self.text[cell.start] == " ":
                gap = cell.start
            if gap > row_start:
                yield row_start, gap
                row_start = gap + 1
            else:
                yield row_start, cell.start
                row_start = cell.start
            column, gap = 0, -1
