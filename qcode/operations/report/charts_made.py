"""The charts of a report, as SVG and PDF."""

from collections.abc import Iterator
from pathlib import Path

from qcode.model.chart import Chart
from qcode.model.counting import ATTRIBUTE_PREFIX, FrequencyQuestion
from qcode.operations.chart_files import write_chart_of
from qcode.operations.chart_kinds import (
    APART,
    ChartKind,
    ChartScope,
    chart_kinds,
)
from qcode.operations.charts import ChartQuestion, bar_chart, heat_map, joint_chart
from qcode.operations.joint_display import EVERYONE, joint_display
from qcode.operations.report.sources import Sources
from qcode.operations.report.tables_made import joint_question
from qcode.operations.report.thing import Beside, Make, Thing, ending, file_name
from qcode.operations.report.whose import Whose

_FORMATS = (".svg", ".pdf")
_TOPMOST = 1
_WORDS = frozenset({Beside.LANGUAGE})


def charts(sources: Sources, whose: Whose) -> Iterator[Thing]:
    """Yield the charts of these codings.

    Several coders stand side by side in bars of codes and families, and are pooled in
    all others, as on the screen of charts. Portraits of single documents are for
    `qcode chart portrait`.
    """
    folder = f"{whose.folder}charts"
    for name, level in (("codes", None), ("families", _TOPMOST)):
        yield Thing(f"{folder}/{name}", _bars(whose, level), beside=_WORDS)
    for kind in chart_kinds():
        if kind.name not in APART:
            name, make = f"{folder}/{kind.name}", _kind(whose, kind)
            yield Thing(name, make, beside=_WORDS)
    for by in sources.attributes:
        name = f"{folder}/codes-by-{file_name(by)}"
        yield Thing(name, _heat_map(whose, by), beside=_WORDS)
    if sources.question.survey is not None:
        beside = _WORDS | {Beside.SURVEY}
        yield Thing(f"{folder}/joint-display", _joint(whose), beside=beside)


def _scope(sources: Sources, whose: Whose) -> ChartScope:
    corpus = sources.workspace.project.corpus
    return ChartScope(corpus, whose.coder, language=sources.question.language)


def _bars(whose: Whose, level: int | None) -> Make:
    def write(sources: Sources, path: Path) -> None:
        asked = FrequencyQuestion(coders=whose.coders)
        language = sources.question.language
        question = ChartQuestion(asked, level=level, language=language)
        write_pictures(bar_chart(sources.store, question), path)

    return write


def _heat_map(whose: Whose, by: str) -> Make:
    def write(sources: Sources, path: Path) -> None:
        question = _scope(sources, whose).frequencies(sources.store)
        write_pictures(
            heat_map(sources.store, question, f"{ATTRIBUTE_PREFIX}{by}"), path
        )

    return write


def _kind(whose: Whose, kind: ChartKind) -> Make:
    def write(sources: Sources, path: Path) -> None:
        write_pictures(kind.make(sources.store, _scope(sources, whose)), path)

    return write


def _joint(whose: Whose) -> Make:
    """Draw everyone, and each group under a name of its own."""

    def write(sources: Sources, path: Path) -> None:
        survey, store = sources.question.survey, sources.store
        assert survey is not None
        question = joint_question(store, survey, whose)
        for group in joint_display(store, question).groups:
            own = path if group == EVERYONE else ending(path, f"-{file_name(group)}")
            made = joint_chart(store, question, group, sources.question.language)
            write_pictures(made, own)

    return write


def write_pictures(chart: Chart, path: Path) -> None:
    """Write a chart in the formats of a report, each with its ending put behind."""
    write_chart_of(chart, *(ending(path, suffix) for suffix in _FORMATS))
