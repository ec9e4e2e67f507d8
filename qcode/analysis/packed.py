"""Distinct segments counted from codings that come packed, a million at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qcode.analysis.cells import Column, Numbers, cells, column, joined_rows
from qcode.analysis.codetree import CodeTree
from qcode.analysis.frames import Counts, counts_of
from qcode.model.counting import PackedCodings

_ID = 16


def packed_counts(packed: PackedCodings, tree: CodeTree) -> Counts:
    """Return the distinct segments of each code in each place.

    A segment that carries several codes below one counts for that one once, and one
    that several coders gave the same code, where these are pooled, once for it.
    """
    rows = _unpacked(packed, tree)
    single = cells([rows.code, *rows.place])
    many = np.bincount(single.of_row, minlength=single.number)
    code, *place = single.columns
    lifted, above = tree.lifted(code.numbers)
    again = _surplus(rows, tree)
    is_own = code.numbers[lifted] == above
    found = cells(
        [
            Column(np.concatenate([above, again.code]), tree.keys),
            *(
                joined_rows(of_cells.at(lifted), of_rows.at(again.row))
                for of_cells, of_rows in zip(place, rows.place, strict=True)
            ),
        ]
    )
    own = np.where(is_own, many[lifted], 0)
    return counts_of(
        found,
        found.sums(np.concatenate([own, -again.own])),
        found.sums(np.concatenate([many[lifted], -again.total])),
    )


@dataclass(frozen=True)
class _Rows:
    """A row for each coding: code and place; those whose segment has others too.

    A segment is a span of a document in one round, by one coder unless all are one.
    `shared` are the rows of which several have one segment, `segment` its numbers.
    """

    code: Column
    place: Sequence[Column]
    shared: Numbers
    segment: Numbers


@dataclass(frozen=True)
class _Surplus:
    """How often too often single codings count: a row of theirs, the code it is for."""

    row: Numbers
    code: Numbers
    own: Numbers
    total: Numbers


def _unpacked(packed: PackedCodings, tree: CodeTree) -> _Rows:
    known = [code.id.bytes for code in tree.codebook.codes]
    code = Column(_numbers(packed.codes, known), tree.keys)
    groups = np.arange(len(packed.codes), dtype=np.int64)
    group = np.repeat(groups, [len(ids) // _ID for ids in packed.codes])
    document, round_ = (column(it).at(group) for it in (packed.document, packed.round))
    nothing = np.zeros(len(code.numbers), dtype=np.int64)
    coder = _coders(packed) or Column(nothing, [packed.handles.get(b"", "")])
    nobody = Column(nothing, [""])
    shared, segment = _shared(
        [group, _offsets(packed.starts), _offsets(packed.ends), coder.numbers]
    )
    return _Rows(code, (document, coder, nobody, round_), shared, segment)


def _coders(packed: PackedCodings) -> Column | None:
    """Return whose each row is, `None` where coders are not told apart."""
    if not packed.coders:
        return None
    ids = list(packed.handles)
    there, number = np.unique(_numbers(packed.coders, ids), return_inverse=True)
    named = [packed.handles[ids[it]] for it in there]
    return Column(number, [""] * len(there)).mapped(named)


def _surplus(rows: _Rows, tree: CodeTree) -> _Surplus:
    """Return what sums over codings and over subtrees have too often.

    A segment that has a code or those below it m times counts m - 1 times too often;
    so does the code itself.
    """
    at, above = tree.lifted(rows.code.numbers[rows.shared])
    row = rows.shared[at]
    key = rows.segment[at] * len(tree.keys) + above
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    total = np.bincount(place, minlength=len(first)) - 1
    itself = rows.code.numbers[row] == above
    own = np.maximum(np.bincount(place[itself], minlength=len(first)) - 1, 0)
    kept = np.flatnonzero(total)
    chosen = first[kept]
    return _Surplus(row[chosen], above[chosen], own[kept], total[kept])


def _shared(keys: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """Return the rows whose keys others have too, and a number for each one's keys."""
    order = None if _is_sorted(keys) else np.lexsort(keys[::-1])
    again = np.ones(max(len(keys[0]) - 1, 0), dtype=bool)
    for key in keys:
        ordered = key if order is None else key[order]
        again &= ordered[1:] == ordered[:-1]
    follows = np.concatenate([np.zeros(min(len(keys[0]), 1), dtype=bool), again])
    is_followed = np.concatenate([again, np.zeros(min(len(keys[0]), 1), dtype=bool)])
    found = np.flatnonzero(follows | is_followed)
    segment = np.cumsum(~follows[found], dtype=np.int64)
    return (found if order is None else order[found]), segment


def _is_sorted(keys: Sequence[Numbers]) -> bool:
    """Whether rows come in the order of their keys, as they mostly do."""
    is_same = np.ones(max(len(keys[0]) - 1, 0), dtype=bool)
    for key in keys:
        if (is_same & (key[1:] < key[:-1])).any():
            return False
        is_same &= key[1:] == key[:-1]
    return True


def _offsets(packed: Sequence[str]) -> Numbers:
    if not packed:
        return np.zeros(0, dtype=np.int64)
    return np.fromstring(",".join(packed), dtype=np.int64, sep=",")


def _numbers(packed: Sequence[bytes], known: Sequence[bytes]) -> Numbers:
    """Return the place of each packed id among those that are known."""
    halves = np.frombuffer(b"".join(packed), dtype=np.uint64).reshape(-1, 2)
    of_known = np.frombuffer(b"".join(known), dtype=np.uint64).reshape(-1, 2)
    order = np.lexsort((of_known[:, 1], of_known[:, 0]))
    firsts = of_known[order, 0]
    if len(np.unique(firsts)) < len(firsts):
        # Two ids that begin alike: seldom, but an id is all of its bytes.
        place = {it: number for number, it in enumerate(known)}
        ids = b"".join(packed)
        each = (ids[at : at + _ID] for at in range(0, len(ids), _ID))
        return np.fromiter(map(place.__getitem__, each), np.int64)
    found: Numbers = order[np.searchsorted(firsts, halves[:, 0])]
    return found
