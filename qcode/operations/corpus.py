"""Bringing documents in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.errors import UnreadableError
from qcode.model.document import Document, text_digest
from qcode.model.ids import CoderId, StudyId
from qcode.model.journal import Action, JsonObject, Verb
from qcode.operations.transcripts import Listed, Prepared, prepare
from qcode.store import Store, cases, coders, documents, journal, study

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Status(StrEnum):
    """What became of a file."""

    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, and why; `document_name` where it is in the study."""

    path: Path
    status: Status
    reason: str = ""
    document_name: str = ""


def import_files(
    store: Store, files: Sequence[Listed], study_id: StudyId, coder_id: CoderId | None
) -> Iterator[Outcome]:
    """Bring files in, one transaction each, and say of each what became of it.

    What is in stays in when the rest is interrupted.
    """
    for path, row in files:
        try:
            prepared = prepare(path, row, study_id)
        except UnreadableError as error:
            yield Outcome(path, Status.REFUSED, error.reason)
            continue
        with store.begin() as connection:
            outcome = take_in(connection, store, prepared, coder_id)
        yield outcome


def foresee(store: Store, files: Sequence[Listed], study_id: StudyId) -> list[Outcome]:
    """Say of each file what importing them all would do, and change nothing.

    The import is done and taken back, so that it cannot turn out otherwise.
    """
    outcomes = []
    with store.rehearse() as connection:
        for path, row in files:
            try:
                prepared = prepare(path, row, study_id)
            except UnreadableError as error:
                outcomes.append(Outcome(path, Status.REFUSED, error.reason))
                continue
            outcomes.append(take_in(connection, store, prepared, None))
    return outcomes


def take_in(
    connection: "Connection",
    store: Store,
    prepared: Prepared,
    coder_id: CoderId | None,
) -> Outcome:
    """Store a prepared document unless the study has it, and say what became of it.

    A known document keeps its text, name and case; its kind and its case's
    attributes follow the file's.
    """
    if coder_id is not None:
        coders.lock(connection, coder_id)
    study.lock(connection)
    path, document, case = prepared.path, prepared.document, prepared.case
    digests = text_digest(document.text), prepared.source.digest
    known = documents.known_by(connection, *digests)
    if known is not None:
        return _brought_up_to_date(
            connection, store, documents.get(connection, known), prepared, coder_id
        )
    if documents.named(connection, document.name):
        reason = (
            f"another document is called '{document.name}'; rename the file to take "
            "it in beside it"
        )
        return Outcome(path, Status.REFUSED, reason)
    cases.ensure(connection, case)
    attributes = _attributes(connection, prepared, others=0)
    documents.insert_document(connection, document, prepared.source)
    cases.set_attributes(connection, case.id, attributes)
    _record(connection, store, Verb.DOCUMENT_IMPORTED, prepared, coder_id)
    return Outcome(path, Status.NEW, "", document.name)


def _brought_up_to_date(
    connection: "Connection",
    store: Store,
    stored: Document,
    prepared: Prepared,
    coder_id: CoderId | None,
) -> Outcome:
    kind, case = prepared.document.kind, prepared.case
    outcome = Outcome(prepared.path, Status.KNOWN, "", stored.name)
    if stored.case_id != case.id:
        return outcome
    attributes = _attributes(connection, prepared, others=1)
    held = dict(cases.get(connection, case.id).attributes)
    if (stored.kind, held) == (kind, attributes):
        return outcome
    cases.set_attributes(connection, case.id, attributes)
    documents.set_kind(connection, stored.id, kind)
    known = replace(prepared.document, id=stored.id, name=stored.name)
    prepared = replace(prepared, document=known)
    _record(connection, store, Verb.ATTRIBUTES_SET, prepared, coder_id)
    return replace(outcome, reason="its attributes are brought up to date")


def _attributes(
    connection: "Connection", prepared: Prepared, *, others: int
) -> Mapping[str, str]:
    """Return what its case has from now on: all that its documents say of it.

    `others` is how many documents the case has if it is this one's alone.
    """
    case, said = prepared.case, dict(prepared.case.attributes)
    if cases.number_of_documents(connection, case.id) <= others:
        return said
    return dict(cases.get(connection, case.id).attributes) | said


def _record(
    connection: "Connection",
    store: Store,
    verb: Verb,
    prepared: Prepared,
    coder_id: CoderId | None,
) -> None:
    document = prepared.document
    details: JsonObject = {
        "document": str(document.id),
        "name": document.name,
        "text_digest": text_digest(document.text),
        "file_name": prepared.source.file_name,
        "source_digest": prepared.source.digest,
        "attributes": dict(prepared.case.attributes),
    }
    action = Action(verb, coder_id, details=details, note=document.name)
    journal.record(connection, action, store.installation_id)
