"""What the screen with the tables shows; what it does stands in `tables`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qcode.model.table import Row, Table
from qcode.operations.table_cells import Passage
from qcode.operations.table_choices import Choice, Choices
from qcode.operations.table_reading import (
    for_reading,
    heads,
    without_empty_columns,
)
from qcode.operations.tables import TableKind
from qcode.store import Store
from qcode.text.harmless import harmless
from qcode.tui.screens.table_notes import fact_told
from qcode.tui.screens.table_options import told
from qcode.tui.widgets.table_view import TableView

_KEYS = "Tab list, table · Enter segments behind · s sort · n notes · w W write · Esc"
_APART = "   "
# Choices by their keys, in the order in which they stand above a table.
CHOICES = {
    "c": Choice.CODER,
    "b": Choice.BY,
    "u": Choice.UNIT,
    "p": Choice.CELLS,
    "d": Choice.DOCUMENT,
    "r": Choice.RELATION,
    "i": Choice.TURNS,
    "slash": Choice.QUERY,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it was made and as it is read, both with their rows as lists."""

    kind: TableKind
    choices: Choices
    made: Table
    rows: Sequence[Row]
    reading: Table
    told: Sequence[Row]


def made_for_reading(kind: TableKind, choices: Choices, store: Store) -> Shown:
    """Return a table and its rows, which are made while they are read."""
    made = kind.make(store, choices)
    rows = list(made.rows)
    reading = without_empty_columns(for_reading(replace(made, rows=rows)))
    return Shown(kind, choices, made, rows, reading, list(reading.rows))


class TablesView(Screen[Passage | None]):
    """A list of tables to the left, the one that was made to the right."""

    CSS_PATH = "tables.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    shown: Shown | None = None
    _parts: Sequence[Content] = ()

    def compose(self) -> ComposeResult:
        """Lay out the list, the table and what is said of it."""
        with Horizontal(id="tables"):
            yield OptionList(id="tables-kinds")
            with Vertical(id="tables-found"):
                yield Static(id="tables-title")
                yield Static(id="tables-choices")
                yield TableView(id="tables-view")
                yield Static(id="tables-note")
        yield Static(Content(_KEYS), id="tables-keys")

    def list_kinds(self, kinds: Sequence[TableKind]) -> None:
        """Offer the tables, each group under its heading."""
        listed = self.query_one(OptionList)
        group = None
        for kind in kinds:
            if kind.group is not group:
                group = kind.group
                heading = Content.assemble((group.value, "bold $text-accent"))
                listed.add_option(Option(heading, disabled=True))
            listed.add_option(Option(f" {kind.title}", id=kind.name))
        listed.highlighted = 1

    def show_making(self, kind: TableKind, choices: Choices) -> None:
        """Say that a table is being made, and what it is made of."""
        self.shown = None
        self.say(f"{kind.title} …")
        self._show_choices(kind, choices)
        self.query_one("#tables-note", Static).update("")
        self.query_one(TableView).show([], [])

    def show_table(self, shown: Shown) -> None:
        """Show a table that was made."""
        self.shown = shown
        self.say(shown.made.title)
        self._lay_choices()
        frozen = heads(shown.reading)
        columns = shown.reading.columns
        self.query_one(TableView).show(columns, shown.told, frozen=frozen)
        self.tell_place(0)

    def say(self, text: str) -> None:
        """Say above the table what it is, or why there is none."""
        lines = [Content.assemble((harmless(it), "bold")) for it in text.split("\n")]
        self.query_one("#tables-title", Static).update(Content("\n").join(lines))

    def on_resize(self) -> None:
        """Lay the choices out in the width that there is now."""
        self.call_after_refresh(self._lay_choices)

    def _lay_choices(self) -> None:
        line = self.query_one("#tables-choices", Static)
        line.update(_in_lines(self._parts, line.size.width))

    def _show_choices(self, kind: TableKind, choices: Choices) -> None:
        self._parts = [
            Content.assemble(
                ("/" if key == "slash" else key, "bold $text-accent"),
                (f" {choice} ", "dim"),
                harmless(told(choice, kind, choices)),
            )
            for key, choice in CHOICES.items()
            if choice in kind.takes
        ]
        self._lay_choices()

    def tell_place(self, row: int) -> None:
        """Say where the cursor is, and what numbers there are numbers of."""
        shown = self.shown
        if shown is None:
            return
        made_from = shown.made.provenance
        base = ", ".join(
            f"{name}: {fact_told(value)}" for name, value in made_from.base.items()
        )
        number = len(shown.rows)
        place = f"row {min(row + 1, number)} of {number}"
        facts = " · ".join(filter(None, [place, f"unit: {made_from.unit}", base]))
        text = " ".join([f"{facts}.", *shown.made.notes])
        whole = self._whole(shown)
        lines = [Content(harmless(whole))] if whole else []
        lines.append(Content.assemble((harmless(text), "dim")))
        self.query_one("#tables-note", Static).update(Content("\n").join(lines))

    def _whole(self, shown: Shown) -> str:
        """Return the text of the cell under the cursor where a column cuts it off."""
        view = self.query_one(TableView)
        if view.chosen is None:
            return ""
        cell = shown.told[view.chosen][view.column]
        is_cut = isinstance(cell, str) and len(cell) > view.width_of(view.column)
        return str(cell) if is_cut else ""


def _in_lines(parts: Sequence[Content], width: int) -> Content:
    """Return parts side by side, none of them over two lines."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + len(_APART) + part.cell_length <= width:
            lines[-1] = Content(_APART).join([lines[-1], part])
        else:
            lines.append(part)
    return Content("\n").join(lines)
