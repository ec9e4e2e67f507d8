"""Opening the screen with charts, on the document that is read."""

from qcode.operations.chart_kinds import ChartScope
from qcode.tui.screens.charts import ChartsScreen
from qcode.tui.screens.coding import CodingScreen
from qcode.tui.side_screens import SideScreens


async def open_charts(app: SideScreens, coding: CodingScreen) -> None:
    """Open the screen; charts of one document begin with the one that is open."""
    desk, project = coding.desk, coding.desk.workspace.project
    opened = desk.open.document.id if desk.open else None
    document = next((it for it in desk.documents if it.id == opened), None)
    scope = ChartScope(project.corpus, document=document)
    language, exports = desk.codebook.language, project.exports
    app.push_screen(ChartsScreen(desk.store, scope, desk.documents, exports, language))
