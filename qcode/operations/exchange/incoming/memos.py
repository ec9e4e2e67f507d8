"""Notes and descriptions of a project -> memos of the study."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID, uuid5

from qcode.interchange.refi.project import Made, Note
from qcode.model.coding import Memo, Subject
from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.model.ids import MemoId
from qcode.model.journal import ObjectKind
from qcode.operations.exchange.incoming.cases import CasesTaken
from qcode.operations.exchange.incoming.coders import maker
from qcode.operations.exchange.incoming.codings import CodingsTaken
from qcode.operations.exchange.incoming.documents import TakenDocument
from qcode.operations.exchange.incoming.intake import Intake
from qcode.operations.exchange.incoming.luggage import linked_cases
from qcode.operations.exchange.note_places import NotePlace
from qcode.operations.exchange.note_texts import entitled
from qcode.store import journal, memos
from qcode.store.records import record_of
from qcode.text.normalise import normalise


@dataclass(frozen=True, slots=True)
class _Draft:
    """A memo that is to be: about what, and where it stands in the project.

    `target` is the GUID of the selection or thing there, where it is not the subject.
    """

    note: Note
    subject: Subject
    subject_id: UUID
    place: NotePlace
    target: UUID | None = None


def take_memos(
    intake: Intake,
    documents: Sequence[TakenDocument],
    codings: CodingsTaken,
    cases: CasesTaken,
) -> None:
    """Add what is written about things; a note about several becomes a memo of each.

    What a coder took away here stays away.
    """
    drafts = [
        *_of_notes(intake, documents, codings, cases),
        *_of_descriptions(intake, documents, cases),
    ]
    used: set[UUID] = set()
    ids = [_memo_id(draft, used) for draft in drafts]
    here = memos.among(intake.connection, ids)
    gone = journal.taken_away(intake.connection, {*ids} - here.keys())
    new = []
    for memo_id, draft in zip(ids, drafts, strict=True):
        if memo_id in gone:
            name = draft.note.name
            intake.account.left("Note", draft.note.guid, name, "taken away here")
        elif memo_id in here:
            _compare(intake, draft, here[memo_id])
        else:
            new.append(_memo(intake, memo_id, draft))
    memos.insert_many(intake.connection, new)
    for memo in new:
        intake.made(ObjectKind.MEMO, memo.id, record_of(memo))


def _compare(intake: Intake, draft: _Draft, known: Memo) -> None:
    note = draft.note
    if entitled(note.name, note.text)[0] != known.text:
        reason = "the study has another text of it, which stays"
        intake.account.changed("Note", note.guid, note.name, reason)


def _memo_id(draft: _Draft, used: set[UUID]) -> MemoId:
    """Return the note's GUID for its first memo, and another for each further one."""
    memo_id = draft.note.guid
    if memo_id in used:
        memo_id = uuid5(draft.note.guid, f"{draft.subject_id} {draft.target or ''}")
    used.add(memo_id)
    return MemoId(memo_id)


def _memo(intake: Intake, memo_id: MemoId, draft: _Draft) -> Memo:
    note = draft.note
    text, is_entitled = entitled(note.name, note.text)
    details: dict[str, Any] = {"name": note.name}
    if is_entitled:
        details["text"] = text
        details["untitled"] = note.text
    if draft.place is not NotePlace.SUBJECT:
        details["place"] = draft.place
    if draft.target is not None:
        details["target"] = str(draft.target)
    identity = ForeignIdentity(IdentityKind.NOTE, str(memo_id), note.guid, details)
    intake.identities.add(identity)
    return Memo(
        maker(intake, note.made),
        draft.subject,
        draft.subject_id,
        text,
        written_at=intake.moment(note.made),
        id=memo_id,
    )


def _of_notes(
    intake: Intake,
    documents: Iterable[TakenDocument],
    codings: CodingsTaken,
    cases: CasesTaken,
) -> Iterator[_Draft]:
    """Yield the notes at all that they are about; one about nothing is the study's."""
    notes = {note.guid: note for note in intake.project.notes}
    study_id, project = intake.study.id, intake.project
    drafts: dict[UUID, list[_Draft]] = {guid: [] for guid in notes}

    def add(guids: Iterable[UUID], subject: Subject, about: UUID) -> None:
        for guid in guids:
            if guid in notes:
                place = NotePlace.SUBJECT
                drafts[guid].append(_Draft(notes[guid], subject, about, place))

    add(project.project_notes, Subject.STUDY, study_id)
    for code in project.codes:
        add(code.notes, Subject.CODE, code.guid)
    for document in documents:
        add(document.source.notes, Subject.DOCUMENT, document.id)
        given = (it.codings for it in document.source.selections)
        for coding in chain(*given, document.source.codings):
            living = codings.by_guid.get(coding.guid)
            if living is not None:
                add(coding.notes, Subject.CODING, living)
        for draft in _of_selections(intake, document, codings, notes):
            drafts[draft.note.guid].append(draft)
    for guid, case in linked_cases(intake, cases.by_guid).items():
        add([guid], Subject.CASE, case)
    for guid, note in notes.items():
        if not drafts[guid]:
            drafts[guid] = [_Draft(note, Subject.STUDY, study_id, NotePlace.FREE)]
    # A note at two codings that are one here is about it once. Which memo has the
    # note's GUID does not depend on the order of things in the file.
    for found in drafts.values():
        yield from sorted(dict.fromkeys(found), key=_order)


def _order(draft: _Draft) -> tuple[int, UUID, str]:
    return list(Subject).index(draft.subject), draft.subject_id, str(draft.target)


def _of_selections(
    intake: Intake,
    document: TakenDocument,
    codings: CodingsTaken,
    notes: Mapping[UUID, Note],
) -> Iterator[_Draft]:
    """Yield notes about passages: at a coding of the passage, else at the document."""
    place = NotePlace.SELECTION
    for selection in document.source.selections:
        living = codings.of_selection.get(selection.guid)
        for note in (notes[guid] for guid in selection.notes if guid in notes):
            if living:
                reason = "about a passage; here it is about a coding of it"
                draft = _Draft(note, Subject.CODING, min(living), place, selection.guid)
            else:
                passage = selection.name or str(selection.span)
                reason = f"about the passage '{passage}'; here about the document"
                draft = _Draft(
                    note, Subject.DOCUMENT, document.id, place, selection.guid
                )
            intake.account.changed("Note", note.guid, note.name, reason)
            yield draft


def _of_descriptions(
    intake: Intake, documents: Iterable[TakenDocument], cases: CasesTaken
) -> Iterator[_Draft]:
    """Yield what the project, its sources and its cases are described by."""
    project, study_id = intake.project, intake.study.id
    described = [
        (study_id, project.description, project.made, Subject.STUDY, study_id),
        *(
            (
                it.source.guid,
                it.source.description,
                it.source.made,
                Subject.DOCUMENT,
                it.id,
            )
            for it in documents
        ),
        *(
            (it.guid, it.description, Made(), Subject.CASE, cases.by_guid[it.guid])
            for it in project.cases
        ),
    ]
    for guid, description, made, subject, about in described:
        text = normalise(description)
        if text.strip():
            note_guid = uuid5(guid, f"description: {text}")
            made = Made(made.by or project.made.by, made.at)
            note = Note(note_guid, "", text, made)
            yield _Draft(note, subject, about, NotePlace.DESCRIPTION, guid)
