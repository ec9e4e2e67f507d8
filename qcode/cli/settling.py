"""`qcode adjudicate settle`, `reopen` and `explain`: what is decided, and why."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from qcode.cli import parameters
from qcode.cli.adjudication_scope import Between, between_options, scope_meant
from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.model.adjudication import Difference, Ruling, Verdict
from qcode.model.span import Span
from qcode.operations import adjudication as operations
from qcode.operations.adjudication import Standing
from qcode.operations.decision_plans import Fate, Outcome
from qcode.operations.decision_tables import (
    decision_rows,
    foresee_decisions,
    settle_by_table,
)
from qcode.operations.difference_tables import outcomes_json
from qcode.operations.differences import Scope, find_difference
from qcode.operations.workspace import Workspace

_RULINGS = {it.in_tables: it for it in Ruling}


@click.command("settle")
@between_options
@click.argument("wanted", metavar="[ID]", required=False)
@click.argument("ruling", type=click.Choice(list(_RULINGS)), required=False)
@click.option("--why", default="", help="Why; for sent-back the note on the code.")
@click.option(
    "--span",
    "spans",
    type=parameters.span,
    multiple=True,
    metavar="START:END",
    help="A span drawn anew, for redrawn; may be given several times.",
)
@click.option(
    "--table",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Decide about all differences in this table (.csv, .xlsx).",
)
@click.option(
    "--over",
    "is_over",
    is_flag=True,
    help="Also where somebody decided otherwise; theirs gives way.",
)
@click.option(
    "--dry-run", is_flag=True, help="With --table: say what would happen, do nothing."
)
@json_option(
    "with --table: an object with the lists settled, same (settled so already), open "
    "(rows without a decision), refused; each holds objects with row, id, decision, "
    "reason."
)
@click.pass_obj
def settle(
    session: Session,
    between: Between,
    with_unfinished: bool,
    wanted: str | None,
    ruling: str | None,
    why: str,
    spans: tuple[Span, ...],
    path: Path | None,
    is_over: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Decide about a difference, or about all those in a table.

    `sent-back` takes none and writes WHY as a memo on the code's definition.

    FILE is a table (.csv, .xlsx) with a difference a row: its `id`, or `document`,
    `code`, `start` and `end`; `decision`, and if you like `why`, `spans` (120-158;
    170-201). `qcode adjudicate list -o FILE` writes one to fill in. All rows that
    decide something are carried out or none, as one step; what is settled so already
    is passed over.
    """
    _check_usage(wanted, ruling, why, spans, path, is_for_table=dry_run or as_json)
    with open_study(session) as workspace:
        scope = scope_meant(workspace.store, between, with_unfinished=with_unfinished)
        if path is not None and dry_run:
            rows = decision_rows(path)
            found = foresee_decisions(workspace.store, scope, rows, is_over=is_over)
            _print(found, as_json=as_json)
            session.note(f"{_summary(found, 'to settle')} (nothing was changed).")
        elif path is not None:
            rows, who = decision_rows(path), enter_coder(session, workspace).id
            store = workspace.store
            found = settle_by_table(store, scope, rows, who, is_over=is_over)
            _print(found, as_json=as_json)
            session.note(f"{_summary(found, 'settled')}.")
        elif wanted is not None and ruling is not None:
            difference = find_difference(workspace.store, scope, wanted)
            coder = enter_coder(session, workspace)
            verdict = Verdict(_RULINGS[ruling], coder.id, why, spans)
            _settle(session, workspace, scope, difference, verdict, is_over=is_over)


def _check_usage(
    wanted: str | None,
    ruling: str | None,
    why: str,
    spans: tuple[Span, ...],
    path: Path | None,
    *,
    is_for_table: bool,
) -> None:
    if path is not None:
        if wanted or why or spans:
            raise click.UsageError("With --table, all that is decided stands in it.")
    elif wanted is None or ruling is None:
        raise click.UsageError(
            "Name a difference's ID and what is decided, or --table."
        )
    elif (_RULINGS[ruling] is Ruling.REDRAWN) is not bool(spans):
        raise click.UsageError("--span START:END goes with redrawn, which needs it.")
    elif is_for_table:
        raise click.UsageError("--dry-run and --json go with --table.")


def _settle(
    session: Session,
    workspace: Workspace,
    scope: Scope,
    difference: Difference,
    verdict: Verdict,
    *,
    is_over: bool,
) -> None:
    store = workspace.store
    stood = operations.what_stands(store, difference.id) if is_over else None
    over = None if stood is None else stood.settlement
    made = operations.settle(store, scope, difference, verdict, over)
    session.note(
        f"Settled: {verdict.ruling.in_tables}; {counted(len(made.taken), 'coding')} "
        "went into the consensus set."
    )
    if stood is not None:
        session.note(f"This gave way: {_in_words(stood)}")


def _in_words(stood: Standing) -> str:
    settled = stood.settlement
    why = f" ({settled.why})" if settled.why else ""
    return f"{stood.by} had decided {settled.ruling.in_tables}{why}."


def _print(outcomes: Sequence[Outcome], *, as_json: bool) -> None:
    if as_json:
        print_json(outcomes_json(outcomes))
        return
    refused = [it for it in outcomes if it.fate is Fate.REFUSED]
    print_table(("row", "why not"), [(it.place, it.reason) for it in refused])


def _summary(outcomes: Sequence[Outcome], done: str) -> str:
    count = Counter(it.fate for it in outcomes)
    said = [f"{counted(count[Fate.SETTLED], 'difference')} {done}"]
    said += [f"{count[Fate.SAME]} settled so already"] if count[Fate.SAME] else []
    kept = sum(it.is_why_kept for it in outcomes)
    said += [f"{kept} of these with another why, which was kept"] if kept else []
    said += [f"{count[Fate.OPEN]} left open"] if count[Fate.OPEN] else []
    said += [f"{count[Fate.REFUSED]} that cannot be"] if count[Fate.REFUSED] else []
    return ", ".join(said)


@click.command("reopen")
@click.argument("wanted", metavar="ID")
@click.pass_obj
def reopen(session: Session, wanted: str) -> None:
    """Take back what was decided about a difference, and what it made.

    Also where the codings have changed since.
    """
    with open_study(session) as workspace:
        stood = operations.find_settlement(workspace.store, wanted)
        coder = enter_coder(session, workspace)
        operations.reopen(workspace.store, stood.settlement, coder.id)
    session.note(f"Reopened ({coder.handle}); {_in_words(stood)}")


@click.command("explain")
@click.argument("wanted", metavar="ID")
@click.option("--why", required=True, help="Why; an empty text takes it away.")
@click.pass_obj
def explain(session: Session, wanted: str, why: str) -> None:
    """Say anew why you decided so; what was decided stays."""
    with open_study(session) as workspace:
        stood = operations.find_settlement(workspace.store, wanted)
        coder = enter_coder(session, workspace)
        made = operations.explain(workspace.store, stood.settlement, coder.id, why)
    session.note(f"Explained ({coder.handle}): {made.ruling.in_tables}.")
