"""How single characters of a transcript are drawn, and how many cells they take.

What a terminal would act upon (escape sequences, direction overrides) is drawn
as a visible sign instead; the text itself stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from rich.cells import cell_len

from qcode.text.graphemes import next_boundary

TAB_WIDTH = 4
_SIGN = "\u2e31"


@dataclass(frozen=True, slots=True)
class Cell:
    """One user-perceived character `text[start:end]` and how it is drawn."""

    start: int
    end: int
    drawn: str
    width: int


def cells_of(text: str, start: int, end: int) -> Iterator[Cell]:
    """Yield the characters of a row; tabs reach to the next of every four cells."""
    column = 0
    while start < end:
        after = min(next_boundary(text, start), end)
        character = text[start:after]
        if character == "\t":
            drawn = " " * (TAB_WIDTH - column % TAB_WIDTH)
        elif len(character) == 1 and category(character) in _UNSAFE:
            drawn = _SIGN
        else:
            drawn = "".join(c for c in character if c not in _OVERRIDES)
        width = cell_len(drawn)
        if width == 0:
            # A lone combining character still needs a place to be seen.
            drawn, width = _SIGN, 1
        yield Cell(start, after, drawn, width)
        column += width
        start = after


_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
