"""The table of frequencies: how often which code, by any dimensions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from qcode.analysis.cells import Cells, Column, Numbers, cells, constant, joined
from qcode.analysis.codetree import CodeTree
from qcode.analysis.frames import Counts
from qcode.analysis.scope import Scope
from qcode.model.counting import ATTRIBUTE_PREFIX, CASE, KIND, DocumentFacts, Unit
from qcode.model.table import Cell

_PER = {Unit.SHARE: 1, Unit.RATE: 1_000}


@dataclass(frozen=True)
class FrequencyTable:
    """How often each code occurs by each combination of dimensions.

    A row is a code (its key) and a combination: `values` has a column for each
    dimension ("" for no value), `numbers` one for `own` and `total` in the unit, and
    for `segments_own`, `segments_total` and so on of a unit beside. They are whole, or
    with a fraction for relative units, `None` where nothing was said. Rows are in the
    codebook's order, then by the dimensions' values.
    """

    code: list[str]
    values: dict[str, list[str]]
    numbers: dict[str, list[Cell]]

    def only(self, codes: Collection[str]) -> "FrequencyTable":
        """Return the rows of these codes, by their keys."""
        kept = [code in codes for code in self.code]
        return FrequencyTable(
            list(compress(self.code, kept)),
            {name: list(compress(it, kept)) for name, it in self.values.items()},
            {name: list(compress(it, kept)) for name, it in self.numbers.items()},
        )


def frequency_table(
    counts: Counts,
    tree: CodeTree,
    facts: Sequence[DocumentFacts],
    scope: Scope,
    *,
    dimensions: Sequence[str],
    unit: Unit,
    beside: Unit | None = None,
    with_zero: bool = False,
) -> FrequencyTable:
    """Return how often each code occurs by each combination of the dimensions.

    `counts` are of words for units of words, else of segments; `facts` say what is
    known of their documents. What is zero has a row only `with_zero`: each code for
    each combination in the scope.
    """
    values = [_values(counts.place, name, facts) for name in dimensions]
    looked_at = [_values(scope.place, name, facts) for name in dimensions]
    if with_zero:
        every = _with_zeros(counts.code, values, looked_at, len(scope.words))
        found = cells(every).of(slice(len(counts.own)))
    else:
        found = cells([counts.code, *values])
    numbers = _numbers(found, counts, facts, unit)
    if beside is not None:
        more = _numbers(found, counts, facts, beside)
        numbers |= {f"{beside}_{name}": it for name, it in more.items()}
    kept = np.flatnonzero(with_zero | (numbers["total"] > 0))
    code, *columns = (it.at(kept) for it in found.columns)
    shown: dict[str, list[Cell]] = {n: it[kept].tolist() for n, it in numbers.items()}
    if unit.is_relative:
        words = _words(scope, looked_at, columns, len(kept)).tolist()
        shown = {name: _relative(it, words, unit) for name, it in shown.items()}
    texts = dict(zip(dimensions, (it.texts() for it in columns), strict=True))
    return FrequencyTable(code.texts(), texts, shown)


def _numbers(
    found: Cells, counts: Counts, facts: Sequence[DocumentFacts], unit: Unit
) -> dict[str, Numbers]:
    """Return own and total of each cell; relative units get what they are of."""
    numbers = {"own": counts.own, "total": counts.total}
    if unit is Unit.CASES:
        case = _values(counts.place, CASE, facts)
        return {name: _cases(found, case, it) for name, it in numbers.items()}
    if unit is Unit.DOCUMENTS:
        # A place is one document, and the sum is over documents.
        numbers = {name: (it > 0).astype(np.int64) for name, it in numbers.items()}
    return {name: found.sums(it) for name, it in numbers.items()}


def _cases(found: Cells, case: Column, number: Numbers) -> Numbers:
    """Return how many cases have more than none in each cell."""
    rows = np.flatnonzero(number > 0)
    pairs = cells([found.as_column().at(rows), case.at(rows)])
    return np.bincount(pairs.columns[0].numbers, minlength=found.number)


def _with_zeros(
    code: Column, values: Sequence[Column], looked_at: Sequence[Column], places: int
) -> list[Column]:
    """Return code and values with a row behind them for each code everywhere."""
    scoped = cells([constant(places), *looked_at])
    codes = np.arange(len(code.values), dtype=np.int64)
    everywhere = np.tile(np.arange(scoped.number, dtype=np.int64), len(codes))
    numbers = np.concatenate([code.numbers, np.repeat(codes, scoped.number)])
    both = zip(values, scoped.columns[1:], strict=True)
    return [
        Column(numbers, code.values),
        *(joined(it, more.at(everywhere)) for it, more in both),
    ]


def _words(
    scope: Scope, looked_at: Sequence[Column], columns: Sequence[Column], rows: int
) -> Numbers:
    """Return the words that were said in each row's combination of values."""
    known = len(scope.words)
    both = [joined(*pair) for pair in zip(looked_at, columns, strict=True)]
    found = cells([constant(known + rows), *both])
    return scope.words_of(found.of(slice(known)))[found.of_row[known:]]


def _relative(numbers: Sequence[Cell], words: Sequence[int], unit: Unit) -> list[Cell]:
    return [
        int(number or 0) / of * _PER[unit] if of else None
        for number, of in zip(numbers, words, strict=True)
    ]


def _values(
    place: Mapping[str, Column], dimension: str, facts: Sequence[DocumentFacts]
) -> Column:
    """Return the dimension's value in each row."""
    if dimension in place:
        return place[dimension]
    value = {fact.name: _value(fact, dimension) for fact in facts}
    document = place["document"]
    return document.mapped([value[name] for name in document.values])


def _value(fact: DocumentFacts, dimension: str) -> str:
    known: Mapping[str, str] = {KIND: str(fact.kind), CASE: fact.case}
    if dimension in known:
        return known[dimension]
    return fact.attributes.get(dimension.removeprefix(ATTRIBUTE_PREFIX), "")
