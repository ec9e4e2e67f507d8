"""What a team writes of a case under a category: the cells of a summary grid."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from qcode.model.coding import now
from qcode.model.ids import CaseId, CodeId, CoderId, SummaryId


@dataclass(frozen=True, slots=True)
class Summary:
    """What was said in one case under one category, in the team's own words.

    The category is a code with all below it. `coder_id` is who wrote it last.
    """

    case_id: CaseId
    code_id: CodeId
    coder_id: CoderId
    text: str
    written_at: datetime = field(default_factory=now)

    @property
    def id(self) -> SummaryId:
        """Follows from case and category: there is one summary for both."""
        return summary_id(self.case_id, self.code_id)


def summary_id(case_id: UUID, code_id: UUID) -> SummaryId:
    """Return the id of the summary of a case under a category."""
    return SummaryId(uuid5(case_id, f"summary {code_id}"))
