"""Doing what a merge of sets or codes planned, on what is here at that moment."""

from collections.abc import Container, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from qcode.errors import DuplicateCodeError, RefusedError
from qcode.model.ids import CodeId
from qcode.model.journal import Change, JsonValue, ObjectKind
from qcode.store import changes, codes, turning

if TYPE_CHECKING:
    from sqlalchemy import Connection


def carry_out(
    connection: "Connection", wanted: Sequence[Change], aliases: Mapping[UUID, UUID]
) -> None:
    """Perform the changes in their order; nothing may have come in between.

    `aliases` name the codes that are merged into others, whose keys pass to those.
    Raises DuplicateCodeError and RefusedError; then nothing of it must be kept.
    """
    owners = codes.known_keys(connection)
    giving = {*aliases, *(code.id for code in codes.every(connection))}
    for change in wanted:
        if change.kind is ObjectKind.CODE and change.after is not None:
            _check_keys(change.id, change.after, owners, giving)
            if (
                change.before is not None
                and change.before["key"] != change.after["key"]
            ):
                codes.free_key(connection, CodeId(change.id))
    for is_code, alike in groupby(wanted, lambda it: it.kind is ObjectKind.CODE):
        if is_code:
            for change in alike:
                changes.perform(connection, change)
        else:
            obstacle = turning.perform_all(connection, alike)
            if obstacle:
                raise RefusedError(f"This cannot be merged: {obstacle}.")


def _check_keys(
    thing: UUID,
    record: Mapping[str, Any],
    owners: Mapping[str, CodeId],
    giving: Container[UUID],
) -> None:
    """Let no code have a key of one that is gone; among those here each has its own."""
    for key in (record["key"], *record["formerly"]):
        owner = owners.get(key, thing)
        if owner != thing and owner not in giving:
            raise DuplicateCodeError("key", key, "a former code")


def changed_aliases(
    before: Mapping[UUID, UUID], after: Mapping[UUID, UUID]
) -> dict[str, JsonValue]:
    """Return which aliases came or changed, and as `None` which are no longer."""
    gone: dict[str, JsonValue] = {str(it): None for it in before if it not in after}
    changed = {it: living for it, living in after.items() if before.get(it) != living}
    return gone | {str(it): str(living) for it, living in changed.items()}
