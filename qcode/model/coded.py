"""Coded stretches in columns, as analyses read them, and which ones are wanted.

Numbers stand for things: a document's is its place among all by name, a coder's by
handle, a code's in the codebook's order. Knows neither SQL nor tables.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from qcode.model.coding import Origin
from qcode.model.document import Kind
from qcode.model.ids import CoderId, CodingId, DocumentId


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which codings are read; `None` asks for all.

    `attribute` is a name and the value that the document's case must have.
    """

    coder_ids: Collection[CoderId] | None = None
    origins: Collection[Origin] | None = None
    kind: Kind | None = None
    attribute: tuple[str, str] | None = None
    document_id: DocumentId | None = None
    coding_ids: Collection[CodingId] | None = None


@dataclass(frozen=True, slots=True)
class CodedPart:
    """The coded stretches of some whole documents, in columns of one length.

    Documents stand one after the other, each in the order of its text by start and
    end. Columns, for a million rows as tuples keep the garbage collector busy.
    """

    documents: list[int] = field(default_factory=list)
    coders: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
