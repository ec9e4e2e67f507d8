"""Bringing documents in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qcode.model.coding import Coder
from qcode.model.document import Document, text_digest
from qcode.model.ids import CoderId, DocumentId, StudyId
from qcode.model.journal import Action, Change, JsonObject, Verb
from qcode.operations.arriving import Arrival, portions
from qcode.operations.comments import take_comments
from qcode.operations.outcomes import Outcome, Status
from qcode.operations.speakers_arriving import asks_nobody, take_parts
from qcode.operations.transcripts import USUAL, Listed, Manner, Prepared
from qcode.store import Store, cases, coders, documents, journal, study

if TYPE_CHECKING:
    from sqlalchemy import Connection


_COMMENTS_OF = "comments_of"


def import_files(
    store: Store,
    files: Sequence[Listed],
    study_id: StudyId,
    coder_id: CoderId | None,
    manner: Manner = USUAL,
) -> Iterator[Outcome]:
    """Bring files in, one transaction each, and say of each what became of it.

    What is in stays in when the rest is interrupted. Of a table with answers each
    document is told, some hundred in one transaction.
    """
    for portion in portions(files, study_id, manner):
        outcomes = [it for it in portion if isinstance(it, Outcome)]
        if len(outcomes) < len(portion):
            with store.begin() as connection:
                outcomes = [
                    settle(connection, store, arrival, coder_id) for arrival in portion
                ]
        yield from outcomes


def foresee(
    store: Store,
    files: Sequence[Listed],
    study_id: StudyId,
    coder: Coder | None = None,
    manner: Manner = USUAL,
) -> list[Outcome]:
    """Say of each file what importing them all would do, and change nothing.

    The import is done and taken back, so that it cannot turn out otherwise; `coder`,
    who would import, need not be known yet.
    """
    with store.rehearse() as connection:
        coder_id = None if coder is None else coders.ensure(connection, coder).id
        return [
            settle(connection, store, arrival, coder_id)
            for portion in portions(files, study_id, manner)
            for arrival in portion
        ]


def settle(
    connection: "Connection", store: Store, arrival: Arrival, coder_id: CoderId | None
) -> Outcome:
    """Take in what arrived, if anything did, and say what became of it."""
    if isinstance(arrival, Outcome):
        return arrival
    return _take_in(connection, store, arrival, coder_id)


def _take_in(
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
    known = _known(connection, prepared)
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
    return _let_in(connection, store, prepared, coder_id)


def _let_in(
    connection: "Connection",
    store: Store,
    prepared: Prepared,
    coder_id: CoderId | None,
) -> Outcome:
    """Take what came with a new document, and say what of it did not come along."""
    document = prepared.document
    notices = list(prepared.notices)
    changes: tuple[Change, ...] = ()
    if prepared.comments and coder_id is None:
        number = len(prepared.comments)
        its = "its comment was" if number == 1 else f"its {number} comments were"
        notices.append(
            f"{its} left out, for memos need a coder: import it again with --coder"
        )
    elif coder_id is not None:
        changes = take_comments(connection, prepared.comments, document.id, coder_id)
    _record(
        connection, store, Verb.DOCUMENT_IMPORTED, prepared, coder_id, changes=changes
    )
    notices += take_parts(connection, store, prepared.parts, document, coder_id)
    unasked = asks_nobody(connection, document)
    reason = "; ".join(filter(None, (*notices, unasked)))
    return Outcome(
        prepared.path, Status.NEW, reason, document.name, asks_nobody=bool(unasked)
    )


def _known(connection: "Connection", prepared: Prepared) -> DocumentId | None:
    document = prepared.document
    if prepared.is_answer:
        return document.id if documents.is_there(connection, document.id) else None
    digests = text_digest(document.text), prepared.source.digest
    return documents.known_by(connection, *digests)


def _brought_up_to_date(
    connection: "Connection",
    store: Store,
    stored: Document,
    prepared: Prepared,
    coder_id: CoderId | None,
) -> Outcome:
    reasons = []
    if _take_late_comments(connection, store, stored, prepared, coder_id):
        reasons.append("its comments became memos")
    if _attributes_follow(connection, store, stored, prepared, coder_id):
        reasons.append("its attributes are brought up to date")
    reasons += take_parts(connection, store, prepared.parts, stored, coder_id)
    return Outcome(prepared.path, Status.KNOWN, "; ".join(reasons), stored.name)


def _attributes_follow(
    connection: "Connection",
    store: Store,
    stored: Document,
    prepared: Prepared,
    coder_id: CoderId | None,
) -> bool:
    """Bring kind and attributes up to date; return whether that changed anything."""
    kind, case = prepared.document.kind, prepared.case
    if stored.case_id != case.id:
        return False
    attributes = _attributes(connection, prepared, others=1)
    held = dict(cases.get(connection, case.id).attributes)
    if (stored.kind, held) == (kind, attributes):
        return False
    cases.set_attributes(connection, case.id, attributes)
    documents.set_kind(connection, stored.id, kind)
    known = replace(prepared.document, id=stored.id, name=stored.name)
    prepared = replace(prepared, document=known)
    _record(connection, store, Verb.ATTRIBUTES_SET, prepared, coder_id)
    return True


def _take_late_comments(
    connection: "Connection",
    store: Store,
    stored: Document,
    prepared: Prepared,
    coder_id: CoderId | None,
) -> bool:
    """Take the comments of a document that came in while nobody was named, once."""
    if coder_id is None or not prepared.comments:
        return False
    if journal.has_detail(connection, _COMMENTS_OF, str(stored.id)):
        return False
    changes = take_comments(connection, prepared.comments, stored.id, coder_id)
    action = Action(
        Verb.MEMO_WRITTEN,
        coder_id,
        changes,
        details={_COMMENTS_OF: str(stored.id)},
        note=stored.name,
    )
    journal.record(connection, action, store.installation_id)
    return True


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
    changes: tuple[Change, ...] = (),
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
    if changes:
        details = {**details, _COMMENTS_OF: str(document.id)}
    action = Action(verb, coder_id, changes, details=details, note=document.name)
    journal.record(connection, action, store.installation_id)
