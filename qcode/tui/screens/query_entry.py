"""Asking which coded segments are meant: a query, or a saved one."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qcode.errors import QcodeError, QueryError
from qcode.text.harmless import harmless
from qcode.tui.background import in_background
from qcode.tui.screens.asking import Sentence
from qcode.tui.widgets.entries import LineEntry

_EXAMPLE = "code:personal AND NOT speaker:I AND city:B"


class QueryEntry(ModalScreen[str | None]):
    """Asks for a query; gives it once it can be answered, `None` when given up.

    "" is no query. `check` raises QueryError for a wrong one; `saved` are names and
    queries, and `save` keeps a query (the second) under a name.
    """

    CSS_PATH = "query_entry.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="query.cancel"),
        Binding("down", "other", "Saved queries", show=False, id="query.saved"),
        Binding("ctrl+s", "keep", "Save under a name", show=False, id="query.save"),
    ]

    def __init__(
        self,
        query: str,
        saved: Sequence[tuple[str, str]],
        check: Callable[[str], None],
        save: Callable[[str, str], None],
    ) -> None:
        super().__init__()
        self._query = query
        self._saved = saved
        self._check = check
        self._save = save

    def compose(self) -> ComposeResult:
        """Lay out the entry, what is wrong with it, and the saved queries."""
        with Vertical(id="query-box"):
            yield Static(Content("Count only what a query finds"), id="query-title")
            yield LineEntry(
                self._query,
                placeholder=_EXAMPLE,
                id="query-text",
                select_on_focus=False,
            )
            yield Static(id="query-fault")
            if self._saved:
                lines = [
                    Content.assemble((harmless(name), "bold"), f"  {harmless(query)}")
                    for name, query in self._saved
                ]
                yield OptionList(*map(Option, lines), id="query-saved")
            saved = " · ↓ saved queries" if self._saved else ""
            keys = f"Enter asks · empty counts all{saved} · Ctrl+S saves · Esc cancels"
            yield Static(Content(keys), id="query-keys")

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Give the query if it can be answered."""
        self._give(event.value.strip())

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Give the name of the saved query that was chosen."""
        self._give(self._saved[event.option_index][0])

    def action_other(self) -> None:
        """Go to the saved queries."""
        for listed in self.query(OptionList):
            listed.focus()

    def action_keep(self) -> None:
        """Ask for a name, and keep the query under it."""
        query = self.query_one(Input).value.strip()
        why = "Enter saves the query under this name · Esc cancels"
        asked = Sentence("A name for the query", "", why)
        self.app.push_screen(asked, lambda name: self._keep(name, query))

    def _keep(self, name: str | None, query: str) -> None:
        if name:
            self._give(query, name)

    @work(exclusive=True)
    async def _give(self, query: str, name: str = "") -> None:
        """Give a query that can be answered, or the name that it is kept under."""
        if query:
            try:
                await in_background(lambda: self._check(query))
                if name:
                    await in_background(lambda: self._save(name, query))
            except QueryError as error:
                self._say(f"{error.pointer}\n{error}")
                return
            except QcodeError as error:
                self._say(str(error))
                return
        self.dismiss(name or query)

    def _say(self, text: str) -> None:
        lines = [Content(harmless(line)) for line in text.split("\n")]
        self.query_one("#query-fault", Static).update(Content("\n").join(lines))
