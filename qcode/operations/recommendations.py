"""What the team recommends: starting, adding, changing, taking away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.errors import AmbiguousError, RefusedError, UnknownRecommendationError
from qcode.model.codebook import Code, Codebook
from qcode.model.ids import CodeId, CoderId, RecommendationId
from qcode.model.journal import Action, JsonObject, Verb
from qcode.model.recommendation import Recommendation, Status
from qcode.operations.naming import with_beginning
from qcode.store import Store, coders, journal, recommendations, study
from qcode.text.find import unambiguous

if TYPE_CHECKING:
    from sqlalchemy import Connection


_LEAST_OF_ID = 4


@dataclass(frozen=True, slots=True)
class NewWords:
    """What is to change of a recommendation; `None` leaves as it is.

    `position` counts from 1; one behind the last means the last.
    """

    title: str | None = None
    statement: str | None = None
    status: Status | None = None
    code_ids: Sequence[CodeId] | None = None
    position: int | None = None


def start_recommendations(
    store: Store, family: Code, who: CoderId
) -> list[Recommendation]:
    """Make a recommendation for each child of a code, named as the child is.

    Children that stand under a recommendation already are passed over. Raises
    RefusedError where none is left.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        known = recommendations.every(connection)
        taken = {code_id for it in known for code_id in it.code_ids}
        children = study.codebook(connection).children(family.id)
        made = [
            Recommendation(len(known) + number, code.name, (code.id,))
            for number, code in enumerate(
                (it for it in children if it.id not in taken), start=1
            )
        ]
        if not made:
            raise RefusedError(
                f"'{family.name}' has no code below it that no recommendation has yet."
            )
        for one in made:
            recommendations.save(connection, one)
        details: JsonObject = {"recommendations": [_record(it) for it in made]}
        note = f"{family.name}: {len(made)}"
        action = Action(Verb.RECOMMENDATIONS_STARTED, who, details=details, note=note)
        journal.record(connection, action, store.installation_id)
    return made


def add_recommendation(
    store: Store, title: str, code_ids: Sequence[CodeId], who: CoderId
) -> Recommendation:
    """Make a recommendation behind the others; raises RefusedError, UnknownCodeError.

    It is refused without a title of its own and without a code.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        known = recommendations.every(connection)
        made = Recommendation(len(known) + 1, _clean(title), _once(code_ids))
        _check(made, known, study.codebook(connection))
        recommendations.save(connection, made)
        action = Action(
            Verb.RECOMMENDATION_ADDED, who, details=_record(made), note=made.title
        )
        journal.record(connection, action, store.installation_id)
    return made


def change_recommendation(
    store: Store, of: RecommendationId, new: NewWords, who: CoderId
) -> Recommendation:
    """Give a recommendation other words, another status, other codes or place.

    Raises UnknownRecommendationError, UnknownCodeError, and RefusedError where it
    would have no title of its own or no code, or where nothing changes.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        known = recommendations.every(connection)
        before = one_of(known, of)
        after = _changed(before, new, last=len(known))
        if after == before:
            raise RefusedError("The recommendation is so already; nothing was changed.")
        others = [it for it in known if it.id != of]
        _check(after, others, study.codebook(connection))
        others.insert(after.position - 1, after)
        _put_in_order(connection, others)
        recommendations.save(connection, after)
        details = {"before": _record(before), "after": _record(after)}
        action = Action(
            Verb.RECOMMENDATION_CHANGED, who, details=details, note=after.title
        )
        journal.record(connection, action, store.installation_id)
    return after


def remove_recommendation(
    store: Store, of: RecommendationId, who: CoderId
) -> Recommendation:
    """Take a recommendation away, with its quotations; the codings stay.

    Raises UnknownRecommendationError.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        known = recommendations.every(connection)
        gone = one_of(known, of)
        quoted = recommendations.quotations(connection).get(of, [])
        recommendations.remove(connection, of)
        _put_in_order(connection, [it for it in known if it.id != of])
        details: JsonObject = {
            **_record(gone),
            "quotations": [str(it.coding_id) for it in quoted],
        }
        action = Action(
            Verb.RECOMMENDATION_REMOVED, who, details=details, note=gone.title
        )
        journal.record(connection, action, store.installation_id)
    return gone


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


def _changed(before: Recommendation, new: NewWords, last: int) -> Recommendation:
    after = before
    if new.title is not None:
        after = replace(after, title=_clean(new.title))
    if new.statement is not None:
        after = replace(after, statement=new.statement.strip())
    if new.status is not None:
        after = replace(after, status=new.status)
    if new.code_ids is not None:
        after = replace(after, code_ids=_once(new.code_ids))
    if new.position is not None:
        after = replace(after, position=min(max(new.position, 1), last))
    return after


def _put_in_order(connection: "Connection", ordered: Sequence[Recommendation]) -> None:
    for position, one in enumerate(ordered, start=1):
        if one.position != position:
            recommendations.save(connection, replace(one, position=position))


def _check(
    made: Recommendation, others: Sequence[Recommendation], book: Codebook
) -> None:
    taken = {it.title.casefold() for it in others}
    if not made.title or made.title.casefold() in taken:
        raise RefusedError(
            f"A recommendation needs a title of its own, not '{made.title}'."
        )
    if not made.code_ids:
        raise RefusedError(
            "A recommendation needs a code whose codings are its evidence: --code K."
        )
    for code_id in made.code_ids:
        book.code(code_id)


def _once(code_ids: Sequence[CodeId]) -> tuple[CodeId, ...]:
    return tuple(dict.fromkeys(code_ids))


def _clean(title: str) -> str:
    return " ".join(title.split())


def _record(of: Recommendation) -> JsonObject:
    return {
        "id": str(of.id),
        "position": of.position,
        "title": of.title,
        "statement": of.statement,
        "status": of.status.value,
        "codes": [str(it) for it in of.code_ids],
    }
