"""The charts that a study gives, by name, each with what makes it.

For whoever offers them all at once, a screen. A command makes one of them with
options of its own.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.analysis.saturation import Rule
from qcode.errors import RefusedError
from qcode.model.chart import Chart
from qcode.model.coding import Coder
from qcode.model.counting import DOCUMENT, KIND, FrequencyQuestion, Unit
from qcode.model.relation import Nearness, Relation
from qcode.operations.charts import (
    ChartQuestion,
    bar_chart,
    heat_map,
    joint_chart,
    stacked_chart,
    tree_map,
)
from qcode.operations.coders import list_coders
from qcode.operations.corpus_survey import FOLDER, survey_of
from qcode.operations.curve_chart import CurveQuestion, curve_chart
from qcode.operations.joint_display import EVERYONE, JointQuestion
from qcode.operations.network_chart import NetworkQuestion, network_chart
from qcode.operations.portrait_chart import portrait_chart
from qcode.operations.selecting import Selection
from qcode.store import Store

if TYPE_CHECKING:
    from qcode.model.document import DocumentSummary

APART = frozenset({"bars", "portrait", "joint-display"})
"""The charts that are of more than one coder's codings: of coders side by side, of one
document, and of a survey too."""


@dataclass(frozen=True, slots=True)
class ChartScope:
    """What a chart is of: a coder's codings or, `None`, what all coded, pooled.

    `document` is what a portrait is of, `corpus` the folder in which a survey is
    looked for, `language` that of the words (`None` is the study's).
    """

    corpus: Path
    coder: Coder | None = None
    document: "DocumentSummary | None" = None
    language: str | None = None

    def selection(self) -> Selection:
        """Return it as what analyses look at."""
        return Selection(coder=self.coder, distinct=self.coder is None)

    def frequencies(self, unit: Unit = Unit.DOCUMENTS) -> ChartQuestion:
        """Return it as what frequencies count."""
        coders = None if self.coder is None else [self.coder]
        asked = FrequencyQuestion((), unit, coders, distinct=self.coder is None)
        return ChartQuestion(asked, language=self.language)


@dataclass(frozen=True, slots=True)
class ChartKind:
    """A chart that can be asked for."""

    name: str
    make: Callable[[Store, ChartScope], Chart]

    def file_stem(self, scope: ChartScope) -> str:
        """Return the name of its file, without an ending."""
        parts = [self.name]
        if self.name == _PORTRAIT and scope.document is not None:
            parts.append(scope.document.name)
        if scope.coder is not None:
            parts.append(scope.coder.handle)
        if scope.language is not None:
            parts.append(scope.language)
        return re.sub(r"[^\w.-]+", "-", "-".join(parts))


def chart_kinds() -> Sequence[ChartKind]:
    """Return the charts in the order in which they are offered."""
    return (
        ChartKind("bars", lambda store, it: bar_chart(store, it.frequencies())),
        ChartKind("stacked-by-kind", _stacked),
        ChartKind("heat-map-by-document", _heat),
        ChartKind("tree-map", lambda store, it: tree_map(store, it.frequencies())),
        ChartKind("network", _network),
        ChartKind("curve", _curve),
        ChartKind(_PORTRAIT, _portrait),
        ChartKind("joint-display", _joint),
    )


def coders_with_work(store: Store) -> list[Coder]:
    """Return who has coded, by handle; the consensus set is one of them."""
    return [it.coder for it in list_coders(store) if it.codings]


_PORTRAIT = "portrait"


def _stacked(store: Store, scope: ChartScope) -> Chart:
    return stacked_chart(store, scope.frequencies(), KIND)


def _heat(store: Store, scope: ChartScope) -> Chart:
    return heat_map(store, scope.frequencies(Unit.SEGMENTS), DOCUMENT)


def _network(store: Store, scope: ChartScope) -> Chart:
    relation = Relation(Nearness.SENTENCE)
    asked = NetworkQuestion(relation, scope.selection(), language=scope.language)
    return network_chart(store, asked)


def _curve(store: Store, scope: ChartScope) -> Chart:
    asked = CurveQuestion(Rule(), scope.selection(), language=scope.language)
    return curve_chart(store, asked)


def _portrait(store: Store, scope: ChartScope) -> Chart:
    if scope.document is None:
        raise RefusedError("There is no document that could be drawn.")
    selection = scope.selection()
    return portrait_chart(store, scope.document.id, selection, scope.language)


def _joint(store: Store, scope: ChartScope) -> Chart:
    survey = survey_of(store, scope.corpus)
    if survey is None:
        raise RefusedError(
            f"No table in {scope.corpus.name}/{FOLDER}/ rates codes: put the answers "
            "there as a .csv file with the keys of codes as columns, or use "
            "`qcode chart joint-display FILE`."
        )
    coders = None if scope.coder is None else [scope.coder]
    question = JointQuestion(survey.path, survey.keep, coders=coders)
    return joint_chart(store, question, EVERYONE, scope.language)
