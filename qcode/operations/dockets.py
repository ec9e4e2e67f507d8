"""What an adjudicator has before them: all there is to settle, and one case of it.

Reads only; deciding stands in `adjudication`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from qcode.model.adjudication import (
    CONSENSUS,
    Difference,
    Settlement,
    settlement_id,
)
from qcode.model.coding import Coder, Coding, Memo
from qcode.model.document import Document
from qcode.model.ids import CoderId, CodingId, DocumentId
from qcode.operations.adjudication import (
    Adjudicated,
    Pair,
    alike_waiting,
    list_differences,
    outdated,
)
from qcode.store import (
    Store,
    coders,
    codings,
    documents,
    finished_marks,
    memos,
    settlements,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Docket:
    """What there is to settle between two coders, and what was settled.

    `differences` are in the order of `list_differences`, those in the documents that
    both have finished; `finished` is how many these are. `alike` is what both coded
    alike and nobody took, `outdated` what was decided about codings that changed.
    """

    pair: Pair
    differences: Sequence[Adjudicated]
    finished: int
    alike: Sequence[Difference]
    outdated: Sequence[Settlement]
    coders: Mapping[CoderId, Coder]
    documents: Mapping[DocumentId, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a difference.

    `codings` are the two coders' and the consensus set's with this code in the whole
    document, the difference's among them; `others` theirs with other codes where the
    difference is, by coder. `memos` are by coding, `notes` about the code.
    `settlement` is what is decided as of now, `coders` who is known as of now.
    """

    document: Document
    codings: Sequence[Coding]
    others: Mapping[CoderId, Sequence[Coding]]
    memos: Mapping[CodingId, Sequence[Memo]]
    notes: Sequence[Memo]
    settlement: Settlement | None
    coders: Mapping[CoderId, Coder]


def pairs_to_settle(store: Store) -> list[Pair]:
    """Return all pairs of coders who have finished documents, by handle.

    The order knows no case: databases differ in theirs.
    """
    with store.read() as connection:
        finishers = {mark.coder_id for mark in finished_marks.every(connection)}
        known = [it for it in coders.every(connection) if it.id in finishers]
    known.sort(key=lambda it: (it.handle.casefold(), it.id))
    own = [it for it in known if it.handle.casefold() != CONSENSUS]
    return [Pair(first, second) for first, second in combinations(own, 2)]


def open_docket(store: Store, pair: Pair) -> Docket:
    """Return what there is to settle between two coders."""
    with store.read() as connection:
        finished = _finished_by_both(connection, pair)
        known = {it.id: it for it in coders.every(connection)}
        names = documents.names(connection)
    return Docket(
        pair=pair,
        differences=[
            it
            for it in list_differences(store, pair)
            if it.difference.document_id in finished
        ],
        finished=len(finished),
        alike=alike_waiting(store, pair),
        outdated=outdated(store, pair),
        coders=known,
        documents=names,
    )


def _finished_by_both(connection: "Connection", pair: Pair) -> set[DocumentId]:
    by_coder: dict[CoderId, set[DocumentId]] = {}
    for mark in finished_marks.every(connection):
        by_coder.setdefault(mark.coder_id, set()).add(mark.document_id)
    return by_coder.get(pair.first.id, set()) & by_coder.get(pair.second.id, set())


def open_difference(store: Store, pair: Pair, difference: Difference) -> Setting:
    """Return a difference's document and what was said and coded around it."""
    both = (pair.first.id, pair.second.id)
    with store.read() as connection:
        every = codings.in_document(connection, difference.document_id)
        known = coders.every(connection)
        consensus = [it.id for it in known if it.handle.casefold() == CONSENSUS]
        shown = {*both, *consensus}
        same = [it for it in every if it.code_id == difference.code_id]
        beside = [
            it
            for it in every
            if it.code_id != difference.code_id and it.span.overlaps(difference.span)
        ]
        about: dict[CodingId, list[Memo]] = {}
        for memo in memos.in_document(connection, difference.document_id):
            about.setdefault(CodingId(memo.subject_id), []).append(memo)
        return Setting(
            document=documents.get(connection, difference.document_id),
            codings=[it for it in same if it.coder_id in shown],
            others={who: [it for it in beside if it.coder_id == who] for who in both},
            memos={it.id: about.get(it.id, []) for it in (*same, *beside)},
            notes=memos.about(connection, difference.code_id),
            settlement=settlements.find(connection, settlement_id(difference.id)),
            coders={it.id: it for it in known},
        )
