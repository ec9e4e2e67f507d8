"""Documents that are left out where coders are compared, and why.

What is not coded yet is not coded as absent: only what all have finished counts.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from qcode.model.agreement import Excluded, Exclusion
from qcode.model.coding import Coder
from qcode.model.document import DocumentSummary
from qcode.model.finished import FinishedMark
from qcode.model.ids import CoderId, DocumentId
from qcode.store import finished_marks

if TYPE_CHECKING:
    from sqlalchemy import Connection

Marks: TypeAlias = Mapping[tuple[DocumentId, CoderId], FinishedMark]


def marks_by_place(connection: "Connection") -> Marks:
    """Return who has finished which document."""
    return {
        (it.document_id, it.coder_id): it for it in finished_marks.every(connection)
    }


def why_left_out(
    summary: DocumentSummary, marks: Marks, coders: Sequence[Coder]
) -> Excluded | None:
    """Say why a document does not count, `None` where all coders have finished it."""
    found = {it.handle: marks.get((summary.id, it.id)) for it in coders}
    unfinished = tuple(handle for handle, mark in found.items() if mark is None)
    if unfinished:
        return Excluded(summary.name, Exclusion.NOT_FINISHED, unfinished)
    elsewhere = tuple(
        handle
        for handle, mark in found.items()
        if mark is not None and mark.revision != summary.revision
    )
    if elsewhere:
        return Excluded(summary.name, Exclusion.OTHER_REVISION, elsewhere)
    return None


def left_out_json(excluded: Sequence[Excluded]) -> list[dict[str, object]]:
    """Return what `--json` tells of the documents that are left out."""
    return [
        {"document": it.document, "reason": it.reason.value, "coders": list(it.coders)}
        for it in excluded
    ]
