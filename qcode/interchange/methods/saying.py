"""Numbers, days and lists as the words of a language say them."""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from qcode.interchange.methods.words import Forms, MethodsWords

_MOST_NAMES = 100


class Saying:
    """Says what is counted in the words of one language."""

    def __init__(self, words: MethodsWords) -> None:
        self._signs = words.signs
        self._among = words.among

    def whole(self, number: int) -> str:
        """Return a whole number, its thousands apart."""
        return f"{number:,}".replace(",", self._signs.thousands)

    def counted(self, number: int, forms: Forms, **more: str) -> str:
        """Return the form for the number, with what else stands in it."""
        return forms[number != 1].format(n=self.whole(number), **more)

    def number(self, value: float, places: int = 2) -> str:
        """Return a number with some places, a dash for none."""
        if math.isnan(value):
            return "–"
        # So that what is rounded to nought has no sign.
        return f"{round(value, places) + 0.0:.{places}f}".replace(
            ".", self._signs.decimal
        )

    def share(self, value: float, places: int = 1) -> str:
        """Return a share as a percentage."""
        return f"{self.number(value * 100, places)}{self._signs.percent}"

    def ends(self, interval: tuple[float, float] | None, places: int) -> str:
        """Return both ends of an interval as tables have them, "" without one."""
        if interval is None:
            return ""
        low, high = (self.number(end, places) for end in interval)
        return f"[{low};\u00a0{high}]"

    def joined(self, parts: Sequence[str], between: str = ", ") -> str:
        """Return a list as a sentence says it, the last part behind "and"."""
        if len(parts) < 2:
            return "".join(parts)
        return between.join(parts[:-1]) + self._signs.last + parts[-1]

    def named(self, names: Sequence[str]) -> str:
        """Return a list of names, of very many only the first."""
        if len(names) <= _MOST_NAMES:
            return self.joined(names)
        return self._among.format(names=self.joined(names[:_MOST_NAMES]))

    def day(self, at: datetime) -> str:
        """Return a day, in UTC."""
        at = at.astimezone(UTC)
        month = self._signs.months[at.month - 1]
        return self._signs.day.format(day=at.day, month=month, year=at.year)

    def quoted(self, text: str) -> str:
        """Return words within the language's marks."""
        return self._signs.quoted.format(text=text)

    def versions(self, of: Mapping[str, str]) -> str:
        """Return names with their versions."""
        return ", ".join(f"{name} {version}" for name, version in of.items())
