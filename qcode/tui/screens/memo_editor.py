"""Writing a memo."""

from pathlib import PurePath
from typing import ClassVar, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from qcode.text.harmless import harmless
from qcode.tui.widgets.entries import TextEntry

# As Textual has it, for editors that add a sheet of their own.
Styles: TypeAlias = str | PurePath | list[str | PurePath] | None


class MemoEditor(ModalScreen[str | None]):
    """Asks for a memo's text; gives it when saved, `None` when given up.

    `draft` is what was written already and could not be stored.
    """

    CSS_PATH: ClassVar[Styles] = "memo_editor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="memo.save", priority=True),
        Binding("escape", "give_up", "Cancel", id="memo.cancel", priority=True),
    ]

    def __init__(self, about: str, text: str, draft: str | None = None) -> None:
        super().__init__()
        self._about = about
        self._before = text
        self._draft = text if draft is None else draft
        self._is_warned = False

    def compose(self) -> ComposeResult:
        """Lay out the title, the text and the keys."""
        with Vertical(id="memo"):
            yield Static(Content(f"Memo · {harmless(self._about)}"), id="memo-about")
            yield TextEntry(self._draft, id="memo-text", show_line_numbers=False)
            yield Static(Content(_KEYS), id="memo-keys")

    def on_mount(self) -> None:
        """Go on writing where a memo ends."""
        text = self.query_one(TextArea)
        text.move_cursor(text.document.end)

    def action_save(self) -> None:
        """Give the text to whoever asked."""
        self.dismiss(self.query_one(TextArea).text)

    def action_give_up(self) -> None:
        """Give up; a text that would be lost is asked for once."""
        if self.query_one(TextArea).text == self._before or self._is_warned:
            self.dismiss(None)
            return
        self._is_warned = True
        self.query_one("#memo-keys", Static).update(
            Content("Not saved. Ctrl+S saves, Esc again throws the changes away.")
        )


_KEYS = "Ctrl+S saves · Esc cancels · an empty memo is removed"
