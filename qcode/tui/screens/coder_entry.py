"""Asking who is coding, before anything is coded."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from qcode.tui.widgets.entries import LineEntry


class CoderEntry(ModalScreen[str | None]):
    """Asks for a coder's handle; gives it, or `None` when given up."""

    CSS_PATH = "coder_entry.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Quit", id="coder.cancel"),
    ]

    def __init__(self, proposed: str) -> None:
        super().__init__()
        self._proposed = proposed

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(id="coder"):
            yield Static(Content("Who is coding?"), id="coder-question")
            yield Static(
                Content("A short name or initials; every coding is kept under it."),
                id="coder-why",
            )
            yield LineEntry(self._proposed, placeholder="for example KM", id="handle")
            yield Static(Content("Enter begins · Esc quits"), id="coder-keys")

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Give the handle, if there is one."""
        if event.value.strip():
            self.dismiss(event.value)
