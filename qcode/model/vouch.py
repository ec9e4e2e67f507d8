"""Vouches: quotations that may be read although they seem to name somebody."""

from dataclasses import dataclass, field
from datetime import datetime

from qcode.model.coding import now
from qcode.model.ids import CoderId, DocumentId
from qcode.model.span import Span


@dataclass(frozen=True, slots=True)
class Vouch:
    """The word of somebody that they have looked at a passage and it names nobody.

    It holds for the wording that `digest` is of, and for the `words` that were found
    in it then; what is found later keeps the passage back again.
    """

    document_id: DocumentId
    span: Span
    digest: bytes
    words: tuple[str, ...]
    coder_id: CoderId
    why: str = ""
    vouched_at: datetime = field(default_factory=now)
