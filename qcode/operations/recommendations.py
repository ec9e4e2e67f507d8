"""What the team recommends: starting, adding, changing, taking away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.errors import RecommendationChangedError, RefusedError
from qcode.model.codebook import Code, Codebook
from qcode.model.ids import CodeId, CoderId, RecommendationId
from qcode.model.journal import STEPS, Action, JsonObject, Verb
from qcode.model.recommendation import Recommendation, Status
from qcode.operations.recommendation_finding import one_of
from qcode.operations.recommendation_steps import (
    put_in_order,
    quotation_step,
    recommendation_record,
    recommendation_step,
)
from qcode.store import Store, coders, journal, recommendations, study

if TYPE_CHECKING:
    from sqlalchemy import Connection


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
        alone(connection, who)
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
        details: JsonObject = {
            "recommendations": [recommendation_record(it) for it in made],
            STEPS: [recommendation_step(None, it) for it in made],
        }
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
        alone(connection, who)
        known = recommendations.every(connection)
        made = Recommendation(len(known) + 1, _clean(title), _once(code_ids))
        _check(made, known, study.codebook(connection))
        recommendations.save(connection, made)
        details: JsonObject = {
            **recommendation_record(made),
            STEPS: [recommendation_step(None, made)],
        }
        action = Action(
            Verb.RECOMMENDATION_ADDED, who, details=details, note=made.title
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
        alone(connection, who)
        known = recommendations.every(connection)
        return _change(connection, store, known, of, new, who)


def revise_recommendation(
    store: Store, seen: Recommendation, new: NewWords, who: CoderId
) -> Recommendation:
    """Do the same to a recommendation as somebody saw it.

    What others changed of it beside that stays. Raises RecommendationChangedError
    where they changed the same, and what `change_recommendation` raises.
    """
    with store.begin() as connection:
        alone(connection, who)
        known = recommendations.every(connection)
        present = one_of(known, seen.id)
        if _touched(seen, new) != _touched(present, new):
            raise _changed_meanwhile(connection, present)
        return _change(connection, store, known, seen.id, new, who)


def _change(
    connection: "Connection",
    store: Store,
    known: Sequence[Recommendation],
    of: RecommendationId,
    new: NewWords,
    who: CoderId,
) -> Recommendation:
    before = one_of(known, of)
    after = _changed(before, new, last=len(known))
    if after == before:
        raise RefusedError("The recommendation is so already; nothing was changed.")
    others = [it for it in known if it.id != of]
    _check(after, others, study.codebook(connection))
    others.insert(after.position - 1, after)
    put_in_order(connection, others)
    recommendations.save(connection, after)
    details: JsonObject = {
        "before": recommendation_record(before),
        "after": recommendation_record(after),
        STEPS: [recommendation_step(before, after)],
    }
    action = Action(Verb.RECOMMENDATION_CHANGED, who, details=details, note=after.title)
    journal.record(connection, action, store.installation_id)
    return after


def remove_recommendation(
    store: Store, of: RecommendationId, who: CoderId
) -> Recommendation:
    """Take a recommendation away, with its quotations; the codings stay.

    Raises UnknownRecommendationError.
    """
    with store.begin() as connection:
        alone(connection, who)
        known = recommendations.every(connection)
        return _remove(connection, store, known, of, who)


def remove_as_seen(store: Store, seen: Recommendation, who: CoderId) -> None:
    """Do the same to a recommendation as somebody saw it.

    Raises RecommendationChangedError where others changed its words, status or codes.
    """
    with store.begin() as connection:
        alone(connection, who)
        known = recommendations.every(connection)
        present = one_of(known, seen.id)
        if replace(present, position=seen.position) != seen:
            raise _changed_meanwhile(connection, present)
        _remove(connection, store, known, seen.id, who)


def _remove(
    connection: "Connection",
    store: Store,
    known: Sequence[Recommendation],
    of: RecommendationId,
    who: CoderId,
) -> Recommendation:
    gone = one_of(known, of)
    quoted = recommendations.quotations(connection).get(of, [])
    recommendations.remove(connection, of)
    put_in_order(connection, [it for it in known if it.id != of])
    details: JsonObject = {
        **recommendation_record(gone),
        "quotations": [str(it.coding_id) for it in quoted],
        STEPS: [
            *(quotation_step(it, None) for it in quoted),
            recommendation_step(gone, None),
        ],
    }
    action = Action(Verb.RECOMMENDATION_REMOVED, who, details=details, note=gone.title)
    journal.record(connection, action, store.installation_id)
    return gone


def alone(connection: "Connection", who: CoderId) -> None:
    """Let nobody else change recommendations, or act for this coder, meanwhile."""
    coders.lock(connection, who)
    study.lock(connection)


def _changed_meanwhile(
    connection: "Connection", present: Recommendation
) -> RecommendationChangedError:
    verbs = (Verb.RECOMMENDATION_CHANGED, Verb.UNDONE, Verb.REDONE)
    by = journal.last_actor(connection, present.id, verbs)
    handle = None if by is None else coders.get(connection, by).handle
    return RecommendationChangedError(present, handle)


def _touched(of: Recommendation, new: NewWords) -> list[object]:
    """Return what there is now of what is to change; a place is nobody's words."""
    pairs = (
        (new.title, of.title),
        (new.statement, of.statement),
        (new.status, of.status),
        (new.code_ids, of.code_ids),
    )
    return [held for wanted, held in pairs if wanted is not None]


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
