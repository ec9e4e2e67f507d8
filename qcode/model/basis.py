"""What derived things are made from, and which acts concern it.

So that a file made for others can say of which state of its own basis it is, whatever
else was done in the study since.
"""

from collections.abc import Collection
from enum import StrEnum

from qcode.model.journal import Verb


class Basis(StrEnum):
    """A part of what a study holds."""

    TEXTS = "texts"
    CASES = "cases"
    SPEAKERS = "speakers"
    CODEBOOK = "codebook"
    CODINGS = "codings"
    MEMOS = "memos"
    FINISHED = "finished"
    SETTLED = "settled"
    ROUNDS = "rounds"
    SUGGESTIONS = "suggestions"
    RECOMMENDATIONS = "recommendations"
    QUERIES = "queries"
    SUMMARIES = "summaries"
    RELEASES = "releases"


CODED = frozenset(
    {
        Basis.TEXTS,
        Basis.CASES,
        Basis.SPEAKERS,
        Basis.CODEBOOK,
        Basis.CODINGS,
        Basis.FINISHED,
        Basis.ROUNDS,
    }
)
"""What tables of codings are made from."""

# What is not named here concerns everything: what undoes, merges and brings in.
_CONCERNS: dict[Verb, tuple[Basis, ...]] = {
    Verb.DOCUMENT_IMPORTED: (Basis.TEXTS, Basis.CASES, Basis.CODINGS),
    Verb.ATTRIBUTES_SET: (Basis.CASES, Basis.TEXTS),
    Verb.SPEAKER_SET: (Basis.SPEAKERS,),
    Verb.CODEBOOK_APPLIED: (Basis.CODEBOOK,),
    Verb.CODE_CREATED: (Basis.CODEBOOK,),
    Verb.CODE_CHANGED: (Basis.CODEBOOK,),
    Verb.CODING_APPLIED: (Basis.CODINGS, Basis.MEMOS),
    Verb.CODING_REMOVED: (Basis.CODINGS, Basis.MEMOS),
    Verb.MEMO_WRITTEN: (Basis.MEMOS,),
    Verb.SUGGESTIONS_ACCEPTED: (Basis.CODINGS, Basis.SUGGESTIONS),
    Verb.SUGGESTION_REJECTED: (Basis.SUGGESTIONS,),
    Verb.DOCUMENT_FINISHED: (Basis.FINISHED,),
    Verb.DOCUMENT_REOPENED: (Basis.FINISHED,),
    Verb.DIFFERENCES_SETTLED: (Basis.SETTLED, Basis.CODINGS, Basis.MEMOS),
    Verb.DIFFERENCE_REOPENED: (Basis.SETTLED, Basis.CODINGS, Basis.MEMOS),
    Verb.ROUND_OPENED: (Basis.ROUNDS,),
    Verb.ROUND_CLOSED: (Basis.ROUNDS,),
    Verb.SUMMARY_WRITTEN: (Basis.SUMMARIES,),
    Verb.QUERY_SAVED: (Basis.QUERIES,),
    Verb.QUERY_REMOVED: (Basis.QUERIES,),
    Verb.RECOMMENDATIONS_STARTED: (Basis.RECOMMENDATIONS,),
    Verb.RECOMMENDATION_ADDED: (Basis.RECOMMENDATIONS,),
    Verb.RECOMMENDATION_CHANGED: (Basis.RECOMMENDATIONS,),
    Verb.RECOMMENDATION_REMOVED: (Basis.RECOMMENDATIONS,),
    Verb.QUOTATION_CHOSEN: (Basis.RECOMMENDATIONS,),
    Verb.QUOTATION_DROPPED: (Basis.RECOMMENDATIONS,),
    Verb.QUOTATION_VOUCHED_FOR: (Basis.RECOMMENDATIONS, Basis.RELEASES),
    Verb.VOUCH_TAKEN_BACK: (Basis.RECOMMENDATIONS, Basis.RELEASES),
    Verb.DOCUMENTS_RELEASED: (Basis.RELEASES,),
    Verb.DOCUMENTS_WITHDRAWN: (Basis.RELEASES,),
}


def acts_on(bases: Collection[Basis]) -> frozenset[Verb]:
    """Return the acts that may change one of these parts."""
    return frozenset(
        verb
        for verb in Verb
        if verb not in _CONCERNS or not set(bases).isdisjoint(_CONCERNS[verb])
    )
