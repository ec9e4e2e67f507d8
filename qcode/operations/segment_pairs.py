"""Pairs of coded segments with their texts, however they were found to be pairs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from qcode.analysis.stretches import Stretches
from qcode.model.codebook import Code
from qcode.model.table import Cell, text_column, whole_column
from qcode.operations.selecting import Material, by_document

Pair: TypeAlias = tuple[Stretches, Stretches]


@dataclass
class SegmentPairs:
    """Gathers pairs, which are sorted by coder, document and place.

    Only pairs of two codes that are wanted; unless `is_directed` the code that comes
    earlier in the codebook stands first.
    """

    material: Material
    is_directed: bool
    is_wanted: Callable[[Code, Code], bool]
    _rows: list[tuple[tuple[int, ...], list[Cell]]] = field(default_factory=list)

    def add(
        self, parts: Iterable[Stretches], pairs: Callable[[Stretches], Pair]
    ) -> None:
        """Add what stands as a pair in each document of these parts."""
        for part in parts:
            for number, found in by_document(part):
                self._add(number, *pairs(found))

    def _add(self, number: int, one: Stretches, other: Stretches) -> None:
        material = self.material
        codes = material.tree.codebook.codes
        text, name = "", material.names[number]
        for a, b, coder, *ends in zip(
            *(column.tolist() for column in (one.code, other.code, one.coder)),
            *(it.tolist() for it in (one.start, one.end, other.start, other.end)),
            strict=True,
        ):
            start, end, start_2, end_2 = ends
            if b < a and not self.is_directed:
                a, b = b, a
                (start, end), (start_2, end_2) = (start_2, end_2), (start, end)
            if not self.is_wanted(codes[a], codes[b]):
                continue
            text = text or material.places(number).document.text
            head = [material.handles[coder], name]
            first: list[Cell] = [codes[a].key, start, end, text[start:end]]
            second: list[Cell] = [codes[b].key, start_2, end_2, text[start_2:end_2]]
            key = (coder, number, min(start, start_2), start, end, start_2, end_2, a, b)
            self._rows.append((key, [*head, *first, *second]))

    @property
    def rows(self) -> list[Sequence[Cell]]:
        """The pairs in their order, a cell for each of `PAIR_COLUMNS`."""
        return [cells for _, cells in sorted(self._rows, key=lambda row: row[0])]


PAIR_COLUMNS = [
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
