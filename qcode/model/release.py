"""Releases: which documents may be quoted in what is published."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from qcode.model.coding import now
from qcode.model.ids import CoderId, DocumentId, ReleaseId


@dataclass(frozen=True, slots=True)
class Release:
    """The word of somebody that a document may be quoted in what is published.

    It holds for the `revision` of the text that they had before them; a document whose
    text is another by now is private again.
    """

    document_id: DocumentId
    revision: int
    coder_id: CoderId
    released_at: datetime = field(default_factory=now)

    @property
    def id(self) -> ReleaseId:
        """Follows from the document, which is released once."""
        return release_id(self.document_id)


def release_id(document_id: UUID) -> ReleaseId:
    """Return the id of a document's release."""
    return ReleaseId(uuid5(document_id, "released"))
