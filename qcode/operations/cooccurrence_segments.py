"""The segments of codes that occur together, pair by pair."""

from collections.abc import Collection, Iterator

from qcode.analysis.cooccurrence import pairs_of_rows
from qcode.analysis.stretches import Stretches
from qcode.model.ids import CodeId
from qcode.model.relation import Relation
from qcode.model.table import Cell, Table, text_column, whole_column
from qcode.operations.cooccurrence import is_wanted, parameters, told
from qcode.operations.selecting import Material, Selection, by_document
from qcode.store import Store


def cooccurrence_segments(
    store: Store,
    relation: Relation,
    selection: Selection,
    code_ids: Collection[CodeId] | None = None,
    both: tuple[CodeId, CodeId] | None = None,
) -> Table:
    """Return a row for each pair of segments with two codes that occur together.

    By coder, then in the order of documents and texts. With `code_ids` only pairs
    with one of these, with `both` only pairs of the two. Raises UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, selection)
        rows: list[tuple[tuple[int, ...], list[Cell]]] = []
        for part in material.parts(relation.nearness):
            for number, found in by_document(part):
                rows += _pairs(material, number, found, relation, code_ids)
        rows.sort(key=lambda row: row[0])
        if both is not None:
            keys = [material.tree.codebook.code(it).key for it in both]
            orders = [keys] if relation.is_directed else [keys, keys[::-1]]
            rows = [it for it in rows if [it[1][2], it[1][6]] in orders]
        return Table(
            "Segments of codes that occur together",
            _COLUMNS,
            [cells for _, cells in rows],
            material.provenance("pairs of segments", {}, parameters(relation)),
            [told(relation)],
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
        if not is_wanted(codes[a].id, codes[b].id, code_ids):
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


_COLUMNS = [
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
