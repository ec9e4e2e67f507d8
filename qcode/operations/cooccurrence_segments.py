"""The segments of codes that occur together or follow each other, pair by pair."""

from collections.abc import Callable, Collection

from qcode.analysis.cooccurrence import pairs_of_rows
from qcode.analysis.sequences import followings
from qcode.model.codebook import Code
from qcode.model.ids import CodeId
from qcode.model.relation import Nearness, Relation
from qcode.model.table import Table
from qcode.operations.cooccurrence import is_wanted, parameters, told
from qcode.operations.segment_pairs import PAIR_COLUMNS, SegmentPairs
from qcode.operations.selecting import Material, Selection
from qcode.store import Store


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

    def wanted(first: Code, second: Code) -> bool:
        return is_wanted(first.id, second.id, code_ids)

    return _together(store, relation, selection, wanted)


def segments_of_both(
    store: Store,
    relation: Relation,
    selection: Selection,
    both: tuple[CodeId, CodeId],
) -> Table:
    """Return the same of two codes only, in this order where one contains the other."""
    orders = [both] if relation.is_directed else [both, both[::-1]]

    def wanted(first: Code, second: Code) -> bool:
        return (first.id, second.id) in orders

    return _together(store, relation, selection, wanted)


def _together(
    store: Store,
    relation: Relation,
    selection: Selection,
    wanted: Callable[[Code, Code], bool],
) -> Table:
    with store.read() as connection:
        material = Material(connection, selection)
        found = SegmentPairs(material, relation.is_directed, wanted)
        parts = material.parts(relation.nearness)
        found.add(parts, lambda rows: pairs_of_rows(rows, relation))
        return Table(
            "Segments of codes that occur together",
            PAIR_COLUMNS,
            found.rows,
            material.provenance("pairs of segments", {}, parameters(relation)),
            [told(relation)],
        )


def segments_in_sequence(
    store: Store, selection: Selection, both: tuple[CodeId, CodeId]
) -> Table:
    """Return a row for each segment of the first code that one of the second follows.

    In the same turn, as `sequences` counts them. Raises UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, selection)
        found = SegmentPairs(
            material,
            is_directed=True,
            is_wanted=lambda first, second: (first.id, second.id) == both,
        )
        parts = material.parts(Nearness.TURN)
        found.add(parts, lambda rows: followings(rows, 0))
        return Table(
            "Segments that follow each other",
            PAIR_COLUMNS,
            found.rows,
            material.provenance("followings", {}, {"within": "turn"}),
        )
