"""Blind rounds: coders who code the same without seeing each other's work."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from qcode.model.coding import now
from qcode.model.ids import CoderId, DocumentId, RoundId


def new_round_id() -> RoundId:
    """Return a fresh id for a round."""
    return RoundId(uuid4())


@dataclass(frozen=True, slots=True)
class Round:
    """Some coders, some documents, and from when to when they code blind.

    While it is open none of them sees what others did in these documents, until all
    of them have finished all of these.
    """

    name: str
    coder_ids: frozenset[CoderId]
    document_ids: frozenset[DocumentId]
    opened_by: CoderId
    opened_at: datetime = field(default_factory=now)
    closed_by: CoderId | None = None
    closed_at: datetime | None = None
    id: RoundId = field(default_factory=new_round_id)

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it."""
        return self.closed_at is None
