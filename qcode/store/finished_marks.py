"""Finished marks, and which codes each revision of the codebook had."""

import json
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from qcode.model.codebook import Code
from qcode.model.finished import FinishedMark
from qcode.model.ids import CodeId, CoderId, DocumentId, FinishedMarkId
from qcode.store.records import record_of
from qcode.store.schema import codebook_revisions, finished_marks


def save(connection: Connection, mark: FinishedMark) -> None:
    """Store the mark as it is now, new or known, with the revision that it names."""
    keep_revision(connection, mark.codebook_revision, mark.codes)
    row = {
        "id": mark.id,
        "document_id": mark.document_id,
        "coder_id": mark.coder_id,
        "revision": mark.revision,
        "codebook_revision": mark.codebook_revision,
        "finished_at": mark.finished_at,
    }
    known = update(finished_marks).where(finished_marks.c.id == mark.id)
    if connection.execute(known.values(row)).rowcount == 0:
        connection.execute(insert(finished_marks).values(row))


def remove(connection: Connection, mark_id: FinishedMarkId) -> None:
    """Take a mark away."""
    connection.execute(delete(finished_marks).where(finished_marks.c.id == mark_id))


def find(connection: Connection, mark_id: FinishedMarkId) -> FinishedMark | None:
    """Return the mark with this id, `None` if there is none."""
    query = _marks().where(finished_marks.c.id == mark_id)
    row = connection.execute(query).first()
    return None if row is None else _mark(row)


def every(connection: Connection) -> list[FinishedMark]:
    """Return all marks by document and coder."""
    query = _marks().order_by(finished_marks.c.document_id, finished_marks.c.coder_id)
    return [_mark(row) for row in connection.execute(query)]


def of_coder(connection: Connection, coder_id: CoderId) -> frozenset[DocumentId]:
    """Return the documents that a coder has finished."""
    query = select(finished_marks.c.document_id)
    found = connection.scalars(query.where(finished_marks.c.coder_id == coder_id))
    return frozenset(DocumentId(it) for it in found)


def keep_revision(
    connection: Connection, digest: str, code_ids: Iterable[CodeId]
) -> None:
    """Remember which codes a revision of the codebook has, unless it is known."""
    if revision(connection, digest) is None:
        written = json.dumps(sorted(map(str, code_ids)))
        row = {"digest": digest, "code_ids": written}
        # On PostgreSQL somebody else may finish a document in this moment.
        with suppress(IntegrityError), connection.begin_nested():
            connection.execute(insert(codebook_revisions).values(row))


def revision(connection: Connection, digest: str) -> frozenset[CodeId] | None:
    """Return the codes of a revision of the codebook, `None` if it is not known."""
    query = select(codebook_revisions.c.code_ids)
    found = connection.scalar(query.where(codebook_revisions.c.digest == digest))
    return None if found is None else _code_ids(found)


def digest_of(codes: Iterable[Code]) -> str:
    """Return what names a codebook that differs from any file, as a file's SHA-256."""
    written = json.dumps([record_of(code) for code in codes], sort_keys=True)
    return sha256(written.encode()).hexdigest()


def _marks() -> Any:
    return select(finished_marks, codebook_revisions.c.code_ids).join(
        codebook_revisions,
        codebook_revisions.c.digest == finished_marks.c.codebook_revision,
    )


def _mark(row: Row[*tuple[Any, ...]]) -> FinishedMark:
    return FinishedMark(
        document_id=DocumentId(row.document_id),
        coder_id=CoderId(row.coder_id),
        revision=row.revision,
        codebook_revision=row.codebook_revision,
        codes=_code_ids(row.code_ids),
        finished_at=row.finished_at,
    )


def _code_ids(written: str) -> frozenset[CodeId]:
    return frozenset(CodeId(UUID(it)) for it in json.loads(written))
