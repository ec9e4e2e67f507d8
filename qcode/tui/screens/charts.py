"""The charts of what was coded: chosen from a list, looked at, written to files."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qcode.errors import QcodeError
from qcode.interchange.charts.words import LANGUAGES
from qcode.operations.chart_kinds import (
    ChartKind,
    ChartScope,
    chart_kinds,
    coders_with_work,
)
from qcode.store import Store
from qcode.text.harmless import harmless
from qcode.tui.background import in_background
from qcode.tui.widgets.chart_view import ChartView

if TYPE_CHECKING:
    from qcode.model.chart import Chart
    from qcode.model.document import DocumentSummary

_KEYS = "Enter draws · Tab chart · c whose · [ ] document · L language · w writes · Esc"


class ChartsScreen(Screen[None]):
    """A list of charts to the left, the one that was drawn to the right."""

    CSS_PATH = "charts.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "make", "Draw the chart", show=False, id="charts.make"),
        Binding(
            "tab", "app.focus_next", "List and chart", show=False, id="charts.other"
        ),
        Binding("c", "coder", "Whose codings", show=False, id="charts.coder"),
        Binding("L", "language", "Language", show=False, id="charts.language"),
        Binding(
            "right_square_bracket,f8",
            "document(1)",
            "Portrait of the next document",
            show=False,
            id="charts.next-document",
        ),
        Binding(
            "left_square_bracket,f7",
            "document(-1)",
            "Portrait of the previous document",
            show=False,
            id="charts.previous-document",
        ),
        Binding("w", "write", "Write it to exports/", show=False, id="charts.write"),
        Binding("escape,q", "dismiss", "Back to coding", show=False, id="charts.back"),
    ]

    def __init__(
        self,
        store: Store,
        scope: ChartScope,
        documents: Sequence["DocumentSummary"],
        exports: Path,
        language: str,
    ) -> None:
        super().__init__()
        # The study's is the one without a name.
        self._language = language.partition("-")[0].lower()
        self._store = store
        self._scope = scope
        self._documents = documents
        self._exports = exports
        self._kinds = chart_kinds()
        self._kind = self._kinds[0]
        self._shown: tuple[ChartKind, ChartScope, Chart] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list, the chart and what is said of it."""
        with Horizontal(id="charts"):
            yield OptionList(
                *(Option(it.name) for it in self._kinds), id="charts-kinds"
            )
            with Vertical(id="charts-drawn"):
                yield Static(id="charts-title")
                yield ChartView(id="charts-view")
                yield Static(id="charts-note")
        yield Static(Content(_KEYS), id="charts-keys")

    def on_mount(self) -> None:
        """Draw the first chart."""
        self.query_one(OptionList).focus()
        self._make()

    @on(OptionList.OptionSelected)
    def make_chosen(self, event: OptionList.OptionSelected) -> None:
        """Draw the chart that was chosen."""
        self._kind = self._kinds[event.option_index]
        self._make()

    def action_make(self) -> None:
        """Draw the chart that the list's cursor is on."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._kind = self._kinds[at]
            self._make()

    def action_language(self) -> None:
        """Write the words on the chart in the next language."""
        known = [None, *(it for it in LANGUAGES if it != self._language)]
        after = known[(known.index(self._scope.language) + 1) % len(known)]
        self._scope = replace(self._scope, language=after)
        self._make()

    @work(exclusive=True, group="coder")
    async def action_coder(self) -> None:
        """Draw the next coder's codings; after the last all coders', pooled."""
        try:
            found = await in_background(lambda: coders_with_work(self._store))
        except QcodeError as error:
            self.notify(harmless(str(error)), severity="error", markup=False)
            return
        known = [None, *found]
        coder = self._scope.coder
        at = known.index(coder) if coder in known else 0
        self._scope = replace(self._scope, coder=known[(at + 1) % len(known)])
        self._make()

    def action_document(self, by: int) -> None:
        """Let the portrait be of another document."""
        if self._documents:
            ids = [it.id for it in self._documents]
            shown = self._scope.document
            at = ids.index(shown.id) + by if shown is not None else 0
            document = self._documents[at % len(ids)]
            self._scope = replace(self._scope, document=document)
            self._make()

    @work(exclusive=True, group="write")
    async def action_write(self) -> None:
        """Write the chart that is shown into the study's folder for exports."""
        # matplotlib takes 0.6 s to load, which no look at a chart should pay.
        from qcode.operations.chart_files import write_chart_of

        if self._shown is None:
            return
        kind, scope, chart = self._shown
        stem = kind.file_stem(scope)
        paths = [self._exports / f"{stem}{ending}" for ending in (".png", ".svg")]
        try:
            await in_background(lambda: write_chart_of(chart, *paths))
        except QcodeError as error:
            self.notify(harmless(str(error)), severity="error", markup=False)
        else:
            text = f"Wrote {paths[0]} and {paths[1].name}"
            self.notify(harmless(text), markup=False)

    @work(exclusive=True, group="make")
    async def _make(self) -> None:
        kind, scope = self._kind, self._scope
        self._say(f"{kind.name} …")
        try:
            chart = await in_background(lambda: kind.make(self._store, scope))
        except QcodeError as error:
            self._shown = None
            self._say(str(error))
            self.query_one(ChartView).show(None)
            self.query_one("#charts-note", Static).update()
            return
        self._shown = kind, scope, chart
        self._say(chart.caption.title)
        self.query_one(ChartView).show(chart)
        note = Content(harmless(chart.caption.source))
        self.query_one("#charts-note", Static).update(note)

    def _say(self, text: str) -> None:
        title = Content.assemble((harmless(text), "bold"))
        self.query_one("#charts-title", Static).update(title)
