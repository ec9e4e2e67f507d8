"""Charts as files; the only operation on charts that needs matplotlib."""

from pathlib import Path

from qcode.interchange.charts.drawing import write_chart
from qcode.model.chart import Chart


def write_chart_of(chart: Chart, *paths: Path) -> None:
    """Write a chart to .png, .svg and .pdf files.

    Raises WrongUsageError for another ending, StudyError where nothing can be written.
    """
    for path in paths:
        write_chart(path, chart)
