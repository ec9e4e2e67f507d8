"""What a study says of the speakers in its documents."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from qcode.model.coding import now
from qcode.model.ids import CoderId


class Part(StrEnum):
    """Which part somebody takes in an interview."""

    INTERVIEWER = "interviewer"
    INTERVIEWEE = "interviewee"


@dataclass(frozen=True, slots=True)
class Speaker:
    """What a coder said of a label, which holds in all documents of the study.

    `label` is as it stands in the documents, without the colon. Where `part` is
    `None` the label itself tells; `name` is who is meant, "" if nobody said.
    """

    label: str
    part: Part | None
    name: str
    set_by: CoderId
    set_at: datetime = field(default_factory=now)
