"""Charts of what was coded: the numbers of the tables, with words and a base."""

import math
import re
from dataclasses import dataclass, replace

from qcode.errors import RefusedError
from qcode.interchange.charts.words import ChartWords, words_in
from qcode.model.chart import (
    BarChart,
    Caption,
    HeatMap,
    JointChart,
    JointGroup,
    JointItem,
    Series,
    StackedBarChart,
    Tile,
    TreeMap,
)
from qcode.model.counting import CODER, DOCUMENT, KIND, FrequencyQuestion, Unit
from qcode.operations.charting import (
    charted_codes,
    family_of,
    pooled_told,
    refuse_coders,
    state_told,
)
from qcode.operations.frequencies import Frequencies, frequencies
from qcode.operations.joint_display import (
    EVERYONE,
    JointDisplay,
    JointQuestion,
    joint_display,
)
from qcode.operations.reading import load_codebook
from qcode.store import Store

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
    title = counted.by_told(by)
    items = [code.name for code in counted.codes]
    return StackedBarChart(counted.caption(title), items, counted.series(by))


def heat_map(store: Store, question: ChartQuestion, by: str) -> HeatMap:
    """Return a number for each code and each value of a dimension."""
    counted = _Counted(store, question, (by,))
    counted.refuse_several_coders(by)
    series = counted.series(by)
    return HeatMap(
        counted.caption(counted.by_told(by)),
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
        Tile(code.name, family_of(counted.book, code), value)
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
        Caption(title, source=_joint_source(found, words), decimal=words.decimal),
        words.spoken.format(kind=words.kinds[question.kind]),
        words.rated,
        _items(found, group),
        found.least,
        found.most,
        _joint_groups(found) if group == EVERYONE else (),
    )


def _joint_groups(found: JointDisplay) -> list[JointGroup]:
    """Return the parts of everyone, in the order of their numbers."""
    parts = sorted(filter(None, found.groups), key=natural_order)
    return [
        JointGroup(
            part,
            [line.spoken.documents for line in found.groups[part]],
            [line.rated.mean for line in found.groups[part]],
        )
        for part in parts
    ]


def _joint_source(found: JointDisplay, words: ChartWords) -> str:
    """Return the line below: which answers, whose codings, which state."""
    question, base = found.question, found.provenance.base
    answers = words.answers.format(answers=base["answers"], file=question.survey.name)
    if question.keep is not None:
        answers += f" ({'='.join(question.keep)})"
    chosen = [it.handle for it in question.coders or ()]
    who = pooled_told(chosen, words) if chosen else words.everyone
    coded = words.coded_by.format(who=who)
    return f"{answers}. {coded} {state_told(found.provenance, words)}"


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
        self.book = self.found.codebook
        self.codes = charted_codes(self.book, question.below, question.level)
        self.words = words_in(question.language or self.book.language)
        if not self.found.records():
            raise RefusedError("Nothing was coded that could be drawn.")

    def refuse_several_coders(self, *but: str) -> None:
        """Raise RefusedError where numbers of several coders would be mixed."""
        if CODER in self.found.dimensions and CODER not in but:
            refuse_coders(self.found.base["coders"])

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
            for name in sorted(values, key=None if by == DOCUMENT else natural_order)
        ]

    def _shown(self, value: str, by: str | None) -> str:
        if by == KIND:
            return self.words.kinds[value]
        return value or ("" if by is None else self.words.missing)

    def by_told(self, by: str) -> str:
        """Return the title of a chart of codes by a dimension."""
        name = self.words.dimensions.get(by, by.rpartition(":")[2])
        return self.words.codes_by.format(by=name)

    def caption(self, title: str) -> Caption:
        """Return the caption with the unit, and the base below."""
        base, words = self.found.base, self.words
        who = ", ".join(base["coders"])
        if self.found.question.is_pooled:
            who = pooled_told(base["coders"], words)
        said = words.base.format(
            coded=base["documents_coded"],
            documents=base["documents"],
            coders=who,
        )
        source = f"{said} {state_told(self.found.provenance, words)}"
        return Caption(title, words.units[self.found.unit], source, words.decimal)


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
