"""Documents, their turns, and the cases they speak of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from qcode.errors import SpanOutOfRangeError
from qcode.model.ids import CaseId, DocumentId
from qcode.model.span import Span


class Kind(StrEnum):
    """What sort of material a document is."""

    INTERVIEW = "interview"
    WORKSHOP = "workshop"
    EXAMPLE = "example"
    SURVEY = "survey"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's contribution.

    `span` runs from the speaker's label to the last character before the next
    turn, `body_start` is the offset of the first character after the label.
    `speaker` is the label as it stands in the text, without the colon; the
    text before the first label is a turn of the speaker "".
    """

    speaker: str
    span: Span
    body_start: int


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript or note in its current revision.

    `text` is the stored text, normalised once at import; `turns` cover it from
    start to end in order. `words` leaves masked spans out.
    """

    id: DocumentId
    name: str
    kind: Kind
    text: str
    case_id: CaseId
    turns: tuple[Turn, ...] = ()
    words: int = 0
    revision: int = 1

    def check(self, span: Span) -> None:
        """Raise SpanOutOfRangeError unless the span lies inside the text."""
        if span.end > len(self.text):
            raise SpanOutOfRangeError(self.name, span.start, span.end, len(self.text))

    def segment(self, span: Span) -> str:
        """Return the span's text; raises SpanOutOfRangeError."""
        self.check(span)
        return span.cut(self.text)


@dataclass(frozen=True, slots=True)
class Source:
    """A document's file as it came, kept byte for byte."""

    file_name: str
    content: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What lists show of a document: everything but its text."""

    id: DocumentId
    name: str
    kind: Kind
    words: int
    revision: int
    codings: int
    case_id: CaseId


@dataclass(frozen=True, slots=True)
class Case:
    """Who or what was studied, with the named values (attributes) of it."""

    id: CaseId
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def text_digest(text: str) -> str:
    """Return the SHA-256 of a document's text (in UTF-8), in hexadecimal."""
    return sha256(text.encode()).hexdigest()
