"""What charts on the screen are made of: lines of text whose colours come later.

Knows no theme: an ink says what something is, the view says how that looks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size

from qcode.text.harmless import harmless

# What tells families and series apart where there is no colour.
MARKS = "●■◆▲▼+×"
FILLS = "█▒▚░▞▓╱"
_EIGHTHS = " ▏▎▍▌▋▊▉█"


class Tone(StrEnum):
    """How much something stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Ink:
    """How a piece of text is written.

    `hue` is the number of a family or series, `None` is the colour of text.
    """

    tone: Tone = Tone.PLAIN
    hue: int | None = None


PLAIN, STRONG, FAINT = Ink(), Ink(Tone.STRONG), Ink(Tone.FAINT)
Piece: TypeAlias = tuple[str, Ink]
Line: TypeAlias = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawn chart; it may be larger than the screen.

    The first `head` lines stay where one scrolls down, the first `left` cells where
    one scrolls to the right, and the last `foot` lines do not go sideways at all.
    One goes sideways by columns of `step` cells.
    """

    lines: Sequence[Line]
    head: int = 0
    left: int = 0
    foot: int = 0
    step: int = 1

    @property
    def width(self) -> int:
        """The cells of the longest line."""
        return max(map(width_of, self.lines), default=0)


def hue(number: int) -> Ink:
    """Return the ink of a family or series."""
    return Ink(hue=number)


def width_of(line: Line) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(text) for text, _ in line)


def shown(line: Line) -> str:
    """Return a line's text."""
    return "".join(text for text, _ in line)


def fitted(text: str, width: int) -> str:
    """Return a text in exactly so many cells, its end told by an ellipsis if cut."""
    text = harmless(text)
    if cell_len(text) > width:
        text = f"{set_cell_size(text, max(0, width - 1)).rstrip()}…"
    return set_cell_size(text, width)


def room_for(names: Iterable[str], most: int) -> int:
    """Return how many cells the longest of some names takes, within a limit."""
    return min(most, max((cell_len(harmless(it)) for it in names), default=0))


def bar(value: float, greatest: float, width: int) -> str:
    """Return a bar of `value` where `greatest` fills `width`, in eighths of a cell."""
    if not value > 0 or not greatest > 0:
        return ""
    eighths = max(1, round(value / greatest * width * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def parted(values: Sequence[float], greatest: float, width: int) -> list[int]:
    """Return how many whole cells each of stacked values takes, without drift."""
    ends, reached = [0], 0.0
    for value in values:
        reached += value if value > 0 else 0
        ends.append(round(reached / greatest * width) if greatest > 0 else 0)
    return [end - start for start, end in zip(ends, ends[1:], strict=False)]


def legend(names: Sequence[str], signs: Sequence[str], width: int) -> list[Line]:
    """Return a sign for each name, in its hue, on as many lines as they take."""
    lines: list[list[Piece]] = [[]]
    for number, name in enumerate(names):
        sign = signs[number % len(signs)]
        text = fitted(name, room_for([name], max(4, width - 4)))
        if lines[-1] and width_of(lines[-1]) + cell_len(text) + len(sign) + 3 > width:
            lines.append([])
        lines[-1] += [(f"{sign} ", hue(number)), (f"{text}  ", PLAIN)]
    return list(lines) if names else []


def numbered(names: Sequence[str]) -> dict[str, int]:
    """Return a number for each family, in the order in which they first come."""
    return {name: number for number, name in enumerate(dict.fromkeys(names))}
