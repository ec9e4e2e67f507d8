"""Rows of the journal as the entries that they hold."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from qcode.errors import DamageError
from qcode.model.ids import CoderId, InstallationId
from qcode.model.journal import Action, Change, Entry, ObjectKind, Verb


def entry_of_row(row: Row[*tuple[Any, ...]]) -> Entry:
    """Make the entry that a row holds; raises DamageError where it holds none."""
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
            changes=changes_of(payload.get("changes", [])),
            details=payload.get("details", {}),
            note=payload.get("note", ""),
            reverses=row.reverses,
        ),
    )


def changes_of(records: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    """Return the changes that an entry's content lists."""
    return tuple(_change(record) for record in records)


def _change(change: Mapping[str, Any]) -> Change:
    return Change(
        kind=ObjectKind(change["kind"]),
        id=UUID(change["id"]),
        before=change["before"],
        after=change["after"],
    )
