"""Opening the screen with recommendations, and following their evidence."""

from functools import partial

from qcode.model.evidence import Passage
from qcode.tui.openings.coming_back import come_back
from qcode.tui.recommendation_desk import RecommendationDesk
from qcode.tui.screens.coding import CodingScreen
from qcode.tui.screens.recommendations import RecommendationsScreen
from qcode.tui.side_screens import SideScreens


async def open_recommendations(app: SideScreens, coding: CodingScreen) -> None:
    """Open the screen where it was left; a passage that was chosen is shown."""
    desk = app.recommending or RecommendationDesk(coding.desk)
    app.recommending = desk
    back = partial(_follow_evidence, coding, desk)
    app.push_screen(RecommendationsScreen(desk), back)


async def _follow_evidence(
    coding: CodingScreen, desk: RecommendationDesk, passage: Passage | None
) -> None:
    """Show the place that the evidence led to; an undo may have been of codings."""
    await come_back(coding, desk.is_changed)
    if passage is not None:
        first = passage.codings[0]
        await coding.show_place(first.document_id, first.span, first.id)
