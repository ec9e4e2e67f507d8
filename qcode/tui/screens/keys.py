"""All keys of a screen, as they are set in this study."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

Row = tuple[str, str, str]
"""Keys, what they do, and the binding's id."""


class KeysHelp(ModalScreen[None]):
    """Shows keys with what they do and the id by which they can be set anew."""

    CSS_PATH = "keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss", "Close", id="keys.close"),
    ]

    def __init__(self, groups: Sequence[tuple[str, Sequence[Row]]]):
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


def _table(title: str, rows: Sequence[Row]) -> Content:
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


def active_keys(screen: Screen[None]) -> dict[str, tuple[str, str]]:
    """Return the shown key and the action of each binding that acts now.

    The key is the binding's short name; a study's own keys are respected.
    """
    found: dict[str, tuple[str, str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        name = (binding.id or "").partition(".")[2]
        prefix = "screen" if active.node is screen else "focused"
        action = binding.action
        action = action if "." in action else f"{prefix}.{action}"
        found.setdefault(name, (screen.app.get_key_display(binding), action))
    return found


def rows_of(node: DOMNode) -> list[Row]:
    """Return all keys of a screen or widget, as they are set in this study."""
    rows: dict[str, tuple[list[str], str]] = {}
    own_keys = node._bindings.copy()
    own_keys.apply_keymap(node.app._keymap)
    for bindings in own_keys.key_to_bindings.values():
        for one in bindings:
            keys, _ = rows.setdefault(one.id or "", ([], one.description))
            keys.append(node.app.get_key_display(one))
    listed = [(" ".join(keys), says, name) for name, (keys, says) in rows.items()]
    return [row for row in listed if row[2]]
