"""What a team recommends, and the quotations that it chose to stand for it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from qcode.model.coding import now
from qcode.model.ids import (
    CodeId,
    CoderId,
    CodingId,
    DocumentId,
    RecommendationId,
)
from qcode.model.span import Span


class Status(StrEnum):
    """How far the team is with a recommendation."""

    DRAFT = "draft"
    DISCUSSED = "discussed"
    AGREED = "agreed"
    DROPPED = "dropped"


def new_recommendation_id() -> RecommendationId:
    """Return a fresh id for a recommendation."""
    return RecommendationId(uuid4())


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a team recommends, in its own words.

    `position` counts from 1 in the order in which recommendations are read. What is
    coded with `code_ids`, or with a code below one of them, is its evidence.
    """

    position: int
    title: str
    code_ids: tuple[CodeId, ...]
    statement: str = ""
    status: Status = Status.DRAFT
    id: RecommendationId = field(default_factory=new_recommendation_id)


@dataclass(frozen=True, slots=True)
class KeyQuotation:
    """A coding whose segment was chosen to stand for a recommendation.

    Everything is as it was then: document, code, coder and span of the coding, the
    `digest` of its segment, and `alpha`, the coders' agreement on its code (`None`
    where that was undefined). What became of them since is told beside the quotation.
    """

    recommendation_id: RecommendationId
    coding_id: CodingId
    document_id: DocumentId
    code_id: CodeId
    coder_id: CoderId
    span: Span
    digest: bytes
    alpha: float | None
    chosen_by: CoderId
    note: str = ""
    chosen_at: datetime = field(default_factory=now)


class MarkKind(StrEnum):
    """What has happened to a quotation since it was chosen."""

    LOST = "lost"
    CHANGED = "changed"
    OUTSIDE = "outside"
    DROPPED = "agreement-dropped"
    UNDEFINED = "agreement-undefined"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that must be known of a quotation.

    `before` and `after` are alpha when it was chosen and now, where that is marked.
    """

    kind: MarkKind
    before: float | None = None
    after: float | None = None

    @property
    def drop(self) -> float | None:
        """By how much alpha fell, `None` where it has no value now."""
        if self.before is None or self.after is None:
            return None
        return self.before - self.after
