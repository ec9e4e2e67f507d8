"""The tables of what was coded: chosen from a list, looked at, written to a file."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qcode.errors import QcodeError
from qcode.model.table import Row, Table
from qcode.operations.exports import write_found
from qcode.operations.tables import TableKind, for_reading, table_kinds
from qcode.store import Store
from qcode.text.harmless import harmless
from qcode.tui.background import in_background
from qcode.tui.widgets.table_view import TableView

_KEYS = "Enter makes it · Tab list and table · w writes it as XLSX · Esc back"


class TablesScreen(Screen[None]):
    """A list of tables to the left, the one that was made to the right."""

    CSS_PATH = "tables.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "make", "Make the table", show=False, id="tables.make"),
        Binding(
            "tab", "app.focus_next", "List and table", show=False, id="tables.other"
        ),
        Binding("w", "write", "Write it to exports/", show=False, id="tables.write"),
        Binding("escape,q", "dismiss", "Back to coding", show=False, id="tables.back"),
    ]

    def __init__(self, store: Store, exports: Path) -> None:
        super().__init__()
        self._store = store
        self._exports = exports
        self._kinds = table_kinds()
        self._shown: tuple[TableKind, Table, list[Row]] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list, the table and what is said of it."""
        with Horizontal(id="tables"):
            yield OptionList(
                *(Option(it.name) for it in self._kinds), id="tables-kinds"
            )
            with Vertical(id="tables-found"):
                yield Static(id="tables-title")
                yield TableView(id="tables-view")
                yield Static(id="tables-note")
        yield Static(Content(_KEYS), id="tables-keys")

    def on_mount(self) -> None:
        """Make the first table."""
        self.query_one(OptionList).focus()
        self._make(self._kinds[0])

    @on(OptionList.OptionSelected)
    def make_chosen(self, event: OptionList.OptionSelected) -> None:
        """Make the table that was chosen."""
        self._make(self._kinds[event.option_index])

    @on(TableView.Reached)
    def tell_row(self, event: TableView.Reached) -> None:
        """Say which row the cursor is on."""
        self._tell_place(event.row)

    def action_make(self) -> None:
        """Make the table that the list's cursor is on."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._make(self._kinds[at])

    @work(exclusive=True, group="write")
    async def action_write(self) -> None:
        """Write the table that is shown into the study's folder for exports."""
        if self._shown is None:
            return
        kind, _, _ = self._shown
        path = self._exports / f"{kind.name}.xlsx"
        try:
            await in_background(lambda: write_found(kind.make(self._store), path))
        except QcodeError as error:
            self.notify(harmless(str(error)), severity="error", markup=False)
        else:
            self.notify(harmless(f"Wrote {path}"), markup=False)

    @work(exclusive=True, group="make")
    async def _make(self, kind: TableKind) -> None:
        self._say(f"{kind.name} …")
        try:
            table, rows = await in_background(lambda: _made(kind, self._store))
        except QcodeError as error:
            self._say(str(error))
            return
        self._shown = kind, table, rows
        self._say(f"{table.title}: {kind.name}")
        self.query_one(TableView).show(table.columns, rows)
        self._tell_place(0)

    def _say(self, text: str) -> None:
        title = Content.assemble((harmless(text), "bold"))
        self.query_one("#tables-title", Static).update(title)

    def _tell_place(self, row: int) -> None:
        if self._shown is None:
            return
        _, table, rows = self._shown
        made_from = table.provenance
        base = ", ".join(f"{name}: {value}" for name, value in made_from.base.items())
        place = f"row {min(row + 1, len(rows))} of {len(rows)}"
        notes = " ".join(table.notes)
        told = f"{place} · unit: {made_from.unit} · {base} {notes}"
        self.query_one("#tables-note", Static).update(Content(harmless(told)))


def _made(kind: TableKind, store: Store) -> tuple[Table, list[Row]]:
    """Return a table and its rows, which are made while they are read."""
    table = for_reading(kind.make(store))
    return table, [tuple(row) for row in table.rows]
