"""A summary grid: cases down, categories across, what the team wrote in each cell.

Also called a framework matrix. Source: Ritchie and Spencer (1994), Qualitative data
analysis for applied policy research, in Bryman and Burgess, Analyzing Qualitative Data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qcode.model.codebook import Code
from qcode.model.document import Case
from qcode.model.evidence import Chosen
from qcode.model.ids import DocumentId
from qcode.model.span import Span
from qcode.model.summary import Summary
from qcode.model.table import Provenance


@dataclass(frozen=True, slots=True)
class Category:
    """A code that stands for all below it; `name` is its own in this grid."""

    code: Code
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one case says under one category.

    `segments` counts distinct coded segments of the category and all below it;
    `writer` is the handle of who wrote the summary last.
    """

    segments: int
    summary: Summary | None = None
    writer: str = ""

    @property
    def text(self) -> str:
        """The summary, "" where none is written."""
        return "" if self.summary is None else self.summary.text

    @property
    def is_open(self) -> bool:
        """Whether there are segments that nobody has summarised."""
        return self.summary is None and self.segments > 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A case with the names of its documents, and a cell for each category."""

    case: Case
    documents: Sequence[str]
    cells: Sequence[MatrixCell]


@dataclass(frozen=True, slots=True)
class Homeless:
    """A summary whose code has left the codebook, with the name of its case."""

    case: str
    text: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """The grid at one moment of the study.

    `chosen` says whose segments are counted, `language` is the study's.
    """

    language: str
    categories: Sequence[Category]
    rows: Sequence[MatrixRow]
    chosen: Chosen
    homeless: Sequence[Homeless]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class CellSegment:
    """A distinct coded segment behind a cell, and where it can be looked up.

    `codes` and `coders` are the names of those who coded it so, each once; `opposes`
    says that one of them marked it as opposing what the code says.
    """

    document_id: DocumentId
    document: str
    span: Span
    text: str
    line: int
    time: str
    speaker: str
    codes: Sequence[str]
    coders: Sequence[str]
    opposes: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell with the segments behind it, in the order of the documents."""

    case: Case
    category: Category
    cell: MatrixCell
    segments: Sequence[CellSegment]
