"""Key quotations of recommendations: choosing them, and what became of them."""

from typing import TYPE_CHECKING

from qcode.errors import RefusedError, UnknownCodingError
from qcode.model.codebook import Code
from qcode.model.coding import Coding, segment_digest
from qcode.model.ids import CoderId, CodingId, RecommendationId
from qcode.model.journal import STEPS, Action, JsonObject, Verb
from qcode.model.recommendation import KeyQuotation, Recommendation
from qcode.operations.code_alphas import code_alphas
from qcode.operations.naming import with_beginning
from qcode.operations.recommendation_finding import codes_under, one_of
from qcode.operations.recommendation_steps import quotation_step
from qcode.operations.recommendations import alone
from qcode.operations.rounds import refuse_blind
from qcode.store import (
    Store,
    codings,
    documents,
    journal,
    recommendations,
    study,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection


def choose_quotation(
    store: Store,
    of: RecommendationId,
    coding_id: CodingId,
    who: CoderId,
    note: str = "",
) -> KeyQuotation:
    """Let a coding's segment stand for a recommendation.

    How far the coders agree on its code now is kept with it. Raises RefusedError for
    one that is chosen already or whose code does not stand under the recommendation,
    UnknownRecommendationError, UnknownCodingError, and RoundOpenError.
    """
    refuse_blind(store)
    with store.begin() as connection:
        alone(connection, who)
        recommendation = one_of(recommendations.every(connection), of)
        coding = codings.get(connection, coding_id)
        code = _code_under(connection, recommendation, coding)
        _refuse_chosen(connection, of, coding_id)
        name, segment = documents.segment(connection, coding.document_id, coding.span)
        alpha = code_alphas(connection, [code]).by_code[code.key].value
        made = KeyQuotation(
            recommendation_id=of,
            coding_id=coding.id,
            document_id=coding.document_id,
            code_id=coding.code_id,
            coder_id=coding.coder_id,
            span=coding.span,
            digest=segment_digest(segment),
            alpha=alpha,
            chosen_by=who,
            note=note.strip(),
        )
        recommendations.save_quotation(connection, made)
        place = f"{recommendation.title}: {name} {coding.span}"
        details = _details(made, quotation_step(None, made))
        action = Action(Verb.QUOTATION_CHOSEN, who, details=details, note=place)
        journal.record(connection, action, store.installation_id)
    return made


def _refuse_chosen(
    connection: "Connection", of: RecommendationId, coding_id: CodingId
) -> None:
    chosen = recommendations.quotations(connection).get(of, [])
    if any(it.coding_id == coding_id for it in chosen):
        raise RefusedError("That quotation was chosen already.")


def _code_under(
    connection: "Connection", recommendation: Recommendation, coding: Coding
) -> Code:
    book = study.codebook(connection)
    code = book.code(coding.code_id)
    if code.id not in codes_under(recommendation, book):
        raise RefusedError(
            f"'{code.name}' is no code of '{recommendation.title}'; `qcode "
            "recommend change --code` gives it others."
        )
    return code


def drop_quotation(
    store: Store, of: RecommendationId, wanted: str, who: CoderId
) -> KeyQuotation:
    """Let a quotation stand for a recommendation no more; its coding stays.

    `wanted` is the id of its coding, or how that begins; the coding may be gone.
    Raises UnknownRecommendationError, UnknownCodingError, AmbiguousError.
    """
    with store.begin() as connection:
        alone(connection, who)
        recommendation = one_of(recommendations.every(connection), of)
        chosen = {
            str(it.coding_id): it
            for it in recommendations.quotations(connection).get(of, [])
        }
        begun = with_beginning(wanted, chosen)
        if begun is None:
            raise UnknownCodingError(wanted)
        gone = chosen[begun]
        recommendations.remove_quotation(connection, gone)
        details = _details(gone, quotation_step(gone, None))
        title = recommendation.title
        action = Action(Verb.QUOTATION_DROPPED, who, details=details, note=title)
        journal.record(connection, action, store.installation_id)
    return gone


def _details(quotation: KeyQuotation, step: JsonObject) -> JsonObject:
    return {
        "recommendation": str(quotation.recommendation_id),
        "coding": str(quotation.coding_id),
        "alpha": quotation.alpha,
        "note": quotation.note,
        STEPS: [step],
    }


def present_coding(connection: "Connection", of: KeyQuotation) -> Coding | None:
    """Return the coding of a quotation as it is now, `None` if it is gone.

    After a merge the same coding may live under another id.
    """
    found = codings.find(connection, of.coding_id)
    if found is not None:
        return found
    then = Coding(of.document_id, of.code_id, of.coder_id, of.span)
    twin = codings.twin(connection, then)
    return None if twin is None else codings.get(connection, twin)
