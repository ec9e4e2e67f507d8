"""A recommendation's statement, and the entry in which it is written in its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from qcode.text.harmless import harmless
from qcode.tui.widgets.entries import TextEntry

_KEYS = "Ctrl+S stores it · Esc leaves it as it was"
_WARNING = "Not stored. Ctrl+S stores it, Esc again throws the changes away."
_NONE = "No statement yet; e writes one."


class StatementEntry(TextEntry):
    """Where a statement is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "store", "Store the statement", id="statement.save"),
        Binding("escape", "give_up", "Leave it as it was", id="statement.cancel"),
    ]

    class Stored(Message):
        """What was written is to be stored."""

    class GivenUp(Message):
        """What was written is to be forgotten."""

    def action_store(self) -> None:
        """Ask for storing."""
        self.post_message(self.Stored())

    def action_give_up(self) -> None:
        """Ask for forgetting."""
        self.post_message(self.GivenUp())


class Statement(Vertical):
    """Shows a statement, or the entry for it while it is written."""

    DEFAULT_CSS = """
    Statement { height: auto; }
    Statement > #statement-text { height: auto; }
    Statement > #statement-entry { height: 8; border: tall $primary 40%; }
    Statement > .-writing { display: none; }
    Statement > #statement-keys { height: auto; color: $text-muted; }
    Statement.-writing > .-writing { display: block; }
    Statement.-writing > #statement-text { display: none; }
    """

    @dataclass
    class Written(Message):
        """A statement was written, and is to be stored."""

        text: str

    @dataclass
    class Left(Message):
        """Writing ended without anything to store."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._before = ""
        self._is_warned = False

    def compose(self) -> Iterator[Widget]:
        """Make the text and the entry."""
        yield Static(id="statement-text")
        yield StatementEntry(
            id="statement-entry", classes="-writing", show_line_numbers=False
        )
        yield Static(id="statement-keys", classes="-writing")

    @property
    def is_writing(self) -> bool:
        """Whether a statement is being written."""
        return self.has_class("-writing")

    def show(self, text: str) -> None:
        """Show this statement, where none is being written."""
        shown = "\n".join(harmless(line) for line in text.splitlines())
        words = (shown, "") if shown else (_NONE, "dim")
        self.query_one("#statement-text", Static).update(Content.assemble(words))

    def write(self, before: str, draft: str | None = None) -> None:
        """Let a statement be written, on from `draft` where there is one."""
        self._before, self._is_warned = before, False
        entry = self.query_one(StatementEntry)
        entry.text = before if draft is None else draft
        entry.move_cursor(entry.document.end)
        self.query_one("#statement-keys", Static).update(Content(_KEYS))
        self.add_class("-writing")
        entry.focus()

    def end(self) -> None:
        """Show the statement again."""
        self.remove_class("-writing")

    def on_statement_entry_stored(self, event: StatementEntry.Stored) -> None:
        """Tell what was written; it stays here until it is stored."""
        event.stop()
        text = self.query_one(TextArea).text
        is_new = text.strip() != self._before.strip()
        self.post_message(self.Written(text) if is_new else self.Left())

    def on_statement_entry_given_up(self, event: StatementEntry.GivenUp) -> None:
        """Give up; a text that would be lost is asked for once."""
        event.stop()
        if self.query_one(TextArea).text == self._before or self._is_warned:
            self.post_message(self.Left())
            return
        self._is_warned = True
        self.query_one("#statement-keys", Static).update(Content(_WARNING))
