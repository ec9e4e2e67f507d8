"""How an entry of the journal is sealed: what its hashes cover, and whether they fit.

The hash covers parents, who acted, where and when, and the hash of salt and payload;
payload and salt can therefore be purged without breaking the chain.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from qcode.model.coded_set import SealedEntry
from qcode.model.journal import Action, Change, JsonObject

if TYPE_CHECKING:
    from datetime import datetime


def payload_of(action: Action) -> str:
    """Return an entry's content as it is hashed and stored."""
    return canonical(
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


def hash_of(row: Mapping[str, Any]) -> str:
    """Return the hash of an entry, by the names of its columns."""
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
    return sha256(canonical(covered).encode()).hexdigest()


def canonical(value: object) -> str:
    """Give JSON that is the same for the same value, on every machine."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )


def content_hash(salt: bytes, payload: str) -> str:
    """Return the hash of an entry's content, which the salt keeps from guesses."""
    return sha256(salt + payload.encode()).hexdigest()


def content_fits(salt: bytes | None, payload: str | None, payload_hash: str) -> bool:
    """Whether the content is as it was written; one that was purged is no change."""
    if payload is None or salt is None:
        return payload is None and salt is None
    return content_hash(salt, payload) == payload_hash


def is_genuine(entry: SealedEntry) -> bool:
    """Whether the entry is as it was written; content held back is no change."""
    fits = content_fits(entry.salt, entry.payload, entry.payload_hash)
    return fits and hash_of(asdict(entry)) == entry.hash
