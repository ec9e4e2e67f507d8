"""Opening the summary grid, and following a passage from it to its text."""

from functools import partial

from qcode.tui.screens.coding import CodingScreen
from qcode.tui.screens.grid import GridScreen, Passage
from qcode.tui.side_screens import SideScreens


async def open_grid(app: SideScreens, coding: CodingScreen) -> None:
    """Open the grid; a passage that is chosen there is shown in its text."""
    desk = coding.desk
    grid = GridScreen(desk.store, desk.coder, desk.workspace.project.exports)
    await app.push_screen(grid, partial(_read_on, coding))


async def _read_on(coding: CodingScreen, passage: Passage | None) -> None:
    if passage is not None:
        await coding.show_place(passage.document_id, passage.span)
