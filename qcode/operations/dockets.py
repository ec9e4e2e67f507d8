"""What an adjudicator has before them: all there is to settle, and one case of it.

Reads only; deciding stands in `adjudication`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from qcode.comparison.adjudication import by_consequence
from qcode.model.adjudication import (
    CONSENSUS,
    Difference,
    DifferenceKind,
    Settlement,
    settlement_id,
)
from qcode.model.agreement import Excluded
from qcode.model.codebook import Codebook
from qcode.model.coding import Coder, Coding, Memo, Origin
from qcode.model.document import Document
from qcode.model.ids import CoderId, CodingId, DocumentId
from qcode.model.span import Span
from qcode.model.table import Provenance
from qcode.operations.differences import (
    Adjudicated,
    Pair,
    Scope,
    as_they_stand,
    cover,
    lay_over,
)
from qcode.operations.leaving_out import finishers
from qcode.operations.provenance import provenance
from qcode.operations.rounds import refuse_blind
from qcode.operations.times import Clock
from qcode.store import (
    Store,
    coders,
    codings,
    documents,
    memos,
    settlements,
    study,
)
from qcode.text.moments import Moments

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Docket:
    """What there is to settle between two coders, and what was settled.

    `differences` are those that are none alike, the most consequential code first,
    `alike` what both coded alike, by document and place; both in the documents that
    are `counted`, by name, and not in the `excluded` ones. `outdated` is what was
    decided about codings that changed, `taken` the spans of what was taken in these
    documents.
    """

    pair: Pair
    differences: Sequence[Adjudicated]
    alike: Sequence[Adjudicated]
    outdated: Sequence[Settlement]
    taken: Mapping[CodingId, Span]
    counted: Sequence[str]
    excluded: Sequence[Excluded]
    coders: Mapping[CoderId, Coder]
    documents: Mapping[DocumentId, str]
    codebook: Codebook
    provenance: Provenance

    def spans_taken(self, settlement: Settlement) -> list[Span]:
        """Return the spans that the consensus set has for a decision, in order."""
        return sorted(self.taken[it] for it in settlement.taken if it in self.taken)

    @property
    def alike_waiting(self) -> list[Difference]:
        """What both coded alike and nobody has decided about."""
        return [it.difference for it in self.alike if it.settlement is None]


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a difference.

    `codings` are the two coders' and the consensus set's with this code in the whole
    document, the difference's among them; `others` theirs with other codes where the
    difference is, by coder. `memos` are by coding, `notes` about the code; `moments`
    tell when in the recording a passage was said.
    `settlement` is what is decided as of now, `coders` who is known as of now.
    """

    document: Document
    moments: Moments
    codings: Sequence[Coding]
    others: Mapping[CoderId, Sequence[Coding]]
    memos: Mapping[CodingId, Sequence[Memo]]
    notes: Sequence[Memo]
    settlement: Settlement | None
    coders: Mapping[CoderId, Coder]


def pairs_to_settle(store: Store) -> list[Pair]:
    """Return all pairs of coders who have finished documents, by handle."""
    with store.read() as connection:
        found = finishers(connection)
    return [Pair(first, second) for first, second in combinations(found, 2)]


def open_docket(store: Store, scope: Scope) -> Docket:
    """Return what there is to settle between two coders.

    Raises RoundOpenError while a blind round hides something.
    """
    refuse_blind(store)
    pair = scope.pair
    with store.read() as connection:
        covered = cover(connection, scope)
        names = documents.names(connection)
        everywhere = lay_over(connection, pair, names)
        found = [it for it in everywhere if it.document_id in covered.names]
        alike = [it for it in found if it.kind is DifferenceKind.ALIKE]
        return Docket(
            pair=pair,
            differences=as_they_stand(connection, by_consequence(found)),
            alike=as_they_stand(connection, alike),
            outdated=_outdated(connection, pair, everywhere),
            taken=_taken(connection, covered.names),
            counted=list(covered.names.values()),
            excluded=covered.excluded,
            coders={it.id: it for it in coders.every(connection)},
            documents=names,
            codebook=study.codebook(connection),
            provenance=provenance(
                connection,
                "differences",
                base={"documents": list(covered.names.values())},
                filters={"coders": [pair.first.handle, pair.second.handle]},
            ),
        )


def _outdated(
    connection: "Connection", pair: Pair, everywhere: Iterable[Difference]
) -> list[Settlement]:
    """Return the pair's decisions about codings that changed since."""
    between = {pair.first.id, pair.second.id}
    present = {it.id for it in everywhere}
    return [
        it
        for it in settlements.every(connection)
        if {it.first, it.second} == between and it.difference_id not in present
    ]


def _taken(
    connection: "Connection", document_ids: Iterable[DocumentId]
) -> dict[CodingId, Span]:
    """Return the spans of what was taken in these documents."""
    return {
        it.id: it.span
        for document_id in document_ids
        for it in codings.in_document(connection, document_id)
        if it.origin is Origin.ADJUDICATION
    }


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
        document = documents.get(connection, difference.document_id)
        return Setting(
            document=document,
            moments=Clock(connection).moments(document),
            codings=[it for it in same if it.coder_id in shown],
            others={who: [it for it in beside if it.coder_id == who] for who in both},
            memos={it.id: about.get(it.id, []) for it in (*same, *beside)},
            notes=memos.about(connection, difference.code_id),
            settlement=settlements.find(connection, settlement_id(difference.id)),
            coders={it.id: it for it in known},
        )
