"""Finished marks: what a coder has coded to the end, knowing which codes."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from qcode.model.coding import now
from qcode.model.ids import CodeId, CoderId, DocumentId, FinishedMarkId


@dataclass(frozen=True, slots=True)
class FinishedMark:
    """One coder's word that a document is coded to the end.

    From here on what they did not code is "coded as absent" and no longer "not coded
    yet", for the codes that they knew: those of `codebook_revision`, as `codes`.
    `revision` is the document's, whose text they read.
    """

    document_id: DocumentId
    coder_id: CoderId
    revision: int
    codebook_revision: str
    codes: frozenset[CodeId]
    finished_at: datetime = field(default_factory=now)

    @property
    def id(self) -> FinishedMarkId:
        """Follows from document and coder: a coder finishes a document once."""
        return finished_mark_id(self.document_id, self.coder_id)


def finished_mark_id(document_id: UUID, coder_id: UUID) -> FinishedMarkId:
    """Return the id of a coder's mark on a document."""
    return FinishedMarkId(uuid5(document_id, f"finished {coder_id}"))
