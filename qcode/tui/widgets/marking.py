"""Codings as the transcript draws them: tinted runs and stripes in lanes.

Knows spans and colours; the rows and cells are the transcript's.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qcode.model.ids import CodingId
from qcode.model.span import Span
from qcode.text.runs import Run, lanes, runs


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding to be drawn; `colour` is "#rrggbb"."""

    id: CodingId
    span: Span
    colour: str


# The text is looked at in pages of so many codepoints, each when it is first drawn.
_PAGE = 4_096


class Marking:
    """All marks of a document, ready to be looked up by place."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        self._lanes = lanes([mark.span for mark in marks])
        self._starts = sorted({mark.span.start for mark in marks})
        self._on_page: dict[int, list[int]] = {}
        for index, mark in enumerate(marks):
            pages = range(mark.span.start // _PAGE, (mark.span.end - 1) // _PAGE + 1)
            for page in pages:
                self._on_page.setdefault(page, []).append(index)
        self._runs: dict[int, list[Run]] = {}

    @property
    def lane_count(self) -> int:
        """How many stripes stand side by side at the deepest place."""
        return max(self._lanes, default=-1) + 1

    def at(self, offset: int) -> list[Mark]:
        """Return the marks over an offset, the longest first."""
        for run in self._runs_between(offset, offset + 1):
            return [self.marks[item] for item in run.items]
        return []

    def between(self, start: int, end: int) -> list[tuple[Span, list[Mark]]]:
        """Return the runs that touch a row, each with its marks, longest first.

        A run ends where a page of the text does, so that one may follow another
        with the same marks.
        """
        return [
            (run.span, [self.marks[item] for item in run.items])
            for run in self._runs_between(start, end)
        ]

    def stripes(self, start: int, end: int) -> dict[int, Mark]:
        """Return by lane the marks that touch a row; the last to start holds a lane."""
        return {
            self._lanes[item]: self.marks[item]
            for run in self._runs_between(start, end)
            for item in run.items
        }

    def _runs_between(self, start: int, end: int) -> Iterator[Run]:
        for page in range(start // _PAGE, (max(end, start + 1) - 1) // _PAGE + 1):
            if page not in self._runs:
                self._runs[page] = self._cut(page)
            for run in self._runs[page]:
                if run.span.start < end and run.span.end > start:
                    yield run

    def _cut(self, page: int) -> list[Run]:
        """Return the runs of a page; their items are numbers of marks."""
        here = self._on_page.get(page, [])
        here.sort(key=lambda index: -self.marks[index].span.length)
        first, last = page * _PAGE, (page + 1) * _PAGE
        clipped = [
            Span(max(span.start, first), min(span.end, last))
            for span in (self.marks[index].span for index in here)
        ]
        # Clipped lengths say nothing; the marks are ranked by their full ones.
        return [
            Run(run.span, tuple(here[rank] for rank in sorted(run.items)))
            for run in runs(clipped)
        ]

    def next_start(self, offset: int) -> int | None:
        """Return where the next mark behind an offset starts, `None` if none does."""
        index = bisect_right(self._starts, offset)
        return self._starts[index] if index < len(self._starts) else None

    def previous_start(self, offset: int) -> int | None:
        """Return where the last mark before an offset starts, `None` if none does."""
        index = bisect_right(self._starts, offset - 1) - 1
        return self._starts[index] if index >= 0 else None
