"""Which objects of a coded set have no place in this study, and why. Pure."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from qcode.comparison.recognising import Recognised
from qcode.model.coded_set import CodedSet
from qcode.model.coding import Subject, segment_digest
from qcode.model.journal import ObjectKind
from qcode.model.step import Step


@dataclass(frozen=True, slots=True)
class Room:
    """What objects of a coded set may refer to here, ids as text.

    `texts` are the texts of the documents whose text is another in the set, `unsettled`
    the codes and coders of which nobody said whether they are ours, with the reason.
    """

    documents: frozenset[str]
    codes: frozenset[str]
    coders: frozenset[str]
    texts: Mapping[str, str]
    unsettled: Mapping[str, str]


def misfits(
    coded: CodedSet, recognised: Recognised, room: Room
) -> Iterator[tuple[Step, str]]:
    """Yield each object that cannot be placed here, once, with the reason."""
    told, segments = set[UUID](), coded.segments
    for step in sorted(coded.steps, key=lambda it: it.kind is ObjectKind.MEMO):
        if step.into is not None and str(step.into) not in room.codes:
            yield step, "the code that it was merged into is neither here nor there"
        if step.after is None or step.id in told or step.kind is ObjectKind.CODE:
            continue
        reason = _why_not(step, step.after, segments, recognised, room)
        if step.kind is ObjectKind.MEMO and not reason:
            reason = _why_no_subject(step.after, recognised, room)
            if not reason and UUID(str(step.after["subject_id"])) in told:
                reason = "the coding that it is about has no place here"
        if reason:
            told.add(step.id)
            yield step, reason


def without(coded: CodedSet, left: Container[UUID]) -> CodedSet:
    """Return the set as if it did not know of these objects."""
    return replace(
        coded,
        codes=tuple(it for it in coded.codes if UUID(str(it["id"])) not in left),
        steps=tuple(step for step in coded.steps if step.id not in left),
    )


def _why_not(
    step: Step,
    record: Mapping[str, Any],
    segments: Mapping[UUID, str],
    recognised: Recognised,
    room: Room,
) -> str:
    document = str(record.get("document_id", ""))
    if document and document not in room.documents:
        unknown = "a document that the coded set does not name"
        return recognised.unknown.get(UUID(document), unknown)
    for name, noun, known in (
        ("code_id", "code", room.codes),
        *((name, "coder", room.coders) for name in ("coder_id", "first", "second")),
    ):
        if name in record and record[name] in room.unsettled:
            return f"its {noun}: {room.unsettled[record[name]]}"
        if name in record and record[name] not in known:
            return f"its {noun} is neither here nor in the coded set"
    if document in room.texts and "span" in record:
        start, end = record["span"]
        here = room.texts[document][start:end]
        if segments.get(step.id) != segment_digest(here).hex():
            return "another revision of the document, with another text at that place"
    return ""


def _why_no_subject(
    record: Mapping[str, Any], recognised: Recognised, room: Room
) -> str:
    subject, about = record["subject"], record["subject_id"]
    if subject == Subject.DOCUMENT and about not in room.documents:
        unknown = "a document that the coded set does not name"
        return recognised.unknown.get(UUID(about), unknown)
    if subject == Subject.CODE and about in room.unsettled:
        return f"its code: {room.unsettled[about]}"
    if subject == Subject.CODE and about not in room.codes:
        return "its code is neither here nor in the coded set"
    return ""
