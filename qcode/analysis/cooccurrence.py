"""Which codes occur together, and how much: a sweep over the texts, part by part.

A cell is two codes of one coder (or of all, pooled). Its `count` is a number of
pairs of segments that stand to each other as the relation says, or of sentences or
turns that have both codes.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np

from qcode.analysis.codetree import CodeTree
from qcode.analysis.stretches import Numbers, Stretches, Truths
from qcode.analysis.sweep import Intervals, meeting, runs
from qcode.model.relation import Nearness, Relation


@dataclass(frozen=True, slots=True)
class Cell:
    """How two codes occur together in one coder's work.

    `first` and `second` are numbers of codes. `documents` is in how many documents
    they do; `jaccard` is what both share out of what either has, nan where neither
    has anything.
    """

    count: int
    documents: int
    jaccard: float


@dataclass(frozen=True, slots=True)
class Together:
    """One coder's two codes: each alone, and with all below it.

    `total` is `None` where one of the codes stands below the other: whatever has
    the lower one has both.
    """

    coder: int
    first: int
    second: int
    own: Cell
    total: Cell | None


class CoOccurrence:
    """Counts which codes occur together, while parts of a study come in."""

    def __init__(self, tree: CodeTree, coders: int, relation: Relation) -> None:
        self._tree = tree
        self._relation = relation
        self._coders = coders
        size = len(tree.keys)
        self._own = _Cells(relation, coders, size)
        self._total = _Cells(relation, coders, size)
        self._kin = _kin(tree)

    @property
    def segments(self) -> Numbers:
        """How many segments each code has alone, shape (coders, codes)."""
        return self._own.segments

    @property
    def all_segments(self) -> Numbers:
        """How many segments each code has with all below it, shape (coders, codes)."""
        return self._total.segments

    @property
    def kin(self) -> Truths:
        """Which two codes are one, or one below the other, shape (codes, codes)."""
        return self._kin

    def add(self, found: Stretches) -> None:
        """Count whole documents in."""
        self._own.add(found)
        self._total.add(found.lifted(self._tree))

    def cells(self) -> Iterator[Together]:
        """Yield the cells that are not zero, by coder, in the codebook's order.

        Both orders of two codes where the relation is directed, else the earlier
        code first.
        """
        pairs = permutations if self._relation.is_directed else combinations
        for coder in range(self._coders):
            is_there = self._own.count[coder] > 0
            is_there |= (self._total.count[coder] > 0) & ~self._kin
            for first, second in pairs(range(len(self._tree.keys)), 2):
                if is_there[first, second]:
                    place = (coder, first, second)
                    total = self._total.cell(*place)
                    own, is_kin = self._own.cell(*place), self._kin[first, second]
                    yield Together(*place, own, None if is_kin else total)


def pairs_of_rows(found: Stretches, relation: Relation) -> tuple[Stretches, Stretches]:
    """Return the pairs of rows with different codes that occur together so.

    Two tables of one length: the first and the second of each pair, each pair once.
    Under containment the row that contains stands first, and of two codes on one
    span each contains the other.
    """
    rows = found.take(found.first < found.last) if relation.is_of_places else found
    one, other = _related(rows, relation)
    return rows.take(one), rows.take(other)


def _related(rows: Stretches, relation: Relation) -> tuple[Numbers, Numbers]:
    """Return the pairs of rows that stand so, by their places."""
    # `last` is the place behind the last one: a turn away is there already, and with
    # n words between them the other begins n behind it.
    reach = {
        Nearness.TURNS: relation.distance,
        Nearness.WORDS: relation.distance + 1,
    }.get(relation.nearness, 0)
    one, other = meeting(
        Intervals(rows.block, rows.code, rows.first, rows.last + reach)
    )
    differ = rows.code[one] != rows.code[other]
    one, other = one[differ], other[differ]
    if not relation.is_directed:
        return one, other
    outer = np.concatenate([one, other])
    inner = np.concatenate([other, one])
    contains = (rows.start[outer] <= rows.start[inner]) & (
        rows.end[inner] <= rows.end[outer]
    )
    return outer[contains], inner[contains]


class _Cells:
    """Sums for every coder and two codes, of one level of the codebook's tree."""

    def __init__(self, relation: Relation, coders: int, size: int) -> None:
        self._relation = relation
        self._shape = (coders, size, size)
        self.segments = np.zeros((coders, size), dtype=np.int64)
        self.count = np.zeros(self._shape, dtype=np.int64)
        self._documents = np.zeros(self._shape, dtype=np.int64)
        # What a Jaccard coefficient is a share of: what each code has, and what both.
        self._has = np.zeros((coders, size), dtype=np.int64)
        self._share = np.zeros(self._shape, dtype=np.int64)

    def cell(self, coder: int, first: int, second: int) -> Cell:
        place = coder, first, second
        share, documents = int(self._share[place]), int(self._documents[place])
        either = int(self._has[coder, first] + self._has[coder, second]) - share
        is_of_documents = self._relation.jaccard_of == "documents"
        both = documents if is_of_documents else share
        return Cell(
            count=int(self.count[place]),
            documents=documents,
            jaccard=both / either if either else math.nan,
        )

    def add(self, rows: Stretches) -> None:
        if not len(rows):
            return
        self.segments += self._by_code(rows.coder, rows.code)
        if self._relation.is_of_places:
            self._add_places(rows)
            return
        one, other = _related(rows, self._relation)
        cells = self._cell(rows.coder[one], rows.code[one], rows.code[other])
        self.count += self._summed(cells)
        self._add_documents(rows.document[one], cells)
        if self._relation.nearness is Nearness.OVERLAP:
            self._add_shares(rows)
        else:
            self._add_presence(rows)

    def _add_places(self, rows: Stretches) -> None:
        """Add the sentences or turns that two codes share."""
        documents, cells, lengths = self._add_shares(rows)
        self.count += self._summed(cells, lengths)
        self._add_documents(documents, cells)

    def _add_shares(self, rows: Stretches) -> tuple[Numbers, Numbers, Numbers]:
        """Add what codes cover and share; return document, cell, length of each."""
        coders = 1 + int(rows.coder.max())
        covered = runs(Intervals(rows.block, rows.code, rows.first, rows.last))
        coder, lengths = covered.block % coders, covered.end - covered.begin
        self._has += self._by_code(coder, covered.code, lengths)
        one, other = meeting(covered)
        # One code's runs never meet, so that all of these are of two codes.
        cells = self._cell(coder[one], covered.code[one], covered.code[other])
        shared = np.minimum(covered.end[one], covered.end[other]) - np.maximum(
            covered.begin[one], covered.begin[other]
        )
        self._share += self._summed(cells, shared)
        return covered.block[one] // coders, cells, shared

    def _add_presence(self, rows: Stretches) -> None:
        """Add in which documents each code is, and both of two."""
        blocks, number = np.unique(rows.block, return_inverse=True)
        coder_of = np.zeros(len(blocks), dtype=np.int64)
        coder_of[number] = rows.coder
        is_there = np.zeros((len(blocks), self._shape[1]), dtype=np.int64)
        is_there[number, rows.code] = 1
        for coder in range(self._shape[0]):
            theirs = is_there[coder_of == coder]
            self._has[coder] += theirs.sum(axis=0)
            self._share[coder] += theirs.T @ theirs

    def _add_documents(self, documents: Numbers, cells: Numbers) -> None:
        cells_in_all = math.prod(self._shape)
        # Sorting takes half the time of `np.unique`, which hashes.
        each = np.sort(documents * cells_in_all + cells)
        is_new = np.diff(each, prepend=-1) != 0
        self._documents += self._summed(each[is_new] % cells_in_all)

    def _cell(self, coder: Numbers, first: Numbers, second: Numbers) -> Numbers:
        """Return the number of the cell; the earlier code first unless directed."""
        size = self._shape[1]
        low, high = np.minimum(first, second), np.maximum(first, second)
        if self._relation.is_directed:
            low, high = first, second
        return (coder * size + low) * size + high

    def _summed(self, cells: Numbers, weights: Numbers | None = None) -> Numbers:
        summed = np.bincount(cells, weights, minlength=math.prod(self._shape))
        return summed.astype(np.int64).reshape(self._shape)

    def _by_code(
        self, coder: Numbers, code: Numbers, weights: Numbers | None = None
    ) -> Numbers:
        coders, size, _ = self._shape
        summed = np.bincount(coder * size + code, weights, minlength=coders * size)
        return summed.astype(np.int64).reshape(coders, size)


def _kin(tree: CodeTree) -> Truths:
    """Return which two codes are one, or one stands below the other."""
    above = np.zeros((len(tree.keys), len(tree.keys)), dtype=bool)
    for number, line in enumerate(tree.lineages):
        above[number, line] = True
    return above | above.T
