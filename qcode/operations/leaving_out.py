"""Documents that are left out where coders are compared, and why.

What is not coded yet is not coded as absent: only what all have finished counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from qcode.model.adjudication import CONSENSUS
from qcode.model.agreement import Excluded, Exclusion
from qcode.model.coding import Coder
from qcode.model.document import DocumentSummary
from qcode.model.finished import FinishedMark
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.store import coders, codes, finished_marks, histories

if TYPE_CHECKING:
    from sqlalchemy import Connection

Marks: TypeAlias = Mapping[tuple[DocumentId, CoderId], FinishedMark]


def finishers(connection: "Connection") -> list[Coder]:
    """Return the coders who have finished a document, by handle whatever its case.

    The consensus set is made of the others' codings and would agree with them by
    descent, so it is none of them.
    """
    marked = {mark.coder_id for mark in finished_marks.every(connection)}
    found = [it for it in coders.every(connection) if it.id in marked]
    found.sort(key=lambda it: (it.handle.casefold(), it.id))
    return [it for it in found if it.handle.casefold() != CONSENSUS]


def marks_by_place(connection: "Connection") -> Marks:
    """Return who has finished which document.

    Who knew a code that was merged into another since knew that one: what they coded
    with it, and what they did not, stands under it now.
    """
    marks = finished_marks.every(connection)
    known = {code.id for code in codes.every(connection)}
    if any(mark.codes - known for mark in marks):
        # Reading the journal for merges is only for where a code is not there.
        merged = histories.aliases(connection)
        marks = [replace(it, codes=_living(it.codes, merged)) for it in marks]
    return {(it.document_id, it.coder_id): it for it in marks}


def _living(
    code_ids: frozenset[CodeId], merged: Mapping[UUID, UUID]
) -> frozenset[CodeId]:
    return frozenset(CodeId(merged.get(it, it)) for it in code_ids)


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
