"""Proposed codings and what coders decided about them. Not data until accepted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4, uuid5

from qcode.model.coding import Coding, now
from qcode.model.ids import (
    CodeId,
    CoderId,
    CodingId,
    DecisionId,
    DocumentId,
    SuggestionId,
)
from qcode.model.span import Span


class ReasonKind(StrEnum):
    """What a reason rests on.

    Context is a passage just before that has the code, untried a code that the coder
    never gave yet.
    """

    KEYWORD = "keyword"
    WORDS = "words"
    SEGMENT = "segment"
    CONTEXT = "context"
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a code was proposed: words that drove the score.

    `text` are the words, of a keyword the codebook's, of a coded segment or passage
    its text, of an untried code its name. `spans` is where they stand: in the
    document that `document_id` names, for `None` in the suggestion's own.
    """

    kind: ReasonKind
    text: str
    spans: tuple[Span, ...] = ()
    coding_id: CodingId | None = None
    document_id: DocumentId | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code proposed for a span, for one coder, by an engine of a version.

    `score` is the probability, in [0, 1], that the coder would give the code.
    """

    document_id: DocumentId
    code_id: CodeId
    coder_id: CoderId
    span: Span
    score: float
    engine: str
    reasons: tuple[Reason, ...] = ()

    @property
    def id(self) -> SuggestionId:
        """Follows from document, code, coder and span: computed anew it is the same."""
        name = f"{self.code_id} {self.coder_id} {self.span.start}:{self.span.end}"
        return SuggestionId(uuid5(self.document_id, f"suggestion {name}"))

    @property
    def is_untried(self) -> bool:
        """Whether it is offered although its score is low, to give its code a try."""
        return any(reason.kind is ReasonKind.UNTRIED for reason in self.reasons)


class Verdict(StrEnum):
    """What a coder made of a suggestion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


def new_decision_id() -> DecisionId:
    """Return a fresh id for a decision."""
    return DecisionId(uuid4())


@dataclass(frozen=True, slots=True)
class Decision:
    """One coder's verdict on a suggestion, with the suggestion's own data.

    `span` is the one suggested; the coding that an acceptance made may have
    other boundaries. `coding_id` is `None` for a rejection.
    """

    document_id: DocumentId
    code_id: CodeId
    coder_id: CoderId
    span: Span
    verdict: Verdict
    score: float
    engine: str
    coding_id: CodingId | None = None
    decided_at: datetime = field(default_factory=now)
    id: DecisionId = field(default_factory=new_decision_id)


def decision_on(
    suggestion: Suggestion, verdict: Verdict, coding_id: UUID | None = None
) -> Decision:
    """Return a verdict on a suggestion."""
    return Decision(
        suggestion.document_id,
        suggestion.code_id,
        suggestion.coder_id,
        suggestion.span,
        verdict,
        suggestion.score,
        suggestion.engine,
        None if coding_id is None else CodingId(coding_id),
    )


@dataclass(frozen=True, slots=True)
class Showing:
    """That a suggestion came into its coder's view, and when it first did.

    `score` and `engine` are those of that time.
    """

    suggestion: Suggestion
    shown_at: datetime


class Settled:
    """What one coder has coded or refused, where no suggestion of it stands beside."""

    def __init__(
        self, codings: Iterable[Coding], decisions: Iterable[Decision]
    ) -> None:
        """Take in codings and decisions of this coder; acceptances say nothing here."""
        places = [(it.document_id, it.code_id, it.span) for it in codings]
        places += [
            (it.document_id, it.code_id, it.span)
            for it in decisions
            if it.verdict is Verdict.REJECTED
        ]
        self._spans: dict[tuple[DocumentId, CodeId], list[Span]] = {}
        for document_id, code_id, span in places:
            self._spans.setdefault((document_id, code_id), []).append(span)

    def holds(self, document_id: DocumentId, code_id: CodeId, span: Span) -> bool:
        """Whether the code was coded or refused on a span that overlaps this one."""
        known: Sequence[Span] = self._spans.get((document_id, code_id), ())
        return any(span.overlaps(other) for other in known)
