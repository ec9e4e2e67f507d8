"""Passages with suggestions as the margin shows them: a sign beside their rows.

Knows spans and where they start; the rows and cells are the transcript's.
"""

from bisect import bisect_left
from collections.abc import Iterable

from qcode.model.span import Span

FIRST, FURTHER = "◦", "┊"


class Signs:
    """The passages for which something is suggested, looked up by place."""

    def __init__(self, passages: Iterable[Span]) -> None:
        self._passages = sorted(set(passages))
        self._starts = [span.start for span in self._passages]
        self._longest = max((span.length for span in self._passages), default=0)

    def touching(self, start: int, end: int) -> list[Span]:
        """Return the passages that touch `text[start:end]`, in their order."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, max(end, start + 1))
        return [span for span in self._passages[first:last] if span.end > start]

    def sign(self, start: int, end: int) -> str | None:
        """Return what is drawn beside a row, `None` if nothing is suggested there."""
        touching = self.touching(start, end)
        if not touching:
            return None
        begins = any(span.start >= start for span in touching)
        return FIRST if begins else FURTHER
