"""Time stamps as positions in time: when in the recording a passage was said."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qcode.text.segments import time_stamps

_PARTS = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,-](\d{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moments:
    """A document's time stamps: where they stand, and the time each names.

    `offsets` are their starts, in order; `times_ms` count from the start of the
    recording.
    """

    offsets: Sequence[int]
    times_ms: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Moments":
        """Return the moments that a text names."""
        spans = time_stamps(text)
        times = [_time_ms(span.cut(text)) for span in spans]
        return cls([span.start for span in spans], times)

    def at(self, offset: int) -> int | None:
        """Return the time in ms of the last stamp at or before an offset.

        That is when the passage began where stamps open turns, and also where they
        close them. `None` before the first one.
        """
        found = bisect_right(self.offsets, offset) - 1
        return self.times_ms[found] if found >= 0 else None


def shown_time(time_ms: int | None) -> str:
    """Return `hh:mm:ss`, with tenths where there are any; "" for no time."""
    if time_ms is None:
        return ""
    seconds, rest = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    tenths = f".{rest // 100}" if rest else ""
    return f"{hours:02}:{minutes:02}:{seconds:02}{tenths}"


def _time_ms(stamp: str) -> int:
    """Return the time a stamp names; two numbers are minutes and seconds."""
    found = _PARTS.search(stamp)
    assert found is not None
    first, second, third, fraction = found.groups()
    hours, minutes, seconds = (first, second, third) if third else (0, first, second)
    ms = int((fraction or "0").ljust(3, "0"))
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + ms
