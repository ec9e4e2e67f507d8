"""Charts of what was coded: the numbers of the tables, with words and a base."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qcode.errors import RefusedError
from qcode.interchange.charts import write_chart
from qcode.interchange.charts.words import ChartWords, words_in
from qcode.model.chart import (
    BarChart,
    Caption,
    Chart,
    HeatMap,
    JointChart,
    JointItem,
    Series,
    StackedBarChart,
    Tile,
    TreeMap,
)
from qcode.model.codebook import Code, Codebook
from qcode.model.counting import CODER, KIND, FrequencyQuestion, Unit
from qcode.model.table import Provenance
from qcode.operations.frequencies import Frequencies, frequencies
from qcode.operations.joint_display import (
    EVERYONE,
    JointDisplay,
    JointQuestion,
    joint_display,
)
from qcode.operations.naming import code_named
from qcode.operations.reading import load_codebook
from qcode.store import Store

_MOST_CODES = 40
_BELOW = ("unter ", "bis ", "under ", "below ", "up to ", "<")


@dataclass(frozen=True, slots=True)
class ChartQuestion:
    """What is charted: the codes at a level, or those below one, by something.

    `below` names a code whose children are shown. Without it and without a `level`
    (1 is the topmost) it is the deepest level with 40 codes at most. `language` is a
    tag ("de"); `None` is the study's.
    """

    asked: FrequencyQuestion
    below: str | None = None
    level: int | None = None
    language: str | None = None


def bar_chart(store: Store, question: ChartQuestion) -> BarChart:
    """Return a bar for each code, the greatest on top; one of each coder's.

    Raises RefusedError where nothing is there to be drawn, UnknownCodeError, and what
    `frequencies` raises.
    """
    counted = _Counted(store, question, ())
    by = CODER if CODER in counted.found.dimensions else None
    series = counted.series(by)
    order = sorted(
        range(len(counted.codes)),
        key=lambda at: -sum(one.values[at] for one in series),
    )
    return BarChart(
        counted.caption(counted.words.codes),
        [counted.codes[at].name for at in order],
        [Series(it.name, [it.values[at] for at in order]) for it in series],
    )


def stacked_chart(store: Store, question: ChartQuestion, by: str) -> StackedBarChart:
    """Return a bar for each code, put together of a dimension's values."""
    counted = _Counted(store, question, (by,))
    counted.refuse_several_coders(by)
    title = counted.words.codes_by.format(by=_shown(by))
    items = [code.name for code in counted.codes]
    return StackedBarChart(counted.caption(title), items, counted.series(by))


def heat_map(store: Store, question: ChartQuestion, by: str) -> HeatMap:
    """Return a number for each code and each value of a dimension."""
    counted = _Counted(store, question, (by,))
    counted.refuse_several_coders(by)
    series = counted.series(by)
    return HeatMap(
        counted.caption(counted.words.codes_by.format(by=_shown(by))),
        [code.name for code in counted.codes],
        [one.name for one in series],
        [[one.values[at] for one in series] for at in range(len(counted.codes))],
    )


def tree_map(store: Store, question: ChartQuestion) -> TreeMap:
    """Return an area for each code, those of a family together."""
    counted = _Counted(store, question, ())
    counted.refuse_several_coders()
    (series,) = counted.series(None)
    tiles = [
        Tile(code.name, counted.family(code), value)
        for code, value in zip(counted.codes, series.values, strict=True)
    ]
    return TreeMap(counted.caption(counted.words.share_of_codes), tiles)


def joint_chart(
    store: Store, question: JointQuestion, group: str, language: str | None
) -> JointChart:
    """Return interviews and survey side by side, of one group or everyone.

    Raises RefusedError for a group that there is not, and what `joint_display` raises.
    """
    found = joint_display(store, question)
    if group not in found.groups:
        known = ", ".join(it for it in found.groups if it) or "none"
        raise RefusedError(f"There is no group '{group}' there; known are: {known}.")
    words = words_in(language or _language(store))
    title = words.joint if group == EVERYONE else f"{words.joint}: {group}"
    return JointChart(
        Caption(title, source=_state(found.provenance, words), decimal=words.decimal),
        words.spoken.format(kind=words.kinds[question.kind]),
        words.rated,
        _items(found, group),
        found.least,
        found.most,
    )


