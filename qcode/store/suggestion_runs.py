"""From what each document's suggestions were computed last, and who computes them.

A row is made before anything is computed, so that processes can share the work: who
holds a row's lock computes its document, and loses the lock when killed.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, select, update

from qcode.model.ids import CoderId, DocumentId
from qcode.store.missing import insert_missing
from qcode.store.schema import suggestion_runs

PENDING = ""
"""The state of what was not computed yet, or not from all that is known."""


def states(
    connection: Connection,
    coder_id: CoderId,
    wanted: Collection[DocumentId] | None = None,
) -> dict[DocumentId, str]:
    """Return from what the coder's kept suggestions were computed, by document.

    Of all documents, or of those wanted, where there are any.
    """
    query = select(suggestion_runs.c.document_id, suggestion_runs.c.state)
    query = query.where(suggestion_runs.c.coder_id == coder_id)
    if wanted is not None:
        query = query.where(suggestion_runs.c.document_id.in_(wanted))
    rows = connection.execute(query.order_by(suggestion_runs.c.document_id))
    return {DocumentId(row.document_id): row.state for row in rows}


def keep_state(
    connection: Connection, document_id: DocumentId, coder_id: CoderId, state: str
) -> None:
    """Say from what the suggestions of a document are computed now."""
    enqueue(connection, coder_id, [document_id])
    connection.execute(
        update(suggestion_runs)
        .where(_is_one_of(coder_id, [document_id]))
        .values(state=state)
    )


def enqueue(
    connection: Connection, coder_id: CoderId, wanted: Collection[DocumentId]
) -> None:
    """Make the rows that are missing, so that they can be claimed."""
    rows = [
        {"document_id": it, "coder_id": coder_id, "state": PENDING} for it in wanted
    ]
    insert_missing(connection, suggestion_runs, rows)


def claim(
    connection: Connection,
    coder_id: CoderId,
    wanted: Collection[DocumentId],
    state: str,
) -> DocumentId | None:
    """Return a document whose suggestions are not of this state, and lock its row.

    `None` if there is none that nobody else has claimed. The claim ends with the
    transaction. Only PostgreSQL can lock a row.
    """
    query = select(suggestion_runs.c.document_id).where(
        _is_one_of(coder_id, wanted), suggestion_runs.c.state != state
    )
    query = query.order_by(suggestion_runs.c.document_id).limit(1)
    found = connection.scalar(query.with_for_update(skip_locked=True))
    return None if found is None else DocumentId(found)


def wait_for(
    connection: Connection, coder_id: CoderId, document_id: DocumentId
) -> None:
    """Wait until nobody has a claim on the document."""
    query = select(suggestion_runs.c.state).where(_is_one_of(coder_id, [document_id]))
    connection.execute(query.with_for_update())


def _is_one_of(
    coder_id: CoderId, wanted: Collection[DocumentId]
) -> ColumnElement[bool]:
    is_own = suggestion_runs.c.coder_id == coder_id
    return is_own & suggestion_runs.c.document_id.in_(wanted)
