"""What becomes of the rows of a table of decisions, before anything is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from qcode.errors import QcodeError, UnknownDifferenceError
from qcode.model.adjudication import (
    DecisionRow,
    Difference,
    Ruling,
    Settlement,
)
from qcode.model.codebook import Codebook
from qcode.model.document import DocumentSummary
from qcode.model.ids import CodeId, DifferenceId, DocumentId
from qcode.model.span import Span
from qcode.operations.adjudication import already_settled
from qcode.operations.consensus import check_ruling, holds_already
from qcode.operations.differences import Scope, cover, lay_over, refuse_left_out
from qcode.operations.naming import code_named, document_named, with_beginning
from qcode.store import documents, settlements, study

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Fate(StrEnum):
    """What becomes of a row."""

    SETTLED = "settled"
    SAME = "same"
    OPEN = "open"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a row; `reason` says why where it is refused.

    `over` is the decision that gives way. Of what is settled so already the reason
    that stands is kept: `is_why_kept` where the row gives another.
    """

    row: DecisionRow
    fate: Fate
    difference: Difference | None = None
    reason: str = ""
    over: Settlement | None = None
    is_why_kept: bool = False

    @property
    def place(self) -> str:
        """Which row it is and what it is about, as people find it in their table."""
        row = self.row
        span = "" if row.span is None else f"{row.span.start}-{row.span.end}"
        about = ", ".join(it for it in (row.document, row.code, span) if it) or row.id
        return f"row {row.row} ({about})"


class RowError(Exception):
    """Why a row cannot be carried out."""


class DecisionPlan:
    """Holds the rows of a table against a study as it is within a transaction.

    `is_over` lets what was decided otherwise give way.
    """

    def __init__(
        self, connection: "Connection", scope: Scope, *, is_over: bool
    ) -> None:
        self._connection = connection
        self._scope = scope
        self._is_over = is_over
        self._covered = cover(connection, scope)
        every = [*self._covered.names, *self._covered.why_not]
        found = lay_over(connection, scope.pair, every)
        self._by_id = {str(it.id): it for it in found}
        self._by_place = {(it.document_id, it.code_id, it.span): it for it in found}
        self._settled = {it.difference_id: it for it in settlements.every(connection)}
        self._decided_in: dict[DifferenceId, int] = {}
        self._documents: dict[str, DocumentId] = {}
        self._codes: dict[str, CodeId] = {}

    def outcome(self, row: DecisionRow) -> Outcome:
        """Return what becomes of a row; rows are to come in the table's order."""
        if row.ruling is None and not row.redrawn:
            return Outcome(row, Fate.OPEN)
        try:
            return self._outcome(row)
        except (RowError, QcodeError) as error:
            return Outcome(row, Fate.REFUSED, reason=str(error))

    def _outcome(self, row: DecisionRow) -> Outcome:
        if row.ruling is None:
            raise RowError("spans are given but no decision; write 'redrawn' for it.")
        self._check_coders(row)
        difference = self._meant(row)
        refuse_left_out(self._covered, difference.document_id)
        earlier = self._decided_in.setdefault(difference.id, row.row)
        if earlier != row.row:
            raise RowError(f"row {earlier} decides about the same.")
        check_ruling(
            self._connection,
            difference,
            row.ruling,
            why=row.why,
            redrawn=row.redrawn,
        )
        present = self._settled.get(difference.id)
        if present is None:
            return Outcome(row, Fate.SETTLED, difference)
        if self._is_same(present, row):
            is_kept = bool(row.why) and row.why != present.why
            return Outcome(row, Fate.SAME, difference, is_why_kept=is_kept)
        if not self._is_over:
            raise already_settled(self._connection, present)
        return Outcome(row, Fate.SETTLED, difference, over=present)

    def _check_coders(self, row: DecisionRow) -> None:
        """Refuse a table in which the coders stand the other way round."""
        pair = self._scope.pair
        for written, coder in ((row.first, pair.first), (row.second, pair.second)):
            if written and written.casefold() != coder.handle.casefold():
                raise RowError(
                    f"the table is about {row.first} (first) and {row.second} "
                    f"(second), not {pair.first.handle} and {pair.second.handle}; say "
                    "so with --between."
                )

    def _meant(self, row: DecisionRow) -> Difference:
        if row.id:
            found = with_beginning(row.id, self._by_id)
            if found is None:
                raise UnknownDifferenceError(row.id)
            return self._by_id[found]
        if not (row.document and row.code and row.span):
            raise RowError(
                "it needs the difference's id, or document, code, start and end."
            )
        place = (self._document(row.document), self._code(row.code), row.span)
        if place not in self._by_place:
            raise RowError(self._nothing_there(*place))
        return self._by_place[place]

    def _nothing_there(
        self, document_id: DocumentId, code_id: CodeId, span: Span
    ) -> str:
        near = [
            f"{it.span.start}-{it.span.end}"
            for it in self._by_place.values()
            if (it.document_id, it.code_id) == (document_id, code_id)
            and it.span.overlaps(span)
        ]
        there = f"; what they coded stands at {', '.join(near)}" if near else ""
        return f"neither coded from {span.start} to {span.end} with this code{there}."

    def _document(self, wanted: str) -> DocumentId:
        if wanted not in self._documents:
            found = document_named(wanted, self._summaries)
            self._documents[wanted] = found.id
        return self._documents[wanted]

    def _code(self, wanted: str) -> CodeId:
        if wanted not in self._codes:
            self._codes[wanted] = code_named(wanted, self._codebook).id
        return self._codes[wanted]

    @cached_property
    def _summaries(self) -> Sequence[DocumentSummary]:
        return documents.summaries(self._connection)

    @cached_property
    def _codebook(self) -> Codebook:
        return study.codebook(self._connection)

    def _is_same(self, present: Settlement, row: DecisionRow) -> bool:
        if present.ruling_for(self._scope.pair.first.id) is not row.ruling:
            return False
        return row.ruling is not Ruling.REDRAWN or holds_already(
            self._connection, present, row.redrawn
        )
