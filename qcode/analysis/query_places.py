"""Where a query can find anything: whose work on which document it asks about.

A term that speaks of documents or coders (`city:B`, `coder:anna`) is true of all
codings of a place or of none; of any other term a place says nothing. What a query
rules out so is not looked at: there, what is not found is not absent.
"""

from collections.abc import Callable

from qcode.model.query import Either, Every, Not, Query, Related, Term


def of_place(query: Query, holds: Callable[[Term], bool | None]) -> bool | None:
    """Return whether a query is true of all codings of a place, or of none.

    `holds` says this of a term; `None` is of some, for all that is known. Unknown
    truth values are joined as in Kleene (1952), Introduction to Metamathematics, 64.
    """
    match query:
        case Term():
            return holds(query)
        case Every(parts):
            return _all([of_place(part, holds) for part in parts])
        case Either(parts):
            return _opposite(_all([_opposite(of_place(it, holds)) for it in parts]))
        case Not(part):
            return _opposite(of_place(part, holds))
        case Related(_, first, second):
            both = _all([of_place(first, holds), of_place(second, holds)])
            return False if both is False else None


def _all(values: list[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _opposite(value: bool | None) -> bool | None:
    return None if value is None else not value
