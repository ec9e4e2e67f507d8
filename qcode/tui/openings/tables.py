"""Opening the screen with tables, and following a passage from it to its text."""

from functools import partial

from qcode.operations.table_cells import Passage
from qcode.tui.screens.coding import CodingScreen
from qcode.tui.screens.tables import TablesScreen
from qcode.tui.side_screens import SideScreens


async def open_tables(app: SideScreens, coding: CodingScreen) -> None:
    """Open the screen; a passage that a table led to is shown in its text."""
    desk = coding.desk
    screen = TablesScreen(desk.store, desk.workspace.project, desk.coder)
    app.push_screen(screen, partial(_read_on, coding))


async def _read_on(coding: CodingScreen, passage: Passage | None) -> None:
    if passage is not None:
        await coding.go_to(passage.document, passage.start)
