"""Memos of the study -> notes and descriptions of a project."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from qcode.interchange.refi.note_links import link_to
from qcode.interchange.refi.project import Carried, Made, Note
from qcode.model.coding import Memo, Subject
from qcode.model.foreign import IdentityKind
from qcode.model.ids import CaseId
from qcode.operations.exchange.note_places import NotePlace
from qcode.operations.exchange.note_texts import title_of
from qcode.operations.exchange.outgoing.outlet import Outlet


@dataclass
class Notes:
    """Notes, and where they stand.

    `about` has the GUIDs of the notes by that of the thing they are about; `links`
    lead from notes to cases, which cannot have any, and `linked` has those cases;
    `described` are descriptions by the GUID of the thing.
    """

    by_guid: dict[UUID, Note] = field(default_factory=dict)
    about: dict[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    links: list[Carried] = field(default_factory=list)
    linked: set[UUID] = field(default_factory=set)
    described: dict[UUID, str] = field(default_factory=dict)

    def refer(self, about: UUID, note: UUID) -> None:
        """Let a note be about a thing."""
        self.about[about] = tuple(dict.fromkeys((*self.about.get(about, ()), note)))


def notes_of(
    outlet: Outlet,
    memos: Iterable[Memo],
    *,
    selections: Collection[UUID],
    cases: Mapping[CaseId, UUID],
) -> Notes:
    """Return the memos as notes; memos of one note's text come together again.

    `selections` are the GUIDs of those that go out, `cases` the GUIDs of the cases.
    """
    notes = Notes()
    for memo in memos:
        known = outlet.identities.of(IdentityKind.NOTE, memo.id)
        details: Mapping[str, Any] = known[0].details if known else {}
        place = NotePlace(details.get("place", NotePlace.SUBJECT))
        target = UUID(details["target"]) if "target" in details else None
        if place is NotePlace.DESCRIPTION and target is not None:
            if notes.described.setdefault(target, memo.text) == memo.text:
                continue
            place = NotePlace.SUBJECT
        guid = _add(outlet, notes, memo, known[0].guid if known else memo.id, details)
        if place is NotePlace.SELECTION and target in selections:
            assert target is not None
            notes.refer(target, guid)
        elif memo.subject is Subject.CASE:
            case = cases[CaseId(memo.subject_id)]
            notes.linked.add(case)
            link = uuid5(guid, f"link to {case}")
            notes.links.append(link_to(link, note=guid, target=case))
        elif place is not NotePlace.FREE:
            notes.refer(memo.subject_id, guid)
    return notes


def _add(
    outlet: Outlet,
    notes: Notes,
    memo: Memo,
    guid: UUID,
    details: Mapping[str, Any],
) -> UUID:
    """Add a memo as a note; return the GUID of the note that it has become."""
    text = _text(memo, details)
    name = details.get("name") or ("" if "name" in details else title_of(memo.text))
    made = Made(outlet.users[memo.coder_id], memo.written_at)
    note = Note(guid, name, text, made)
    if notes.by_guid.setdefault(guid, note) != note:
        note = Note(memo.id if memo.id != guid else uuid5(guid, text), name, text, made)
        notes.by_guid[note.guid] = note
    return note.guid


def _text(memo: Memo, details: Mapping[str, Any]) -> str:
    """Return the note's text, without the title that went before it."""
    if "untitled" not in details:
        return memo.text
    if memo.text == details["text"]:
        return str(details["untitled"])
    title = " ".join(details["name"].split())
    return memo.text.removeprefix(f"{title}\n\n")
