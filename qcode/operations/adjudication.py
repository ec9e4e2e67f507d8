"""Settling differences between two coders, decision by decision.

Every decision is kept with who, when and why. Who decides says what they saw: where
somebody else decided meanwhile, nothing is done and theirs is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.errors import (
    AlreadySettledError,
    NotSettledError,
    NotYoursError,
    RefusedError,
    UnknownDifferenceError,
)
from qcode.model.adjudication import (
    Difference,
    DifferenceKind,
    Ruling,
    Settlement,
    Verdict,
    settlement_id,
)
from qcode.model.agreement import Excluded
from qcode.model.ids import CoderId, DifferenceId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.operations.consensus import (
    check_ruling,
    decide,
    enter_consensus,
    take_out,
)
from qcode.operations.differences import Scope, cover, lay_over, refuse_left_out
from qcode.operations.naming import with_beginning
from qcode.operations.rounds import refuse_blind
from qcode.store import Store, changes, coders, codes, documents, journal, settlements
from qcode.store.records import record_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


def settle(
    store: Store,
    scope: Scope,
    difference: Difference,
    verdict: Verdict,
    over: Settlement | None = None,
) -> Settlement:
    """Decide about a difference; what is taken goes into the consensus set.

    `over` is the decision that stands and is to give way, `None` where none was seen.
    Raises AlreadySettledError where another stands, UnknownDifferenceError where the
    codings changed meanwhile, NotAdjudicatedError, and what `check_ruling` raises.
    """
    refuse_blind(store)
    with store.begin() as connection:
        enter_consensus(connection)
        coders.lock(connection, verdict.coder_id)
        check_ruling(
            connection,
            difference,
            verdict.ruling,
            why=verdict.why,
            redrawn=verdict.redrawn,
        )
        present = _standing(connection, difference.id, over)
        covered = cover(connection, scope)
        refuse_left_out(covered, difference.document_id)
        found = lay_over(connection, scope.pair, [difference.document_id])
        if all(it.id != difference.id for it in found):
            raise UnknownDifferenceError(str(difference.id))
        made, done = decide(connection, scope.pair, difference, verdict, present)
        note = _note(connection, difference, verdict.ruling)
        _record(connection, store, Verb.DIFFERENCES_SETTLED, made.coder_id, done, note)
    return made


def _standing(
    connection: "Connection", difference_id: DifferenceId, over: Settlement | None
) -> Settlement | None:
    """Return what is decided; raises AlreadySettledError where it is not `over`.

    Where what was seen has been taken back meanwhile, nothing stands in the way.
    """
    present = settlements.find(connection, settlement_id(difference_id))
    if present is not None and present != over:
        raise already_settled(connection, present)
    return present


@dataclass(frozen=True, slots=True)
class TakenAlike:
    """What was taken of what both coded alike, and which documents were left out."""

    settlements: Sequence[Settlement]
    excluded: Sequence[Excluded]


def take_alike(store: Store, scope: Scope, who: CoderId) -> TakenAlike:
    """Take what both coded alike into the consensus set, as one step.

    What was decided about before is left alone; RefusedError if that is all.
    """
    refuse_blind(store)
    with store.begin() as connection:
        enter_consensus(connection)
        coders.lock(connection, who)
        made: list[Settlement] = []
        done: list[Change] = []
        known = {it.difference_id for it in settlements.every(connection)}
        covered = cover(connection, scope)
        for difference in lay_over(connection, scope.pair, covered.names):
            if difference.kind is DifferenceKind.ALIKE and difference.id not in known:
                verdict = Verdict(Ruling.BOTH, who)
                settlement, changed = decide(
                    connection, scope.pair, difference, verdict
                )
                made.append(settlement)
                done += changed
        if not made:
            raise RefusedError("There is nothing both coded alike that was not taken.")
        pair = scope.pair
        note = f"{len(made)} alike ({pair.first.handle}, {pair.second.handle})"
        _record(connection, store, Verb.DIFFERENCES_SETTLED, who, done, note)
    return TakenAlike(made, covered.excluded)


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that stands, and the handle of who made it."""

    settlement: Settlement
    by: str


def find_settlement(store: Store, wanted: str) -> Standing:
    """Return the decision about the difference with this id or one that begins so.

    Also where the codings have changed since. Raises NotSettledError, and
    AmbiguousError where several begin so.
    """
    refuse_blind(store)
    with store.read() as connection:
        known = {str(it.difference_id): it for it in settlements.every(connection)}
        found = with_beginning(wanted, known)
        if found is None:
            raise NotSettledError
        return _stood(connection, known[found])


def what_stands(store: Store, difference_id: DifferenceId) -> Standing | None:
    """Return what is decided about a difference, `None` while it is open."""
    with store.read() as connection:
        found = settlements.find(connection, settlement_id(difference_id))
        return None if found is None else _stood(connection, found)


def _stood(connection: "Connection", found: Settlement) -> Standing:
    return Standing(found, coders.get(connection, found.coder_id).handle)


def reopen(store: Store, seen: Settlement, who: CoderId) -> None:
    """Take back what was decided about a difference, and what it made.

    Raises NotSettledError where that was done before, and AlreadySettledError where
    somebody has decided otherwise since the decision that was `seen`.
    """
    with store.begin() as connection:
        enter_consensus(connection)
        coders.lock(connection, who)
        settlement = _still(connection, seen)
        done = take_out(connection, settlement)
        gone = Change(ObjectKind.SETTLEMENT, settlement.id, record_of(settlement), None)
        changes.perform(connection, gone)
        note = f"{_place(connection, settlement)}, {settlement.ruling.value}"
        _record(connection, store, Verb.DIFFERENCE_REOPENED, who, [*done, gone], note)


def explain(store: Store, seen: Settlement, who: CoderId, why: str) -> Settlement:
    """Say anew why a difference was decided so; what was decided stays.

    Raises NotYoursError where somebody else decided, and what `reopen` raises. A memo
    that was written on the code stays as it is.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        before = _still(connection, seen)
        if before.coder_id != who:
            decider = coders.get(connection, before.coder_id)
            raise NotYoursError("decision", decider.handle)
        after = replace(before, why=why.strip())
        settlements.save(connection, after)
        change = Change(
            ObjectKind.SETTLEMENT, after.id, record_of(before), record_of(after)
        )
        note = f"{_place(connection, after)}, why"
        _record(connection, store, Verb.DIFFERENCES_SETTLED, who, [change], note)
    return after


def _still(connection: "Connection", seen: Settlement) -> Settlement:
    found = settlements.find(connection, seen.id)
    if found is None:
        raise NotSettledError
    if found != seen:
        raise already_settled(connection, found)
    return found


def already_settled(
    connection: "Connection", present: Settlement
) -> AlreadySettledError:
    """Return the error that tells what is decided, and by whom."""
    by = coders.get(connection, present.coder_id).handle
    return AlreadySettledError(present, by)


def _record(
    connection: "Connection",
    store: Store,
    verb: Verb,
    who: CoderId,
    done: Sequence[Change],
    note: str,
) -> None:
    action = Action(verb, who, tuple(done), note=note)
    journal.record(connection, action, store.installation_id)


def _place(connection: "Connection", settlement: Settlement) -> str:
    code = codes.get(connection, settlement.code_id)
    return f"{code.name}: {documents.name(connection, settlement.document_id)}"


def _note(connection: "Connection", difference: Difference, ruling: Ruling) -> str:
    code = codes.get(connection, difference.code_id)
    name = documents.name(connection, difference.document_id)
    return f"{code.name}: {name} {difference.span}, {ruling.value}"
