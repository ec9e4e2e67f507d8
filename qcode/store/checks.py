"""What a sound database must satisfy, looked up in its tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, func, select, text

from qcode.model.document import text_digest
from qcode.store.schema import codings, documents, journal, metadata, revisions


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much there is to look at."""

    documents: int
    codings: int
    entries: int


def numbers(connection: Connection) -> Numbers:
    """Count documents, codings and journal entries."""
    counted = (
        connection.scalar(select(func.count()).select_from(table)) or 0
        for table in (documents, codings, journal)
    )
    return Numbers(*counted)


def structure(connection: Connection) -> Iterator[str]:
    """Yield what the database's own check and the references between tables find."""
    if connection.dialect.name == "sqlite":
        for (said,) in connection.execute(text("PRAGMA integrity_check")):
            if said != "ok":
                yield f"the database file is damaged: {said}"
    for table in metadata.sorted_tables:
        for column in table.c:
            for key in column.foreign_keys:
                lost = select(func.count()).select_from(table)
                targets = select(key.column)
                lost = lost.where(column.is_not(None), column.not_in(targets))
                number = connection.scalar(lost)
                if number:
                    target = key.column.table
                    yield f"{number} rows of {table} refer to missing {target}"


def texts(connection: Connection) -> Iterator[str]:
    """Yield the revisions whose text or file is not what was stored."""
    query = select(revisions, documents.c.name)
    query = query.join(documents, documents.c.id == revisions.c.document_id)
    query = query.order_by(documents.c.name, revisions.c.number)
    for row in connection.execute(query.execution_options(yield_per=20)):
        where = f"'{row.name}', revision {row.number}"
        if text_digest(row.text) != row.text_digest:
            yield f"the text of {where} was changed after it was stored"
        if sha256(row.source).hexdigest() != row.source_digest:
            yield f"the file kept for {where} was changed after it was stored"
