"""Retrieval: codings with the names and texts that people read beside them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from qcode.model.coding import Coding, Origin
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.suggestion import Verdict
from qcode.store.codings import coding_of_row, of_origins
from qcode.store.schema import attributes, coders, codings, decisions, documents

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
    origins: Collection[Origin] | None = None


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A coding with its document's name and its coder's handle.

    `engine` and `score` are those of the suggestion that it was accepted from.
    """

    coding: Coding
    document: str
    coder: str
    engine: str | None
    score: float | None


def wanted(connection: Connection, filters: Wanted) -> Iterator[Retrieved]:
    """Yield the codings wanted, document by document.

    Documents come by name, codings by start, the longer first where they tie.
    """
    taken = and_(
        decisions.c.coding_id == codings.c.id,
        decisions.c.verdict == Verdict.ACCEPTED,
    )
    query = (
        select(codings, documents.c.name, coders.c.handle)
        .add_columns(decisions.c.engine, decisions.c.score)
        .join(documents, documents.c.id == codings.c.document_id)
        .join(coders, coders.c.id == codings.c.coder_id)
        .outerjoin(decisions, taken)
        .order_by(
            documents.c.name,
            codings.c.start_offset,
            codings.c.end_offset.desc(),
            codings.c.id,
        )
    )
    query = _filtered(query, filters).execution_options(yield_per=_AT_ONCE)
    for row in connection.execute(query):
        coding = coding_of_row(row)
        yield Retrieved(coding, row.name, row.handle, row.engine, row.score)


def _filtered(
    query: Select[*tuple[Any, ...]], filters: Wanted
) -> Select[*tuple[Any, ...]]:
    query = query.where(*of_origins(filters.origins))
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
