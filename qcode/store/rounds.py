"""Blind rounds, and what each of them still hides."""

from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from qcode.model.ids import CoderId, DocumentId, RoundId
from qcode.model.round import Round
from qcode.model.team import Role
from qcode.store import team
from qcode.store.schema import (
    codings,
    finished_marks,
    round_coders,
    round_documents,
    rounds,
)


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
    not finished one of their documents. From nobody known, and from whoever does not
    lead a team on a server, all such rounds hide.
    """
    blind = set(connection.scalars(BLIND))
    found = [it for it in every(connection) if it.id in blind] if blind else []
    if found and viewer is not None and not _is_bound(connection):
        return [it for it in found if viewer in it.coder_ids]
    return found


def withheld(connection: Connection) -> list[Round]:
    """Return the rounds of which the server itself withholds work from this account.

    Then also writing and checking see but a part of the study.
    """
    return hiding(connection, None) if _is_bound(connection) else []


def _is_bound(connection: Connection) -> bool:
    """Whether the server's rules for who does not lead hold for this account."""
    if connection.dialect.name != "postgresql":
        return False
    if not connection.scalar(select(func.row_security_active(codings.name))):
        return False
    member = team.own(connection)
    return member is None or member.role is not Role.LEAD


def _unfinished() -> Select[tuple[RoundId]]:
    marks = select(finished_marks.c.id).where(
        finished_marks.c.coder_id == round_coders.c.coder_id,
        finished_marks.c.document_id == round_documents.c.document_id,
    )
    needed = select(round_coders.c.coder_id).where(
        round_coders.c.round_id == rounds.c.id,
        round_documents.c.round_id == rounds.c.id,
        ~marks.exists(),
    )
    return select(rounds.c.id).where(rounds.c.closed_at.is_(None), needed.exists())


BLIND = _unfinished()
"""The ids of the rounds that hide: open ones that somebody has not finished."""


def _round(connection: Connection, row: Row[*tuple[Any, ...]]) -> Round:
    its_coders = round_coders.c.round_id == row.id
    coders = connection.scalars(select(round_coders.c.coder_id).where(its_coders))
    its_documents = round_documents.c.round_id == row.id
    documents = connection.scalars(
        select(round_documents.c.document_id).where(its_documents)
    )
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
