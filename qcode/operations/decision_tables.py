"""Settling many differences by a table, all or nothing, as one step."""

from collections.abc import Sequence
from pathlib import Path

from qcode.errors import TableRefusedError
from qcode.interchange.decisions import read_decisions
from qcode.model.adjudication import DecisionRow, Verdict
from qcode.model.ids import CoderId
from qcode.model.journal import Action, Change, Verb
from qcode.operations.consensus import decide, enter_consensus
from qcode.operations.decision_plans import (
    DecisionPlan,
    Fate,
    Outcome,
)
from qcode.operations.differences import Scope
from qcode.operations.rounds import refuse_blind
from qcode.store import Store, coders, journal


def decision_rows(path: Path) -> list[DecisionRow]:
    """Return the rows of a CSV or XLSX table of decisions; raises UnreadableError."""
    return read_decisions(path)


def foresee_decisions(
    store: Store,
    scope: Scope,
    rows: Sequence[DecisionRow],
    *,
    is_over: bool = False,
) -> list[Outcome]:
    """Return what would become of the rows; nothing is changed.

    `is_over` lets what was decided otherwise give way.
    """
    refuse_blind(store)
    with store.read() as connection:
        plan = DecisionPlan(connection, scope, is_over=is_over)
        return [plan.outcome(row) for row in rows]


def settle_by_table(
    store: Store,
    scope: Scope,
    rows: Sequence[DecisionRow],
    who: CoderId,
    *,
    is_over: bool = False,
) -> list[Outcome]:
    """Carry the rows out, all or none, as one step; return what became of them.

    Rows that decide nothing and those that are settled so already are passed over.
    `is_over` lets what was decided otherwise give way. Raises TableRefusedError.
    """
    refuse_blind(store)
    with store.begin() as connection:
        enter_consensus(connection)
        coders.lock(connection, who)
        plan = DecisionPlan(connection, scope, is_over=is_over)
        outcomes = [plan.outcome(row) for row in rows]
        refused = [it for it in outcomes if it.fate is Fate.REFUSED]
        if refused:
            reason = f"{refused[0].place}: {refused[0].reason}"
            raise TableRefusedError(reason, len(refused))
        done: list[Change] = []
        wanted = [it for it in outcomes if it.fate is Fate.SETTLED]
        for it in wanted:
            row = it.row
            assert it.difference is not None
            assert row.ruling is not None
            verdict = Verdict(row.ruling, who, row.why, row.redrawn)
            done += decide(connection, scope.pair, it.difference, verdict, it.over)[1]
        if done:
            pair = scope.pair
            names = f"{pair.first.handle}, {pair.second.handle}"
            note = f"{len(wanted)} by a table ({names})"
            action = Action(Verb.DIFFERENCES_SETTLED, who, tuple(done), note=note)
            journal.record(connection, action, store.installation_id)
    return outcomes
