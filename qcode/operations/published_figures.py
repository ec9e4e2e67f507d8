"""The charts of what is published, without a word that names a coder."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qcode.errors import RefusedError
from qcode.interchange.charts.drawing import draw_chart
from qcode.interchange.site.words import Words, words_in
from qcode.model.chart import BarChart, Chart, HeatMap, JointChart
from qcode.model.coding import Coder
from qcode.model.counting import ATTRIBUTE_PREFIX, FrequencyQuestion
from qcode.model.document import Kind
from qcode.model.publishing import Figure
from qcode.operations.charts import ChartQuestion, bar_chart, heat_map, joint_chart
from qcode.operations.joint_display import EVERYONE, JointQuestion
from qcode.store import Store


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """Of whose codings charts are drawn, all where `None`, and beside which survey.

    `size` names the attribute of the cities' size classes, "" where there is none.
    """

    coders: Sequence[Coder] | None
    size: str
    survey: Path | None
    keep: tuple[str, str] | None


def draw_figures(
    store: Store, question: FigureQuestion, language: str, note: str
) -> list[Figure]:
    """Return the charts in a language: codes, codes by size class, joint display.

    `note` stands below each. Raises what `joint_chart` raises for the survey.
    """
    words = words_in(language)
    asked = FrequencyQuestion(coders=question.coders, distinct=True)
    of_codes = ChartQuestion(asked, language=language)
    figures = []
    try:
        bars = bar_chart(store, of_codes)
        name, title = f"codes-{language}", words["figure_codes"]
        figures.append(_figure(name, bars, title, note, words))
        if question.size:
            sizes = heat_map(store, of_codes, f"{ATTRIBUTE_PREFIX}{question.size}")
            name, title = f"sizes-{language}", words["figure_sizes"]
            figures.append(_figure(name, sizes, title, note, words))
    except RefusedError:
        # Nothing was coded yet: then there is nothing to be drawn.
        figures = []
    if question.survey is not None:
        joint = JointQuestion(
            question.survey, question.keep, None, question.coders, Kind.INTERVIEW
        )
        chart = joint_chart(store, joint, EVERYONE, language)
        name, title = f"joint-{language}", words["figure_joint"]
        figures.append(_figure(name, chart, title, note, words))
    return figures


def _figure(
    name: str,
    chart: BarChart | HeatMap | JointChart,
    title: str,
    note: str,
    words: Words,
) -> Figure:
    caption = replace(chart.caption, title=title, source=note)
    drawn: Chart = replace(chart, caption=caption)
    columns, rows = _table(chart, words)
    return Figure(name, title, note, draw_chart(drawn, ".svg"), columns, rows)


def _table(
    chart: BarChart | HeatMap | JointChart, words: Words
) -> tuple[list[str], list[list[str]]]:
    """Return what the chart shows as the columns and rows of a table."""
    decimal = chart.caption.decimal
    match chart:
        case BarChart(caption, items, (series, *_)):
            pairs = zip(items, series.values, strict=True)
            rows = [[item, _shown(value, decimal)] for item, value in pairs]
            return [words["code"], caption.axis], rows
        case HeatMap(_, names, columns, values):
            rows = [
                [name, *(_shown(value, decimal) for value in row)]
                for name, row in zip(names, values, strict=True)
            ]
            return [words["code"], *columns], rows
        case JointChart():
            rows = [
                [
                    it.name,
                    str(it.documents),
                    _shown(it.spoken_rank, decimal),
                    _shown(it.mean, decimal, 2),
                    _shown(it.sd, decimal, 2),
                    str(it.n),
                    _shown(it.rated_rank, decimal),
                ]
                for it in chart.items
            ]
            return [
                *(words["code"], chart.spoken, words["rank"]),
                *(words["mean"], words["sd"], "n", words["rank"]),
            ], rows
    raise AssertionError(f"no table of {chart!r}")


def _shown(value: float, decimal: str, places: int = 1) -> str:
    if math.isnan(value):
        return "–"
    if value == int(value) and places == 1:
        return f"{value:.0f}"
    return f"{value:.{places}f}".replace(".", decimal)
