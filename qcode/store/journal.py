"""The journal: a hash graph of everything that was done to the study.

Each entry's hash covers its parents, who acted, where and when, and the hash of
salt and payload; payload and salt can therefore be purged without breaking the
chain. A local entry extends the latest one of its coder and installation.
"""

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select

from qcode.errors import DamageError
from qcode.model.coded_set import SealedEntry
from qcode.model.coding import now
from qcode.model.ids import CoderId, CodingId, InstallationId
from qcode.model.journal import Action, Change, Entry, JsonObject, ObjectKind, Verb
from qcode.store import coders
from qcode.store.engine import OWN_ENTRIES
from qcode.store.schema import journal

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
    payload = _payload(action)
    payload_hash = sha256(salt + payload.encode()).hexdigest()
    row: dict[str, Any] = {
        "parents": " ".join(parents),
        "installation_id": installation_id,
        "coder_id": action.coder_id,
        "at": at,
        "verb": action.verb,
        "reverses": action.reverses,
        "payload_hash": payload_hash,
    }
    row |= {"hash": _hash(row), "salt": salt, "payload": payload, "imported": False}
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


def is_genuine(entry: SealedEntry) -> bool:
    """Whether the entry is as it was written; content held back is no change."""
    if _hash(asdict(entry)) != entry.hash:
        return False
    if entry.payload is None or entry.salt is None:
        return entry.payload is None and entry.salt is None
    return sha256(entry.salt + entry.payload.encode()).hexdigest() == entry.payload_hash


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
        yield _entry(row)


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


def _payload(action: Action) -> str:
    return _canonical(
        {
            "changes": [_plain(change) for change in action.changes],
            "details": dict(action.details),
            "note": action.note,
        }
    )


def _plain(change: Change) -> JsonObject:
    # dataclasses.asdict copies deeply, which took half of a merge of 100,000.
    return {
        "kind": change.kind,
        "id": str(change.id),
        "before": change.before,
        "after": change.after,
    }


def _hash(row: Mapping[str, Any]) -> str:
    at: datetime = row["at"]
    coder_id = row["coder_id"]
    covered = {
        "parents": row["parents"],
        "installation": str(row["installation_id"]),
        "coder": None if coder_id is None else str(coder_id),
        "at": at.isoformat(timespec="microseconds"),
        "verb": str(row["verb"]),
        "reverses": row["reverses"],
        "payload_hash": row["payload_hash"],
    }
    return sha256(_canonical(covered).encode()).hexdigest()


def _canonical(value: object) -> str:
    """Give JSON that is the same for the same value, on every machine."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )


def entries(connection: Connection, latest: int | None = None) -> list[Entry]:
    """Return the journal, the newest entry first, at most `latest` of them."""
    query = select(journal).order_by(journal.c.number.desc()).limit(latest)
    return [_entry(row) for row in connection.execute(query)]


def newest(connection: Connection) -> datetime | None:
    """Return the time of the newest entry, `None` in an empty journal."""
    query = select(journal.c.at).order_by(journal.c.at.desc()).limit(1)
    return connection.scalar(query)


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
            yield _entry(row)
    finally:
        result.close()


def last_actor(connection: Connection, thing: UUID) -> CoderId | None:
    """Return who last did something to an object, `None` if nobody is known.

    Looks through the contents of all entries, so it is for rare questions.
    """
    query = select(journal.c.coder_id).where(journal.c.payload.contains(str(thing)))
    found = connection.scalar(query.order_by(journal.c.number.desc()).limit(1))
    return None if found is None else CoderId(found)


def damages(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the chain, in words; nothing if it is whole."""
    known: set[str] = set()
    query = select(journal).order_by(journal.c.number)
    for row in connection.execute(query.execution_options(yield_per=1000)):
        name = f"journal entry {row.number} ({row.verb}, {row.at:%Y-%m-%d %H:%M:%S})"
        if _hash(row._asdict()) != row.hash:
            yield f"{name} was changed after it was written"
        if not _is_purged(row) and _content_hash(row) != row.payload_hash:
            yield f"the content of {name} was changed after it was written"
        for parent in row.parents.split():
            # What others did comes without what those did whom it followed.
            if parent not in known and not row.imported:
                yield f"{name} follows an entry that is missing"
        known.add(row.hash)


def _is_purged(row: Row[*tuple[Any, ...]]) -> bool:
    return row.payload is None and row.salt is None


def _content_hash(row: Row[*tuple[Any, ...]]) -> str | None:
    if row.payload is None or row.salt is None:
        return None
    return sha256(row.salt + row.payload.encode()).hexdigest()


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
            changes = [_change(change) for change in json.loads(payload)["changes"]]
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


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    try:
        return _sound_entry(row)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DamageError(
            f"Journal entry {row.number} is damaged; `qcode doctor` says more."
        ) from error


def _sound_entry(row: Row[*tuple[Any, ...]]) -> Entry:
    payload = json.loads(row.payload) if row.payload is not None else {}
    return Entry(
        number=row.number,
        hash=row.hash,
        parents=tuple(row.parents.split()),
        installation_id=InstallationId(row.installation_id),
        at=row.at,
        action=Action(
            verb=Verb(row.verb),
            coder_id=None if row.coder_id is None else CoderId(row.coder_id),
            changes=tuple(_change(change) for change in payload.get("changes", [])),
            details=payload.get("details", {}),
            note=payload.get("note", ""),
            reverses=row.reverses,
        ),
    )


def _change(change: Mapping[str, Any]) -> Change:
    return Change(
        kind=ObjectKind(change["kind"]),
        id=UUID(change["id"]),
        before=change["before"],
        after=change["after"],
    )
