"""Answering queries: which codings of the study are meant by what somebody wrote."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qcode.analysis.query_matching import Page, Ruler, matching
from qcode.analysis.query_reading import read_query
from qcode.errors import QueryError
from qcode.model.coding import Coding
from qcode.model.document import Document
from qcode.model.ids import DocumentId
from qcode.model.query import (
    DistanceUnit,
    Either,
    Every,
    Field,
    Not,
    Query,
    Related,
    Term,
    distance_units,
    replaced,
    terms,
)
from qcode.operations.query_terms import (
    Candidate,
    Known,
    Meaning,
    meaning,
    refuse_two_codes,
)
from qcode.store import (
    Store,
    cases,
    coders,
    codings,
    documents,
    memos,
    saved_queries,
    study,
)
from qcode.text.folding import fold
from qcode.text.segments import paragraphs
from qcode.text.sentences import sentences, words

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection


def find_codings(connection: "Connection", query: str) -> Iterator[Coding]:
    """Yield the codings that a query asks for, documents by name, in their order.

    Names are resolved at once. Raises QueryError.
    """
    tree, known, meanings = resolved(connection, query)

    def found() -> Iterator[Coding]:
        for document_id in known.documents:
            opened = _Opened(connection, document_id, distance_units(tree))
            page = opened.page
            for index in matching(tree, page, partial(opened.names, meanings)):
                yield page.codings[index]

    return found()


def check(store: Store, query: str) -> None:
    """Raise QueryError unless a query, or the saved one of this name, can be asked."""
    with store.read() as connection:
        check_query(connection, query)


def check_query(connection: "Connection", query: str) -> None:
    """Raise QueryError unless the query can be read and names only what there is."""
    resolved(connection, query)


def resolved(
    connection: "Connection", query: str
) -> tuple[Query, Known, Mapping[Term, Meaning]]:
    """Return the query, what was saved put in its place, and what its terms mean.

    The name of a saved query stands for `query:NAME`. Raises QueryError.
    """
    saved = {fold(it.name): it.query for it in saved_queries.every(connection)}
    query = written_out(query, saved)
    tree = _in_full(read_query(query), saved, query)
    known = _known(connection, tree)
    meanings = {term: meaning(term, known, query) for term in terms(tree)}
    for part in _parts(tree):
        refuse_two_codes(part, known, query)
    return tree, known, meanings


def written_out(query: str, saved: Collection[str]) -> str:
    """Return `query:NAME` for the name of a saved query, else the query as it is.

    The names of what is `saved` are folded. What can be read as a query is one.
    """
    name = " ".join(query.split())
    if fold(name) not in saved:
        return query
    try:
        read_query(query)
    except QueryError:
        return f'query:"{name}"'
    return query


def _in_full(
    tree: Query, saved: Mapping[str, str], query: str, within: Sequence[str] = ()
) -> Query:
    """Return the query with each `query:NAME` replaced by what was saved so.

    What comes from a saved query stands in the place of its name.
    """

    def by(term: Term) -> Query:
        if term.field != Field.QUERY:
            return term
        name, place = fold(term.value).strip(), term.place
        what = f"There is no saved query '{term.value}'; qcode query list shows them"
        if name in within:
            what = f"The saved query '{term.value}' asks for itself"
        if name in within or name not in saved:
            raise QueryError(what, query, place.start, place.end)
        inner = read_query(saved[name])
        here = replaced(inner, lambda it: replace(it, place=place))
        return _in_full(here, saved, query, (*within, name))

    return replaced(tree, by)


def _known(connection: "Connection", tree: Query) -> Known:
    asks_for_memos = any(term.field == Field.MEMO for term in terms(tree))
    written: dict[UUID, list[str]] = {}
    for memo in memos.every(connection) if asks_for_memos else ():
        written.setdefault(memo.subject_id, []).append(memo.text)
    return Known(
        book=study.codebook(connection),
        coders=tuple(coders.every(connection)),
        documents={it.id: it for it in documents.summaries(connection)},
        cases={it.id: (it.name, it.attributes) for it in cases.every(connection)},
        memos={it: "\n".join(said) for it, said in written.items()},
    )


def _parts(query: Query) -> Iterator[Query]:
    yield query
    match query:
        case Every(parts) | Either(parts):
            inner: Sequence[Query] = parts
        case Not(part):
            inner = (part,)
        case Related(_, first, second):
            inner = (first, second)
        case _:
            inner = ()
    for part in inner:
        yield from _parts(part)


class _Opened:
    """A document's codings; its text is read only where a query needs it."""

    def __init__(
        self,
        connection: "Connection",
        document_id: DocumentId,
        units: set[DistanceUnit],
    ) -> None:
        self._connection = connection
        self._id = document_id
        self._document: Document | None = None
        coded = codings.in_document(connection, document_id)
        rulers = {it: _ruler(it, self._read()) for it in units} if coded else {}
        self.page = Page(coded, rulers)

    def names(
        self, meanings: Mapping[Term, Meaning], term: Term
    ) -> Callable[[int], bool]:
        is_meant = meanings[term]
        return lambda index: is_meant(self._candidate(self.page.codings[index]))

    def _candidate(self, coding: Coding) -> Candidate:
        return Candidate(
            coding,
            text=lambda: coding.span.cut(self._read().text),
            speaker=lambda: self._speaker(coding),
        )

    def _speaker(self, coding: Coding) -> str:
        turns = self._read().turns
        at = bisect_right(turns, coding.span.start, key=lambda it: it.span.start)
        return turns[at - 1].speaker if at else ""

    def _read(self) -> Document:
        if self._document is None:
            self._document = documents.get(self._connection, self._id)
        return self._document


def _ruler(unit: DistanceUnit, document: Document) -> Ruler:
    match unit:
        case DistanceUnit.WORD:
            return Ruler.of(words(document.text))
        case DistanceUnit.SENTENCE:
            return Ruler.of(sentences(document.text))
        case DistanceUnit.PARAGRAPH:
            return Ruler.of(paragraphs(document.text))
        case DistanceUnit.TURN:
            return Ruler.of([turn.span for turn in document.turns])
