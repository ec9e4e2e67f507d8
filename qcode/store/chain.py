"""Whether the journal is whole: its hashes, its chain, and what follows from it."""

import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from qcode.model.ids import CodingId
from qcode.model.journal import ObjectKind
from qcode.store.entries import changes_of
from qcode.store.schema import journal
from qcode.store.seals import content_fits, hash_of


def altered(connection: Connection) -> Iterator[str]:
    """Yield which entries are not as they were written, in words."""
    query = select(journal).order_by(journal.c.number)
    for row in connection.execute(query.execution_options(yield_per=1000)):
        name = _name(row.number, row.verb, row.at)
        if hash_of(row._asdict()) != row.hash:
            yield f"{name} was changed after it was written"
        if not content_fits(row.salt, row.payload, row.payload_hash):
            yield f"the content of {name} was changed after it was written"


def torn(connection: Connection) -> Iterator[str]:
    """Yield which entries follow one that is not there before them, in words.

    What others did comes without what those did whom it followed.
    """
    known: set[str] = set()
    names = ("number", "verb", "at", "hash", "parents", "imported")
    query = select(*(journal.c[it] for it in names)).order_by(journal.c.number)
    for row in connection.execute(query.execution_options(yield_per=1000)):
        name = _name(row.number, row.verb, row.at)
        for parent in row.parents.split():
            if parent not in known and not row.imported:
                yield f"{name} follows an entry that is missing"
        known.add(row.hash)


def _name(number: int, verb: str, at: datetime) -> str:
    return f"journal entry {number} ({verb}, {at:%Y-%m-%d %H:%M:%S})"


def live_codings(connection: Connection) -> set[CodingId] | None:
    """Return the codings that must be there by all that was written down.

    `None` where a content was purged or is damaged, so that nobody can say.
    """
    live: set[CodingId] = set()
    query = select(journal.c.payload).where(journal.c.imported.is_(False))
    query = query.order_by(journal.c.number)
    for payload in connection.scalars(query.execution_options(yield_per=1000)):
        if payload is None:
            return None
        try:
            changes = changes_of(json.loads(payload)["changes"])
        except (ValueError, LookupError, TypeError):
            return None
        for change in changes:
            if change.kind is ObjectKind.CODING:
                coding_id = CodingId(change.id)
                if change.after is None:
                    live.discard(coding_id)
                else:
                    live.add(coding_id)
    return live
