"""Which codings are counted and what is told apart, as parts of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Join,
    ScalarSelect,
    Select,
    Text,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType

from qcode.model.coding import Origin
from qcode.model.ids import CoderId, CodingId
from qcode.store.among import is_among
from qcode.store.codings import of_origins
from qcode.store.schema import (
    coders,
    codings,
    round_coders,
    round_documents,
    rounds,
    turns,
)

AnySelect: TypeAlias = Select[*tuple[Any, ...]]

# A literal, no parameter: PostgreSQL must see the same text where it groups.
NOTHING: ColumnElement[str] = literal_column("''", Text)
SPAN = (codings.c.document_id, codings.c.start_offset, codings.c.end_offset)
# Grouped by its label, for PostgreSQL does not see that two subqueries are the same.
_ROUND = "round_name"
SPEAKER: ColumnElement[str] = func.coalesce(turns.c.speaker, NOTHING)


@dataclass(frozen=True, slots=True)
class Counted:
    """Which codings are counted, and what is told apart.

    `coder_ids` says whose codings, all where `None`, and `origins` how they came
    about. Coders are told apart unless they are `pooled`: then a segment that two
    of them coded is one. With `by_speaker` a segment counts once under each speaker
    whose turn it touches. Turns of the speakers `left_out` do not count, and neither
    do segments that touch no other turn. With `by_round` codings are told apart by
    the blind round that they were made in. With `coding_ids` only these are counted.
    """

    coder_ids: Sequence[CoderId] | None = None
    pooled: bool = False
    by_speaker: bool = False
    origins: Collection[Origin] | None = None
    left_out: Collection[str] = ()
    by_round: bool = False
    coding_ids: Collection[CodingId] | None = None

    @property
    def has_one_coder(self) -> bool:
        """Whether rows need not say whose codings they count."""
        return self.pooled or (self.coder_ids is not None and len(self.coder_ids) == 1)

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what must hold of a coding that is counted."""
        conditions = of_origins(self.origins)
        if self.coder_ids is not None:
            conditions.append(codings.c.coder_id.in_(self.coder_ids))
        if self.coding_ids is not None:
            conditions.append(is_among(codings.c.id, self.coding_ids))
        if self.left_out:
            heard = touching(codings, SPAN)
            is_heard = exists().where(*heard, self.is_heard()).correlate(codings)
            conditions.append(is_heard)
        return conditions

    def is_heard(self) -> ColumnElement[bool]:
        """Return whether a turn is one that counts."""
        return turns.c.speaker.not_in(self.left_out)

    def coder(self) -> ColumnElement[Any]:
        """Return the coder's id as the driver gives it, "" where all are one."""
        coder = NOTHING if self.has_one_coder else raw(codings.c.coder_id)
        return coder.label("coder")

    def round(self) -> ColumnElement[Any]:
        """Return the name of the coding's round, "" where none is told."""
        found = _round_of_coding() if self.by_round else NOTHING
        return found.label(_ROUND)

    def apart(self) -> list[ColumnElement[Any]]:
        """Return what is grouped by beside code, document and speaker."""
        keys: list[ColumnElement[Any]] = []
        if not self.has_one_coder:
            keys.append(codings.c.coder_id)
        if self.by_round:
            keys.append(literal_column(_ROUND, Text))
        return keys


def _round_of_coding() -> ColumnElement[str]:
    """Return the round of coder and document that was open, the last opened if many."""
    name: ScalarSelect[str] = (
        select(rounds.c.name)
        .join(round_coders, round_coders.c.round_id == rounds.c.id)
        .join(round_documents, round_documents.c.round_id == rounds.c.id)
        .where(
            round_coders.c.coder_id == codings.c.coder_id,
            round_documents.c.document_id == codings.c.document_id,
            rounds.c.opened_at <= codings.c.created_at,
            or_(
                rounds.c.closed_at.is_(None),
                rounds.c.closed_at > codings.c.created_at,
            ),
        )
        .order_by(rounds.c.opened_at.desc(), rounds.c.id)
        .limit(1)
        .correlate(codings)
        .scalar_subquery()
    )
    return func.coalesce(name, NOTHING)


def touching(
    table: FromClause, place: Sequence[ColumnElement[Any]]
) -> list[ColumnElement[bool]]:
    """Return what holds of the turns that a span shares a character with.

    Turns cover a text in order, so the first to look at is the last that begins
    where the span does or before; finding it spares all those before.
    """
    document, start, end = place
    earlier = turns.alias()
    first = (
        select(func.max(earlier.c.start_offset))
        .where(earlier.c.document_id == document, earlier.c.start_offset <= start)
        .correlate(table)
        .scalar_subquery()
    )
    return [
        turns.c.document_id == document,
        turns.c.start_offset >= func.coalesce(first, 0),
        turns.c.start_offset < end,
        turns.c.end_offset > start,
    ]


def with_turns(table: FromClause, place: Sequence[ColumnElement[Any]]) -> Join:
    """Join spans with the turns that they touch."""
    return table.outerjoin(turns, and_(*touching(table, place)))


def raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Leave an id as the driver gives it; a UUID for each row costs 1 s a million."""
    return type_coerce(column, NullType())


def names(
    connection: Connection, key: ColumnElement[Any], name: ColumnElement[Any]
) -> dict[Any, Any]:
    """Return what stands for each key."""
    return {row[0]: row[1] for row in connection.execute(select(key, name))}


def handles(connection: Connection, counted: Counted) -> dict[Any, str]:
    """Return the coders' handles by what stands for them in the rows."""
    if counted.pooled:
        return {"": ""}
    if counted.has_one_coder:
        query = select(coders.c.handle).where(coders.c.id.in_(counted.coder_ids or ()))
        return {"": connection.scalar(query) or ""}
    return names(connection, raw(coders.c.id), coders.c.handle)
