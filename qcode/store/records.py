"""Codes, codings, memos, decisions and finished marks as JSON-ready records.

The journal keeps them so. A record holds all fields of its object, so that an object
can be made again from it; ids and moments are text.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from qcode.model.adjudication import Ruling, Settlement
from qcode.model.codebook import Code
from qcode.model.coding import Coding, Memo, Origin, Stance, Subject
from qcode.model.finished import FinishedMark
from qcode.model.ids import (
    CodeId,
    CoderId,
    CodingId,
    DecisionId,
    DifferenceId,
    DocumentId,
    MemoId,
)
from qcode.model.journal import JsonObject
from qcode.model.span import Span
from qcode.model.suggestion import Decision, Verdict

# What comes out of JSON has no static type; the constructors below give it one.
Record = Mapping[str, Any]

Thing = Code | Coding | Memo | Decision | FinishedMark | Settlement


def record_of(thing: Thing, **more: str | int) -> JsonObject:
    """Return the object's record; `more` adds what the store knows beside it."""
    record = {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}
    return record | more


def _plain(value: object) -> Any:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat()
        case Span():
            return [value.start, value.end]
        case tuple():
            return [_plain(part) for part in value]
        case frozenset():
            return sorted(map(str, value))
        case _:
            return value


def code_of(record: Record) -> Code:
    """Make the code that a record holds."""
    parent = record["parent_id"]
    return Code(
        id=CodeId(UUID(record["id"])),
        key=record["key"],
        name=record["name"],
        parent_id=None if parent is None else CodeId(UUID(parent)),
        definition=record["definition"],
        include=record["include"],
        exclude=record["exclude"],
        example=record["example"],
        keywords=tuple(record["keywords"]),
        colour=record["colour"],
        memo=record["memo"],
        codable=record["codable"],
        shortcut=record["shortcut"],
        formerly=tuple(record["formerly"]),
    )


def coding_of(record: Record) -> Coding:
    """Make the coding that a record holds."""
    stance = record["stance"]
    return Coding(
        id=CodingId(UUID(record["id"])),
        document_id=DocumentId(UUID(record["document_id"])),
        code_id=CodeId(UUID(record["code_id"])),
        coder_id=CoderId(UUID(record["coder_id"])),
        span=Span(*record["span"]),
        origin=Origin(record["origin"]),
        stance=None if stance is None else Stance(stance),
        created_at=datetime.fromisoformat(record["created_at"]),
    )


def memo_of(record: Record) -> Memo:
    """Make the memo that a record holds."""
    return Memo(
        id=MemoId(UUID(record["id"])),
        coder_id=CoderId(UUID(record["coder_id"])),
        subject=Subject(record["subject"]),
        subject_id=UUID(record["subject_id"]),
        text=record["text"],
        written_at=datetime.fromisoformat(record["written_at"]),
    )


def decision_of(record: Record) -> Decision:
    """Make the decision that a record holds."""
    coding = record["coding_id"]
    return Decision(
        id=DecisionId(UUID(record["id"])),
        document_id=DocumentId(UUID(record["document_id"])),
        code_id=CodeId(UUID(record["code_id"])),
        coder_id=CoderId(UUID(record["coder_id"])),
        span=Span(*record["span"]),
        verdict=Verdict(record["verdict"]),
        score=record["score"],
        engine=record["engine"],
        coding_id=None if coding is None else CodingId(UUID(coding)),
        decided_at=datetime.fromisoformat(record["decided_at"]),
    )


def finished_mark_of(record: Record) -> FinishedMark:
    """Make the finished mark that a record holds."""
    return FinishedMark(
        document_id=DocumentId(UUID(record["document_id"])),
        coder_id=CoderId(UUID(record["coder_id"])),
        revision=record["revision"],
        codebook_revision=record["codebook_revision"],
        codes=frozenset(CodeId(UUID(it)) for it in record["codes"]),
        finished_at=datetime.fromisoformat(record["finished_at"]),
    )


def settlement_of(record: Record) -> Settlement:
    """Make the settlement that a record holds."""
    return Settlement(
        difference_id=DifferenceId(UUID(record["difference_id"])),
        document_id=DocumentId(UUID(record["document_id"])),
        code_id=CodeId(UUID(record["code_id"])),
        coder_id=CoderId(UUID(record["coder_id"])),
        first=CoderId(UUID(record["first"])),
        second=CoderId(UUID(record["second"])),
        ruling=Ruling(record["ruling"]),
        why=record["why"],
        compared=tuple(CodingId(UUID(it)) for it in record["compared"]),
        taken=tuple(CodingId(UUID(it)) for it in record["taken"]),
        settled_at=datetime.fromisoformat(record["settled_at"]),
    )
