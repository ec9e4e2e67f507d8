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
from qcode.model.adjudication import CONSENSUS
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
    """What a chart is of: the codings of a coder or, without one, of all pooled.

    The consensus set is made of the others' codings and not pooled with them.
    `document` is what a portrait is of, `corpus` the folder in which a survey is
    looked for, `language` that of the words (`None` is the study's).
    """

    corpus: Path
    coder: Coder | None = None
    document: "DocumentSummary | None" = None
    language: str | None = None

    def coders(self, store: Store) -> Sequence[Coder]:
        """Return whose codings it shows, empty where nobody has coded."""
        return coders_pooled(store) if self.coder is None else [self.coder]

    def selection(self, store: Store) -> Selection:
        """Return it as what analyses look at."""
        coders = self.coders(store)
        if len(coders) == 1:
            return Selection(coder=coders[0])
        return Selection(coders=coders, distinct=True)

    def frequencies(self, store: Store, unit: Unit = Unit.DOCUMENTS) -> ChartQuestion:
        """Return it as what frequencies count."""
        asked = FrequencyQuestion((), unit, self.coders(store), distinct=True)
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
        ChartKind("bars", lambda store, it: bar_chart(store, it.frequencies(store))),
        ChartKind("stacked-by-kind", _stacked),
        ChartKind("heat-map-by-document", _heat),
        ChartKind("tree-map", lambda store, it: tree_map(store, it.frequencies(store))),
        ChartKind("network", _network),
        ChartKind("curve", _curve),
        ChartKind(_PORTRAIT, _portrait),
        ChartKind("joint-display", _joint),
    )


def coders_with_work(store: Store) -> list[Coder]:
    """Return who has coded, by handle; the consensus set is one of them."""
    return [it.coder for it in list_coders(store) if it.codings]


def coders_pooled(store: Store) -> list[Coder]:
    """Return who is pooled where all are: the consensus set only if it is alone."""
    found = coders_with_work(store)
    return [it for it in found if it.handle.casefold() != CONSENSUS] or found


_PORTRAIT = "portrait"


def _stacked(store: Store, scope: ChartScope) -> Chart:
    return stacked_chart(store, scope.frequencies(store), KIND)


def _heat(store: Store, scope: ChartScope) -> Chart:
    return heat_map(store, scope.frequencies(store, Unit.SEGMENTS), DOCUMENT)


def _network(store: Store, scope: ChartScope) -> Chart:
    relation = Relation(Nearness.SENTENCE)
    asked = NetworkQuestion(relation, scope.selection(store), language=scope.language)
    return network_chart(store, asked)


def _curve(store: Store, scope: ChartScope) -> Chart:
    asked = CurveQuestion(Rule(), scope.selection(store), language=scope.language)
    return curve_chart(store, asked)


def _portrait(store: Store, scope: ChartScope) -> Chart:
    if scope.document is None:
        raise RefusedError("There is no document that could be drawn.")
    selection = scope.selection(store)
    return portrait_chart(store, scope.document.id, selection, scope.language)


def _joint(store: Store, scope: ChartScope) -> Chart:
    survey = survey_of(store, scope.corpus)
    if survey is None:
        raise RefusedError(
            f"No table in {scope.corpus.name}/{FOLDER}/ rates codes: put the answers "
            "there as a .csv file with the keys of codes as columns, or use "
            "`qcode chart joint-display FILE`."
        )
    question = JointQuestion(survey.path, survey.keep, coders=scope.coders(store))
    return joint_chart(store, question, EVERYONE, scope.language)
