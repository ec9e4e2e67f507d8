"""Coders, their codings, and what they write about things."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from uuid import UUID, uuid4

from qcode.model.ids import CodeId, CoderId, CodingId, DocumentId, MemoId
from qcode.model.span import Span


class Origin(StrEnum):
    """How a coding came about."""

    HAND = "hand"
    SUGGESTION = "suggestion"
    ADJUDICATION = "adjudication"


class Stance(StrEnum):
    """How the passage stands to what the code says."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    MIXED = "mixed"


class Subject(StrEnum):
    """What a memo can be about."""

    DOCUMENT = "document"
    CODE = "code"
    CODING = "coding"
    CASE = "case"
    STUDY = "study"


def now() -> datetime:
    """Return the present time in UTC, to the microsecond."""
    return datetime.now(UTC)


def new_coding_id() -> CodingId:
    """Return a fresh id for a coding."""
    return CodingId(uuid4())


def new_memo_id() -> MemoId:
    """Return a fresh id for a memo."""
    return MemoId(uuid4())


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes; handles that differ only in case are one coder."""

    id: CoderId
    handle: str


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's judgement that a span of a document is an instance of a code."""

    document_id: DocumentId
    code_id: CodeId
    coder_id: CoderId
    span: Span
    origin: Origin = Origin.HAND
    stance: Stance | None = None
    created_at: datetime = field(default_factory=now)
    id: CodingId = field(default_factory=new_coding_id)


@dataclass(frozen=True, slots=True)
class Memo:
    """Prose about one of the `Subject`s, by one coder."""

    coder_id: CoderId
    subject: Subject
    subject_id: UUID
    text: str
    written_at: datetime = field(default_factory=now)
    id: MemoId = field(default_factory=new_memo_id)


def segment_digest(segment: str) -> bytes:
    """Return the 8 bytes kept beside a coding to prove that its text has not shifted.

    BLAKE2b of the segment in UTF-8. It guards against damage, not against forgery.
    """
    return blake2b(segment.encode(), digest_size=8).digest()
