"""The screens that open from the coding screen, and coming back from them.

They are loaded when they are asked for: counting and comparing need numpy, which no
start should pay.
"""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App

from qcode.operations.workspace import Workspace
from qcode.tui.screens.coding import CodingScreen

if TYPE_CHECKING:
    from qcode.model.evidence import Passage as Evidence
    from qcode.operations.table_cells import Passage as Place
    from qcode.tui.recommendation_desk import RecommendationDesk
    from qcode.tui.screens.grid import Passage as Cell


class SideScreens(App[None]):
    """What the keys of the coding screen open above it."""

    workspace: Workspace
    _recommending: "RecommendationDesk | None" = None

    async def action_settle_differences(self) -> None:
        """Open the screen on which differences between two coders are settled."""
        from qcode.tui.screens.adjudication import AdjudicationScreen

        screen = self.screen
        if isinstance(screen, CodingScreen):
            back = partial(self._come_back, screen)
            await self.push_screen(AdjudicationScreen(screen.desk), back)

    def action_show_tables(self) -> None:
        """Open the screen with the tables of what was coded."""
        from qcode.tui.screens.tables import TablesScreen

        screen = self.screen
        if isinstance(screen, CodingScreen):
            desk, project = screen.desk, self.workspace.project
            tables = TablesScreen(desk.store, project, desk.coder)
            self.push_screen(tables, partial(self._read_on, screen))

    async def _read_on(self, screen: CodingScreen, passage: "Place | None") -> None:
        """Show a passage that a table led to in its text."""
        if passage is not None:
            await screen.go_to(passage.document, passage.start)

    def action_show_charts(self) -> None:
        """Open the screen with the charts of what was coded."""
        from qcode.operations.chart_kinds import ChartScope
        from qcode.tui.screens.charts import ChartsScreen

        screen = self.screen
        if isinstance(screen, CodingScreen):
            desk, project = screen.desk, self.workspace.project
            opened = desk.open.document.id if desk.open else None
            document = next((it for it in desk.documents if it.id == opened), None)
            scope = ChartScope(project.corpus, document=document)
            language = desk.codebook.language
            documents, exports = desk.documents, project.exports
            self.push_screen(
                ChartsScreen(desk.store, scope, documents, exports, language)
            )

    async def action_show_grid(self) -> None:
        """Open the summary grid; a passage that is chosen there is opened."""
        from qcode.tui.screens.grid import GridScreen

        screen = self.screen
        if not isinstance(screen, CodingScreen):
            return

        async def look_up(found: "Cell | None") -> None:
            if found is not None:
                await screen.show_place(found.document_id, found.span)

        desk, exports = screen.desk, self.workspace.project.exports
        await self.push_screen(GridScreen(desk.store, desk.coder, exports), look_up)

    def action_recommend(self) -> None:
        """Open the screen with recommendations, where it was left."""
        from qcode.tui.recommendation_desk import RecommendationDesk
        from qcode.tui.screens.recommendations import RecommendationsScreen

        screen = self.screen
        if isinstance(screen, CodingScreen):
            desk = self._recommending or RecommendationDesk(screen.desk)
            self._recommending = desk
            back = partial(self._follow_evidence, screen, desk)
            self.push_screen(RecommendationsScreen(desk), back)

    async def _follow_evidence(
        self,
        screen: CodingScreen,
        desk: "RecommendationDesk",
        passage: "Evidence | None",
    ) -> None:
        """Show the place that the evidence led to; an undo may have been of codings."""
        await self._come_back(screen, desk.is_changed)
        if passage is not None:
            coding = passage.codings[0]
            await screen.show_place(coding.document_id, coding.span, coding.id)

    async def _come_back(self, screen: CodingScreen, is_changed: bool | None) -> None:
        """Show what was settled in the document that is open."""
        if is_changed:
            await asyncio.to_thread(screen.desk.reload)
            screen.show_work()
