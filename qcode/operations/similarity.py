"""How alike documents are by their codes."""

import numpy as np

from qcode.analysis.similarity import Likeness, likenesses
from qcode.model.ids import DocumentId
from qcode.model.table import Cell, Table, number_column, text_column, whole_column
from qcode.operations.selecting import Material, Selection
from qcode.store import Store

_NOTE = (
    "Jaccard: codes that both documents have, out of those that either has. Cosine: of "
    "the shares of a document's segments that each code has. Documents without codes "
    "are left out."
)


def similarity(
    store: Store, selection: Selection, document_id: DocumentId | None = None
) -> Table:
    """Return a row for each two documents, the most alike by cosine first.

    By coder unless these are pooled; with `document_id` only pairs with this one.
    Codes count alone, without those below them. Raises UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, selection)
        shape = (len(material.handles), len(material.names), len(material.tree.keys))
        profiles = np.zeros(shape, dtype=np.int64)
        for part in material.parts():
            np.add.at(profiles, (part.coder, part.document, part.code), 1)
        ids = material.ids
        origin = material.provenance("codes, segments", {}, {})
    rows: list[list[Cell]] = []
    for coder, profile in enumerate(profiles):
        found = [
            it
            for it in likenesses(profile)
            if document_id is None or document_id in (ids[it.first], ids[it.second])
        ]
        found.sort(key=lambda it: (-it.cosine, -it.jaccard, it.first, it.second))
        rows += [_row(material, coder, it) for it in found]
    return Table("Similarity of documents", _COLUMNS, rows, origin, [_NOTE])


def _row(material: Material, coder: int, it: Likeness) -> list[Cell]:
    return [
        material.handles[coder],
        *(material.names[it.first], material.names[it.second]),
        *(it.shared, it.either, it.jaccard, it.cosine),
    ]


_COLUMNS = [
    text_column("coder", "Who coded, empty where coders are pooled"),
    text_column("first", "Name of the first document"),
    text_column("second", "Name of the second document"),
    whole_column("shared", "Codes that both have", "codes"),
    whole_column("either", "Codes that one of them has", "codes"),
    number_column("jaccard", "Shared by either", "codes"),
    number_column("cosine", "Cosine of the shares of segments by code", "segments"),
]
