"""Which codes occur together: as a list, as a matrix, with the segments behind it."""

from collections.abc import Collection, Iterator

import numpy as np

from qcode.analysis.cooccurrence import CoOccurrence, Together, pairs_of_rows
from qcode.analysis.stretches import Stretches
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
from qcode.operations.selecting import Material, Selection, by_document
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
            material.provenance(relation.unit, _base(counted), _parameters(relation)),
            [_told(relation), _KIN],
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
        parameters = {**_parameters(relation), "with codes below": in_total}
        origin = material.provenance(relation.unit, _base(counted), parameters)
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
    notes = [_told(relation), _KIN] if in_total else [_told(relation)]
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


def cooccurrence_segments(
    store: Store,
    relation: Relation,
    selection: Selection,
    code_ids: Collection[CodeId] | None = None,
) -> Table:
    """Return a row for each pair of segments with two codes that occur together.

    By coder, then in the order of documents and texts. With `code_ids` only pairs
    with one of these. Raises UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, selection)
        rows: list[tuple[tuple[int, ...], list[Cell]]] = []
        for part in material.parts(relation.nearness):
            for number, found in by_document(part):
                rows += _pairs(material, number, found, relation, code_ids)
        rows.sort(key=lambda row: row[0])
        return Table(
            "Segments of codes that occur together",
            _SEGMENT_COLUMNS,
            [cells for _, cells in rows],
            material.provenance("pairs of segments", {}, _parameters(relation)),
            [_told(relation)],
        )


def _pairs(
    material: Material,
    number: int,
    found: Stretches,
    relation: Relation,
    code_ids: Collection[CodeId] | None,
) -> Iterator[tuple[tuple[int, ...], list[Cell]]]:
    """Yield each pair in one document with what it is sorted by."""
    one, other = pairs_of_rows(found, relation)
    codes = material.tree.codebook.codes
    text, name = "", material.names[number]
    for a, b, coder, *ends in zip(
        *(column.tolist() for column in (one.code, other.code, one.coder)),
        *(column.tolist() for column in (one.start, one.end, other.start, other.end)),
        strict=True,
    ):
        if not _is_wanted(codes[a].id, codes[b].id, code_ids):
            continue
        text = text or material.places(number).document.text
        start, end, start_2, end_2 = ends
        if b < a and not relation.is_directed:
            a, b, (start, end), (start_2, end_2) = b, a, (start_2, end_2), (start, end)
        head = [material.handles[coder], name]
        first: list[Cell] = [codes[a].key, start, end, text[start:end]]
        second: list[Cell] = [codes[b].key, start_2, end_2, text[start_2:end_2]]
        key = (coder, number, min(start, start_2), start, end, start_2, end_2, a, b)
        yield key, [*head, *first, *second]


def _is_wanted(
    first: CodeId, second: CodeId, wanted: Collection[CodeId] | None
) -> bool:
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
        if _is_wanted(codes[it.first].id, codes[it.second].id, wanted):
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
        whole_column("count", _told(relation), relation.unit),
        whole_column("documents", "In how many documents so", "documents"),
        number_column("jaccard", share, relation.jaccard_of),
        whole_column("total", f"As count{below}", relation.unit),
        whole_column("total_documents", f"As documents{below}", "documents"),
        number_column("total_jaccard", f"As jaccard{below}", relation.jaccard_of),
    ]


_SEGMENT_COLUMNS = [
    text_column("coder", "Who coded, empty where coders are pooled"),
    text_column("document", "Name of the document"),
    text_column("first", "Key of the first code"),
    whole_column("first_start", "Where its segment begins", "codepoints"),
    whole_column("first_end", "Where it ends, not included", "codepoints"),
    text_column("first_text", "Text of the segment"),
    text_column("second", "Key of the second code"),
    whole_column("second_start", "Where its segment begins", "codepoints"),
    whole_column("second_end", "Where it ends, not included", "codepoints"),
    text_column("second_text", "Text of the segment"),
]


def _told(relation: Relation) -> str:
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


def _parameters(relation: Relation) -> dict[str, Fact]:
    return {"together": str(relation), "jaccard of": relation.jaccard_of}
