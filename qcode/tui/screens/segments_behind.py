"""The coded segments behind a number of a table."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from qcode.model.table import Column, Holds
from qcode.operations.table_cells import Behind, Passage
from qcode.text.harmless import harmless
from qcode.tui.widgets.table_layout import told
from qcode.tui.widgets.table_view import TableView

_KEYS = "Enter goes to the place in the text · s sorts · Esc back to the table"


class SegmentsBehind(Screen[Passage | None]):
    """A list of segments; gives the passage to go to, `None` for back."""

    CSS_PATH = "segments_behind.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Back to the table", id="behind.back"),
    ]

    def __init__(self, found: Behind) -> None:
        super().__init__()
        self._found = found

    def compose(self) -> ComposeResult:
        """Lay out what they are of, the list, and the whole of the one chosen."""
        number = len(self._found.rows)
        counted = f"{number} segment{'' if number == 1 else 's'}"
        if "first text" in self._found.names:
            counted = f"{number} pair{'' if number == 1 else 's'} of segments"
        title = Content.assemble((harmless(self._found.title), "bold"), f"  {counted}")
        yield Static(title, id="behind-title")
        yield TableView(id="behind-view")
        with VerticalScroll(id="behind-whole", can_focus=False):
            yield Static(id="behind-text")
        yield Static(Content(_KEYS), id="behind-keys")

    def on_mount(self) -> None:
        """Show the segments."""
        view = self.query_one(TableView)
        columns = [
            Column(name, "", Holds.WHOLE if name == "line" else Holds.TEXT)
            for name in self._found.names
        ]
        kept = [
            at
            for at, name in enumerate(self._found.names)
            if name in ("document", "text") or any(it[at] for it in self._found.rows)
        ]
        rows = [[row[at] for at in kept] for row in self._found.rows]
        view.show([columns[at] for at in kept], rows, frozen=1)
        view.focus()
        self._tell()

    @on(TableView.Reached)
    def tell_row(self) -> None:
        """Show the whole of the segment under the cursor."""
        self._tell()

    @on(TableView.Opened)
    def go_there(self, event: TableView.Opened) -> None:
        """Give the place of the segment."""
        self.dismiss(self._found.passages[event.row])

    def _tell(self) -> None:
        at = self.query_one(TableView).chosen
        lines: list[Content] = []
        if at is not None:
            said = zip(self._found.names, self._found.rows[at], strict=True)
            lines = [
                Content.assemble((f"{name}: ", "dim"), told(cell))
                for name, cell in said
                if cell and name in ("text", "memo", "first text", "second text")
            ]
        self.query_one("#behind-text", Static).update(Content("\n").join(lines))
