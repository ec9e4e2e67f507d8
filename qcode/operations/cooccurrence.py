"""Which codes occur together: as a list and as a matrix."""

from collections.abc import Collection, Iterator

import numpy as np

from qcode.analysis.cooccurrence import CoOccurrence, Together
from qcode.model.ids import CodeId
from qcode.model.relation import Nearness, Relation
from qcode.model.table import (
    Cell,
    Column,
    Fact,
    Table,
    number_column,
    text_column,
    whole_column,
)
from qcode.operations.selecting import Material, Selection
from qcode.store import Store

_KIN = (
    "Where one code stands below the other, total is empty: whatever has the lower "
    "one has both."
)
_OF_WHAT = {
    "characters": "characters that both codes cover, out of those either covers",
    "sentences": "sentences that have both codes, out of those that have either",
    "turns": "turns that have both codes, out of those that have either",
    "documents": "documents in which they occur together, out of those with either",
}


def cooccurrence_list(
    store: Store,
    relation: Relation,
    selection: Selection,
    code_ids: Collection[CodeId] | None = None,
) -> Table:
    """Return a row for each two codes that occur together, the most frequent first.

    By coder unless these are pooled. With `code_ids` only pairs with one of these.
    Raises UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, selection)
        counted = _counted(material, relation)
        cells = list(_cells(material, counted, code_ids))
        cells.sort(key=lambda it: (it.coder, -it.own.count, it.first, it.second))
        return Table(
            "Co-occurrence of codes",
            _list_columns(relation),
            [_row(material, counted, it) for it in cells],
            material.provenance(relation.unit, _base(counted), parameters(relation)),
            [told(relation), _KIN],
        )


def cooccurrence_matrix(
    store: Store,
    relation: Relation,
    selection: Selection,
    *,
    in_total: bool = False,
) -> Table:
    """Return a row for each code and a column for each, the numbers in between.

    Codes that occur nowhere are left out; the diagonal is empty. `in_total` counts
    each code with all below it. Under containment the row's code contains the
    column's. By coder unless these are pooled. Raises UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, selection)
        counted = _counted(material, relation)
        counted_so = {**parameters(relation), "with codes below": in_total}
        origin = material.provenance(relation.unit, _base(counted), counted_so)
    segments = counted.all_segments if in_total else counted.segments
    present: list[int] = segments.sum(axis=0).nonzero()[0].tolist()
    codes = material.tree.codebook.codes
    columns = [
        text_column("coder", "Who coded, empty where coders are pooled"),
        text_column("code", "Key of the code"),
        text_column("name", "Name of the code"),
        whole_column("segments", "How many segments the code has", "segments"),
    ]
    for number in present:
        meaning = f"Together with {codes[number].name}"
        columns.append(whole_column(codes[number].key, meaning, relation.unit))
    numbers = _numbers(counted, relation, in_total=in_total)
    rows: list[list[Cell]] = []
    for coder in segments.sum(axis=1).nonzero()[0].tolist():
        for row in present:
            head = [material.handles[coder], codes[row].key, codes[row].name]
            found = [numbers.get((coder, row, column), 0) for column in present]
            rows.append([*head, int(segments[coder, row]), *found])
    notes = [told(relation), _KIN] if in_total else [told(relation)]
    return Table("Co-occurrence of codes", columns, rows, origin, notes)


def _numbers(
    counted: CoOccurrence, relation: Relation, *, in_total: bool
) -> dict[tuple[int, int, int], int | None]:
    """Return coder, row and column of the cells that are not zero, or have no number.

    A code with itself has none, and in total neither has one with those below it.
    """
    is_empty = counted.kin if in_total else np.eye(len(counted.kin), dtype=bool)
    numbers: dict[tuple[int, int, int], int | None] = {}
    for it in counted.cells():
        cell = it.total if in_total else it.own
        if cell is not None:
            numbers[it.coder, it.first, it.second] = cell.count
            if not relation.is_directed:
                numbers[it.coder, it.second, it.first] = cell.count
    for coder in range(len(counted.segments)):
        for row, column in np.argwhere(is_empty).tolist():
            numbers[coder, row, column] = None
    return numbers


def is_wanted(first: CodeId, second: CodeId, wanted: Collection[CodeId] | None) -> bool:
    """Whether one of two codes is wanted; `None` wants all."""
    return wanted is None or first in wanted or second in wanted


def _counted(material: Material, relation: Relation) -> CoOccurrence:
    counted = CoOccurrence(material.tree, len(material.handles), relation)
    for part in material.parts(relation.nearness):
        counted.add(part)
    return counted


def _cells(
    material: Material, counted: CoOccurrence, wanted: Collection[CodeId] | None
) -> Iterator[Together]:
    codes = material.tree.codebook.codes
    for it in counted.cells():
        if is_wanted(codes[it.first].id, codes[it.second].id, wanted):
            yield it


def _row(material: Material, counted: CoOccurrence, it: Together) -> list[Cell]:
    codes = material.tree.codebook.codes
    first, second, own, total = codes[it.first], codes[it.second], it.own, it.total
    below: list[Cell] = [None, None, None]
    if total is not None:
        below = [total.count, total.documents, total.jaccard]
    return [
        material.handles[it.coder],
        *(first.key, first.name, second.key, second.name),
        int(counted.segments[it.coder, it.first]),
        int(counted.segments[it.coder, it.second]),
        *(own.count, own.documents, own.jaccard),
        *below,
    ]


def _list_columns(relation: Relation) -> list[Column]:
    share = f"Jaccard coefficient: {_OF_WHAT[relation.jaccard_of]}"
    below = ", each code with all below it; empty where one is below the other"
    return [
        text_column("coder", "Who coded, empty where coders are pooled"),
        text_column("first", "Key of the first code"),
        text_column("first_name", "Name of the first code"),
        text_column("second", "Key of the second code"),
        text_column("second_name", "Name of the second code"),
        whole_column("first_segments", "Segments of the first code", "segments"),
        whole_column("second_segments", "Segments of the second code", "segments"),
        whole_column("count", told(relation), relation.unit),
        whole_column("documents", "In how many documents so", "documents"),
        number_column("jaccard", share, relation.jaccard_of),
        whole_column("total", f"As count{below}", relation.unit),
        whole_column("total_documents", f"As documents{below}", "documents"),
        number_column("total_jaccard", f"As jaccard{below}", relation.jaccard_of),
    ]


def told(relation: Relation) -> str:
    """Return a sentence that says what a count is a number of."""
    match relation.nearness:
        case Nearness.OVERLAP:
            return "Pairs of segments of the two codes that share a character."
        case Nearness.CONTAINMENT:
            return "Pairs where a segment of the first code contains one of the second."
        case Nearness.TURNS:
            within = f"at most {relation.distance} turns on"
            return f"Pairs of segments of the two codes, one {within} from the other."
        case Nearness.WORDS:
            within = f"at most {relation.distance} words"
            return f"Pairs of segments of the two codes with {within} between them."
    return f"{relation.unit.capitalize()} that both codes touch."


def _base(counted: CoOccurrence) -> dict[str, Fact]:
    return {"segments by code": int(counted.segments.sum())}


def parameters(relation: Relation) -> dict[str, Fact]:
    """Return how it was counted, for a table's provenance."""
    return {"together": str(relation), "jaccard of": relation.jaccard_of}
