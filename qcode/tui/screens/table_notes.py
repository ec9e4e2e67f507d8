"""What is said of a table: notes, and where its numbers come from."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qcode.model.table import Fact, Table
from qcode.text.harmless import harmless


class TableNotes(ModalScreen[None]):
    """Shows the notes of a table and its provenance."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,q", "dismiss", "Close", id="notes.close"),
    ]

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def compose(self) -> ComposeResult:
        """Lay out the notes, then what was asked, then what columns mean."""
        with Vertical(classes="asking"):
            title = Content(harmless(self._table.title))
            yield Static(title, classes="asking-title")
            with VerticalScroll(classes="asking-body"):
                yield Static(Content("\n").join(self._lines()))
            yield Static(Content("↑↓ scroll · Esc closes"), classes="asking-keys")

    def _lines(self) -> Iterator[Content]:
        table, made_from = self._table, self._table.provenance
        for note in table.notes:
            yield Content(harmless(note))
        if table.notes:
            yield Content("")
        yield _line("unit", made_from.unit)
        for facts in (made_from.base, made_from.filters, made_from.parameters):
            for name, value in facts.items():
                yield _line(name, fact_told(value))
        yield Content("")
        for column in table.columns:
            yield _line(column.name, column.meaning)


def fact_told(value: Fact) -> str:
    """Return a fact in words: several values side by side."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value)
    return ", ".join(value)


def _line(name: str, value: str) -> Content:
    return Content.assemble((f"{harmless(name)}: ", "dim"), harmless(value))
