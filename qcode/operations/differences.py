"""Where two coders differ: in which documents, and how each difference stands.

Only documents that both have finished are adjudicated, unless the others are asked
for; every command and the screen take them from here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qcode.comparison.adjudication import differences
from qcode.errors import NotAdjudicatedError, UnknownDifferenceError
from qcode.model.adjudication import Difference, Settlement
from qcode.model.agreement import Excluded
from qcode.model.coding import Coder, Memo, Subject
from qcode.model.ids import CodingId, DifferenceId, DocumentId
from qcode.operations.leaving_out import marks_by_place, why_left_out
from qcode.operations.naming import with_beginning
from qcode.operations.rounds import refuse_blind
from qcode.store import Store, codings, documents, memos, settlements

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Pair:
    """The two coders whose sets are laid over each other."""

    first: Coder
    second: Coder


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose differences are settled, and where.

    `documents` `None` means all. `with_unfinished` counts those too that not both
    have finished as they are now.
    """

    pair: Pair
    documents: Collection[DocumentId] | None = None
    with_unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Covered:
    """The documents of a scope: the names of those that count, and the others."""

    names: Mapping[DocumentId, str]
    excluded: Sequence[Excluded]
    why_not: Mapping[DocumentId, Excluded]


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """A difference as it stands: what was decided about it, `None` if it is open.

    `segments` are the texts of its codings, `memos` what was written about them.
    """

    difference: Difference
    document: str
    segments: Mapping[CodingId, str]
    memos: Mapping[CodingId, Sequence[Memo]]
    settlement: Settlement | None


def cover(connection: "Connection", scope: Scope) -> Covered:
    """Return which documents of a scope count and which are left out, by name."""
    pair, marks = scope.pair, marks_by_place(connection)
    names: dict[DocumentId, str] = {}
    why_not: dict[DocumentId, Excluded] = {}
    for summary in documents.summaries(connection):
        if scope.documents is not None and summary.id not in scope.documents:
            continue
        reason = why_left_out(summary, marks, (pair.first, pair.second))
        if reason is None or scope.with_unfinished:
            names[summary.id] = summary.name
        else:
            why_not[summary.id] = reason
    return Covered(names, list(why_not.values()), why_not)


def lay_over(
    connection: "Connection", pair: Pair, document_ids: Collection[DocumentId]
) -> list[Difference]:
    """Return where two coders coded in these documents, also what is alike."""
    return [
        difference
        for one in document_ids
        for difference in differences(
            codings.in_document(connection, one), pair.first.id, pair.second.id
        )
    ]


def as_they_stand(
    connection: "Connection", found: Sequence[Difference]
) -> list[Adjudicated]:
    """Return the differences with their texts and memos and what was decided."""
    known = {it.difference_id: it for it in settlements.every(connection)}
    in_order = sorted(found, key=lambda it: str(it.document_id))
    told = {
        it.difference.id: it
        for document_id, group in groupby(in_order, lambda it: it.document_id)
        for it in _in_document(connection, document_id, list(group), known)
    }
    return [told[it.id] for it in found]


def _in_document(
    connection: "Connection",
    document_id: DocumentId,
    found: Sequence[Difference],
    known: Mapping[DifferenceId, Settlement],
) -> Iterator[Adjudicated]:
    name = documents.name(connection, document_id)
    text = documents.text(connection, document_id)
    about: dict[object, list[Memo]] = {}
    for memo in memos.in_document(connection, document_id):
        if memo.subject is Subject.CODING:
            about.setdefault(memo.subject_id, []).append(memo)
    for difference in found:
        yield Adjudicated(
            difference=difference,
            document=name,
            segments={it.id: it.span.cut(text) for it in difference.codings},
            memos={it.id: about.get(it.id, ()) for it in difference.codings},
            settlement=known.get(difference.id),
        )


def find_difference(store: Store, scope: Scope, wanted: str) -> Difference:
    """Return the difference that people mean by its id or the beginning of it.

    What both coded alike is among them. Raises UnknownDifferenceError,
    AmbiguousError where several begin so, and NotAdjudicatedError where it is in a
    document that is left out.
    """
    refuse_blind(store)
    with store.read() as connection:
        covered = cover(connection, scope)
        every = [*covered.names, *covered.why_not]
        known = {str(it.id): it for it in lay_over(connection, scope.pair, every)}
    found = with_beginning(wanted, known)
    if found is None:
        raise UnknownDifferenceError(wanted)
    refuse_left_out(covered, known[found].document_id)
    return known[found]


def refuse_left_out(covered: Covered, document_id: DocumentId) -> None:
    """Raise NotAdjudicatedError where a document does not count."""
    reason = covered.why_not.get(document_id)
    if reason is not None:
        raise NotAdjudicatedError(reason.document, reason.in_words)
