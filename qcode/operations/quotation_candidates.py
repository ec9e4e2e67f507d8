"""Passages proposed as key quotations, each with the reasons for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qcode.analysis.evidence import propose
from qcode.comparison.comparing import Matching
from qcode.comparison.matching import overlap
from qcode.model.adjudication import CONSENSUS
from qcode.model.coding import Coding
from qcode.model.evidence import Candidate, Evidence, Passage
from qcode.model.ids import CoderId, RecommendationId, coder_id
from qcode.operations.evidence import EvidenceQuestion, evidence_in
from qcode.operations.rounds import refuse_blind
from qcode.store import Store, coders, segments, study
from qcode.store.segments import Wanted
from qcode.text.sentences import count_words

if TYPE_CHECKING:
    from sqlalchemy import Connection


def quotation_candidates(
    store: Store, of: RecommendationId, question: EvidenceQuestion
) -> list[Candidate]:
    """Return passages of a recommendation's evidence that something speaks for.

    Those with the most reasons come first. Raises what `portfolio` raises.
    """
    refuse_blind(store)
    with store.read() as connection:
        (evidence,) = evidence_in(connection, question, of).evidence
        consensus = coder_id(study.get(connection).id, CONSENSUS)
        coded = _coded(connection, evidence)
        handles = {it.id: it.handle for it in coders.every(connection)}
    by_document: dict[object, list[Coding]] = {}
    for coding in coded:
        by_document.setdefault(coding.document_id, []).append(coding)
    passages = evidence.passages
    alike = {
        it: sorted(
            handles[coder]
            for coder in _alike(it, by_document[it.source.id])
            if coder != consensus
        )
        for it in passages
    }
    in_consensus = {
        it for it in passages if consensus in _alike(it, by_document[it.source.id])
    }
    quoted = [it.passage for it in evidence.quotations if it.passage is not None]
    words = {it: count_words(it.text, ()) for it in passages}
    return propose(passages, quoted, consensus=in_consensus, alike=alike, words=words)


def _coded(connection: "Connection", evidence: Evidence) -> list[Coding]:
    wanted = Wanted(code_ids=[it.id for it in evidence.codes])
    return [it.coding for it in segments.wanted(connection, wanted)]


def _alike(passage: Passage, coded: Sequence[Coding]) -> list[CoderId]:
    """Return who coded a passage so: a code of it, on nearly the same span.

    Nearly the same is what agreement on segments takes for the same.
    """
    codes = {it.code_id for it in passage.codings}
    least = Matching().least_overlap
    own = passage.span.start, passage.span.end
    found = (
        it.coder_id
        for it in coded
        if it.code_id in codes and overlap(own, (it.span.start, it.span.end)) >= least
    )
    return list(dict.fromkeys(found))
