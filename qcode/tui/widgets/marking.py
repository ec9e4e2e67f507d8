"""Codings as the transcript draws them: tinted runs and stripes in lanes.

Knows spans and colours; the rows and cells are the transcript's.
"""

from bisect import bisect_right
from collections.abc import Sequence
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


class Marking:
    """All marks of a document, ready to be looked up by place."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        spans = [mark.span for mark in marks]
        self._runs: list[Run] = runs(spans)
        self._run_starts = [run.span.start for run in self._runs]
        self._lanes = lanes(spans)
        self._starts = sorted({span.start for span in spans})

    @property
    def lane_count(self) -> int:
        """How many stripes stand side by side at the deepest place."""
        return max(self._lanes, default=-1) + 1

    def at(self, offset: int) -> list[Mark]:
        """Return the marks over an offset, the longest first."""
        index = bisect_right(self._run_starts, offset) - 1
        if index < 0 or self._runs[index].span.end <= offset:
            return []
        return [self.marks[item] for item in self._runs[index].items]

    def between(self, start: int, end: int) -> list[tuple[Span, list[Mark]]]:
        """Return the runs that touch a row, each with its marks, longest first."""
        index = max(bisect_right(self._run_starts, start) - 1, 0)
        found = []
        while index < len(self._runs) and self._runs[index].span.start < end:
            run = self._runs[index]
            if run.span.end > start:
                found.append((run.span, [self.marks[item] for item in run.items]))
            index += 1
        return found

    def stripes(self, start: int, end: int) -> dict[int, Mark]:
        """Return by lane the marks that touch a row; the last to start holds a lane."""
        index = max(bisect_right(self._run_starts, start) - 1, 0)
        stripes: dict[int, Mark] = {}
        while index < len(self._runs) and self._runs[index].span.start < end:
            run = self._runs[index]
            if run.span.end > start:
                for item in run.items:
                    stripes[self._lanes[item]] = self.marks[item]
            index += 1
        return stripes

    def next_start(self, offset: int) -> int | None:
        """Return where the next mark behind an offset starts, `None` if none does."""
        index = bisect_right(self._starts, offset)
        return self._starts[index] if index < len(self._starts) else None

    def previous_start(self, offset: int) -> int | None:
        """Return where the last mark before an offset starts, `None` if none does."""
        index = bisect_right(self._starts, offset - 1) - 1
        return self._starts[index] if index >= 0 else None
