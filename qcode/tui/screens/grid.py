"""The summary grid: read across and down, written cell by cell."""

import asyncio
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qcode.errors import QcodeError, SummaryChangedError
from qcode.model.coding import Coder
from qcode.model.ids import DocumentId
from qcode.model.matrix import CellView, Matrix
from qcode.model.revising import Meanwhile
from qcode.model.span import Span
from qcode.model.summary import Summary
from qcode.operations.grid import GridQuestion, summary_grid
from qcode.operations.grid_cells import grid_cell
from qcode.operations.grid_files import write_grid
from qcode.operations.selecting import Selection
from qcode.operations.summaries import revise_summary
from qcode.store import Store
from qcode.text.harmless import harmless
from qcode.tui.background import in_background
from qcode.tui.screens.overtaken import Holds, Overtaken
from qcode.tui.screens.summary_editor import SummaryEditor, segment_lines
from qcode.tui.widgets.matrix_view import MatrixView


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document that is to be looked up."""

    document_id: DocumentId
    span: Span


class GridScreen(Screen[Passage | None]):
    """The grid, and the cell under its cursor; gives a passage to be looked up."""

    CSS_PATH = "grid.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-roomy")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "Write the summary", show=False, id="grid.write"),
        Binding(
            "tab", "app.focus_next", "Grid and segments", show=False, id="grid.other"
        ),
        Binding("w", "export", "Write it to exports/", show=False, id="grid.export"),
        Binding("escape,q", "back", "Back to coding", show=False, id="grid.back"),
    ]

    def __init__(self, store: Store, coder: Coder, exports: Path) -> None:
        super().__init__()
        self._store, self._coder, self._exports = store, coder, exports
        self._matrix: Matrix | None = None
        self._view: CellView | None = None

    def compose(self) -> ComposeResult:
        """Lay out the grid, the cell beside it, and the keys."""
        with Horizontal(id="grid-parts"):
            yield MatrixView(id="grid-matrix")
            with Vertical(id="grid-cell"):
                yield Static(id="grid-title")
                with VerticalScroll(id="grid-summary", can_focus=False):
                    yield Static(id="grid-text")
                yield OptionList(id="grid-segments")
        yield Static(Content(_KEYS), id="grid-keys")

    def on_mount(self) -> None:
        """Make the grid."""
        self.query_one(MatrixView).focus()
        self._say("…")
        self._make()

    # Showing

    @work(exclusive=True, group="make")
    async def _make(self) -> None:
        """Make the grid anew, around the cell that the cursor is on."""
        try:
            matrix = await in_background(
                lambda: summary_grid(self._store, GridQuestion())
            )
        except QcodeError as error:
            self._say(str(error))
            return
        row, column = self._place_in(matrix)
        self._matrix = matrix
        if not matrix.rows or not matrix.categories:
            self._say(_NOTHING)
        self.query_one(MatrixView).show(matrix, row, column)
        if matrix.homeless:
            told = f"{len(matrix.homeless)} under codes that have left the codebook"
            text = f"Summaries not shown: {told}. `qcode grid` prints them."
            self.notify(text, severity="warning", markup=False)

    def _place_in(self, matrix: Matrix) -> tuple[int, int]:
        if self._view is None:
            return 0, 0
        of_cases = [it.case.id for it in matrix.rows]
        of_codes = [it.code.id for it in matrix.categories]
        case_id, code_id = self._view.case.id, self._view.category.code.id
        row = of_cases.index(case_id) if case_id in of_cases else 0
        return row, of_codes.index(code_id) if code_id in of_codes else 0

    @on(MatrixView.Reached)
    def look_at(self, event: MatrixView.Reached) -> None:
        """Show the cell under the cursor."""
        self._look(event.row, event.column)

    @work(exclusive=True, group="look")
    async def _look(self, row: int, column: int) -> None:
        matrix = self._matrix
        if matrix is None:
            return
        case, category = matrix.rows[row].case, matrix.categories[column]
        look = partial(grid_cell, self._store, Selection(), case.id, category.code.id)
        try:
            self._view = await in_background(look)
        except QcodeError as error:
            self._say(str(error))
            return
        self._show(self._view)
        self._tell_place(row)

    def _show(self, view: CellView) -> None:
        title = Content.assemble(
            (harmless(view.case.name), "bold"), "\n", harmless(view.category.path)
        )
        self.query_one("#grid-title", Static).update(title)
        self.query_one("#grid-text", Static).update(_summary(view))
        self.query_one("#grid-summary").scroll_home(animate=False)
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(segment_lines(it)) for it in view.segments])

    def _tell_place(self, row: int) -> None:
        matrix = self._matrix
        if matrix is None:
            return
        waiting = sum(cell.is_open for it in matrix.rows for cell in it.cells)
        place = f"case {row + 1}/{len(matrix.rows)}, {waiting} open"
        self.query_one("#grid-keys", Static).update(Content(f"{place} · {_KEYS}"))

    def _say(self, text: str) -> None:
        self.query_one("#grid-title", Static).update(Content(harmless(text)))

    # Writing

    async def action_write(self) -> None:
        """Write the summary of the cell under the cursor."""
        if self._view is not None:
            await self._edit(self._view, self._view.cell.summary)

    async def _edit(
        self, view: CellView, seen: Summary | None, draft: str | None = None
    ) -> None:
        before = "" if seen is None else seen.text

        async def write(text: str | None) -> None:
            if text is not None and text.strip() != before:
                await self._store_summary(view, seen, text)

        about = f"{view.case.name} · {view.category.path}"
        editor = SummaryEditor(about, before, view.segments, draft)
        await self.app.push_screen(editor, write)

    async def _store_summary(
        self, view: CellView, seen: Summary | None, text: str
    ) -> None:
        made = Summary(view.case.id, view.category.code.id, self._coder.id, text)
        try:
            await asyncio.to_thread(revise_summary, self._store, made, seen)
        except SummaryChangedError as error:
            await self._settle(view, seen, text, error)
        except QcodeError as error:
            self.notify(harmless(str(error)), severity="error", markup=False)
            await self._edit(view, seen, text)
        else:
            self.notify("Summary stored", timeout=3)
            self._make()

    async def _settle(
        self,
        view: CellView,
        seen: Summary | None,
        text: str,
        error: SummaryChangedError,
    ) -> None:
        present = error.present

        async def settle(holds: Holds | None) -> None:
            if holds is Holds.MINE:
                await self._store_summary(view, present, text)
            elif holds is Holds.THEIRS:
                self._make()
            else:
                await self._edit(view, present, text)

        before, now = (it.text if it else "" for it in (seen, present))
        came = Meanwhile("summary", before, now, text.strip())
        title = f"{error.by or 'Somebody'} changed this summary meanwhile"
        await self.app.push_screen(Overtaken(title, [came]), settle)

    # Files and places

    @work(exclusive=True, group="write")
    async def action_export(self) -> None:
        """Write the grid into the study's folder for exports."""
        path, matrix = self._exports / "grid.xlsx", self._matrix
        if matrix is None:
            return
        try:
            await in_background(lambda: write_grid(matrix, path))
        except QcodeError as error:
            self.notify(harmless(str(error)), severity="error", markup=False)
        else:
            self.notify(harmless(f"Wrote {path}"), markup=False)

    @on(OptionList.OptionSelected)
    def look_up(self, event: OptionList.OptionSelected) -> None:
        """Go back to coding, at the segment that was chosen."""
        if self._view is not None:
            found = self._view.segments[event.option_index]
            self.dismiss(Passage(found.document_id, found.span))

    def action_back(self) -> None:
        """Go back to coding, where one was."""
        self.dismiss(None)


def _summary(view: CellView) -> Content:
    cell = view.cell
    number = f"{cell.segments} segment{'' if cell.segments == 1 else 's'}"
    if cell.summary is None:
        return Content.assemble(("No summary yet · ", "dim"), (number, "dim"))
    text = "\n".join(harmless(line) for line in cell.text.split("\n"))
    at = cell.summary.written_at.astimezone().strftime("%Y-%m-%d %H:%M")
    told = f"{harmless(cell.writer)}, {at} · {number}"
    return Content.assemble(text, "\n", (told, "dim"))


_KEYS = "Enter write · n next · Tab segments · w XLSX · Esc back"
_NOTHING = "There are no cases or no categories yet: import documents, and code them."
