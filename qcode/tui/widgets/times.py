"""The times of a transcript as the screen shows them, beside the lines and below.

Knows offsets; the rows and cells are the transcript's.
"""

from bisect import bisect_left

from qcode.text.moments import Moments

# Where less room than this is left for text, it is worth more than the times.
FEWEST_CELLS_OF_TEXT = 52

_HOUR_MS = 3_600_000


class Times:
    """When a document's passages were said, all in one form: 04:09, or 1:04:09."""

    def __init__(self, moments: Moments) -> None:
        self._moments = moments
        longest = max(moments.times_ms, default=0)
        self._has_hours = longest >= _HOUR_MS
        self._longest = len(self._written(longest)) if moments.offsets else 0

    def width(self, cells: int) -> int:
        """Return how many cells the times take beside a text that has so many.

        None without time stamps, and where too little of the text would be left.
        """
        taken = self._longest + 1
        return taken if self._longest and cells - taken >= FEWEST_CELLS_OF_TEXT else 0

    def beginning(self, start: int, end: int) -> str:
        """Return the time of the first stamp that begins in a stretch, "" for none."""
        first = bisect_left(self._moments.offsets, start)
        if first == len(self._moments.offsets) or self._moments.offsets[first] >= end:
            return ""
        return self._written(self._moments.times_ms[first])

    def at(self, offset: int) -> str:
        """Return the time of the last stamp at or before an offset, "" before any."""
        time_ms = self._moments.at(offset)
        return "" if time_ms is None else self._written(time_ms)

    def _written(self, time_ms: int) -> str:
        minutes, seconds = divmod(time_ms // 1000, 60)
        if not self._has_hours:
            return f"{minutes:02}:{seconds:02}"
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
