"""What becomes of each thing on its way in or out, gathered for the loss report."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from qcode.model.exchange import Departure, Fate


class Account:
    """Departures by thing, and warnings about the project as a whole.

    A thing that is told of twice has both reasons and the worse fate.
    """

    def __init__(self) -> None:
        self.departures: list[Departure] = []
        self._warnings: dict[str, None] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """The warnings, each once."""
        return tuple(self._warnings)

    def changed(self, element: str, guid: UUID, name: str, reason: str) -> None:
        """Note that a thing is not as it was."""
        self._note(element, guid, name, Fate.CHANGED, reason)

    def carried(self, element: str, guid: UUID, name: str, reason: str) -> None:
        """Note that a thing is kept and not shown."""
        self._note(element, guid, name, Fate.CARRIED, reason)

    def left(self, element: str, guid: UUID, name: str, reason: str) -> None:
        """Note that a thing was left."""
        self._note(element, guid, name, Fate.LEFT, reason)

    def warn(self, warning: str) -> None:
        """Note something about the project as a whole."""
        self._warnings[warning] = None

    def _note(
        self, element: str, guid: UUID, name: str, fate: Fate, reason: str
    ) -> None:
        self.departures.append(Departure(element, str(guid), name, fate, reason))


def listed(names: Iterable[str], at_most: int = 3) -> str:
    """Return names for one line: the first few, and how many more there are."""
    every: Sequence[str] = list(names)
    more = len(every) - at_most
    shown = ", ".join(f"'{name}'" for name in every[:at_most])
    return f"{shown} and {more} more" if more > 0 else shown
