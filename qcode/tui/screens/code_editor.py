"""Changing what a code says of itself: name, definition, rules, example."""

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from qcode.model.codebook import Code
from qcode.text.harmless import harmless
from qcode.tui.widgets.entries import LineEntry, TextEntry

_LINES = (("name", "Name"), ("keywords", "Keywords, separated by commas"))
_TEXTS = (
    ("definition", "Definition"),
    ("include", "Include: code here when"),
    ("exclude", "Exclude: do not code here when"),
    ("example", "Anchor example"),
    ("memo", "Memo of the team"),
)
_KEYS = "Ctrl+S saves to the study and to codebook.yaml · Esc cancels"


class CodeEditor(ModalScreen[Code | None]):
    """Asks for a code's texts; gives the changed code, or `None`.

    `draft` is what was made of it already and could not be stored.
    """

    CSS_PATH = "code_editor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="code.save", priority=True),
        Binding("escape", "give_up", "Cancel", id="code.cancel", priority=True),
    ]

    def __init__(self, code: Code, path: str, draft: Code | None = None) -> None:
        super().__init__()
        self._code = code
        self._draft = code if draft is None else draft
        self._path = path
        self._is_warned = False

    def compose(self) -> ComposeResult:
        """Lay out a field per property."""
        with Vertical(id="editor"):
            title = f"{self._path} · key {self._code.key}"
            yield Static(Content(harmless(title)), id="editor-title")
            with VerticalScroll(id="editor-fields"):
                for field, label in _LINES:
                    yield Static(Content(label), classes="label")
                    yield LineEntry(self._shown(field), id=field)
                for field, label in _TEXTS:
                    yield Static(Content(label), classes="label")
                    yield TextEntry(
                        self._shown(field), id=field, show_line_numbers=False
                    )
            yield Static(Content(_KEYS), id="editor-keys")

    def _shown(self, field: str) -> str:
        value = getattr(self._draft, field)
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def _edited(self) -> Code:
        lines = {f: self.query_one(f"#{f}", Input).value.strip() for f, _ in _LINES}
        texts = {f: self.query_one(f"#{f}", TextArea).text.strip() for f, _ in _TEXTS}
        parted = (word.strip() for word in lines["keywords"].split(","))
        return replace(
            self._code,
            name=" ".join(lines["name"].split()) or self._code.name,
            keywords=tuple(word for word in parted if word),
            definition=texts["definition"],
            include=texts["include"],
            exclude=texts["exclude"],
            example=texts["example"],
            memo=texts["memo"],
        )

    def action_save(self) -> None:
        """Give the changed code to whoever asked."""
        edited = self._edited()
        self.dismiss(None if edited == self._code else edited)

    def action_give_up(self) -> None:
        """Give up; changes that would be lost are asked for once."""
        if self._edited() == self._code or self._is_warned:
            self.dismiss(None)
            return
        self._is_warned = True
        self.query_one("#editor-keys", Static).update(
            Content("Not saved. Ctrl+S saves, Esc again throws the changes away.")
        )
