"""Somebody else was faster: showing what came in between, and asking what holds."""

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qcode.model.revising import Meanwhile
from qcode.text.harmless import harmless


class Holds(StrEnum):
    """What a person decides where another was faster."""

    MINE = "mine"
    THEIRS = "theirs"
    NEITHER = "neither"


class Overtaken(ModalScreen[Holds]):
    """Shows both sides; `NEITHER` goes on writing, so that nothing typed is lost."""

    CSS_PATH = "overtaken.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "decide('mine')", "Take mine", id="overtaken.mine"),
        Binding("t", "decide('theirs')", "Keep theirs", id="overtaken.theirs"),
        Binding("e,escape", "decide('neither')", "Write on", id="overtaken.write-on"),
    ]

    def __init__(
        self, title: str, came: Sequence[Meanwhile], keys: str | None = None
    ) -> None:
        super().__init__()
        self._keys = keys or _KEYS
        self._title = title
        self._came = came

    def compose(self) -> ComposeResult:
        """Lay out what was, what is there now, and what was to be stored."""
        with Vertical(id="overtaken"):
            yield Static(Content(harmless(self._title)), id="overtaken-title")
            with VerticalScroll(id="overtaken-list"):
                yield Static(Content("\n\n").join(map(_shown, self._came)))
            yield Static(Content(self._keys), id="overtaken-keys")

    def action_decide(self, holds: str) -> None:
        """Give the choice."""
        self.dismiss(Holds(holds))


_KEYS = (
    "m takes mine · t keeps what stands there now · e writes on from both, and "
    "nothing typed is lost"
)


def _shown(came: Meanwhile) -> Content:
    lines = (("before", came.seen), ("now", came.theirs), ("mine", came.mine))
    head = Content.assemble((came.field, "bold"))
    told = [_line(name, text, is_news=text != came.seen) for name, text in lines]
    return Content("\n").join([head, *told])


def _line(name: str, text: str, *, is_news: bool) -> Content:
    shown = harmless(text) or "(nothing)"
    return Content.assemble(f"  {name:<7}", (shown, "" if is_news else "dim"))
