"""Drawing a chart and writing it to a file, the same bytes each time."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from qcode.errors import WrongUsageError
from qcode.interchange.charts.areas import draw_heat_map, draw_tree_map
from qcode.interchange.charts.bars import draw_bars, draw_stacked_bars
from qcode.interchange.charts.joint import draw_joint
from qcode.interchange.charts.lines import draw_curve, draw_portrait
from qcode.interchange.charts.network import draw_network
from qcode.interchange.charts.style import SETTINGS
from qcode.model.chart import (
    BarChart,
    Chart,
    CurveChart,
    HeatMap,
    JointChart,
    NetworkChart,
    PortraitChart,
    StackedBarChart,
    TreeMap,
)
from qcode.project import write_whole

ENDINGS = (".png", ".svg", ".pdf")
_DOTS_PER_INCH = 200
_WITHOUT_TIME: dict[str, dict[str, Any]] = {
    ".png": {"Software": "qcode"},
    ".svg": {"Date": None, "Creator": "qcode"},
    ".pdf": {"CreationDate": None, "ModDate": None, "Producer": "qcode"},
}
_DRAWN_BY: dict[type, Callable[[Figure, Any], None]] = {
    BarChart: draw_bars,
    StackedBarChart: draw_stacked_bars,
    HeatMap: draw_heat_map,
    NetworkChart: draw_network,
    CurveChart: draw_curve,
    PortraitChart: draw_portrait,
    TreeMap: draw_tree_map,
    JointChart: draw_joint,
}


def write_chart(path: Path, chart: Chart) -> None:
    """Write a chart to a .png, .svg or .pdf file, whole or not at all.

    Raises WrongUsageError for another ending, StudyError where nothing can be written.
    """
    write_whole(path, draw_chart(chart, path.suffix.lower()))


def draw_chart(chart: Chart, ending: str) -> bytes:
    """Return a chart as the file of this ending; raises WrongUsageError."""
    if ending not in ENDINGS:
        raise WrongUsageError(
            f"'{ending}' is no format for a chart. Let the file's name end in one of "
            f"{', '.join(ENDINGS)}."
        )
    stream = BytesIO()
    with rc_context(dict(SETTINGS)):
        figure = Figure(layout="constrained")
        FigureCanvasAgg(figure)
        _DRAWN_BY[type(chart)](figure, chart)
        _write_around(figure, chart)
        figure.savefig(
            stream,
            format=ending.removeprefix("."),
            dpi=_DOTS_PER_INCH,
            metadata=_WITHOUT_TIME[ending],
        )
    return stream.getvalue()


def _write_around(figure: Figure, chart: Chart) -> None:
    caption = chart.caption
    figure.suptitle(
        caption.title, x=0.01, ha="left", fontsize=10, fontweight="bold", wrap=True
    )
    if caption.source:
        figure.supxlabel(caption.source, x=0.01, ha="left", fontsize=6.5, wrap=True)
