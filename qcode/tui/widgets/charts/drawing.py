"""Which chart is drawn by what."""

from qcode.model.chart import (
    BarChart,
    Chart,
    CurveChart,
    HeatMap,
    JointChart,
    NetworkChart,
    PortraitChart,
    StackedBarChart,
)
from qcode.tui.widgets.charts.bars import draw_bars, draw_stacked_bars
from qcode.tui.widgets.charts.curve import draw_curve
from qcode.tui.widgets.charts.heat import draw_heat_map
from qcode.tui.widgets.charts.joint import draw_joint
from qcode.tui.widgets.charts.network import draw_network
from qcode.tui.widgets.charts.portrait import draw_portrait
from qcode.tui.widgets.charts.sheet import Sheet
from qcode.tui.widgets.charts.tiles import draw_tree_map


def drawn(chart: Chart, width: int, height: int) -> Sheet:
    """Return a chart for so many cells; where it cannot be read so it is larger."""
    match chart:
        case BarChart():
            return draw_bars(chart, width)
        case StackedBarChart():
            return draw_stacked_bars(chart, width)
        case HeatMap():
            return draw_heat_map(chart, width)
        case NetworkChart():
            return draw_network(chart, width)
        case CurveChart():
            return draw_curve(chart, width, height)
        case PortraitChart():
            return draw_portrait(chart, width)
        case JointChart():
            return draw_joint(chart, width)
    return draw_tree_map(chart, width, height)
