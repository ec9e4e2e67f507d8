"""The codes along the text of one document, as data."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from qcode.analysis.portrait import bins, lanes
from qcode.analysis.stretches import Stretches, together
from qcode.model.ids import DocumentId
from qcode.model.table import Cell, Table, number_column, text_column, whole_column
from qcode.operations.selecting import Material, Selection
from qcode.store import Store
from qcode.text.offsets import LineIndex


def portrait(store: Store, document_id: DocumentId, selection: Selection) -> Table:
    """Return a row for each coded segment of a document, in the order of its text.

    The longer one first where two begin at once. By coder unless these are pooled.
    Raises UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, replace(selection, document_id=document_id))
        found = together(list(material.parts()))
        document = material.places(material.ids.index(document_id)).document
        origin = material.provenance("segments", {"codepoints": len(document.text)}, {})
    rows = list(_segments(material, found, document.text))
    title = f"Portrait of {document.name}"
    return Table(title, [_CODER, *_SEGMENT, *_CODE], rows, origin)


def binned_portrait(
    store: Store, document_id: DocumentId, selection: Selection, number: int
) -> Table:
    """Return how much of each of `number` equal parts of a text each code covers.

    By coder unless these are pooled; what is not covered has no row. Raises
    UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, replace(selection, document_id=document_id))
        found = together(list(material.parts()))
        document = material.places(material.ids.index(document_id)).document
        base = {"codepoints": len(document.text)}
        origin = material.provenance("share of a part", {**base}, {"parts": number})
    rows: list[list[Cell]] = [
        [
            *(material.handles[it.coder], it.number + 1, it.start, it.end, it.share),
            *_code(material, it.code),
        ]
        for it in bins(found, len(document.text), number)
    ]
    title = f"Portrait of {document.name}"
    return Table(title, [_CODER, *_PART, *_CODE], rows, origin)


def _segments(material: Material, found: Stretches, text: str) -> Iterator[list[Cell]]:
    lines = LineIndex(text)
    for coder in sorted(set(found.coder.tolist())):
        rows = found.take(found.coder == coder)
        rows = rows.take(np.lexsort((rows.code, -rows.end, rows.start)))
        starts, ends = rows.start.tolist(), rows.end.tolist()
        placed = zip(starts, ends, lanes(starts, ends), rows.code.tolist(), strict=True)
        for start, end, lane, code in placed:
            yield [
                *(material.handles[coder], start, end),
                *(start / len(text), end / len(text), lane + 1),
                lines.row_of(start) + 1,
                *_code(material, code),
            ]


def _code(material: Material, number: int) -> list[Cell]:
    book = material.tree.codebook
    code = book.codes[number]
    family = (book.ancestors(code.id) or [code])[0]
    return [code.key, code.name, family.name, book.colour(code.id)]


_CODER = text_column("coder", "Who coded, empty where coders are pooled")
_SEGMENT = [
    whole_column("start", "Where the segment begins", "codepoints"),
    whole_column("end", "Where it ends, not included", "codepoints"),
    number_column("start_share", "Where it begins, as a share of the text"),
    number_column("end_share", "Where it ends, as a share of the text"),
    whole_column("lane", "A lane in which it meets no other segment, from 1"),
    whole_column("line", "The line in which it begins, from 1"),
]
_PART = [
    whole_column("part", "The part of the text, from 1"),
    whole_column("start", "Where the part begins", "codepoints"),
    whole_column("end", "Where it ends, not included", "codepoints"),
    number_column("share", "Share of the part that the code covers", "codepoints"),
]
_CODE = [
    text_column("code", "Key of the code"),
    text_column("name", "Name of the code"),
    text_column("family", "Name of the topmost code"),
    text_column("colour", "Colour of the code or the nearest above it, #rrggbb"),
]
