"""Rows and columns of a stored text, and the offsets they stand for.

Only LF ends a row, as the stored text has no other break. A column counts
codepoints, never terminal cells.
"""

from bisect import bisect_right
from itertools import accumulate


class LineIndex:
    """Where each row of one text begins; rows and columns count from 0.

    A text has one row more than it has line feeds, so an empty text has one.
    """

    def __init__(self, text: str) -> None:
        lengths = (len(line) + 1 for line in text.split("\n"))
        # The last entry is one past the text's end: where a next row would begin.
        self._starts = list(accumulate(lengths, initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def row_of(self, offset: int) -> int:
        """Return the row that an offset lies in; a line feed ends its row.

        The end of the text is an offset too. Raises ValueError outside.
        """
        if not 0 <= offset < self._starts[-1]:
            raise ValueError(f"offset {offset} is outside 0..{self._starts[-1] - 1}")
        return bisect_right(self._starts, offset) - 1

    def location(self, offset: int) -> tuple[int, int]:
        """Return the row and column of an offset; raises ValueError outside."""
        row = self.row_of(offset)
        return row, offset - self._starts[row]

    def offset(self, row: int, column: int) -> int:
        """Return the offset at a row and column.

        The column may be the row's length: just before its line feed. Raises
        ValueError outside.
        """
        start, end = self.line(row)
        if not 0 <= column <= end - start:
            raise ValueError(f"column {column} is outside 0..{end - start}")
        return start + column

    def line(self, row: int) -> tuple[int, int]:
        """Return where a row starts and ends, its line feed left out.

        Both are the same for an empty row. Raises ValueError outside.
        """
        if not 0 <= row < len(self):
            raise ValueError(f"row {row} is outside 0..{len(self) - 1}")
        return self._starts[row], self._starts[row + 1] - 1