def write_chart_of(chart: Chart, path: Path) -> None:
    """Write a chart to a .png, .svg or .pdf file.

    Raises WrongUsageError for another ending, StudyError where nothing can be written.
    """
    write_chart(path, chart)


def _items(found: JointDisplay, group: str) -> list[JointItem]:
    return [
        JointItem(
            found.codes[line.item].name,
            line.spoken.documents,
            line.rated.mean,
            line.rated.sd,
            line.rated.n,
            line.spoken_rank,
            line.rated_rank,
        )
        for line in found.groups[group]
    ]


class _Counted:
    """Frequencies in one unit, with the codes that are charted."""

    def __init__(
        self, store: Store, question: ChartQuestion, by: tuple[str, ...]
    ) -> None:
        unit = question.asked.unit or Unit.DOCUMENTS
        asked = replace(question.asked, by=by, unit=unit, zero=False, totals=False)
        self.found: Frequencies = frequencies(store, asked)
        self.book: Codebook = self.found.codebook
        self.codes = _codes(self.book, question)
        self.words = words_in(question.language or self.book.language)
        if not self.found.records():
            raise RefusedError("Nothing was coded that could be drawn.")

    def refuse_several_coders(self, *but: str) -> None:
        """Raise RefusedError where numbers of several coders would be mixed."""
        if CODER in self.found.dimensions and CODER not in but:
            coders = ", ".join(self.found.base["coders"])
            raise RefusedError(
                f"Several have coded ({coders}): choose one with --coder, or pool them "
                "with --distinct."
            )

    def series(self, by: str | None) -> list[Series]:
        """Return the codes' numbers for each value of a dimension, 0 where none."""
        places = {code.key: at for at, code in enumerate(self.codes)}
        values: dict[str, list[float]] = {}
        for row in self.found.records():
            name = "" if by is None else str(row[by])
            numbers = values.setdefault(name, [0.0] * len(self.codes))
            at, number = places.get(str(row["code"])), row["total"]
            if at is not None and isinstance(number, int | float):
                numbers[at] = float(number)
        return [
            Series(self._shown(name, by), values[name])
            for name in sorted(values, key=natural_order)
        ]

    def _shown(self, value: str, by: str | None) -> str:
        if by == KIND:
            return self.words.kinds[value]
        return value or ("" if by is None else self.words.missing)

    def family(self, code: Code) -> str:
        """Return the name of the topmost code above a code."""
        above = self.book.ancestors(code.id)
        return above[0].name if above else code.name

    def caption(self, title: str) -> Caption:
        """Return the caption with the unit, and the base below."""
        base, words = self.found.base, self.words
        said = words.base.format(
            coded=base["documents_coded"],
            documents=base["documents"],
            coders=", ".join(base["coders"]),
        )
        source = f"{said} {_state(self.found.provenance, words)}"
        return Caption(title, words.units[self.found.unit], source, words.decimal)


def _codes(book: Codebook, question: ChartQuestion) -> Sequence[Code]:
    if question.below is not None:
        parent = code_named(question.below, book)
        return book.children(parent.id) or [parent]
    by_level: dict[int, list[Code]] = {}
    for code in book.codes:
        by_level.setdefault(len(book.ancestors(code.id)) + 1, []).append(code)
    if question.level is not None:
        if question.level not in by_level:
            raise RefusedError(
                f"The codebook has no level {question.level}; there are 1 to "
                f"{max(by_level, default=0)}."
            )
        return by_level[question.level]
    fitting = [it for it, codes in by_level.items() if len(codes) <= _MOST_CODES]
    return by_level[max(fitting, default=1)]


def _state(made_from: Provenance, words: ChartWords) -> str:
    at = made_from.at
    told = "–" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"
    return words.state.format(program=made_from.program, at=told)


def _language(store: Store) -> str:
    return load_codebook(store).language


def natural_order(value: str) -> tuple[bool, float, bool, str]:
    """Order classes by their first number, as 50.000 before 100.000; nothing last.

    What is below a number comes before what begins with it.
    """
    found = re.search(r"\d+(?:[.,]\d{3})*", value)
    number = float(re.sub(r"[.,]", "", found[0])) if found else math.inf
    starts = value.casefold().startswith(_BELOW)
    return not value, number, not starts, value


def _shown(by: str) -> str:
    return by.rpartition(":")[2]
