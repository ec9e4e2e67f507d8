"""What a reader meets in one file, gathered into its loss report."""

from collections.abc import Iterable

from qcode.interchange.refi.markup import Element, local_name
from qcode.model.exchange import Departure, Direction, ExchangeReport, Fate
from qcode.text.harmless import harmless

# The elements that are counted, in the order of the format.
COUNTED = (
    *("User", "Code", "Variable", "Case", "TextSource", "PlainTextSelection"),
    *("PictureSource", "TextDescription", "PictureSelection"),
    *("PDFSource", "Representation", "PDFSelection"),
    *("AudioSource", "AudioSelection", "VideoSource", "VideoSelection"),
    *("Transcript", "TranscriptSelection", "Coding", "VariableValue"),
    *("Note", "Link", "Set", "Graph"),
    *("CodeRef", "SourceRef", "SelectionRef", "NoteRef", "MemberCode"),
)
# Counted only where one leads nowhere.
REFERENCES = frozenset(
    {"CodeRef", "NoteRef", "SourceRef", "SelectionRef", "MemberCode"}
)


class Findings:
    """Departures of elements and warnings about the file, as they are met."""

    def __init__(self) -> None:
        # Holding the elements keeps them the same objects while the file is read.
        self._departures: dict[Element, Departure] = {}
        self._warnings: dict[str, None] = {}

    def changed(self, element: Element, reason: str, *, name: str = "") -> None:
        """Note that a thing was taken otherwise than it was; reasons add up."""
        before = self._departures.get(element)
        if before is not None and before.fate is Fate.CHANGED:
            reasons = [*before.reason.split("; "), reason]
            reason = "; ".join(dict.fromkeys(reasons))
        if before is None or before.fate is Fate.CHANGED:
            self._note(element, Fate.CHANGED, reason, name)

    def left(self, element: Element, reason: str, *, name: str = "") -> None:
        """Note that a thing was left."""
        self._note(element, Fate.LEFT, reason, name)

    def left_whole(self, element: Element, reason: str) -> None:
        """Note that a thing was left with all that belongs to it."""
        self.left(element, reason)
        for it in element.iterdescendants("{*}*"):
            if local_name(it) in COUNTED and local_name(it) not in REFERENCES:
                self.left(it, f"it belongs to what was left: {reason}")

    def carried(self, element: Element, reason: str, *, name: str = "") -> None:
        """Note that a thing is kept unseen."""
        self._note(element, Fate.CARRIED, reason, name)

    def warn(self, warning: str) -> None:
        """Note something about the file as a whole, once."""
        self._warnings[warning] = None

    def report(
        self, root: Element, *, file_name: str, program: str, offsets: str = ""
    ) -> ExchangeReport:
        """Return the report of an import, its elements counted below the root."""
        counts = dict.fromkeys(COUNTED, 0)
        for element in root.iter("{*}*"):
            name = local_name(element)
            if name in counts:
                counts[name] += 1
        told = {it.element for it in self._departures.values()}
        found = {
            name: count
            for name, count in counts.items()
            if count and (name not in REFERENCES or name in told)
        }
        return ExchangeReport(
            Direction.IMPORT,
            file_name,
            program=program,
            offsets=offsets,
            found=found,
            departures=tuple(self._departures.values()),
            warnings=tuple(self._warnings),
        )

    def _note(self, element: Element, fate: Fate, reason: str, name: str) -> None:
        self._departures[element] = Departure(
            element=local_name(element),
            id=str(element.get("guid") or element.get("targetGUID") or ""),
            name=name or str(element.get("name") or ""),
            fate=fate,
            reason=reason,
        )


def listed(names: Iterable[str], at_most: int = 5) -> str:
    """Return names for one line: the first few, and how many more there are."""
    everything = [harmless(name) for name in names]
    shown = ", ".join(everything[:at_most])
    more = len(everything) - at_most
    return f"{shown} and {more} more" if more > 0 else shown
