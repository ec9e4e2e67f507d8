"""Letting a quotation through that somebody has looked at, although it seems to name.

The word holds for this wording and for what was found in it: what a longer list of
words finds later keeps the quotation back again.
"""

from typing import TYPE_CHECKING

from qcode.errors import RefusedError, UnknownCodingError
from qcode.model.coding import Coding, segment_digest
from qcode.model.ids import CoderId, RecommendationId
from qcode.model.journal import Action, JsonObject, Verb
from qcode.model.recommendation import Recommendation
from qcode.model.vouch import Vouch
from qcode.operations.naming import with_beginning
from qcode.operations.published_quotations import spoken
from qcode.operations.publishing_gate import identifying
from qcode.operations.quotations import present_coding
from qcode.operations.recommendation_finding import one_of
from qcode.operations.rounds import refuse_blind
from qcode.operations.workspace import Workspace
from qcode.store import coders, documents, journal, recommendations, vouches

if TYPE_CHECKING:
    from sqlalchemy import Connection


def vouch(
    workspace: Workspace, of: RecommendationId, wanted: str, who: CoderId, why: str
) -> Vouch:
    """Let a recommendation's quotation be read; the words found in it are kept.

    `wanted` is the id of its coding, or how that begins. Raises RefusedError where
    nothing in it keeps it back, UnknownRecommendationError, UnknownCodingError,
    AmbiguousError, and RoundOpenError.
    """
    store = workspace.store
    refuse_blind(store)
    with store.begin() as connection:
        coders.lock(connection, who)
        recommendation, coding = _chosen(connection, of, wanted)
        document = documents.get(connection, coding.document_id)
        gate = identifying(connection, workspace.project.settings.publish)
        named = gate.find(spoken(document, coding.span))
        if not named:
            raise RefusedError(
                "Nothing in that quotation seems to name anybody; nothing was changed."
            )
        made = Vouch(
            document_id=document.id,
            span=coding.span,
            digest=segment_digest(document.segment(coding.span)),
            words=tuple(dict.fromkeys(it.words for it in named)),
            coder_id=who,
            why=why.strip(),
        )
        vouches.save(connection, made)
        details: JsonObject = {
            "coding": str(coding.id),
            "words": list(made.words),
            "why": made.why,
        }
        note = f"{recommendation.title}: {document.name} {coding.span}"
        action = Action(Verb.QUOTATION_VOUCHED_FOR, who, details=details, note=note)
        journal.record(connection, action, store.installation_id)
    return made


def take_back(
    workspace: Workspace, of: RecommendationId, wanted: str, who: CoderId
) -> None:
    """Let a quotation be kept back again.

    Raises RefusedError where nobody vouched for it, and what `vouch` raises else.
    """
    store = workspace.store
    with store.begin() as connection:
        coders.lock(connection, who)
        recommendation, coding = _chosen(connection, of, wanted)
        if not vouches.remove(connection, coding.document_id, coding.span):
            raise RefusedError("Nobody vouched for that quotation; nothing changed.")
        details = {"coding": str(coding.id)}
        action = Action(
            Verb.VOUCH_TAKEN_BACK, who, details=details, note=recommendation.title
        )
        journal.record(connection, action, store.installation_id)


def _chosen(
    connection: "Connection", of: RecommendationId, wanted: str
) -> tuple[Recommendation, Coding]:
    """Return the recommendation, and the coding of the quotation that is meant."""
    recommendation = one_of(recommendations.every(connection), of)
    chosen = {
        str(it.coding_id): it
        for it in recommendations.quotations(connection).get(of, [])
    }
    begun = with_beginning(wanted, chosen)
    coding = None if begun is None else present_coding(connection, chosen[begun])
    if coding is None:
        raise UnknownCodingError(wanted)
    return recommendation, coding
