"""What became of each thing when a study met another program's file.

Owns the loss report: what was found, and what of it was changed or left. Knows
neither formats nor the store.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any


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
        fates = Counter((it.element, it.fate) for it in self.departures)
        for element, found in self.found.items():
            changed, carried, left = (fates[element, fate] for fate in Fate)
            taken = found - carried - left - changed
            yield Tally(element, found, taken, changed, carried, left)

    def without(self, element: str, ids: Collection[str]) -> "ExchangeReport":
        """Return the report for which these things were simply taken."""
        gone = {(element, it) for it in ids}
        kept = tuple(it for it in self.departures if _thing(it) not in gone)
        return replace(self, departures=kept)

    def with_more(
        self, departures: Iterable[Departure], warnings: Iterable[str] = ()
    ) -> "ExchangeReport":
        """Return the report with what became of things later on the way.

        Where both tell of one thing, it has both reasons and the worse fate.
        """
        told = {_thing(it): it for it in self.departures}
        for it in departures:
            before = told.get(_thing(it))
            told[_thing(it)] = it if before is None else _both(before, it)
        return replace(
            self,
            departures=tuple(told.values()),
            warnings=tuple(dict.fromkeys((*self.warnings, *warnings))),
        )


def _thing(departure: Departure) -> tuple[str, str]:
    """Return what tells of one thing; GUIDs are written in either case and braces."""
    return departure.element, departure.id.strip("{} ").lower()


def _both(first: Departure, second: Departure) -> Departure:
    worse = max(first.fate, second.fate, key=list(Fate).index)
    reasons = dict.fromkeys((first.reason, second.reason))
    name = first.name or second.name
    return replace(first, name=name, fate=worse, reason="; ".join(reasons))


def report_record(report: ExchangeReport) -> dict[str, Any]:
    """Return the report as JSON can hold it, with its tallies."""
    return {
        **asdict(report),
        "found": dict(report.found),
        "tallies": [asdict(tally) for tally in report.tallies()],
    }


def report_of(record: Mapping[str, Any]) -> ExchangeReport:
    """Make the report that a record holds."""
    return ExchangeReport(
        Direction(record["direction"]),
        record["file_name"],
        program=record["program"],
        offsets=record["offsets"],
        found=record["found"],
        departures=tuple(
            Departure(**(it | {"fate": Fate(it["fate"])}))
            for it in record["departures"]
        ),
        warnings=tuple(record["warnings"]),
    )
