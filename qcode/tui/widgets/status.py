"""The status line: where one is, who one is, and the keys that matter now."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from qcode.text.harmless import harmless


@dataclass(frozen=True, slots=True)
class Place:
    """Where the coder is; `part` is how far through the text, from 0 to 1.

    `suggestions` says how it stands with them, empty where there is nothing to say;
    `time` is when the passage was said, shown where there is room for it.
    """

    document: str
    coder: str
    line: int
    part: float
    codings: int
    selected_words: int
    suggestions: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A key that matters now; `action` is what a click on it does."""

    key: str
    says: str
    action: str


class Status(Static):
    """Two lines at the bottom of the coding screen."""

    DEFAULT_CSS = """
    Status {
        height: 2;
        dock: bottom;
        background: $panel;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        link-style: none;
        link-color: $foreground;
        link-background: $panel;
    }
    """

    def show(self, place: Place, hints: Sequence[Hint]) -> None:
        """Show this place and these keys."""
        parts = [
            Content.assemble(("coder ", "$text-muted"), harmless(place.coder)),
            Content(f"line {place.line} · {place.part:.0%}"),
            Content(f"{place.codings} coding{'' if place.codings == 1 else 's'} here"),
        ]
        if place.suggestions:
            parts.append(Content.assemble((place.suggestions, "$text-muted")))
        if place.selected_words:
            selected = f"{place.selected_words} word" + "s" * (place.selected_words > 1)
            parts.append(Content.assemble((f"{selected} selected", "$text-warning")))
        taken = sum(len(part) + len(_GAP) for part in parts)
        name = harmless(place.document)
        time = f" · {place.time}" if place.time else ""
        if taken + len(name) + len(time) <= self._width:
            parts[1] += Content(time)
            taken += len(time)
        room = max(self._width - taken, _LEAST_NAME)
        name = name if len(name) <= room else f"{name[: room - 1]}…"
        parts.insert(0, Content.assemble((name, "bold")))
        keys = keys_line(hints, self._width)
        self.update(Content("\n").join([Content(_GAP).join(parts), keys]), layout=False)

    @property
    def _width(self) -> int:
        return self.size.width or self.app.size.width - 2


_GAP = "   "
_LEAST_NAME = 12


def keys_line(hints: Sequence[Hint], width: int) -> Content:
    """Return the keys side by side, fewer where there is no room; the last stays."""
    fitting = list(hints)
    while len(fitting) > 1 and len(_GAP.join(map(_words, fitting))) > width:
        del fitting[-2]
    return Content(_GAP).join(map(_hint, fitting))


def _words(hint: Hint) -> str:
    return f"{hint.key} {hint.says}"


def _hint(hint: Hint) -> Content:
    return Content.assemble(
        (hint.key, f"bold $text-accent @click={hint.action}"),
        (f" {hint.says}", f"@click={hint.action}"),
    )
