"""Counting by set-based SQL: the database groups, nobody loads all codings.

Two questions answer every count of segments exactly. How many segments has each
code in each document? Which codes stand together on one segment? A parent's
distinct segments are the sum of the first over its subtree, less one for each
code of the subtree beyond the first that the second finds on a segment.

Where speakers are not told apart, `packed` is twice as fast: it gives the codings
themselves, and `analysis` counts them.

Rows carry names for ids; a name is one object, however many rows it is in.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Text, cast, func, select

from qcode.model.counting import CodeCounts, Places, SharedCodes, Stretch
from qcode.model.ids import CoderId, DocumentId
from qcode.store.counted import (
    NOTHING,
    SPAN,
    SPEAKER,
    AnySelect,
    Counted,
    handles,
    names,
    raw,
    with_turns,
)
from qcode.store.schema import codes, codings, documents

# Small chunks stay in the processor's cache: half the time of 5,000 rows.
_AT_ONCE = 500


def code_counts(connection: Connection, counted: Counted) -> CodeCounts:
    """Return how many segments each code has in each document.

    By coder, speaker and round where these are told apart, "" where not. Where coders
    are pooled and speakers not told apart, a segment that several of them gave one
    code comes as often, and `shared_codes` tells of it. Cells without codings are
    left out; the order is that of the ids.
    """
    keys: list[ColumnElement[Any]] = [codings.c.code_id, codings.c.document_id]
    query: AnySelect = select(raw(keys[0]), raw(keys[1]), counted.coder())
    keys += counted.apart()
    if counted.by_speaker:
        query = query.add_columns(SPEAKER).select_from(with_turns(codings, SPAN))
        keys.append(SPEAKER)
    else:
        query = query.add_columns(NOTHING)
    # A coder puts a code on a span once, so rows are segments: nothing to sort.
    number = func.count(_span().distinct()) if counted.by_speaker else func.count()
    query = query.add_columns(counted.round(), number).where(*counted.conditions())
    if counted.by_speaker and counted.left_out:
        query = query.where(counted.is_heard())
    query = query.group_by(*keys).order_by(*keys)
    keys_of_codes = names(connection, raw(codes.c.id), codes.c.key)
    into = _Into(connection, counted, raw(documents.c.id))
    found = CodeCounts(places=into.places)
    for rows in connection.execute(query).partitions(_AT_ONCE):
        code, document, coder, speaker, round_, segments = zip(*rows, strict=True)
        found.code.extend(map(keys_of_codes.__getitem__, code))
        into.add(document, coder, speaker, round_)
        found.segments.extend(segments)
    return found


def shared_codes(connection: Connection, counted: Counted) -> SharedCodes:
    """Return the codes of each segment that carries several, with its place.

    By coder, speaker and round where these are told apart, "" where not; unless coders
    are pooled, codes of two coders do not meet. A row's codes are sorted, each as
    often as `code_counts` counts it.
    """
    ids = _in_text(connection, codings.c.code_id)
    place = [*SPAN, *counted.apart()]
    query: AnySelect = (
        select(raw(codings.c.document_id), counted.coder(), counted.round())
        .add_columns(func.aggregate_strings(ids, ",").label("ids"))
        .where(*counted.conditions())
        .group_by(*place)
        .having(func.count() > 1)
        .order_by(*place)
    )
    if counted.by_speaker:
        query = _speakers_of_segments(query, counted)
    else:
        query = query.add_columns(NOTHING)
    known = _CodesOfIds(connection, is_once=counted.by_speaker)
    into = _Into(connection, counted, raw(documents.c.id))
    found = SharedCodes(places=into.places)
    for rows in connection.execute(query).partitions(_AT_ONCE):
        document, coder, round_, ids_text, speaker = zip(*rows, strict=True)
        found.codes.extend(map(known.__getitem__, ids_text))
        into.add(document, coder, speaker, round_)
    return found


class _Into:
    """Places that names are put into for ids."""

    def __init__(
        self, connection: Connection, counted: Counted, document_id: ColumnElement[Any]
    ) -> None:
        self.places = Places()
        self._titles = names(connection, document_id, documents.c.name)
        self._handles = handles(connection, counted)

    def add(
        self,
        document: Sequence[Any],
        coder: Sequence[Any],
        speaker: Sequence[str],
        round_: Sequence[str],
    ) -> None:
        """Put rows behind those that are there."""
        self.places.document.extend(map(self._titles.__getitem__, document))
        self.places.coder.extend(map(self._handles.__getitem__, coder))
        self.places.speaker.extend(speaker)
        self.places.round.extend(round_)


class _CodesOfIds(dict[str, tuple[str, ...]]):
    """The keys of codes by their ids in one text, which come together again."""

    def __init__(self, connection: Connection, *, is_once: bool) -> None:
        self._keys = names(connection, _in_text(connection, codes.c.id), codes.c.key)
        self._is_once = is_once

    def __missing__(self, ids: str) -> tuple[str, ...]:
        found = sorted(self._keys[code] for code in ids.split(","))
        self[ids] = keys = tuple(dict.fromkeys(found) if self._is_once else found)
        return keys


def stretches(
    connection: Connection, counted: Counted
) -> Iterator[tuple[DocumentId, list[Stretch]]]:
    """Yield each document that has codings, with these in the order of its text.

    Speakers are not told apart: who speaks where is for the reader of the text.
    One document's codings are held at a time.
    """
    keys = names(connection, raw(codes.c.id), codes.c.key)
    ids = names(connection, raw(documents.c.id), documents.c.id)
    coders = handles(connection, counted)
    query: AnySelect = select(
        raw(codings.c.document_id), raw(codings.c.code_id), counted.coder()
    )
    query = query.add_columns(counted.round(), *SPAN[1:]).where(*counted.conditions())
    query = query.order_by(*SPAN, codings.c.coder_id, codings.c.code_id)
    rows = connection.execute(query.execution_options(yield_per=_AT_ONCE))
    for document, found in groupby(rows, itemgetter(0)):
        yield (
            DocumentId(ids[document]),
            [
                (keys[code], coders[coder], round_, start, end)
                for _, code, coder, round_, start, end in found
            ],
        )


def coded_places(
    connection: Connection, counted: Counted
) -> list[tuple[DocumentId, CoderId, str]]:
    """Return who coded which document in which blind round, "" where none is told."""
    query: AnySelect = select(codings.c.document_id, codings.c.coder_id)
    query = query.add_columns(counted.round()).where(*counted.conditions()).distinct()
    rows = connection.execute(query.order_by(*query.selected_columns))
    return [(DocumentId(row[0]), CoderId(row[1]), row[2]) for row in rows]


def number_of_codings(connection: Connection, counted: Counted) -> int:
    """Return how many codings are counted: each coder's, of each span."""
    query = select(func.count()).select_from(codings).where(*counted.conditions())
    return connection.scalar(query) or 0


def _speakers_of_segments(query: AnySelect, counted: Counted) -> AnySelect:
    """Give a row per speaker of each segment that the query grouped codings to."""
    found = query.add_columns(*SPAN[1:]).order_by(None).subquery()
    document, coder, round_, ids, start, end = found.c
    rows = select(document, coder, round_, ids, SPEAKER.label("speaker"), start, end)
    rows = rows.select_from(with_turns(found, (document, start, end)))
    if counted.left_out:
        rows = rows.where(counted.is_heard())
    each = rows.distinct().subquery()
    return select(*list(each.c)[:5]).order_by(*each.c)


def _span() -> ColumnElement[int]:
    """Both offsets in one number, as databases count distinct single values."""
    return cast(codings.c.start_offset, BigInteger) * 2**32 + codings.c.end_offset


def _in_text(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[str]:
    if connection.dialect.name == "sqlite":
        return func.hex(column)
    return cast(column, Text)
