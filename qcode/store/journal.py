"""The journal: a hash graph of everything that was done to the study.

A local entry extends the latest one of its coder and installation; how entries are
sealed says `seals`, whether the chain is whole `chain`.
"""

import secrets
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, insert, select

from qcode.model.coded_set import SealedEntry
from qcode.model.coding import now
from qcode.model.ids import CoderId, InstallationId
from qcode.model.journal import Action, Entry, Verb
from qcode.store import coders
from qcode.store.engine import ACTS, OWN_ENTRIES
from qcode.store.entries import entry_of_row
from qcode.store.schema import journal
from qcode.store.seals import canonical, content_hash, hash_of, payload_of

CHANNEL = "qcode"


def record(
    connection: Connection,
    action: Action,
    installation_id: InstallationId,
    also_after: Iterable[str] = (),
) -> None:
    """Write down what is done in this transaction.

    `also_after` are entries of others that it follows too, as a merge does.
    """
    if action.coder_id is not None:
        coders.lock(connection, action.coder_id)
    at = now()
    parents = _head(connection, action.coder_id, installation_id)
    parents = tuple(dict.fromkeys((*parents, *also_after)))
    salt = secrets.token_bytes(16)
    payload = payload_of(action)
    payload_hash = content_hash(salt, payload)
    row: dict[str, Any] = {
        "parents": " ".join(parents),
        "installation_id": installation_id,
        "coder_id": action.coder_id,
        "at": at,
        "verb": action.verb,
        "reverses": action.reverses,
        "payload_hash": payload_hash,
    }
    row |= {"hash": hash_of(row), "salt": salt, "payload": payload, "imported": False}
    connection.execute(insert(journal).values(**row))
    _announce(connection, row["hash"])


def _announce(connection: Connection, entry: str) -> None:
    """Tell those who watch of an entry, by its hash, once it is stored."""
    own: set[str] | None = connection.get_execution_options().get(OWN_ENTRIES)
    if own is not None:
        own.add(entry)
    if connection.dialect.name == "postgresql":
        told = func.concat(func.current_schema(), " ", entry)
        connection.execute(select(func.pg_notify(CHANNEL, told)))


def take_in(connection: Connection, sealed: Iterable[SealedEntry]) -> None:
    """Keep the entries of others to the letter; those that are known are left out."""
    known = set(connection.scalars(select(journal.c.hash)))
    rows = []
    for entry in sealed:
        if entry.hash not in known:
            known.add(entry.hash)
            rows.append(asdict(entry) | {"imported": True})
    if rows:
        connection.execute(insert(journal), rows)


def sealed_entries(
    connection: Connection, coder_ids: Iterable[CoderId]
) -> Iterator[SealedEntry]:
    """Yield what these coders did, to the letter, in the order of this copy."""
    query = select(*(journal.c[it.name] for it in fields(SealedEntry)))
    query = query.where(journal.c.coder_id.in_(list(coder_ids)))
    for row in connection.execute(query.order_by(journal.c.number)):
        yield SealedEntry(**row._mapping)


def merged_last(connection: Connection) -> tuple[str, ...]:
    """Return the entries of others that the newest merge of this copy follows."""
    query = select(journal.c.parents).where(journal.c.verb == Verb.SETS_MERGED)
    query = query.where(journal.c.imported.is_(False)).order_by(journal.c.number.desc())
    parents = set((connection.scalar(query.limit(1)) or "").split())
    others = select(journal.c.hash).where(journal.c.imported.is_(True))
    return tuple(sorted(parents & set(connection.scalars(others)))) if parents else ()


def reversals(connection: Connection) -> list[tuple[str, str]]:
    """Return each undo and redo of this copy with what it turned around, in order."""
    query = select(journal.c.hash, journal.c.reverses)
    query = query.where(journal.c.imported.is_(False), journal.c.reverses.is_not(None))
    rows = connection.execute(query.order_by(journal.c.number))
    return [(row.hash, row.reverses) for row in rows]


