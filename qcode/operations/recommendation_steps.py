"""What became of recommendations, as the journal tells it, and turning that around.

A step holds a recommendation, or a quotation of one, before and after. Turning it
around touches only what it changed: what others did beside it stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from qcode.errors import UndoBlockedError
from qcode.model.ids import CodeId, CoderId, CodingId, DocumentId, RecommendationId
from qcode.model.journal import STEPS, Action, JsonObject
from qcode.model.recommendation import KeyQuotation, Recommendation, Status
from qcode.model.span import Span
from qcode.store import recommendations

if TYPE_CHECKING:
    from sqlalchemy import Connection

# What comes out of JSON has no static type; the constructors below give it one.
Record = Mapping[str, Any]

_WORDS = ("title", "statement", "status", "code_ids")


def recommendation_record(of: Recommendation) -> JsonObject:
    """Return a recommendation as the journal keeps it."""
    return {
        "id": str(of.id),
        "position": of.position,
        "title": of.title,
        "statement": of.statement,
        "status": of.status.value,
        "codes": [str(it) for it in of.code_ids],
    }


def _quotation_record(of: KeyQuotation) -> JsonObject:
    return {
        "recommendation": str(of.recommendation_id),
        "coding": str(of.coding_id),
        "document": str(of.document_id),
        "code": str(of.code_id),
        "coder": str(of.coder_id),
        "span": [of.span.start, of.span.end],
        "digest": of.digest.hex(),
        "alpha": of.alpha,
        "chosen_by": str(of.chosen_by),
        "note": of.note,
        "chosen_at": of.chosen_at.isoformat(),
    }


def recommendation_step(
    before: Recommendation | None, after: Recommendation | None
) -> JsonObject:
    """Return what became of a recommendation; `None` where there is none."""
    return {
        "of": "recommendation",
        "before": None if before is None else recommendation_record(before),
        "after": None if after is None else recommendation_record(after),
    }


def quotation_step(
    before: KeyQuotation | None, after: KeyQuotation | None
) -> JsonObject:
    """Return what became of a quotation; `None` where there is none."""
    return {
        "of": "quotation",
        "before": None if before is None else _quotation_record(before),
        "after": None if after is None else _quotation_record(after),
    }


def put_in_order(connection: "Connection", ordered: Sequence[Recommendation]) -> None:
    """Number recommendations as they follow each other here."""
    for position, one in enumerate(ordered, start=1):
        if one.position != position:
            recommendations.save(connection, replace(one, position=position))


def turn_steps_around(connection: "Connection", action: Action) -> JsonObject:
    """Perform an action's steps backwards, and return them so, as details.

    Raises UndoBlockedError where something done later is in the way.
    """
    steps = action.details[STEPS]
    assert isinstance(steps, list)
    turned: list[dict[str, Any]] = []
    for step in reversed(steps):
        assert isinstance(step, Mapping)
        turned.append({**step, "before": step["after"], "after": step["before"]})
    for step in turned:
        perform = _turn if step["of"] == "recommendation" else _turn_quotation
        hindrance = perform(connection, step["before"], step["after"])
        if hindrance:
            raise UndoBlockedError(action.note, hindrance)
    return {STEPS: list(turned)}


def _turn(
    connection: "Connection", before: Record | None, after: Record | None
) -> str | None:
    """Let a recommendation be as `after` says; say what is in the way."""
    known = recommendations.every(connection)
    wanted = None if after is None else _recommendation(after)
    was = None if before is None else _recommendation(before)
    if any(wanted and it.id != wanted.id and _named_alike(it, wanted) for it in known):
        return "another recommendation has its title now"
    if was is None:
        assert wanted is not None
        if any(it.id == wanted.id for it in known):
            return "it is there again"
        _place(connection, known, wanted)
        return None
    present = next((it for it in known if it.id == was.id), None)
    if present is None:
        return "the recommendation is gone"
    if wanted is None:
        return _take_away(connection, known, was)
    changed = [it for it in _WORDS if getattr(was, it) != getattr(wanted, it)]
    if any(getattr(present, it) != getattr(was, it) for it in changed):
        return "the recommendation was changed since"
    words = {name: getattr(wanted, name) for name in changed}
    is_moved = wanted.position != was.position
    position = wanted.position if is_moved else present.position
    others = [it for it in known if it.id != was.id]
    _place(connection, others, replace(present, position=position, **words))
    return None


def _named_alike(one: Recommendation, other: Recommendation) -> bool:
    return one.title.casefold() == other.title.casefold()


def _place(
    connection: "Connection", others: Sequence[Recommendation], one: Recommendation
) -> None:
    recommendations.save(connection, one)
    ordered = list(others)
    ordered.insert(one.position - 1, one)
    put_in_order(connection, ordered)


def _take_away(
    connection: "Connection", known: Sequence[Recommendation], was: Recommendation
) -> str | None:
    present = next(it for it in known if it.id == was.id)
    if replace(present, position=was.position) != was:
        return "the recommendation was changed since"
    quoted = len(recommendations.quotations(connection).get(was.id, ()))
    if quoted:
        return f"there are {quoted} key quotations under it"
    recommendations.remove(connection, was.id)
    put_in_order(connection, [it for it in known if it.id != was.id])
    return None


def _turn_quotation(
    connection: "Connection", before: Record | None, after: Record | None
) -> str | None:
    """Let a quotation be as `after` says; say what is in the way."""
    one = _quotation(before or after or {})
    chosen = recommendations.quotations(connection).get(one.recommendation_id, [])
    is_there = any(it.coding_id == one.coding_id for it in chosen)
    if after is None:
        if not is_there:
            return "the quotation is taken out already"
        recommendations.remove_quotation(connection, one)
        return None
    if is_there:
        return "the quotation was chosen anew since"
    known = recommendations.every(connection)
    if all(it.id != one.recommendation_id for it in known):
        return "the recommendation is gone"
    recommendations.save_quotation(connection, one)
    return None


def _recommendation(record: Record) -> Recommendation:
    return Recommendation(
        position=record["position"],
        title=record["title"],
        code_ids=tuple(CodeId(UUID(it)) for it in record["codes"]),
        statement=record["statement"],
        status=Status(record["status"]),
        id=RecommendationId(UUID(record["id"])),
    )


def _quotation(record: Record) -> KeyQuotation:
    return KeyQuotation(
        recommendation_id=RecommendationId(UUID(record["recommendation"])),
        coding_id=CodingId(UUID(record["coding"])),
        document_id=DocumentId(UUID(record["document"])),
        code_id=CodeId(UUID(record["code"])),
        coder_id=CoderId(UUID(record["coder"])),
        span=Span(*record["span"]),
        digest=bytes.fromhex(record["digest"]),
        alpha=record["alpha"],
        chosen_by=CoderId(UUID(record["chosen_by"])),
        note=record["note"],
        chosen_at=datetime.fromisoformat(record["chosen_at"]),
    )
