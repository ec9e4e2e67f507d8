"""Rows and columns of a stored text, other programs' positions, and their offsets.

Only LF ends a row, as the stored text has no other break. A column counts
codepoints, never terminal cells. What a position of another program counts is
settled here alone.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import StrEnum
from itertools import accumulate, count
from operator import add

from qcode.text.normalise import BYTE_ORDER_MARK

_CRLF = "\r\n"
_CRLF_ONLY = re.compile(_CRLF)
_CRLF_OR_ASTRAL = re.compile(f"{_CRLF}|[\U00010000-\U0010ffff]")


class Units(StrEnum):
    """What a position counts: Unicode codepoints, or UTF-16 units of two bytes."""

    CODEPOINTS = "codepoints"
    UTF16 = "utf16"


class LineIndex:
    """Where each row of one text begins; rows and columns count from 0.

    A text has one row more than it has line feeds, so an empty text has one.
    """

    def __init__(self, text: str) -> None:
        lengths = accumulate(map(len, text.split("\n")), initial=0)
        # Each row before has a line feed too. The last entry is one past the text's
        # end: where a next row would begin.
        self._starts = list(map(add, lengths, count()))

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


class ForeignPositions:
    """Another program's positions in one decoded text, and the stored text's offsets.

    `raw` is the text before it is normalised: with its byte order mark, if it has
    one, and its line breaks as they came. A text that is normalised already, in
    codepoints, has positions that are its offsets.
    """

    def __init__(
        self,
        raw: str,
        units: Units,
        *,
        crlf_as_one: bool = False,
        counts_mark: bool = False,
    ) -> None:
        body = raw.lstrip(BYTE_ORDER_MARK)
        marks = len(raw) - len(body)
        # Only the first is a mark; others are characters, which are not stored.
        self._begin = marks if counts_mark else max(marks - 1, 0)
        is_utf16 = units is Units.UTF16
        wide = list(_wide(body, crlf_as_one=crlf_as_one, utf16=is_utf16))
        self._wide = [offset for offset, _ in wide]
        self._splittable = [is_break for _, is_break in wide]
        self._wide_positions = [
            self._begin + offset + index for index, offset in enumerate(self._wide)
        ]
        self._length = len(body) - body.count(_CRLF)

    def position(self, offset: int) -> int:
        """Return the position of an offset of the stored text."""
        return self._begin + offset + bisect_left(self._wide, offset)

    def offset(self, position: int) -> int | None:
        """Return the stored text's offset at a position, the text's end included.

        Between CR and LF it is the line feed's; before the text's first character
        it is 0. `None` outside of the text and inside a surrogate pair.
        """
        if position < 0:
            return None
        before = bisect_left(self._wide_positions, position)
        if before and position == self._wide_positions[before - 1] + 1:
            return self._wide[before - 1] if self._splittable[before - 1] else None
        offset = max(position - self._begin - before, 0)
        return offset if offset <= self._length else None

    def reaches(self, position: int) -> bool:
        """Whether a position lies within the text, its end included."""
        return 0 <= position <= self.position(self._length)


def _wide(body: str, *, crlf_as_one: bool, utf16: bool) -> Iterator[tuple[int, bool]]:
    """Yield the stored offset of what counts two, and whether it is a line break."""
    if not utf16 and crlf_as_one:
        return
    breaks = 0
    for match in (_CRLF_OR_ASTRAL if utf16 else _CRLF_ONLY).finditer(body):
        is_break = match[0] == _CRLF
        if not (is_break and crlf_as_one):
            yield match.start() - breaks, is_break
        breaks += is_break