def local_entries(
    connection: Connection, after: int = 0, of: Collection[Verb] = ()
) -> Iterator[Entry]:
    """Yield what was done in this copy behind an entry's number, the oldest first.

    Only what these verbs say, where any are named.
    """
    query = select(journal).where(journal.c.imported.is_(False))
    query = query.where(journal.c.number > after).order_by(journal.c.number)
    if of:
        query = query.where(journal.c.verb.in_(of))
    for row in connection.execute(query.execution_options(yield_per=200)):
        yield entry_of_row(row)


def taken_away(connection: Connection, among: Collection[UUID]) -> set[UUID]:
    """Return those of the objects that somebody took away here, after they had come.

    What went when an import was undone is not among them: that is as if it had
    never come. Reads the contents of all entries, unless nothing is asked for.
    """
    gone: set[UUID] = set()
    if not among:
        return gone
    origins: dict[str, Verb] = {}
    for entry in local_entries(connection):
        action = entry.action
        verb = origins.get(action.reverses or "", action.verb)
        origins[entry.hash] = verb
        for change in action.changes:
            if change.id not in among:
                continue
            if change.after is None and verb is not Verb.PROJECT_IMPORTED:
                gone.add(change.id)
            elif change.after is not None:
                gone.discard(change.id)
    return gone


def _head(
    connection: Connection, coder_id: CoderId | None, installation_id: InstallationId
) -> tuple[str, ...]:
    query = (
        select(journal.c.hash)
        .where(journal.c.installation_id == installation_id)
        .where(journal.c.coder_id == coder_id)
        .order_by(journal.c.number.desc())
        .limit(1)
    )
    head = connection.scalar(query)
    return () if head is None else (head,)


def has_detail(connection: Connection, name: str, value: str) -> bool:
    """Whether an entry of this copy carries the detail; both are free of % and quotes.

    The whole journal is looked through: not for what is asked often.
    """
    written = canonical({name: value})[1:-1]
    query = select(journal.c.number).where(journal.c.payload.contains(written))
    return connection.scalar(query.limit(1)) is not None


def entries(connection: Connection, latest: int | None = None) -> list[Entry]:
    """Return the journal, the newest entry first, at most `latest` of them."""
    query = select(journal).order_by(journal.c.number.desc()).limit(latest)
    return [entry_of_row(row) for row in connection.execute(query)]


def newest(connection: Connection) -> datetime | None:
    """Return the time of the newest entry that is told of, `None` without any.

    Told of are all, unless the store tells of some parts of the study only.
    """
    query = select(journal.c.at).where(*_told(connection))
    return connection.scalar(query.order_by(journal.c.at.desc()).limit(1))


def extent(connection: Connection) -> tuple[int, str]:
    """Return how many entries are told of, and the hash of the one that came last.

    Both stay the same as long as nothing is done to what is told of.
    """
    number = select(func.count()).select_from(journal).where(*_told(connection))
    last = select(journal.c.hash).where(*_told(connection))
    last = last.order_by(journal.c.number.desc()).limit(1)
    return connection.scalar(number) or 0, connection.scalar(last) or ""


def _told(connection: Connection) -> list[ColumnElement[bool]]:
    acts = connection.get_execution_options().get(ACTS)
    return [] if acts is None else [journal.c.verb.in_(sorted(acts))]


def own_entries(connection: Connection, coder_id: CoderId) -> Iterator[Entry]:
    """Yield what the coder did in this copy of the study, the newest first.

    What a merge brought in is left out.
    """
    query = select(journal).where(journal.c.coder_id == coder_id)
    query = query.where(journal.c.imported.is_(False))
    query = query.order_by(journal.c.number.desc())
    result = connection.execute(query.execution_options(yield_per=50))
    try:
        for row in result:
            yield entry_of_row(row)
    finally:
        result.close()


def last_actor(
    connection: Connection, thing: UUID, of: Collection[Verb] = ()
) -> CoderId | None:
    """Return who last did something to an object, `None` if nobody is known.

    Only what these verbs say, where any are named. Looks through the contents of
    all entries, so it is for rare questions.
    """
    query = select(journal.c.coder_id).where(journal.c.payload.contains(str(thing)))
    if of:
        query = query.where(journal.c.verb.in_(of))
    found = connection.scalar(query.order_by(journal.c.number.desc()).limit(1))
    return None if found is None else CoderId(found)
