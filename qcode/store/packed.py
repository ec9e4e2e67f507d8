"""Codings read in a few long values, for counting: a row for a million takes too long.

The database lays each document's codings behind one another; numbers as text, ids as
their bytes. Nothing is sorted: whoever unpacks them must not rely on an order.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Text,
    cast,
    func,
    literal_column,
    select,
)

from qcode.model.counting import PackedCodings
from qcode.store.counted import AnySelect, Counted, handles, names, raw
from qcode.store.schema import coders, codings, documents


def packed_codings(connection: Connection, counted: Counted) -> PackedCodings:
    """Return the codings that are counted, packed by document and round.

    Coders are told of where they are told apart, rounds likewise. Speakers are not:
    who speaks where is for the reader of turns.
    """
    is_of_one = counted.has_one_coder
    query: AnySelect = select(
        raw(codings.c.document_id),
        counted.round(),
        _packed(connection, codings.c.code_id),
        *([] if is_of_one else [_packed(connection, codings.c.coder_id)]),
        _listed(connection, codings.c.start_offset),
        _listed(connection, codings.c.end_offset),
    ).where(*counted.conditions())
    keys = counted.apart() if is_of_one else counted.apart()[1:]
    query = query.group_by(codings.c.document_id, *keys)
    titles = names(connection, raw(documents.c.id), documents.c.name)
    found = PackedCodings(_handles(connection, counted))
    for row in connection.execute(query):
        document, round_, codes, *theirs, starts, ends = row
        found.document.append(titles[document])
        found.round.append(round_)
        found.codes.append(codes)
        found.coders.extend(theirs)
        found.starts.append(starts)
        found.ends.append(ends)
    return found


def _packed(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[bytes]:
    """Return the ids of a group behind one another, 16 bytes each."""
    nothing: ColumnElement[str] = literal_column("''", Text)
    if connection.dialect.name == "sqlite":
        return cast(func.group_concat(column, nothing), LargeBinary)
    ids = func.uuid_send(column)
    return func.string_agg(ids, cast(nothing, LargeBinary), type_=LargeBinary)


def _listed(connection: Connection, column: ColumnElement[int]) -> ColumnElement[str]:
    """Return the numbers of a group as text, with commas between."""
    if connection.dialect.name == "sqlite":
        # It makes text of numbers itself, in half the time that a cast takes.
        return func.group_concat(column, type_=Text)
    return func.aggregate_strings(cast(column, Text), ",")


def _handles(connection: Connection, counted: Counted) -> dict[bytes, str]:
    """Return the coders' handles by the bytes of their ids, b"" where all are one."""
    if counted.has_one_coder:
        return {b"": handles(connection, counted)[""]}
    known = names(connection, coders.c.id, coders.c.handle)
    return {coder.bytes: handle for coder, handle in known.items()}
