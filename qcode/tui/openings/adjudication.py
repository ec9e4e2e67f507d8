"""Opening the screen on which differences are settled, and coming back from it."""

from functools import partial

from qcode.tui.openings.coming_back import come_back
from qcode.tui.screens.adjudication import AdjudicationScreen
from qcode.tui.screens.coding import CodingScreen
from qcode.tui.side_screens import SideScreens


async def open_adjudication(app: SideScreens, coding: CodingScreen) -> None:
    """Open the screen; what was settled is shown in the document that is open."""
    await app.push_screen(AdjudicationScreen(coding.desk), partial(come_back, coding))
