"""Counts per code and place, ready to be summed by any dimension.

The functions give `Counts`. A row is a code in a place: a document, and a coder, a
speaker and a round where these are told apart ("" where not). No code and place comes
twice, so that sums over documents and numbers of documents are exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from qcode.analysis.cells import Cells, Column, Numbers, cells, column
from qcode.analysis.codetree import CodeTree, spread
from qcode.model.counting import PLACE, CodeCounts, SharedCodes

# Code key, document name, coder handle, speaker, round, own, total.
PlacedCount: TypeAlias = tuple[str, str, str, str, str, int, int]


@dataclass(frozen=True)
class Counts:
    """Codes in places: `own` is the code alone, `total` it and all below, once each.

    `place` has a column for each of `model.counting.PLACE`; values are sorted, codes
    (by their keys) in the codebook's order.
    """

    code: Column
    place: dict[str, Column]
    own: Numbers
    total: Numbers


def segment_counts(counted: CodeCounts, shared: SharedCodes, tree: CodeTree) -> Counts:
    """Return the distinct segments of each code in each place.

    `counted` says how many segments a code has in a place, `shared` which codes stand
    on one segment together.
    """
    known = len(counted.code)
    both = zip(counted.places.columns(), shared.places.columns(), strict=True)
    place = [column([*first, *second]) for first, second in both]
    code = np.fromiter(map(tree.numbers.__getitem__, counted.code), np.int64, known)
    segments = np.asarray(counted.segments, dtype=np.int64)
    rows, above = tree.lifted(code)
    again, doubled, own_less, total_less = _surplus(shared, tree)
    every = np.concatenate([rows, again + known])
    found = cells(
        [
            Column(np.concatenate([above, doubled]), tree.keys),
            *(it.at(every) for it in place),
        ]
    )
    own = np.where(code[rows] == above, segments[rows], 0)
    return counts_of(
        found,
        found.sums(np.concatenate([own, -own_less])),
        found.sums(np.concatenate([segments[rows], -total_less])),
    )


def _surplus(
    shared: SharedCodes, tree: CodeTree
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return what sums over subtrees have too often: row, code, own and total.

    Where m > 1 of a segment's codes are a code or stand below it, the sum over its
    subtree has the segment m - 1 times too often; where several gave it one code, so
    has the code itself. The same codes come together again and again, so each
    pattern of them is looked at once.
    """
    number = {codes: n for n, codes in enumerate(dict.fromkeys(shared.codes))}
    pattern = np.fromiter(map(number.__getitem__, shared.codes), np.int64)
    given = np.fromiter((tree.numbers[it] for one in number for it in one), np.int64)
    of_code = np.repeat(np.arange(len(number)), [len(codes) for codes in number])
    rows, above = tree.lifted(given)
    found = cells([_unnamed(of_code[rows], len(number)), Column(above, tree.keys)])
    total = np.bincount(found.of_row, minlength=found.number) - 1
    itself = np.flatnonzero(given[rows] == above)
    own = np.bincount(found.of_row[itself], minlength=found.number) - 1
    kept = np.flatnonzero(total)
    of_pattern, code = (it.numbers[kept] for it in found.columns)
    times = np.bincount(of_pattern, minlength=len(number))
    again, place = spread(times, pattern)
    return again, code[place], np.maximum(own[kept], 0)[place], total[kept][place]


def _unnamed(numbers: Numbers, size: int) -> Column:
    return Column(numbers, [""] * size)


def placed_counts(rows: Sequence[PlacedCount], tree: CodeTree) -> Counts:
    """Return counts that are exact for each code already."""
    *texts, own, total = zip(*rows, strict=True) if rows else [[]] * 7
    code = [tree.numbers[str(key)] for key in texts[0]]
    found = cells(
        [
            Column(np.array(code, dtype=np.int64), tree.keys),
            *(column(list(map(str, values))) for values in texts[1:]),
        ]
    )
    return counts_of(
        found,
        found.sums(np.array(own, dtype=np.int64)),
        found.sums(np.array(total, dtype=np.int64)),
    )


def counts_of(found: Cells, own: Numbers, total: Numbers) -> Counts:
    """Return the counts in cells of code, document, coder, speaker and round."""
    code, *place = found.columns
    return Counts(code, dict(zip(PLACE, place, strict=True)), own, total)
