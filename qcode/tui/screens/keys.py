"""All keys of a screen, as they are set in this study."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class KeysHelp(ModalScreen[None]):
    """Shows keys with what they do and the id by which they can be set anew."""

    CSS_PATH = "keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss", "Close", id="keys.close"),
    ]

    def __init__(self, groups: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]):
        super().__init__()
        self._groups = groups

    def compose(self) -> ComposeResult:
        """Lay out a column of keys per group."""
        with Vertical(id="keys"):
            yield Static(Content("Keys"), id="keys-title")
            with VerticalScroll(id="keys-list"):
                for title, rows in self._groups:
                    yield Static(_table(title, rows))
            yield Static(Content(_HINT), id="keys-hint")


_HINT = 'Set keys anew in qcode.toml: [keys] "coding.find-code" = "c" · Esc closes'


def _table(title: str, rows: Sequence[tuple[str, str, str]]) -> Content:
    wide = max((len(keys) for keys, _, _ in rows), default=0)
    long = max((len(says) for _, says, _ in rows), default=0)
    lines = [Content.assemble((title, "bold $text-accent"))]
    for keys, says, name in rows:
        lines.append(
            Content.assemble(
                (f"  {keys:<{wide}}  ", "bold"), f"{says:<{long}}  ", (name, "dim")
            )
        )
    lines.append(Content(""))
    return Content("\n").join(lines)
