"""What became of each thing when a study met another program's file.

Owns the loss report: what was found, and what of it was changed or left. Knows
neither formats nor the store.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Direction(StrEnum):
    """Which way things went."""

    IMPORT = "import"
    EXPORT = "export"


class Fate(StrEnum):
    """What became of a thing that was not simply taken."""

    CHANGED = "changed"
    CARRIED = "carried"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Departure:
    """One thing that did not come across as it was, and why.

    `element` is the name of the format's element ("PDFSource"), `id` what identifies
    it there. What is carried is kept and goes out again, but is not shown.
    """

    element: str
    id: str
    name: str
    fate: Fate
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one element were found, and what became of them."""

    element: str
    found: int
    taken: int
    changed: int
    carried: int
    left: int


@dataclass(frozen=True, slots=True)
class ExchangeReport:
    """The loss report of one import or export.

    `program` is the other program as the file names it; `found` counts elements in
    the order of the format. `offsets` says how positions were counted and how that
    is known. `warnings` tell of the file as a whole. A thing has at most one
    departure.
    """

    direction: Direction
    file_name: str
    program: str = ""
    offsets: str = ""
    found: Mapping[str, int] = field(default_factory=dict)
    departures: tuple[Departure, ...] = ()
    warnings: tuple[str, ...] = ()

    def tallies(self) -> Iterator[Tally]:
        """Yield what became of each sort of element, in the order of the format."""
        for element, found in self.found.items():
            fates = [it.fate for it in self.departures if it.element == element]
            changed, carried, left = (fates.count(fate) for fate in Fate)
            taken = found - carried - left - changed
            yield Tally(element, found, taken, changed, carried, left)
