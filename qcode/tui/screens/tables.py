"""The tables of what was coded: chosen from a list, looked at, written to a file."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from qcode.errors import QcodeError, QueryError
from qcode.model.coding import Coder
from qcode.operations.behind import behind
from qcode.operations.corpus_survey import survey_of
from qcode.operations.queries import check
from qcode.operations.saving_queries import list_queries, save_query
from qcode.operations.table_cells import CellAt, Passage, passage_of
from qcode.operations.table_choices import Choice, Choices, Offered, offered
from qcode.operations.table_documents import write_told
from qcode.operations.tables import TableKind, table_kinds
from qcode.project import Project
from qcode.store import Store
from qcode.text.harmless import harmless
from qcode.tui.background import in_background
from qcode.tui.screens.asking import OneOf
from qcode.tui.screens.query_entry import QueryEntry
from qcode.tui.screens.segments_behind import SegmentsBehind
from qcode.tui.screens.table_notes import TableNotes
from qcode.tui.screens.table_options import options
from qcode.tui.screens.tables_view import (
    CHOICES,
    Shown,
    TablesView,
    made_for_reading,
)
from qcode.tui.widgets.table_view import TableView

_ENDINGS = ("xlsx", "csv", "json", "parquet", "md", "html")
_SAYS = {
    Choice.CODER: "Whose codings",
    Choice.BY: "By what",
    Choice.UNIT: "Number of what",
    Choice.CELLS: "What the cells say",
    Choice.DOCUMENT: "Which document",
    Choice.RELATION: "What is together",
    Choice.TURNS: "Whose turns",
    Choice.QUERY: "Only what a query finds",
}


class TablesScreen(TablesView):
    """Choosing, making, looking behind and writing tables.

    Gives a passage that somebody wants to read in its text, else `None`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "make", "Make the table", show=False, id="tables.make"),
        Binding(
            "tab", "app.focus_next", "List and table", show=False, id="tables.other"
        ),
        *(
            Binding(
                key,
                f"choose('{choice}')",
                _SAYS[choice],
                show=False,
                id=f"tables.{choice}",
            )
            for key, choice in CHOICES.items()
        ),
        Binding("w", "write('xlsx')", "Write as XLSX", show=False, id="tables.write"),
        Binding("W", "write_as", "Write as …", show=False, id="tables.write-as"),
        Binding(
            "n", "notes", "Notes, and what was asked", show=False, id="tables.notes"
        ),
        Binding("escape,q", "dismiss(None)", "Back", show=False, id="tables.back"),
    ]

    def __init__(self, store: Store, project: Project, coder: Coder) -> None:
        super().__init__()
        self._coder = coder
        self._store = store
        self._project = project
        self._kinds: dict[str, TableKind] = {}
        self._kind: TableKind | None = None
        self._offered = Offered([], [], [], "")
        self._choices = Choices()

    def on_mount(self) -> None:
        """Read what there is to choose, and make the first table."""
        self.query_one(OptionList).focus()
        self._begin()

    @work(exclusive=True, group="make")
    async def _begin(self) -> None:
        store, corpus = self._store, self._project.corpus
        try:
            self._offered = await in_background(lambda: offered(store))
            survey = await in_background(lambda: survey_of(store, corpus))
        except QcodeError as error:
            self.say(str(error))
            return
        self._choices = self._offered.choices
        kinds = table_kinds(survey)
        self._kinds = {it.name: it for it in kinds}
        self.list_kinds(kinds)
        self._make(kinds[0])

    @on(OptionList.OptionSelected)
    def make_chosen(self, event: OptionList.OptionSelected) -> None:
        """Make the table that was chosen."""
        self._make(self._kinds[str(event.option_id)])

    def action_make(self) -> None:
        """Make the table that the list's cursor is on."""
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            chosen = listed.get_option_at_index(listed.highlighted)
            self._make(self._kinds[str(chosen.id)])

    @on(TableView.Reached)
    def tell_row(self, event: TableView.Reached) -> None:
        """Say which row the cursor is on."""
        self.tell_place(event.row)

    # Choosing

    def action_choose(self, name: str) -> None:
        """Ask for one of the choices that the table takes."""
        choice, kind = Choice(name), self._kind
        if kind is None or choice not in kind.takes:
            return
        if choice is Choice.QUERY:
            self._ask_query()
            return
        settled = kind.settled(self._choices, self._offered)
        found = options(choice, kind, settled, self._offered)

        def take(at: int | None) -> None:
            if at is not None:
                self._choices = found[at][1]
                self._make(kind)

        lines = [Content(harmless(says)) for says, _ in found]
        self.app.push_screen(OneOf(_SAYS[choice], lines, "chooses"), take)

    @work(exclusive=True, group="ask")
    async def _ask_query(self) -> None:
        saved = await in_background(lambda: list_queries(self._store))
        named = [(it.name, it.query) for it, _ in saved]
        query = self._choices.query or ""
        store, who = self._store, self._coder.id

        def save(name: str, asked: str) -> None:
            save_query(store, name, asked, who)

        entry = QueryEntry(query, named, lambda asked: check(store, asked), save)
        self.app.push_screen(entry, self._take_query)

    def _take_query(self, query: str | None) -> None:
        if query is not None and self._kind is not None:
            self._choices = replace(self._choices, query=query or None)
            self._make(self._kind)

    # Making

    @work(exclusive=True, group="make")
    async def _make(self, kind: TableKind) -> None:
        self._kind = kind
        choices = kind.settled(self._choices, self._offered)
        self.show_making(kind, choices)
        try:
            shown = await in_background(
                lambda: made_for_reading(kind, choices, self._store)
            )
        except QueryError as error:
            self.say(f"{error.pointer}\n{error}")
        except QcodeError as error:
            self.say(str(error))
        else:
            self.show_table(shown)

    # What is behind, and writing

    @on(TableView.Opened)
    def open_cell(self, event: TableView.Opened) -> None:
        """Show the segments behind a cell, or go to the one that a row is about."""
        shown = self.shown
        if shown is None:
            return
        column = shown.reading.columns[event.column].name
        cell = CellAt(shown.made.names, shown.rows[event.row], column)
        passage = passage_of(cell, shown.choices, shown.kind.name)
        if passage is not None:
            self.dismiss(passage)
        else:
            self._open_behind(shown, cell)

    @work(exclusive=True, group="behind")
    async def _open_behind(self, shown: Shown, cell: CellAt) -> None:
        kind, choices = shown.kind.name, shown.choices
        try:
            found = await in_background(
                lambda: behind(self._store, kind, choices, self._offered, cell)
            )
        except QcodeError as error:
            self.notify(harmless(str(error)), markup=False)
            return
        self.app.push_screen(SegmentsBehind(found), self._go_there)

    def _go_there(self, passage: Passage | None) -> None:
        if passage is not None:
            self.dismiss(passage)

    def action_notes(self) -> None:
        """Show what must be read with the table, and where it comes from."""
        if self.shown is not None:
            self.app.push_screen(TableNotes(self.shown.made))

    def action_write_as(self) -> None:
        """Ask for the format of the file, and write it."""

        def take(at: int | None) -> None:
            if at is not None:
                self.action_write(_ENDINGS[at])

        names = [Content(ending.upper()) for ending in _ENDINGS]
        self.app.push_screen(OneOf("Write the table as", names, "writes it"), take)

    @work(exclusive=True, group="write")
    async def action_write(self, ending: str) -> None:
        """Write the table that is shown into the study's folder for exports."""
        shown = self.shown
        if shown is None:
            return
        name = shown.kind.file_name(shown.choices)
        path = self._project.exports / f"{name}.{ending}"
        table = replace(shown.made, rows=shown.rows)
        try:
            await in_background(lambda: write_told(path, table))
        except QcodeError as error:
            self.notify(harmless(str(error)), severity="error", markup=False)
        else:
            self.notify(harmless(f"Wrote {path}"), markup=False)
