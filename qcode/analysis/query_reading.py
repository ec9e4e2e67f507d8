"""Reading a query as people write it: `code:personal AND NOT speaker:I AND city:B`.

    query    = either
    either   = every { OR every }
    every    = not { [AND] not }
    not      = NOT not | "(" query ")" | relation | term
    relation = NAME "(" query "," query [ "," distance ] ")"
    distance = NUMBER UNIT | "same" UNIT
    term     = NAME ( ":" | ">=" | "<=" | ">" | "<" ) VALUE

The words may be written in any case; a value with spaces, brackets or commas stands
in quotation marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from qcode.errors import QueryError
from qcode.model.query import (
    Comparison,
    Distance,
    DistanceUnit,
    Either,
    Every,
    Field,
    Not,
    Place,
    Query,
    Related,
    Relation,
    Term,
)

_MOST_NESTED = 50
_TIMELESS = {Relation.OVERLAPS, Relation.WITHIN, Relation.CONTAINS}
# Quotation marks as German and English keyboards and programs make them.
_OPENING, _CLOSING = "\"„“”'‚‘", "\"“”'‘’"
_QUOTED = rf"[{_OPENING}][^\"“”‘’]*?[{_CLOSING}]"
_TOKEN = re.compile(
    rf"\s*(?:(?P<mark>[(),])"
    rf"|(?P<term>(?P<name>[^\W\d][\w.-]*|{_QUOTED})\s*(?P<comparison>:|>=|<=|>|<)\s*"
    rf"(?P<value>{_QUOTED}|(?:[^\s(),]|(?<=\d),(?=\d))+)?)"
    rf"|(?P<word>[^\s(),:<>]+))"
)


class _Sort(Enum):
    MARK = auto()
    TERM = auto()
    WORD = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    sort: _Sort
    text: str
    place: Place
    term: Term | None = None

    def says(self, *words: str) -> bool:
        return self.sort in (_Sort.WORD, _Sort.MARK) and self.text.lower() in words


def read_query(text: str) -> Query:
    """Return what a query asks.

    Raises QueryError, which points at what cannot be read.
    """
    return _Reader(text).whole()


class _Reader:
    """Reads one query from left to right, a token ahead."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._cut())
        self._next = 0
        self._depth = 0

    def whole(self) -> Query:
        if self._is_at_end:
            raise self._wrong("The query is empty; write for example code:KEY", None)
        query = self._either()
        if not self._is_at_end:
            what = "There is no bracket that this one closes"
            if not self._ahead.says(")"):
                what = f"'{self._ahead.text}' does not belong here"
            raise self._wrong(what, self._ahead.place)
        return query

    def _cut(self) -> Iterator[_Token]:
        text, at = self._text, 0
        end = len(text.rstrip())
        while at < end:
            match = _TOKEN.match(text, at)
            if match is None:
                start = at + len(text[at:]) - len(text[at:].lstrip())
                wrong = Place(start, start + 1)
                raise self._wrong(f"'{text[start]}' cannot stand here", wrong)
            at = match.end()
            sort = str(match.lastgroup)
            place = Place(match.start(sort), match.end(sort))
            if sort == "term":
                yield _Token(_Sort.TERM, match["term"], place, self._term(match))
            else:
                yield _Token(_Sort[sort.upper()], match[sort], place)
        yield _Token(_Sort.END, "", Place(end, end + 1))

    def _term(self, match: re.Match[str]) -> Term:
        name, value = _bare(match["name"]), match["value"]
        at = Place(match.start("name"), match.end())
        if value is None:
            end = Place(match.end("comparison") - 1, match.end("comparison"))
            raise self._wrong(f"A value is missing behind {match['comparison']}", end)
        if value[0] in _OPENING and not _is_quoted(value):
            raise self._wrong("This quotation mark is not closed", at)
        comparison = Comparison(match["comparison"])
        if name.lower() in list(Field):
            name = name.lower()
            if comparison is not Comparison.IS:
                what = f"'{name}' is no number; write {name}:{value}"
                raise self._wrong(what, at)
        elif comparison is not Comparison.IS and number(_bare(value)) is None:
            what = f"'{_bare(value)}' is no number to compare with"
            raise self._wrong(what, Place(match.start("value"), match.end("value")))
        return Term(name, comparison, _bare(value), at)

    @property
    def _ahead(self) -> _Token:
        return self._tokens[self._next]

    @property
    def _is_at_end(self) -> bool:
        return self._ahead.sort is _Sort.END

    def _take(self) -> _Token:
        """Return the token ahead and go on, but never beyond the end."""
        token = self._ahead
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token

    def _either(self) -> Query:
        parts = [self._every()]
        while self._ahead.says("or"):
            self._take()
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self) -> Query:
        parts = [self._not()]
        while not (self._is_at_end or self._ahead.says("or", ")", ",")):
            if self._ahead.says("and"):
                self._take()
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _not(self) -> Query:
        token = self._take()
        self._depth += 1
        if self._depth > _MOST_NESTED:
            raise self._wrong("This is nested too deep", token.place)
        query = self._after(token)
        self._depth -= 1
        return query

    def _after(self, token: _Token) -> Query:
        if token.says("not"):
            return Not(self._not())
        if token.term is not None:
            return token.term
        if token.says("("):
            query = self._either()
            self._close(token)
            return query
        if token.text.lower() in list(Relation):
            return self._related(token)
        raise self._wrong(_what_is_wrong(token), token.place)

    def _related(self, name: _Token) -> Query:
        relation = Relation(name.text.lower())
        self._expect("(", f"Write {relation}(code:A, code:B{_example(relation)})", name)
        first = self._either()
        self._expect(",", f"A comma and the second part of {relation} are missing")
        second = self._either()
        distance = None
        if relation not in _TIMELESS:
            self._expect(
                ",", f"How {relation}? Write a comma and a distance: 1 turn", None
            )
            distance = self._distance()
        self._expect(")", f"The bracket of {relation} is not closed")
        place = Place(name.place.start, self._tokens[self._next - 1].place.end)
        return Related(relation, first, second, distance, place)

    def _distance(self) -> Distance:
        count, unit = self._take(), self._take()
        same = count.says("same")
        if not (same or count.text.isdecimal()) or len(count.text) > 6:
            raise self._wrong("Write a distance here: 1 turn", count.place)
        known = {str(it) for it in DistanceUnit}
        name = unit.text.lower()
        name = name if name in known else name.removesuffix("s")
        if name not in known:
            units = ", ".join(sorted(known))
            raise self._wrong(f"Distances are counted in: {units}", unit.place)
        return Distance(0 if same else int(count.text), DistanceUnit(name))

    def _close(self, opened: _Token) -> None:
        if not self._ahead.says(")"):
            raise self._wrong("This bracket is not closed", opened.place)
        self._take()

    def _expect(self, mark: str, what: str, at: _Token | None = None) -> None:
        if not self._ahead.says(mark):
            raise self._wrong(what, (at or self._ahead).place)
        self._take()

    def _wrong(self, what: str, place: Place | None) -> QueryError:
        start, end = (place.start, place.end) if place else (0, 1)
        return QueryError(what, self._text, start, end)


def number(value: str) -> float | None:
    """Return the number that a value is, with a decimal point or comma, else `None`."""
    try:
        return float(value.replace(",", "."))
    except ValueError:
        return None


def _bare(value: str) -> str:
    return value[1:-1] if _is_quoted(value) else value


def _is_quoted(value: str) -> bool:
    return len(value) > 1 and value[0] in _OPENING and value[-1] in _CLOSING


def _example(relation: Relation) -> str:
    return "" if relation in _TIMELESS else ", 1 turn"


def _what_is_wrong(token: _Token) -> str:
    if token.sort is _Sort.END:
        return "Something is missing at the end"
    if token.says(")", ","):
        return "Something is missing before this"
    if token.says("and", "or"):
        return f"Something is missing before '{token.text}'"
    if token.text[0] in _OPENING and not _is_quoted(token.text):
        return "This quotation mark is not closed"
    name, sign, value = token.text.partition("=")
    if name and sign:
        return f"What is '{token.text}'? Write {name}:{value}"
    return (
        f"What is '{token.text}'? Write text:{token.text} for words in the segment, "
        f"query:{token.text} for a saved query"
    )
