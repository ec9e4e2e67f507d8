"""The charts of a report, as SVG and PDF."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from qcode.model.chart import Chart
from qcode.model.counting import ATTRIBUTE_PREFIX, KIND, FrequencyQuestion
from qcode.operations.charts import (
    ChartQuestion,
    bar_chart,
    heat_map,
    joint_chart,
    stacked_chart,
    tree_map,
    write_chart_of,
)
from qcode.operations.joint_display import EVERYONE, joint_display
from qcode.operations.report.sources import Sources
from qcode.operations.report.tables_made import joint_question
from qcode.operations.report.thing import Beside, Make, Thing, ending, file_name
from qcode.operations.report.whose import Whose
from qcode.store import Store

_FORMATS = (".svg", ".pdf")
_TOPMOST = 1
_WORDS = frozenset({Beside.LANGUAGE})

Draw: TypeAlias = Callable[[Store, ChartQuestion], Chart]
# A name, the level of the codes (`None`: as deep as fits), what draws.
Kind: TypeAlias = tuple[str, int | None, Draw]


def charts(sources: Sources, whose: Whose) -> Iterator[Thing]:
    """Yield the charts of these codings.

    What can show one coder's only is left to the consensus set where there is one.
    """
    kinds = list(_kinds())
    if whose.coder is not None or sources.consensus is None:
        kinds += _kinds_of_one(sources)
    for name, level, draw in kinds:
        made = _drawn(draw, whose, level)
        yield Thing(f"{whose.folder}charts/{name}", made, beside=_WORDS)
    if sources.question.survey is not None:
        name, beside = f"{whose.folder}charts/joint-display", _WORDS | {Beside.SURVEY}
        yield Thing(name, _joint(whose), beside=beside)


def _kinds() -> Iterator[Kind]:
    yield "codes", None, bar_chart
    yield "families", _TOPMOST, bar_chart


def _kinds_of_one(sources: Sources) -> Iterator[Kind]:
    yield "shares", None, tree_map
    yield "families-by-kind", _TOPMOST, _by(KIND, stacked_chart)
    for name in sources.attributes:
        by = f"{ATTRIBUTE_PREFIX}{name}"
        yield f"codes-by-{file_name(name)}", None, _by(by, heat_map)


def _by(
    by: str, draw: Callable[[Store, ChartQuestion, str], Chart]
) -> Callable[[Store, ChartQuestion], Chart]:
    return lambda store, question: draw(store, question, by)


def _drawn(draw: Draw, whose: Whose, level: int | None) -> Make:
    def write(sources: Sources, path: Path) -> None:
        question = ChartQuestion(
            FrequencyQuestion(coders=whose.coders),
            level=level,
            language=sources.question.language,
        )
        _write(draw(sources.store, question), path)

    return write


def _joint(whose: Whose) -> Make:
    """Draw everyone, and each group under a name of its own."""

    def write(sources: Sources, path: Path) -> None:
        survey, store = sources.question.survey, sources.store
        assert survey is not None
        question = joint_question(survey, whose)
        for group in joint_display(store, question).groups:
            own = path if group == EVERYONE else ending(path, f"-{file_name(group)}")
            made = joint_chart(store, question, group, sources.question.language)
            _write(made, own)

    return write


def _write(chart: Chart, path: Path) -> None:
    for suffix in _FORMATS:
        write_chart_of(chart, ending(path, suffix))
