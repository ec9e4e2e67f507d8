"""Coded stretches in the order of the texts, streamed in columns of numbers.

An index holds the codings in this order, so that nothing is sorted or joined.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, select, type_coerce
from sqlalchemy.types import NullType

from qcode.model.coded import CodedPart, Wanted
from qcode.model.ids import DocumentId
from qcode.store.among import is_among
from qcode.store.codes import every as every_code
from qcode.store.codings import of_origins
from qcode.store.schema import attributes, coders, codes, codings, documents

_Ids: TypeAlias = Select[UUID]

# Small chunks stay in the processor's cache.
_AT_ONCE = 500
_ROWS_IN_PART = 30_000


def parts(connection: Connection, wanted: Wanted) -> Iterator[CodedPart]:
    """Yield the codings wanted in parts of whole documents, some 30,000 at a time.

    Documents come in the order of their ids, which is no order to be shown.
    """
    query: Select[*tuple[Any, ...]] = select(
        _raw(codings.c.document_id),
        _raw(codings.c.coder_id),
        _raw(codings.c.code_id),
        codings.c.start_offset,
        codings.c.end_offset,
    ).where(*of_origins(wanted.origins))
    if wanted.coder_ids is not None:
        query = query.where(codings.c.coder_id.in_(wanted.coder_ids))
    if wanted.coding_ids is not None:
        query = query.where(is_among(codings.c.id, wanted.coding_ids))
    if _is_limited(wanted):
        query = query.where(codings.c.document_id.in_(_wanted_documents(wanted)))
    query = query.order_by(
        codings.c.document_id,
        codings.c.start_offset,
        codings.c.end_offset,
        codings.c.coder_id,
        codings.c.code_id,
    )
    rows = connection.execute(query.execution_options(yield_per=_AT_ONCE))
    yield from _in_parts(rows.partitions(_AT_ONCE), _numbers(connection))


def wanted_documents(connection: Connection, wanted: Wanted) -> list[DocumentId]:
    """Return the documents in which codings are wanted, coded or not, by name."""
    query = _wanted_documents(wanted).order_by(documents.c.name)
    return [DocumentId(found) for found in connection.scalars(query)]


def _is_limited(wanted: Wanted) -> bool:
    limits = (wanted.kind, wanted.attribute, wanted.document_id)
    return any(limit is not None for limit in limits)


def _wanted_documents(wanted: Wanted) -> _Ids:
    query = select(documents.c.id)
    if wanted.kind is not None:
        query = query.where(documents.c.kind == wanted.kind)
    if wanted.document_id is not None:
        query = query.where(documents.c.id == wanted.document_id)
    if wanted.attribute is not None:
        name, value = wanted.attribute
        having = select(attributes.c.case_id).where(
            attributes.c.name == name, attributes.c.value == value
        )
        query = query.where(documents.c.case_id.in_(having))
    return query


def _numbers(connection: Connection) -> tuple[dict[Any, int], ...]:
    """Return the numbers of documents, coders and codes by the ids in the rows."""
    by_name = select(_raw(documents.c.id)).order_by(documents.c.name)
    by_handle = select(_raw(coders.c.id)).order_by(coders.c.handle, coders.c.id)
    place = {code.id: number for number, code in enumerate(every_code(connection))}
    both = select(_raw(codes.c.id), codes.c.id)
    return (
        {found: number for number, found in enumerate(connection.scalars(by_name))},
        {found: number for number, found in enumerate(connection.scalars(by_handle))},
        {raw: place[known] for raw, known in connection.execute(both)},
    )


def _raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Leave an id as the driver gives it; a UUID for each row costs 1 s a million."""
    return type_coerce(column, NullType())


def _in_parts(
    chunks: Iterator[Any], numbers: tuple[dict[Any, int], ...]
) -> Iterator[CodedPart]:
    document_numbers, coder_numbers, code_numbers = numbers
    part = CodedPart()
    for rows in chunks:
        found, who, what, starts, ends = zip(*rows, strict=True)
        part.documents.extend(map(document_numbers.__getitem__, found))
        part.coders.extend(map(coder_numbers.__getitem__, who))
        part.codes.extend(map(code_numbers.__getitem__, what))
        part.starts.extend(starts)
        part.ends.extend(ends)
        if len(part.documents) >= _ROWS_IN_PART and (
            part.documents[0] != part.documents[-1]
        ):
            whole, part = _cut(part)
            yield whole
    if part.documents:
        yield part


def _cut(part: CodedPart) -> tuple[CodedPart, CodedPart]:
    """Return the whole documents, and the last one, of which more may come."""
    last = part.documents.index(part.documents[-1])
    columns = (part.documents, part.coders, part.codes, part.starts, part.ends)
    return (
        CodedPart(*(column[:last] for column in columns)),
        CodedPart(*(column[last:] for column in columns)),
    )
