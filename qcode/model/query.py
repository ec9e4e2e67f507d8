"""What is asked of coded segments: the tree that a query is read into.

A query is about one coding at a time; what it says of other codings nearby stands in
a `Related`. Knows neither how queries are written nor how they are answered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from qcode.model.coding import now
from qcode.model.ids import CoderId


class Field(StrEnum):
    """What a term can speak of; every other name is a case's attribute."""

    CODE = "code"
    CODER = "coder"
    DOCUMENT = "document"
    KIND = "kind"
    CASE = "case"
    SPEAKER = "speaker"
    TEXT = "text"
    MEMO = "memo"
    ORIGIN = "origin"
    STANCE = "stance"
    QUERY = "query"


class Comparison(StrEnum):
    """How a value is compared; all but the first compare numbers of attributes."""

    IS = ":"
    LEAST = ">="
    MOST = "<="
    MORE = ">"
    LESS = "<"


class Relation(StrEnum):
    """How a coding can stand to another of the same coder in the same document.

    The names are those that people write.
    """

    NEAR = "near"
    BEFORE = "before"
    AFTER = "after"
    OVERLAPS = "overlaps"
    WITHIN = "within"
    CONTAINS = "contains"


class DistanceUnit(StrEnum):
    """What distances are counted in."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Distance:
    """At most so many units on: 0 is the same one."""

    count: int
    unit: DistanceUnit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands in the written query, for pointing at it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """Something said of a coding: `city:B`, `code:personal`, `population>=50000`."""

    field: str
    comparison: Comparison
    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part at least holds."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class Related:
    """The coding is one of `first` and stands so to one of `second`.

    `distance` is `None` for the relations that have none.
    """

    relation: Relation
    first: "Query"
    second: "Query"
    distance: Distance | None
    place: Place


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query as it was written, kept under a name; `query:NAME` stands for it."""

    name: str
    query: str
    coder_id: CoderId
    saved_at: datetime = field(default_factory=now)


Query: TypeAlias = Term | Every | Either | Not | Related


def terms(query: Query) -> Iterator[Term]:
    """Yield the terms in the order they were written."""
    match query:
        case Term():
            yield query
        case Every(parts) | Either(parts):
            for part in parts:
                yield from terms(part)
        case Not(part):
            yield from terms(part)
        case Related(_, first, second):
            yield from terms(first)
            yield from terms(second)


def replaced(query: Query, by: Callable[[Term], Query]) -> Query:
    """Return the query with each term replaced by what is given for it."""
    match query:
        case Term():
            return by(query)
        case Every(parts):
            return Every(tuple(replaced(part, by) for part in parts))
        case Either(parts):
            return Either(tuple(replaced(part, by) for part in parts))
        case Not(part):
            return Not(replaced(part, by))
        case Related(_, first, second):
            first, second = replaced(first, by), replaced(second, by)
            return replace(query, first=first, second=second)


def distance_units(query: Query) -> set[DistanceUnit]:
    """Return the units that distances in the query are counted in."""
    match query:
        case Term():
            return set()
        case Every(parts) | Either(parts):
            return set().union(*map(distance_units, parts))
        case Not(part):
            return distance_units(part)
        case Related(_, first, second, distance):
            inner = distance_units(first) | distance_units(second)
            return inner if distance is None else {*inner, distance.unit}
