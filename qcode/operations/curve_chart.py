"""The chart of new information: how many codes each further document still brings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qcode.analysis.saturation import PERMUTATIONS, Rule
from qcode.interchange.charts.words import ChartWords, words_in
from qcode.model.chart import Caption, CurveChart, Series
from qcode.model.ids import CodeId
from qcode.model.table import Cell, Table
from qcode.operations.charting import one_coder, source_told
from qcode.operations.reading import load_codebook
from qcode.operations.saturation import ALL, Saturation, saturation
from qcode.operations.selecting import Selection
from qcode.store import Store


@dataclass(frozen=True, slots=True)
class CurveQuestion:
    """Whose codes, when they are few enough, in which order documents are taken.

    `order_by` is an attribute of their cases, `in_vivo` are the codes found in the
    texts, both as for `saturation`.
    """

    rule: Rule
    selection: Selection
    order_by: str | None = None
    in_vivo: Collection[CodeId] | None = None
    language: str | None = None


def curve_chart(store: Store, question: CurveQuestion) -> CurveChart:
    """Return the codes found after each document, beside what random orders give.

    A series for all codes, for the deductive and those in vivo where there are both,
    and the median of random orders for all codes, whose band reaches from the 5th to
    the 95th percentile. Raises RefusedError where nothing was coded or several have
    coded, and UnknownAttributeError.
    """
    found = saturation(
        store,
        question.selection,
        question.rule,
        order_by=question.order_by,
        in_vivo=question.in_vivo,
    )
    words = words_in(question.language or load_codebook(store).language)
    rows = _records(found.curves)
    who = one_coder([str(row["coder"]) for row in rows], question.selection, words)
    by_sort: dict[str, list[Mapping[str, Cell]]] = {}
    for row in rows:
        by_sort.setdefault(str(row["codes"]), []).append(row)
    observed = [
        Series(words.sorts[name], _numbers(theirs, "found"))
        for name, theirs in by_sort.items()
    ]
    every = by_sort[ALL]
    median = words.median.format(orders=PERMUTATIONS)
    reached = _reached(found, question.rule, words)
    source = source_told(found.curves.provenance, who, words, reached)
    return CurveChart(
        Caption(words.curve, words.codes_so_far, source, words.decimal),
        _order(question.order_by, words),
        [str(row["document"]) for row in every],
        [*observed, Series(median, _numbers(every, "median"))],
        words.band,
        _numbers(every, "low"),
        _numbers(every, "high"),
    )


def _order(attribute: str | None, words: ChartWords) -> str:
    if attribute is None:
        return words.order
    return words.order_by.format(attribute=attribute)


def _reached(found: Saturation, rule: Rule, words: ChartWords) -> str:
    """Return what all codes come to, as a sentence."""
    row = next(it for it in _records(found.summary) if it["codes"] == ALL)
    said = words.not_reached if row["reached"] is None else words.reached
    percent = f"{rule.threshold * 100:g}".replace(".", words.decimal)
    return said.format(
        reached=row["reached"],
        base=rule.base_size,
        run=rule.run_length,
        threshold=percent,
    )


def _records(table: Table) -> list[Mapping[str, Cell]]:
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def _numbers(rows: Sequence[Mapping[str, Cell]], name: str) -> list[float]:
    return [float(row[name] or 0) for row in rows]
