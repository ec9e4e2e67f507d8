"""The screens that open above the coding screen: which is opened by what, and where.

They are loaded when they are asked for: counting and comparing need numpy, which no
start should pay.
"""

from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from textual.app import App

from qcode.tui.screens.coding import CodingScreen

if TYPE_CHECKING:
    from qcode.tui.recommendation_desk import RecommendationDesk

# What is opened -> where the function stands that opens it
OPENINGS: Mapping[str, str] = {
    "adjudication": "qcode.tui.openings.adjudication:open_adjudication",
    "tables": "qcode.tui.openings.tables:open_tables",
    "charts": "qcode.tui.openings.charts:open_charts",
    "grid": "qcode.tui.openings.grid:open_grid",
    "recommendations": "qcode.tui.openings.recommendations:open_recommendations",
}


class SideScreens(App[None]):
    """What the keys of the coding screen open above it."""

    # The work on recommendations as it was left, `None` before it began.
    recommending: "RecommendationDesk | None" = None

    async def action_settle_differences(self) -> None:
        """Open the screen on which differences between two coders are settled."""
        await self._open_beside("adjudication")

    async def action_show_tables(self) -> None:
        """Open the screen with the tables of what was coded."""
        await self._open_beside("tables")

    async def action_show_charts(self) -> None:
        """Open the screen with the charts of what was coded."""
        await self._open_beside("charts")

    async def action_show_grid(self) -> None:
        """Open the summary grid; a passage that is chosen there is opened."""
        await self._open_beside("grid")

    async def action_recommend(self) -> None:
        """Open the screen with recommendations, where it was left."""
        await self._open_beside("recommendations")

    async def _open_beside(self, name: str) -> None:
        if isinstance(self.screen, CodingScreen):
            module, _, function = OPENINGS[name].partition(":")
            opening: Callable[[SideScreens, CodingScreen], Awaitable[None]]
            opening = getattr(import_module(module), function)
            await opening(self, self.screen)
