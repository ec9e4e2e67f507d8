"""The codebook with its definitions and examples, and how often each code occurs."""

from collections.abc import Sequence

from qcode.analysis.overview import Occurrences
from qcode.model.table import (
    Cell,
    Column,
    Table,
    text_column,
    truth_column,
    whole_column,
)
from qcode.operations.selecting import Material, Selection
from qcode.store import Store

_NUMBERS = {
    "documents": ("In how many documents the code alone occurs", "documents"),
    "segments": ("Segments of the code alone", "segments"),
    "total_documents": ("Documents of the code and all below it", "documents"),
    "total_segments": ("Segments of the code and all below it, each once", "segments"),
}


def overview(store: Store, selection: Selection) -> Table:
    """Return a row for each code, with its numbers, in the codebook's order.

    Where several coders coded, their numbers stand side by side, the columns named
    by who; pooled, or of one coder, there is one number each. Raises
    UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, selection)
        # Before anyone has coded there is one number each, of nobody.
        counted = Occurrences(material.tree, max(len(material.handles), 1))
        there: set[int] = set()
        for part in material.parts():
            counted.add(part)
            there.update(part.coder.tolist())
        coders = sorted(there) or [0]
        handles = [material.handles[coder] for coder in coders] if there else [""]
        base = {"coders": [handle for handle in handles if handle]}
        origin = material.provenance("documents, segments", {**base}, {})
    book = material.tree.codebook
    rows: list[list[Cell]] = []
    for number, code in enumerate(book.codes):
        row: list[Cell] = [code.key, code.name, book.path(code.id)]
        row += [len(book.ancestors(code.id)) + 1, code.codable]
        row += [code.definition, code.include, code.exclude, code.example]
        for coder in coders:
            it = counted.of(coder, number)
            row += [it.documents, it.segments, it.all_documents, it.all_segments]
        rows.append(row)
    return Table("Codebook", [*_COLUMNS, *_counts(handles)], rows, origin)


def _counts(handles: Sequence[str]) -> list[Column]:
    if len(handles) == 1:
        return [whole_column(name, *told) for name, told in _NUMBERS.items()]
    return [
        whole_column(f"{handle}: {name}", f"{meaning}, by {handle}", unit)
        for handle in handles
        for name, (meaning, unit) in _NUMBERS.items()
    ]


_COLUMNS = [
    text_column("code", "Key of the code"),
    text_column("name", "Name of the code"),
    text_column("path", "Names of the code and those above it"),
    whole_column("level", "Level in the codebook, 1 for the topmost"),
    truth_column("codable", "Whether it is coded itself, not only its children"),
    text_column("definition", "What the code means"),
    text_column("include", "When to code"),
    text_column("exclude", "When not to code"),
    text_column("example", "Anchor example"),
]
