"""Blind rounds, and what each of them still hides."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select, update

from qcode.model.ids import CoderId, DocumentId, RoundId
from qcode.model.round import Round
from qcode.store.schema import finished_marks, round_coders, round_documents, rounds


def save_new(connection: Connection, made: Round) -> None:
    """Store a new round."""
    row = {
        "id": made.id,
        "name": made.name,
        "opened_by": made.opened_by,
        "opened_at": made.opened_at,
        "closed_by": made.closed_by,
        "closed_at": made.closed_at,
    }
    connection.execute(insert(rounds).values(row))
    coders = [{"round_id": made.id, "coder_id": it} for it in sorted(made.coder_ids)]
    connection.execute(insert(round_coders), coders)
    documents = sorted(made.document_ids)
    connection.execute(
        insert(round_documents),
        [{"round_id": made.id, "document_id": it} for it in documents],
    )


def close(connection: Connection, closed: Round) -> None:
    """Store that a round was closed, by whom and when."""
    known = update(rounds).where(rounds.c.id == closed.id)
    values = {"closed_by": closed.closed_by, "closed_at": closed.closed_at}
    connection.execute(known.values(values))


def every(connection: Connection) -> list[Round]:
    """Return all rounds, the oldest first."""
    query = select(rounds).order_by(rounds.c.opened_at, rounds.c.id)
    return [_round(connection, row) for row in connection.execute(query).all()]


def are_open(connection: Connection) -> bool:
    """Whether any round is open; asked before each reading, so it costs little."""
    query = select(rounds.c.id).where(rounds.c.closed_at.is_(None)).limit(1)
    return connection.scalar(query) is not None


def hiding(connection: Connection, viewer: CoderId | None) -> list[Round]:
    """Return the rounds that hide something from a coder, or from nobody known.

    These are open ones in which the coder takes part, while one of their coders has
    not finished one of their documents. From nobody known all such rounds hide.
    """
    return [
        it
        for it in every(connection)
        if it.is_open
        and (viewer is None or viewer in it.coder_ids)
        and not _is_finished(connection, it)
    ]


def _is_finished(connection: Connection, wanted: Round) -> bool:
    query = select(func.count()).select_from(finished_marks)
    query = query.where(
        finished_marks.c.coder_id.in_(_of(round_coders, [wanted.id])),
        finished_marks.c.document_id.in_(_of(round_documents, [wanted.id])),
    )
    needed = len(wanted.coder_ids) * len(wanted.document_ids)
    return connection.scalar(query) == needed


def _of(table: Table, round_ids: Iterable[RoundId]) -> Any:
    (column,) = (it for it in table.c if it.name != "round_id")
    return select(column).where(table.c.round_id.in_(list(round_ids)))


def _round(connection: Connection, row: Row[*tuple[Any, ...]]) -> Round:
    coders = connection.scalars(_of(round_coders, [row.id]))
    documents = connection.scalars(_of(round_documents, [row.id]))
    return Round(
        id=RoundId(row.id),
        name=row.name,
        coder_ids=frozenset(CoderId(it) for it in coders),
        document_ids=frozenset(DocumentId(it) for it in documents),
        opened_by=CoderId(row.opened_by),
        opened_at=row.opened_at,
        closed_by=None if row.closed_by is None else CoderId(row.closed_by),
        closed_at=row.closed_at,
    )
