"""Which objects of a coded set have no place in this study, and why. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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

    `texts` are the texts of the documents whose text is another in the set.
    """

    documents: frozenset[str]
    codes: frozenset[str]
    coders: frozenset[str]
    texts: Mapping[str, str]


def misfits(
    coded: CodedSet, recognised: Recognised, room: Room
) -> Iterator[tuple[Step, str]]:
    """Yield each object that cannot be placed here, once, with the reason."""
    told, segments = set[UUID](), coded.segments
    for step in coded.steps:
        if step.into is not None and str(step.into) not in room.codes:
            yield step, "the code that it was merged into is neither here nor there"
        if step.after is None or step.id in told or step.kind is ObjectKind.CODE:
            continue
        reason = _why_not(step, step.after, segments, recognised, room)
        if step.kind is ObjectKind.MEMO and not reason:
            reason = _why_no_subject(step.after, recognised, room)
        if reason:
            told.add(step.id)
            yield step, reason


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
    if "code_id" in record and record["code_id"] not in room.codes:
        return "its code is neither here nor in the coded set"
    if record["coder_id"] not in room.coders:
        return "its coder is neither here nor in the coded set"
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
    if subject == Subject.CODE and about not in room.codes:
        return "its code is neither here nor in the coded set"
    return ""
