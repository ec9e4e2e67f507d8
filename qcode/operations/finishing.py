"""Saying that a document is coded to the end, and taking that back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qcode.errors import RefusedError
from qcode.model.finished import FinishedMark, finished_mark_id
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.store import Store, coders, codes, documents, finished_marks, journal, study
from qcode.store.records import record_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


def finish(store: Store, document_id: DocumentId, coder_id: CoderId) -> FinishedMark:
    """Mark a document as coded to the end by a coder, with the codes of today.

    A document that they have finished is finished anew, with the codes of today.
    Raises UnknownDocumentError, UnknownCoderError.
    """
    with store.begin() as connection:
        coders.lock(connection, coder_id)
        document = documents.get(connection, document_id)
        digest, known = codebook_revision(connection)
        mark = FinishedMark(document_id, coder_id, document.revision, digest, known)
        before = finished_marks.find(connection, mark.id)
        finished_marks.save(connection, mark)
        change = Change(
            ObjectKind.FINISHED_MARK,
            mark.id,
            None if before is None else record_of(before),
            record_of(mark),
        )
        action = Action(Verb.DOCUMENT_FINISHED, coder_id, (change,), note=document.name)
        journal.record(connection, action, store.installation_id)
    return mark


def reopen(store: Store, document_id: DocumentId, coder_id: CoderId) -> None:
    """Take a coder's finished mark off a document.

    Raises UnknownDocumentError, UnknownCoderError, and RefusedError where there is
    no mark.
    """
    with store.begin() as connection:
        coders.lock(connection, coder_id)
        name = documents.name(connection, document_id)
        mark = finished_marks.find(connection, finished_mark_id(document_id, coder_id))
        if mark is None:
            raise RefusedError(f"You have not finished {name}; nothing was changed.")
        finished_marks.remove(connection, mark.id)
        change = Change(ObjectKind.FINISHED_MARK, mark.id, record_of(mark), None)
        action = Action(Verb.DOCUMENT_REOPENED, coder_id, (change,), note=name)
        journal.record(connection, action, store.installation_id)


def finished(store: Store) -> Mapping[DocumentId, list[FinishedMark]]:
    """Return the finished marks of each document that has any."""
    found: dict[DocumentId, list[FinishedMark]] = {}
    with store.read() as connection:
        for mark in finished_marks.every(connection):
            found.setdefault(mark.document_id, []).append(mark)
    return found


def codebook_revision(connection: "Connection") -> tuple[str, frozenset[CodeId]]:
    """Return what names the study's codebook as it is now, and its codes.

    That is the SHA-256 of codebook.yaml where the database is as the file was when
    they last met; else a digest of the codes as they are.
    """
    present, meeting = codes.every(connection), study.last_meeting(connection)
    is_in_step = meeting.in_database == present and meeting.file_digest
    digest = meeting.file_digest if is_in_step else finished_marks.digest_of(present)
    return digest, frozenset(code.id for code in present)
