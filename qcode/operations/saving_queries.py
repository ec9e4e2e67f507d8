"""Keeping queries under a name."""

from typing import TYPE_CHECKING

from qcode.errors import NotYoursError, RefusedError, UnknownError
from qcode.model.ids import CoderId
from qcode.model.journal import Action, Verb
from qcode.model.query import SavedQuery
from qcode.operations.queries import check_query
from qcode.store import Store, coders, journal, saved_queries
from qcode.text.folding import fold

if TYPE_CHECKING:
    from sqlalchemy import Connection


def save_query(store: Store, name: str, query: str, who: CoderId) -> SavedQuery:
    """Keep a query under a name, in place of what the same coder kept so.

    Raises QueryError for one that cannot be answered or that asks for itself,
    RefusedError for a name that cannot be, NotYoursError for one of somebody else's.
    """
    saved = SavedQuery(" ".join(name.split()), query.strip(), who)
    if not saved.name or set(saved.name) & set("\"„“”'‚‘’*"):
        raise RefusedError("A saved query needs a name without quotation marks and *.")
    with store.begin() as connection:
        coders.lock(connection, who)
        check_query(connection, saved.query)
        known = _named(saved_queries.every(connection), name)
        if known is not None:
            _require_own(connection, known, who)
            saved_queries.remove(connection, known.name)
        saved_queries.save(connection, saved)
        # Once more as it will be asked for, so that it does not ask for itself.
        check_query(connection, f'query:"{saved.name}"')
        details = {"name": saved.name, "query": saved.query}
        action = Action(Verb.QUERY_SAVED, who, details=details, note=saved.name)
        journal.record(connection, action, store.installation_id)
    return saved


def remove_query(store: Store, name: str, who: CoderId) -> SavedQuery:
    """Forget a saved query; raises UnknownError and NotYoursError."""
    with store.begin() as connection:
        coders.lock(connection, who)
        known = _named(saved_queries.every(connection), name)
        if known is None:
            raise UnknownError(
                f"There is no saved query '{name}'; `qcode query list` shows them."
            )
        _require_own(connection, known, who)
        saved_queries.remove(connection, known.name)
        details = {"name": known.name, "query": known.query}
        action = Action(Verb.QUERY_REMOVED, who, details=details, note=known.name)
        journal.record(connection, action, store.installation_id)
    return known


def list_queries(store: Store) -> list[tuple[SavedQuery, str]]:
    """Return the saved queries by name, each with the handle of who saved it."""
    with store.read() as connection:
        handles = {it.id: it.handle for it in coders.every(connection)}
        return [(it, handles[it.coder_id]) for it in saved_queries.every(connection)]


def _require_own(connection: "Connection", saved: SavedQuery, who: CoderId) -> None:
    if saved.coder_id != who:
        raise NotYoursError("query", coders.get(connection, saved.coder_id).handle)


def _named(every: list[SavedQuery], name: str) -> SavedQuery | None:
    wanted = fold(" ".join(name.split()))
    return next((it for it in every if fold(it.name) == wanted), None)
