"""Counting by set-based SQL: the database groups, nobody loads all codings.

Two questions answer every count of segments exactly. How many segments has each
code in each document? Which codes stand together on one segment? A parent's
distinct segments are the sum of the first over its subtree, less one for each
code of the subtree beyond the first that the second finds on a segment.

Rows carry names for ids; a name is one object, however many rows it is in.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    Join,
    Select,
    Text,
    and_,
    cast,
    func,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType

from qcode.model.coding import Origin
from qcode.model.counting import CodeCounts, SharedCount, Stretch
from qcode.model.ids import CoderId, DocumentId
from qcode.store.codings import of_origins
from qcode.store.schema import coders, codes, codings, documents, turns

AnySelect: TypeAlias = Select[*tuple[Any, ...]]

# Small chunks stay in the processor's cache: half the time of 5,000 rows.
_AT_ONCE = 500
# A literal, no parameter: PostgreSQL must see the same text where it groups.
_NOTHING: ColumnElement[str] = literal_column("''", Text)
_PLACE = (codings.c.document_id, codings.c.start_offset, codings.c.end_offset)


@dataclass(frozen=True, slots=True)
class Counted:
    """Which codings are counted, and what is told apart.

    `coder_ids` says whose codings, all where `None`, and `origins` how they came
    about. Coders are told apart unless they are `pooled`: then a segment that two
    of them coded is one. With `by_speaker` a segment counts once under each speaker
    whose turn it touches.
    """

    coder_ids: Sequence[CoderId] | None = None
    pooled: bool = False
    by_speaker: bool = False
    origins: Collection[Origin] | None = None

    @property
    def has_one_coder(self) -> bool:
        """Whether rows need not say whose codings they count."""
        return self.pooled or (self.coder_ids is not None and len(self.coder_ids) == 1)


def code_counts(connection: Connection, counted: Counted) -> CodeCounts:
    """Return how many distinct segments each code has in each document.

    By coder and speaker where these are told apart, "" where not. Cells without
    codings are left out; the order is that of the ids.
    """
    keys: list[ColumnElement[Any]] = [codings.c.code_id, codings.c.document_id]
    query: AnySelect = select(_raw(keys[0]), _raw(keys[1]), _coder(counted))
    keys += _coder_key(counted)
    if counted.by_speaker:
        touched = _touching_turns(codings, _PLACE)
        query = query.add_columns(_SPEAKER).select_from(touched)
        keys.append(_SPEAKER)
    else:
        query = query.add_columns(_NOTHING)
    # A coder puts a code on a span once, so rows are segments: nothing to sort.
    is_distinct = not (counted.pooled or counted.by_speaker)
    number = func.count() if is_distinct else func.count(_span().distinct())
    query = query.add_columns(number).where(*_wanted(counted))
    query = query.group_by(*keys).order_by(*keys)
    names = _names(connection, _raw(codes.c.id), codes.c.key)
    titles = _names(connection, _raw(documents.c.id), documents.c.name)
    handles = _handles(connection, counted)
    counted_so = CodeCounts()
    for rows in connection.execute(query).partitions(_AT_ONCE):
        code, document, coder, speaker, segments = zip(*rows, strict=True)
        counted_so.code.extend(map(names.__getitem__, code))
        counted_so.document.extend(map(titles.__getitem__, document))
        counted_so.coder.extend(map(handles.__getitem__, coder))
        counted_so.speaker.extend(speaker)
        counted_so.segments.extend(segments)
    return counted_so


def shared_counts(connection: Connection, counted: Counted) -> list[SharedCount]:
    """Return how many segments carry which several codes, by document.

    By coder and speaker where these are told apart, "" where not; unless coders
    are pooled, codes of two coders do not meet. A row's codes are sorted.
    """
    ids = _in_text(connection, codings.c.code_id)
    place = [*_PLACE, *_coder_key(counted)]
    query: AnySelect = (
        select(_raw(codings.c.document_id), _coder(counted))
        .add_columns(func.aggregate_strings(ids, ",").label("ids"))
        .where(*_wanted(counted))
        .group_by(*place)
        .having(func.count() > 1)
        .order_by(*place)
    )
    if counted.by_speaker:
        query = _speakers_of_segments(query)
    else:
        query = query.add_columns(_NOTHING)
    together: Counter[tuple[Any, ...]] = Counter()
    for rows in connection.execute(query).partitions(_AT_ONCE):
        # Plain tuples: a row of SQLAlchemy takes five times as long to hash.
        together.update(map(tuple, rows))
    names = _names(connection, _in_text(connection, codes.c.id), codes.c.key)
    titles = _names(connection, _raw(documents.c.id), documents.c.name)
    handles = _handles(connection, counted)
    segments: Counter[tuple[tuple[str, ...], str, str, str]] = Counter()
    for (document, coder, ids_text, speaker), number in together.items():
        keys = tuple(sorted({names[code] for code in ids_text.split(",")}))
        if len(keys) > 1:
            segments[keys, titles[document], handles[coder], speaker] += number
    return [(*cell, number) for cell, number in segments.items()]


def stretches(
    connection: Connection, counted: Counted
) -> Iterator[tuple[DocumentId, list[Stretch]]]:
    """Yield each document that has codings, with these in the order of its text.

    Speakers are not told apart: who speaks where is for the reader of the text.
    One document's codings are held at a time.
    """
    names = _names(connection, _raw(codes.c.id), codes.c.key)
    ids = _names(connection, _raw(documents.c.id), documents.c.id)
    handles = _handles(connection, counted)
    query: AnySelect = select(
        _raw(codings.c.document_id), _raw(codings.c.code_id), _coder(counted)
    )
    query = query.add_columns(*_PLACE[1:]).where(*_wanted(counted))
    query = query.order_by(*_PLACE, codings.c.coder_id, codings.c.code_id)
    rows = connection.execute(query.execution_options(yield_per=_AT_ONCE))
    for document, found in groupby(rows, itemgetter(0)):
        yield (
            DocumentId(ids[document]),
            [
                (names[code], handles[coder], start, end)
                for _, code, coder, start, end in found
            ],
        )


def number_of_codings(connection: Connection, counted: Counted) -> int:
    """Return how many codings are counted: each coder's, of each span."""
    query = select(func.count()).select_from(codings).where(*_wanted(counted))
    return connection.scalar(query) or 0


