"""Codings of a project -> codings of the study, each where its text stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from qcode.model.coding import Coding, segment_digest
from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.model.ids import CodeId, CoderId, CodingId, DocumentId
from qcode.model.journal import ObjectKind
from qcode.model.span import Span
from qcode.operations.exchange.incoming.coders import maker
from qcode.operations.exchange.incoming.documents import TakenDocument
from qcode.operations.exchange.incoming.intake import Intake
from qcode.operations.exchange.incoming.selections import (
    Given,
    given_codings,
    made_details,
    selection_details,
)
from qcode.operations.exchange.remarks import remarked
from qcode.store import codings, journal
from qcode.store.records import record_of

Place = tuple[CodeId, CoderId, Span]
"""What makes a coding unique in its document."""


@dataclass
class CodingsTaken:
    """The coding that each GUID is here, and those of each selection, by GUID."""

    by_guid: dict[UUID, CodingId]
    of_selection: dict[UUID, list[CodingId]]


def take_codings(intake: Intake, documents: Iterable[TakenDocument]) -> CodingsTaken:
    """Add the codings that the study does not have.

    Where two of a coder with one code meet on one span, the smaller UUID lives, or
    the one that was here before. What a coder took away here stays away.
    """
    taken = CodingsTaken({}, {})
    guids = [
        it.coding.guid
        for source in intake.project.sources
        for it in given_codings(source)
    ]
    here = codings.among(intake.connection, guids)
    missing = {CodingId(it) for it in guids} - here.keys()
    gone = journal.taken_away(intake.connection, missing)
    for document in documents:
        _take_in_document(intake, document, taken, here, gone)
    return taken


def _take_in_document(
    intake: Intake,
    document: TakenDocument,
    taken: CodingsTaken,
    here: dict[CodingId, Coding],
    gone: set[UUID],
) -> None:
    present = _places(intake, document)
    drafted: list[tuple[Coding, Given]] = []
    for given in given_codings(document.source):
        known = here.get(CodingId(given.coding.guid))
        if known is not None:
            _remember(taken, given, known.id)
            _compare(intake, document, given, known)
        elif given.coding.guid in gone:
            _leave(intake, given, "it was taken away here")
        else:
            span = _span(intake, document, given)
            if span is not None:
                drafted.append((_draft(intake, document.id, given, span), given))
    drafted.sort(key=lambda pair: pair[0].id)
    new: list[Coding] = []
    for coding, given in drafted:
        living = present.setdefault(_place(coding), coding.id)
        _remember(taken, given, living)
        if living == coding.id:
            new.append(coding)
            _keep_identity(intake, document, given, coding)
        else:
            _keep_alias(intake, document, given, living)
    _store(intake, document, new)


def _places(intake: Intake, document: TakenDocument) -> dict[Place, CodingId]:
    if document.is_new:
        return {}
    present = codings.in_document(intake.connection, document.id)
    return {_place(coding): coding.id for coding in present}


def _place(coding: Coding) -> Place:
    return coding.code_id, coding.coder_id, coding.span


def _remember(taken: CodingsTaken, given: Given, living: CodingId) -> None:
    taken.by_guid[given.coding.guid] = living
    if given.selection is not None:
        taken.of_selection.setdefault(given.selection.guid, []).append(living)


def _leave(intake: Intake, given: Given, reason: str) -> None:
    intake.account.left("Coding", given.coding.guid, given.name, reason)


def _compare(
    intake: Intake, document: TakenDocument, given: Given, known: Coding
) -> None:
    is_same_text = document.text == document.source.text
    span = given.selection.span if given.selection and is_same_text else known.span
    if (known.document_id, known.code_id, known.span) != (
        document.id,
        given.coding.code,
        span,
    ):
        reason = "the study has it with another code or at another place, and keeps it"
        intake.account.changed("Coding", given.coding.guid, given.name, reason)


def _span(intake: Intake, document: TakenDocument, given: Given) -> Span | None:
    """Return where the coding stands in the study's text, `None` if nowhere."""
    guid = given.coding.guid
    if given.selection is None:
        if not document.text:
            _carry(intake, document, given)
            return None
        reason = "of the whole source; here it stands on all of its text"
        intake.account.changed("Coding", guid, document.name, reason)
        return Span(0, len(document.text))
    span, reason = document.place(given.selection.span)
    if span is None:
        _leave(intake, given, reason)
    elif reason:
        intake.account.changed("Coding", guid, given.name, reason)
    return span


def _carry(intake: Intake, document: TakenDocument, given: Given) -> None:
    """Keep a coding of a source without text, where no span can be coded."""
    coding = given.coding
    reason = "its source has no text to be coded"
    intake.account.carried("Coding", coding.guid, document.name, reason)
    details = {"code": str(coding.code), "made": made_details(coding.made)}
    identity = ForeignIdentity(
        IdentityKind.CODING, str(document.id), coding.guid, details
    )
    intake.identities.add(identity)


def _draft(intake: Intake, document_id: DocumentId, given: Given, span: Span) -> Coding:
    made = given.coding.made
    drafted = Coding(
        document_id,
        CodeId(given.coding.code),
        maker(intake, made),
        span,
        created_at=intake.moment(made),
        id=CodingId(given.coding.guid),
    )
    description = "" if given.selection is None else given.selection.description
    return remarked(drafted, description)


def _store(intake: Intake, document: TakenDocument, new: Sequence[Coding]) -> None:
    new = sorted(new, key=lambda it: (it.span.start, -it.span.end, it.id))
    digests: dict[Span, bytes] = {}
    for span, _ in groupby(it.span for it in new):
        digests[span] = segment_digest(span.cut(document.text))
    pairs = ((coding, digests[coding.span]) for coding in new)
    codings.insert_many(intake.connection, pairs)
    for coding in new:
        intake.made(ObjectKind.CODING, coding.id, record_of(coding))


def _keep_identity(
    intake: Intake, document: TakenDocument, given: Given, coding: Coding
) -> None:
    """Keep the selection of a coding; one of the whole source has none."""
    if given.selection is None:
        kind, guid, details = IdentityKind.WHOLE_SOURCE, document.source.guid, {}
    else:
        kind, guid = IdentityKind.SELECTION, given.selection.guid
        details = selection_details(document, given)
        if "description" in details:
            reason = "its description is kept and not shown"
            intake.account.changed("PlainTextSelection", guid, given.name, reason)
    intake.identities.add(ForeignIdentity(kind, str(coding.id), guid, details))


def _keep_alias(
    intake: Intake,
    document: TakenDocument,
    given: Given,
    living: CodingId,
) -> None:
    """Keep a coding that another one lives for."""
    made, details = given.coding.made, dict[str, Any]()
    if given.selection is not None:
        details = selection_details(document, given)
        details["selection"] = str(given.selection.guid)
    details["made"] = made_details(made)
    identity = ForeignIdentity(
        IdentityKind.CODING, str(living), given.coding.guid, details
    )
    intake.identities.add(identity)
    reason = "the coder has put this code on this passage already; notes come together"
    intake.account.changed("Coding", given.coding.guid, given.name, reason)
