"""A cell of a table, and the passages in texts that it leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qcode.model.counting import DOCUMENT
from qcode.model.table import Cell, Row
from qcode.operations.table_choices import Choices


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a segment begins."""

    document: str
    start: int


@dataclass(frozen=True, slots=True)
class Behind:
    """Segments to be read, a passage for each row; `title` says what they are of."""

    title: str
    names: Sequence[str]
    rows: Sequence[Row]
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class CellAt:
    """A cell of a table as its operation made it: its row, and its column's name."""

    names: Sequence[str]
    row: Row
    column: str

    @property
    def said(self) -> Mapping[str, Cell]:
        """The row's cells by the names of the columns."""
        return dict(zip(self.names, self.row, strict=True))


def passage_of(cell: CellAt, choices: Choices, kind: str) -> Passage | None:
    """Return where the segment is that a row is about, `None` where it is of many."""
    said = cell.said
    start = said.get("start")
    if kind == "portrait" and choices.document is not None:
        return Passage(choices.document.name, int(start or 0))
    if kind == "segments":
        return Passage(str(said[DOCUMENT]), int(start or 0))
    return None
