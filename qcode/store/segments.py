"""Retrieval: codings with the names and texts that people read beside them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from qcode.model.coding import Coding
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.store.codings import coding_of_row
from qcode.store.schema import attributes, coders, codings, documents

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which codings are retrieved; `None` asks for all.

    `attribute` is a name and the value that the document's case must have.
    """

    code_ids: Collection[CodeId] | None = None
    document_id: DocumentId | None = None
    coder_id: CoderId | None = None
    attribute: tuple[str, str] | None = None


def wanted(
    connection: Connection, filters: Wanted
) -> Iterator[tuple[Coding, str, str]]:
    """Yield coding, document name and coder handle, document by document.

    Documents come by name, codings by start, the longer first where they tie.
    """
    query = (
        select(codings, documents.c.name, coders.c.handle)
        .join(documents, documents.c.id == codings.c.document_id)
        .join(coders, coders.c.id == codings.c.coder_id)
        .order_by(
            documents.c.name,
            codings.c.start_offset,
            codings.c.end_offset.desc(),
            codings.c.id,
        )
    )
    query = _filtered(query, filters).execution_options(yield_per=_AT_ONCE)
    for row in connection.execute(query):
        yield coding_of_row(row), row.name, row.handle


def _filtered(
    query: Select[*tuple[Any, ...]], filters: Wanted
) -> Select[*tuple[Any, ...]]:
    if filters.code_ids is not None:
        query = query.where(codings.c.code_id.in_(filters.code_ids))
    if filters.document_id is not None:
        query = query.where(codings.c.document_id == filters.document_id)
    if filters.coder_id is not None:
        query = query.where(codings.c.coder_id == filters.coder_id)
    if filters.attribute is not None:
        name, value = filters.attribute
        having = select(attributes.c.case_id).where(
            attributes.c.name == name, attributes.c.value == value
        )
        query = query.where(documents.c.case_id.in_(having))
    return query
