"""Codes, codings, memos and whatever else journals tell of, as JSON-ready records.

The journal keeps them so. A record holds all fields of its object, so that an object
can be made again from it; ids and moments are text.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import Any, get_args
from uuid import UUID

from qcode.model.adjudication import Ruling, Settlement
from qcode.model.codebook import Code
from qcode.model.coding import Coding, Memo, Origin, Stance, Subject
from qcode.model.finished import FinishedMark
from qcode.model.ids import (
    CaseId,
    CodeId,
    CoderId,
    CodingId,
    DecisionId,
    DifferenceId,
    DocumentId,
    MemoId,
)
from qcode.model.journal import JsonObject
from qcode.model.release import Release
from qcode.model.span import Span
from qcode.model.suggestion import Decision, Verdict
from qcode.model.summary import Summary

# What comes out of JSON has no static type; the constructors below give it one.
Record = Mapping[str, Any]

Thing = Code | Coding | Memo | Decision | FinishedMark | Settlement | Summary | Release

_NAMES = {kind: [field.name for field in fields(kind)] for kind in get_args(Thing)}


def record_of(thing: Thing, **more: str | int) -> JsonObject:
    """Return the object's record; `more` adds what the store knows beside it."""
    record = {}
    for name in _NAMES[type(thing)]:
        value = getattr(thing, name)
        plain = _PLAIN.get(type(value))
        record[name] = value if plain is None else plain(value)
    return record | more


def _plain(value: Any) -> Any:
    plain = _PLAIN.get(type(value))
    return value if plain is None else plain(value)


# By exact type: asking for each type in turn took a third of writing a coded set.
_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    UUID: str,
    datetime: datetime.isoformat,
    Span: lambda span: [span.start, span.end],
    tuple: lambda parts: [_plain(part) for part in parts],
    frozenset: lambda parts: sorted(map(str, parts)),
}


# Documents, codes and coders are named again and again; making a UUID is dear.
_known_uuid = lru_cache(maxsize=4096)(UUID)


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
        document_id=DocumentId(_known_uuid(record["document_id"])),
        code_id=CodeId(_known_uuid(record["code_id"])),
        coder_id=CoderId(_known_uuid(record["coder_id"])),
        span=Span(*record["span"]),
        origin=Origin(record["origin"]),
        stance=None if stance is None else Stance(stance),
        created_at=datetime.fromisoformat(record["created_at"]),
    )


def memo_of(record: Record) -> Memo:
    """Make the memo that a record holds."""
    return Memo(
        id=MemoId(UUID(record["id"])),
        coder_id=CoderId(_known_uuid(record["coder_id"])),
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
        document_id=DocumentId(_known_uuid(record["document_id"])),
        code_id=CodeId(_known_uuid(record["code_id"])),
        coder_id=CoderId(_known_uuid(record["coder_id"])),
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
        document_id=DocumentId(_known_uuid(record["document_id"])),
        coder_id=CoderId(_known_uuid(record["coder_id"])),
        revision=record["revision"],
        codebook_revision=record["codebook_revision"],
        codes=frozenset(CodeId(UUID(it)) for it in record["codes"]),
        finished_at=datetime.fromisoformat(record["finished_at"]),
    )


def release_of(record: Record) -> Release:
    """Make the release that a record holds."""
    return Release(
        document_id=DocumentId(UUID(record["document_id"])),
        revision=record["revision"],
        coder_id=CoderId(UUID(record["coder_id"])),
        released_at=datetime.fromisoformat(record["released_at"]),
    )


def settlement_of(record: Record) -> Settlement:
    """Make the settlement that a record holds."""
    return Settlement(
        difference_id=DifferenceId(UUID(record["difference_id"])),
        document_id=DocumentId(_known_uuid(record["document_id"])),
        code_id=CodeId(_known_uuid(record["code_id"])),
        coder_id=CoderId(_known_uuid(record["coder_id"])),
        first=CoderId(UUID(record["first"])),
        second=CoderId(UUID(record["second"])),
        ruling=Ruling(record["ruling"]),
        why=record["why"],
        compared=tuple(CodingId(UUID(it)) for it in record["compared"]),
        taken=tuple(CodingId(UUID(it)) for it in record["taken"]),
        settled_at=datetime.fromisoformat(record["settled_at"]),
    )


def summary_of(record: Record) -> Summary:
    """Make the summary that a record holds."""
    return Summary(
        case_id=CaseId(UUID(record["case_id"])),
        code_id=CodeId(_known_uuid(record["code_id"])),
        coder_id=CoderId(_known_uuid(record["coder_id"])),
        text=record["text"],
        written_at=datetime.fromisoformat(record["written_at"]),
    )
