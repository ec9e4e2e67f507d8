"""Saying which documents may be quoted in what is published.

A document is private until somebody releases it. A release is of the study's copy in
which it was said: coded sets do not carry it, and no merge releases anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from qcode.errors import RefusedError
from qcode.model.document import Document, Kind
from qcode.model.ids import CoderId, DocumentId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.model.release import Release, release_id
from qcode.store import Store, coders, documents, journal, releases
from qcode.store.records import record_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Releasable:
    """A document as it stands for being published.

    `released_by` and `released_at` are of its release, "" and `None` without one;
    `is_released` is false too where the text has changed since.
    """

    id: DocumentId
    name: str
    kind: Kind
    revision: int
    released_revision: int | None
    released_by: str
    released_at: datetime | None

    @property
    def is_released(self) -> bool:
        """Whether it may be quoted as it is now."""
        return self.released_revision == self.revision


def release(
    store: Store, document_ids: Sequence[DocumentId], who: CoderId
) -> list[Document]:
    """Let documents be quoted in what is published, as their texts are now.

    All in one step, which is undone as one. Those that are released already stay as
    they are; the others are given back. Raises UnknownDocumentError, and RefusedError
    where there are none.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        wanted = [documents.get(connection, it) for it in dict.fromkeys(document_ids)]
        done, changes = [], []
        for document in wanted:
            before = releases.find(connection, release_id(document.id))
            if before is None or before.revision != document.revision:
                made = Release(document.id, document.revision, who)
                releases.save(connection, made)
                changes.append(_change(before, made))
                done.append(document)
        if not done:
            raise RefusedError(f"{_named(wanted)}: released already, nothing changed.")
        action = Action(Verb.DOCUMENTS_RELEASED, who, tuple(changes), note=_named(done))
        journal.record(connection, action, store.installation_id)
    return done


def withdraw(
    store: Store, document_ids: Sequence[DocumentId], who: CoderId
) -> list[Document]:
    """Make documents private again; give back those that were released.

    Raises UnknownDocumentError, and RefusedError where none was released.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        wanted = [documents.get(connection, it) for it in dict.fromkeys(document_ids)]
        done, changes = [], []
        for document in wanted:
            before = releases.find(connection, release_id(document.id))
            if before is not None:
                releases.remove(connection, before.id)
                changes.append(_change(before, None))
                done.append(document)
        if not done:
            raise RefusedError(f"{_named(wanted)}: private already, nothing changed.")
        action = Action(
            Verb.DOCUMENTS_WITHDRAWN, who, tuple(changes), note=_named(done)
        )
        journal.record(connection, action, store.installation_id)
    return done


def list_releasable(store: Store) -> list[Releasable]:
    """Return all documents by name, with what was said of their release."""
    with store.read() as connection:
        return releasable(connection)


def releasable(connection: "Connection") -> list[Releasable]:
    """Do the same in a transaction that goes on."""
    known = releases.every(connection)
    handles = {it.id: it.handle for it in coders.every(connection)}
    found = []
    for document in documents.summaries(connection):
        said = known.get(document.id)
        found.append(
            Releasable(
                document.id,
                document.name,
                document.kind,
                document.revision,
                None if said is None else said.revision,
                "" if said is None else handles[said.coder_id],
                None if said is None else said.released_at,
            )
        )
    return found


def _change(before: Release | None, after: Release | None) -> Change:
    one = after or before
    assert one is not None
    return Change(
        ObjectKind.RELEASE,
        one.id,
        None if before is None else record_of(before),
        None if after is None else record_of(after),
    )


def _named(some: Sequence[Document]) -> str:
    names = [it.name for it in some[:_MOST_NAMED]]
    more = len(some) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
