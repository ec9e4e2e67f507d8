"""The chart of which codes occur together: the matrix of co-occurrence as a network."""

from dataclasses import dataclass

from qcode.errors import RefusedError
from qcode.interchange.charts.words import ChartWords, words_in
from qcode.model.chart import Caption, Edge, NetworkChart, Node
from qcode.model.relation import Relation
from qcode.model.table import Cell, Table
from qcode.operations.charting import (
    charted_codes,
    family_of,
    one_coder,
    source_told,
)
from qcode.operations.cooccurrence import cooccurrence_matrix
from qcode.operations.reading import load_codebook
from qcode.operations.selecting import Selection
from qcode.store import Store

_MOST_EDGES = 60


@dataclass(frozen=True, slots=True)
class NetworkQuestion:
    """Which codes are joined by what: those at a level, or those below one.

    Each with all below it. Codes are joined that occur together `least` times; `None`
    takes the number from which on 60 are joined at most, or only the most frequent.
    """

    relation: Relation
    selection: Selection
    below: str | None = None
    level: int | None = None
    least: int | None = None
    language: str | None = None


def network_chart(store: Store, question: NetworkQuestion) -> NetworkChart:
    """Return the codes that occur, in the codebook's order, and how often together.

    Raises RefusedError where nothing is there to be drawn, where several have coded,
    and for a relation that has a direction; UnknownCodeError, UnknownAttributeError.
    """
    if question.relation.is_directed:
        raise RefusedError(
            "A network does not show which code contains which; draw it by overlap, "
            "or look at `qcode cooccurrence --by containment`."
        )
    book = load_codebook(store)
    codes = {it.key: it for it in charted_codes(book, question.below, question.level)}
    table = cooccurrence_matrix(
        store, question.relation, question.selection, in_total=True
    )
    rows = {str(row["code"]): row for row in _records(table)}
    words = words_in(question.language or book.language)
    who = one_coder(
        [str(row["coder"]) for row in _records(table)], question.selection, words
    )
    keys = [key for key in codes if key in rows]
    found = [
        Edge(first, second, _number(rows[keys[first]][keys[second]]))
        for first in range(len(keys))
        for second in range(first + 1, len(keys))
    ]
    least = question.least or _least([int(it.weight) for it in found])
    nodes = [
        Node(it.name, _number(rows[it.key]["segments"]), family_of(book, it))
        for it in (codes[key] for key in keys)
    ]
    what = _told(question.relation, words)
    joined = words.joined_from.format(least=least, what=what)
    source = source_told(table.provenance, who, words, joined)
    return NetworkChart(
        Caption(words.network, source=source, decimal=words.decimal),
        nodes,
        [it for it in found if it.weight >= least],
    )


def _least(weights: list[int]) -> int:
    """Return from which number on no more are left than can be told apart."""
    for least in sorted({it for it in weights if it > 0}):
        if sum(weight >= least for weight in weights) <= _MOST_EDGES:
            return least
    return max([1, *weights])


def _records(table: Table) -> list[dict[str, Cell]]:
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _told(relation: Relation, words: ChartWords) -> str:
    return words.together[relation.nearness].format(distance=relation.distance)
