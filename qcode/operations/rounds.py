"""Blind rounds: opened and closed, and what they still hide from whom.

In a team on a server that holds to it, coders and readers cannot see otherwise. On
SQLite, and for who leads a team, blindness is a matter of trust: every operation keeps
to it, and nobody is kept from opening the database otherwise.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.errors import RefusedError, RoundOpenError
from qcode.model.coding import now
from qcode.model.ids import CoderId, DocumentId
from qcode.model.journal import Action, JsonObject, Verb
from qcode.model.round import Round
from qcode.store import Store, coders, documents, finished_marks, journal, rounds

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round with its coders' handles, its documents' names, and how far it is.

    `finished` of `needed`: how often a coder has finished one of its documents.
    """

    round: Round
    coders: Sequence[str]
    documents: Sequence[str]
    finished: int

    @property
    def needed(self) -> int:
        """How many finished marks it takes until all have finished."""
        return len(self.coders) * len(self.documents)


def open_round(
    store: Store,
    name: str,
    coder_ids: Collection[CoderId],
    document_ids: Collection[DocumentId] | None,
    who: CoderId,
) -> Round:
    """Let some coders code some documents blind, all documents where `None`.

    Raises RefusedError for a name without letters or one that is taken, for fewer
    than two coders, and without a document.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        every = documents.names(connection)
        made = Round(
            name=" ".join(name.split()),
            coder_ids=frozenset(coder_ids),
            document_ids=frozenset(every if document_ids is None else document_ids),
            opened_by=who,
        )
        _check(made, [it.name for it in rounds.every(connection)])
        rounds.save_new(connection, made)
        action = Action(Verb.ROUND_OPENED, who, details=_details(made), note=made.name)
        journal.record(connection, action, store.installation_id)
    return made


def _check(made: Round, taken: Sequence[str]) -> None:
    if not made.name or made.name in taken:
        raise RefusedError(f"A round needs a name of its own, not '{made.name}'.")
    if len(made.coder_ids) < 2:
        raise RefusedError("A round needs two coders at least.")
    if not made.document_ids:
        raise RefusedError("A round needs a document; `qcode import` brings some in.")


def _details(made: Round) -> JsonObject:
    return {
        "coders": [str(it) for it in sorted(made.coder_ids)],
        "documents": [str(it) for it in sorted(made.document_ids)],
    }


def close_round(
    store: Store, name: str, who: CoderId, *, before_all_finished: bool = False
) -> Round:
    """Close a round: from now on everybody sees everything.

    Raises RefusedError where no such round is open, and where not all have finished
    unless that is wanted.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        named = {it.name: it for it in rounds.every(connection) if it.is_open}
        if name not in named:
            known = ", ".join(named) or "none"
            raise RefusedError(f"No round '{name}' is open. Open are: {known}.")
        line = _line(connection, named[name])
        if line.finished < line.needed and not before_all_finished:
            raise RefusedError(
                f"Not all have finished round '{name}': {line.finished} of "
                f"{line.needed} documents. --early closes it all the same."
            )
        closed = replace(named[name], closed_by=who, closed_at=now())
        rounds.close(connection, closed)
        details = {"finished": line.finished, "needed": line.needed}
        action = Action(Verb.ROUND_CLOSED, who, details=details, note=name)
        journal.record(connection, action, store.installation_id)
    return closed


def list_rounds(store: Store) -> list[RoundLine]:
    """Return all rounds, the oldest first."""
    with store.read() as connection:
        return [_line(connection, it) for it in rounds.every(connection)]


def _line(connection: "Connection", of: Round) -> RoundLine:
    names = documents.names(connection)
    every = coders.every(connection)
    handles = [it.handle for it in every if it.id in of.coder_ids]
    marks = finished_marks.every(connection)
    finished = sum(
        it.coder_id in of.coder_ids and it.document_id in of.document_ids
        for it in marks
    )
    return RoundLine(of, handles, sorted(names[it] for it in of.document_ids), finished)


def blinding(store: Store) -> list[Round]:
    """Return the rounds that hide something from the one who looks at this store."""
    if store.eyes is None:
        return []
    with store.whole.read() as connection:
        return rounds.hiding(connection, store.eyes.coder_id)


def refuse_blind(store: Store) -> None:
    """Raise RoundOpenError where what is compared could not be seen as a whole."""
    found = blinding(store)
    if found:
        raise RoundOpenError([it.name for it in found])


def refuse_withheld(store: Store) -> None:
    """Raise RoundOpenError where the server withholds others' work from this account.

    For what must take the study as a whole, whoever looks.
    """
    with store.whole.read() as connection:
        found = rounds.withheld(connection)
    if found:
        raise RoundOpenError([it.name for it in found])
