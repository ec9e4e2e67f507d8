"""Reading: what the study holds, and one document with all that is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qcode.model.codebook import Codebook
from qcode.model.coding import Coder, Coding, Memo
from qcode.model.document import Case, Document, DocumentSummary
from qcode.model.ids import CaseId, CodeId, CoderId, DocumentId
from qcode.operations.times import Clock
from qcode.store import (
    Store,
    cases,
    coders,
    codes,
    codings,
    documents,
    memos,
    recall,
    study,
)
from qcode.text.moments import Moments

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document as the coding screen shows it.

    `codings` are in the order of the text, the longer first where they tie;
    `memos` those about the document and its codings, the oldest first; `moments` tell
    when its passages were said.
    """

    document: Document
    case: Case
    codings: Sequence[Coding]
    memos: Sequence[Memo]
    coders: Mapping[CoderId, Coder]
    moments: Moments


def open_document(store: Store, document_id: DocumentId) -> OpenDocument:
    """Return the document with its codings and memos; raises UnknownDocumentError."""
    with store.read() as connection:
        return _opened(connection, document_id)


def _opened(connection: "Connection", document_id: DocumentId) -> OpenDocument:
    document = documents.get(connection, document_id)
    return OpenDocument(
        document=document,
        case=cases.get(connection, document.case_id),
        codings=codings.in_document(connection, document_id),
        memos=memos.in_document(connection, document_id),
        coders={coder.id: coder for coder in coders.every(connection)},
        moments=Clock(connection).moments(document),
    )


@dataclass(frozen=True, slots=True)
class StudyNow:
    """What the coding screen shows of a study, all of it at one moment."""

    codebook: Codebook
    counts: Mapping[CodeId, int]
    documents: Sequence[DocumentSummary]
    opened: OpenDocument | None


def study_now(store: Store, document_id: DocumentId | None) -> StudyNow:
    """Return the study as it is, with one document open or none.

    Raises UnknownDocumentError.
    """
    with store.read() as connection:
        opened = None if document_id is None else _opened(connection, document_id)
        return StudyNow(
            codebook=study.codebook(connection),
            counts=codes.counts(connection),
            documents=documents.summaries(connection),
            opened=opened,
        )


def list_documents(store: Store) -> list[DocumentSummary]:
    """Return all documents by name."""
    with store.read() as connection:
        return documents.summaries(connection)


def list_cases(store: Store) -> list[Case]:
    """Return all cases by name, with their attributes."""
    with store.read() as connection:
        return cases.every(connection)


def attributes_by_case(store: Store) -> dict[CaseId, Mapping[str, str]]:
    """Return every case's attributes."""
    return {case.id: case.attributes for case in list_cases(store)}


def load_codebook(store: Store) -> Codebook:
    """Return the codebook that codings refer to, as the database holds it."""
    with store.read() as connection:
        return study.codebook(connection)


def code_counts(store: Store) -> Mapping[CodeId, int]:
    """Return how many codings each code has, of all coders."""
    with store.read() as connection:
        return codes.counts(connection)


def codes_used_last(store: Store, coder_id: CoderId, most: int = 9) -> list[CodeId]:
    """Return the codes this coder put on spans lately, the last one first."""
    with store.read() as connection:
        return recall.codes_used_last(connection, coder_id, most)
