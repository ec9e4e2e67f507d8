"""When in a recording the passages of documents were said.

By the time stamps in their texts, or, for a transcript that came with its recording
from another program, by the sync points that came with it.
"""

from typing import TYPE_CHECKING, Any

from qcode.model.document import Document, text_digest
from qcode.store import foreign_identities
from qcode.text.moments import Moments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


class Clock:
    """Tells the moments of a study's documents, as it was when this was made."""

    def __init__(self, connection: "Connection") -> None:
        self._details: dict[str, Mapping[str, Any]] = {}
        for identity in foreign_identities.timed_sources(connection):
            self._details.setdefault(identity.subject, identity.details)

    def moments(self, document: Document) -> Moments:
        """Return the document's moments; sync points of an earlier text are none."""
        details = self._details.get(str(document.id))
        if details is None or details["text_digest"] != text_digest(document.text):
            return Moments.of(document.text)
        timed = [
            (offset, time) for _, offset, time in details["points"] if time is not None
        ]
        if not timed:
            return Moments.of(document.text)
        return Moments([offset for offset, _ in timed], [time for _, time in timed])