_SPEAKER: ColumnElement[str] = func.coalesce(turns.c.speaker, _NOTHING)


def _speakers_of_segments(query: AnySelect) -> AnySelect:
    """Give a row per speaker of each segment that the query grouped codings to."""
    found = query.add_columns(*_PLACE[1:]).order_by(None).subquery()
    document, coder, ids, start, end = found.c
    rows = select(document, coder, ids, _SPEAKER.label("speaker"), start, end)
    touched = _touching_turns(found, (document, start, end))
    each = rows.select_from(touched).distinct().subquery()
    return select(*list(each.c)[:4]).order_by(*each.c)


def _touching_turns(table: FromClause, place: Sequence[ColumnElement[Any]]) -> Join:
    """Join the table's spans with the turns that they share a character with.

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
    touched = and_(
        turns.c.document_id == document,
        turns.c.start_offset >= func.coalesce(first, 0),
        turns.c.start_offset < end,
        turns.c.end_offset > start,
    )
    return table.outerjoin(turns, touched)


def _wanted(counted: Counted) -> list[ColumnElement[bool]]:
    conditions = of_origins(counted.origins)
    if counted.coder_ids is not None:
        conditions.append(codings.c.coder_id.in_(counted.coder_ids))
    return conditions


def _coder(counted: Counted) -> ColumnElement[Any]:
    coder = _NOTHING if counted.has_one_coder else _raw(codings.c.coder_id)
    return coder.label("coder")


def _coder_key(counted: Counted) -> list[ColumnElement[Any]]:
    return [] if counted.has_one_coder else [codings.c.coder_id]


def _span() -> ColumnElement[int]:
    """Both offsets in one number, as databases count distinct single values."""
    return cast(codings.c.start_offset, BigInteger) * 2**32 + codings.c.end_offset


def _raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Leave an id as the driver gives it; a UUID for each row costs 1 s a million."""
    return type_coerce(column, NullType())


def _in_text(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[str]:
    if connection.dialect.name == "sqlite":
        return func.hex(column)
    return cast(column, Text)


def _names(
    connection: Connection, key: ColumnElement[Any], name: ColumnElement[Any]
) -> dict[Any, Any]:
    return {row[0]: row[1] for row in connection.execute(select(key, name))}


def _handles(connection: Connection, counted: Counted) -> dict[Any, str]:
    """Return the coders' handles by what stands for them in the rows."""
    if counted.pooled:
        return {"": ""}
    if counted.has_one_coder:
        query = select(coders.c.handle).where(coders.c.id.in_(counted.coder_ids or ()))
        return {"": connection.scalar(query) or ""}
    return _names(connection, _raw(coders.c.id), coders.c.handle)
