"""Looking back over what a coder did: what to undo, to redo, to apply again."""

from uuid import UUID

from sqlalchemy import Connection, select

from qcode.model.coding import Origin
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.journal import Entry, ObjectKind, Verb
from qcode.store.journal import own_entries
from qcode.store.schema import codings

_LOOK_BACK = 200


def to_undo(connection: Connection, coder_id: CoderId) -> Entry | None:
    """Return the coder's latest undoable action in this copy, unless undone."""
    skipped: set[str] = set()
    for entry in own_entries(connection, coder_id):
        verb, reverses = entry.action.verb, entry.action.reverses
        if verb in (Verb.UNDONE, Verb.REDONE):
            # A redone undo, and an action whose undo still holds, no longer count.
            if reverses is not None and entry.hash not in skipped:
                skipped.add(reverses)
        elif entry.action.is_undoable and entry.hash not in skipped:
            return entry
    return None


def to_redo(connection: Connection, coder_id: CoderId) -> Entry | None:
    """Return the coder's latest undo in this copy that can be turned around.

    `None` if there is none, or if the coder has acted anew since.
    """
    redone: set[str] = set()
    for entry in own_entries(connection, coder_id):
        match entry.action.verb:
            case Verb.REDONE if entry.action.reverses is not None:
                redone.add(entry.action.reverses)
            case Verb.UNDONE if entry.hash not in redone:
                return entry
            case _ if entry.action.is_undoable:
                return None
    return None


def codes_used_last(
    connection: Connection, coder_id: CoderId, most: int
) -> list[CodeId]:
    """Return the codes this coder put on spans lately, the last one first."""
    used: dict[CodeId, None] = {}
    for number, entry in enumerate(own_entries(connection, coder_id)):
        if number >= _LOOK_BACK or len(used) >= most:
            break
        if entry.action.verb not in (Verb.CODING_APPLIED, Verb.CODE_CREATED):
            continue
        for change in entry.action.changes:
            if change.kind is ObjectKind.CODING and change.after is not None:
                used[CodeId(UUID(str(change.after["code_id"])))] = None
    return list(used)


def has_coded_beside(
    connection: Connection, coder_id: CoderId, document_id: DocumentId
) -> bool:
    """Whether the coder has codings by hand in another document than this one."""
    query = select(codings.c.id).where(
        codings.c.coder_id == coder_id,
        codings.c.document_id != document_id,
        codings.c.origin == Origin.HAND,
    )
    return connection.scalar(query.limit(1)) is not None
