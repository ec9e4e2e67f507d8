"""What a query finds, for analyses that count nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from qcode.analysis.query_places import of_place
from qcode.analysis.query_reading import read_query
from qcode.model.ids import CoderId, CodingId, DocumentId
from qcode.model.query import Field, Query, SavedQuery, Term, terms
from qcode.model.table import Fact
from qcode.operations.queries import find_codings, resolved, written_out
from qcode.operations.query_terms import PlaceMeaning, place_meaning
from qcode.store import Store, codings, saved_queries
from qcode.text.folding import fold

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Answer:
    """The codings that a query finds, and where it looks for them."""

    filters: Mapping[str, Fact]
    codings: frozenset[CodingId]
    _tree: Query
    _places: Mapping[Term, PlaceMeaning | None]

    def looks_at(self, document_id: DocumentId, coder_id: CoderId) -> bool:
        """Whether the query does not rule out all that a coder does in a document."""
        holds = partial(self._holds, document_id, coder_id)
        return of_place(self._tree, holds) is not False

    def whole(self, connection: "Connection") -> "Answer":
        """Return the answer that has all codings in the places looked at."""
        looks_at = cache(self.looks_at)
        found = frozenset(
            coding_id
            for coding_id, document_id, coder_id in codings.whose(connection)
            if looks_at(document_id, coder_id)
        )
        return replace(self, codings=found)

    def _holds(
        self, document_id: DocumentId, coder_id: CoderId, term: Term
    ) -> bool | None:
        meant = self._places[term]
        return None if meant is None else meant(document_id, coder_id)


def answer(connection: "Connection", query: str) -> Answer:
    """Return what a query finds; the name of a saved one stands for it.

    Raises QueryError.
    """
    tree, known, meanings = resolved(connection, query)
    places = {term: place_meaning(term, known) for term in meanings}
    found = frozenset(it.id for it in find_codings(connection, query))
    return Answer(filters_of(connection, query), found, tree, places)


def filters_of(connection: "Connection", query: str) -> dict[str, Fact]:
    """Return what a table's provenance says of a query: it, and what it builds upon.

    Saved queries may be others tomorrow, so that they are told in full.
    """
    saved = {fold(it.name): it for it in saved_queries.every(connection)}
    used = dict.fromkeys(_used(written_out(query, saved), saved))
    told: dict[str, Fact] = {"query": query}
    if used:
        told["saved queries"] = [f"{it.name}: {it.query}" for it in used]
    return told


def query_filters(store: Store, query: str | None) -> dict[str, Fact]:
    """Return the same of a query that may be none. Raises QueryError."""
    if query is None:
        return {"query": None}
    with store.read() as connection:
        return filters_of(connection, query)


def _used(query: str, saved: Mapping[str, SavedQuery]) -> Iterator[SavedQuery]:
    """Yield what a query names, and what that names; names that are not are left."""
    for term in terms(read_query(query)):
        if term.field == Field.QUERY and fold(term.value).strip() in saved:
            named = saved[fold(term.value).strip()]
            yield named
            yield from _used(named.query, saved)
