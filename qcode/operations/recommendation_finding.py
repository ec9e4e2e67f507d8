"""Finding a recommendation as people name it, and the codes under it."""

from collections.abc import Mapping, Sequence

from qcode.errors import AmbiguousError, UnknownRecommendationError
from qcode.model.codebook import Code, Codebook
from qcode.model.ids import CodeId, RecommendationId
from qcode.model.recommendation import Recommendation
from qcode.operations.naming import with_beginning
from qcode.store import Store, recommendations
from qcode.text.find import unambiguous

_LEAST_OF_ID = 4


def list_recommendations(store: Store) -> list[Recommendation]:
    """Return all recommendations in their order, without their evidence."""
    with store.read() as connection:
        return recommendations.every(connection)


def find_recommendation(store: Store, wanted: str) -> Recommendation:
    """Return the one that is meant by number, part of the title, or id.

    Raises UnknownRecommendationError or AmbiguousError.
    """
    with store.read() as connection:
        every = recommendations.every(connection)
    by_number = {str(it.position): it for it in every}
    if wanted.strip() in by_number:
        return by_number[wanted.strip()]
    titles = [it.title for it in every]
    found = unambiguous(wanted, titles)
    if len(found) > 1:
        raise AmbiguousError(wanted, [titles[index] for index in found])
    if found:
        return every[found[0]]
    by_id = {str(it.id): it for it in every}
    # A number that there is not must not mean an id that happens to begin so.
    is_long_enough = len(wanted.strip()) >= _LEAST_OF_ID
    begun = with_beginning(wanted, by_id) if is_long_enough else None
    if begun is None:
        raise UnknownRecommendationError(wanted)
    return by_id[begun]


def one_of(known: Sequence[Recommendation], of: RecommendationId) -> Recommendation:
    """Return the one with this id; raises UnknownRecommendationError."""
    found = next((it for it in known if it.id == of), None)
    if found is None:
        raise UnknownRecommendationError(str(of))
    return found


def codes_under(
    recommendation: Recommendation, book: Codebook
) -> Mapping[CodeId, Code]:
    """Return the codes of a recommendation that there are still, and all below them."""
    return {
        code.id: code
        for code_id in recommendation.code_ids
        if code_id in book
        for code in book.subtree(code_id)
    }
