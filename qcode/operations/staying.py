"""What another study holds that a merge does not bring, so that it is told.

A merge brings what coders did. What a team writes together stays in its study.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qcode.store import Store, recommendations, saved_queries, summaries

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Aside:
    """What a merge leaves in a study, by what it is called; `place` says which study.

    Of each thing there is what tells it from another: the same in two copies of a
    study is equal.
    """

    place: str
    things: Mapping[str, Set[tuple[object, ...]]]


def aside(store: Store, place: str = "") -> Aside:
    """Return what a merge of this study would leave in it."""
    with store.read() as connection:
        return Aside(place, _things(connection))


def staying(store: Store, theirs: Aside) -> dict[str, int]:
    """Return how many of these things stay where they are and are not here."""
    own = aside(store).things
    numbers = {name: len(found - own[name]) for name, found in theirs.things.items()}
    return {name: number for name, number in numbers.items() if number}


def _things(connection: "Connection") -> Mapping[str, Set[tuple[object, ...]]]:
    return {
        "summaries of the grid": {
            (it.case_id, it.code_id, it.text) for it in summaries.every(connection)
        },
        "recommendations": {
            (it.id, it.title, it.statement, it.status, it.code_ids)
            for it in recommendations.every(connection)
        },
        "key quotations": {
            (it.recommendation_id, it.coding_id, it.note)
            for found in recommendations.quotations(connection).values()
            for it in found
        },
        "saved queries": {
            (it.name, it.query) for it in saved_queries.every(connection)
        },
    }
