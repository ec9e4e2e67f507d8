"""`qcode merge`: several coders' work comes together."""

import sys
from collections import Counter
from collections.abc import Sequence

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.comparison.outcomes import Outcome, Outcomes
from qcode.comparison.recognising import Consent
from qcode.operations.bringing import bring
from qcode.operations.codebook_keeping import keep_codebook_file
from qcode.operations.merging import Brought, foresee_merge, merge
from qcode.operations.staying import Aside, staying
from qcode.operations.workspace import Workspace
from qcode.text.harmless import harmless

_TOLD = ("unknown", "conflicts", "removed", "moved")


@click.command("merge")
@click.argument("sources", metavar="FILE…", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option(
    "--accept-names",
    is_flag=True,
    help="Take documents, codes and coders of another study for ours of the same name.",
)
@click.option(
    "--same-code",
    "same_codes",
    metavar="KEY",
    multiple=True,
    help="Codes of this key, made on both sides, are one. May be given several times.",
)
@click.option(
    "--leave-unknown",
    is_flag=True,
    help="Leave out, listed, what has no place here; take in the rest.",
)
@json_option(
    "an object with the lists new, same, moved, removed, conflicts, unknown; each "
    "holds objects with kind, document, start, end (where it will stand, else as in "
    "the file; null for what has no span), code, coder, place (in which file), reason."
)
@click.pass_obj
def merge_(
    session: Session,
    sources: tuple[str, ...],
    dry_run: bool,
    accept_names: bool,
    same_codes: tuple[str, ...],
    leave_unknown: bool,
    as_json: bool,
) -> None:
    """Take in what others coded: coded sets, other studies, tables.

    FILE is a coded set (.qcset or its folder, from `qcode set export`), another study
    (its folder, its qcode.db, or the URL of its database), or a CSV table with a
    coding a row: document (first), start, end, code, coder, and text, memo if you
    like; offsets are codepoints, the end is not included. Where text is given and
    stands elsewhere, once, the coding is moved. A CSV with document, coder,
    codebook_revision holds finished marks.

    All is taken in or nothing, as one step that undo takes back; what is there
    already is left alone. Documents, codes and places in a text that are not here
    hinder it, unless --leave-unknown leaves them out: they are listed, and once the
    document or code is here a later merge takes them. What a coder took away stays
    away. Where two changed the same apart from each other, both are told as a conflict
    and neither is lost. Summaries of the grid, recommendations and saved queries of
    another study stay there, and the merge says so.
    """
    consent = Consent(accept_names, frozenset(same_codes), leave_unknown)
    with open_study(session) as workspace:
        brought = bring(sources, workspace.store.installation_id)
        consent = _ask(session, workspace, brought, consent)
        study_id = workspace.study_id
        if dry_run:
            plan = foresee_merge(workspace.store, brought, study_id, consent)
        else:
            coder = enter_coder(session, workspace)
            plan = merge(workspace.store, brought, study_id, coder.id, consent)
            note = keep_codebook_file(workspace)
            if note:
                session.note(note)
        left = [_told(workspace, it) for it in brought.asides]
    _print(plan, as_json=as_json)
    session.note(_summary(plan) + (" (nothing was changed)." if dry_run else "."))
    for line in filter(None, left):
        session.note(line)


def _ask(
    session: Session, workspace: Workspace, brought: Brought, consent: Consent
) -> Consent:
    """Ask at a terminal whether what has the same name is the same."""
    is_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    if not (brought.sets and is_terminal) or consent.leaves_unknown:
        return consent
    plan = foresee_merge(workspace.store, brought, workspace.study_id, consent)
    proposed = [it for it in plan.hindrances if it.kind == "name"]
    if not proposed:
        return consent
    for outcome in proposed:
        session.note(f"{outcome.code or outcome.coder}: {outcome.reason}")
    question = f"Take {'these' if len(proposed) > 1 else 'this'} for the same?"
    if not click.confirm(harmless(question), err=True):
        return consent
    keys = {key for it in proposed if (key := it.code)}
    return Consent(names=True, keys=consent.keys | keys)


def _told(workspace: Workspace, theirs: Aside) -> str:
    """Return a line on what does not come from another study; empty where all does."""
    found = staying(workspace.store, theirs).items()
    said = ", ".join(f"{name} ({number})" for name, number in found)
    return said and (
        f"Not merged from {theirs.place}: {said}. A merge brings what coders did; what "
        "a team writes together stays in its study."
    )


def _print(plan: Outcomes, *, as_json: bool) -> None:
    lists = dict(plan.lists())
    if as_json:
        print_json({name: list(map(_as_json, found)) for name, found in lists.items()})
        return
    print_table(
        ("what", "kind", "document", "span", "code", "coder", "why"),
        [_row(name, outcome) for name in _TOLD for outcome in lists[name]],
    )


def _summary(plan: Outcomes) -> str:
    said = [_counted_new(plan.new)]
    said += [f"{len(plan.same)} same", f"{len(plan.moved)} moved"]
    said += [f"{len(plan.removed)} removed"] if plan.removed else []
    told = len(plan.conflicts) + len(plan.unknown)
    told -= len(plan.hindrances) + len(plan.left)
    said += [counted(told, "conflict")] if told else []
    said += [f"{len(plan.hindrances)} in the way"] if plan.hindrances else []
    said += [f"{len(plan.left)} left out"] if plan.left else []
    return ", ".join(said)


def _counted_new(new: Sequence[Outcome]) -> str:
    said = Counter(f"new {it.kind}" for it in new if not it.is_change)
    said += Counter(f"changed {it.kind}" for it in new if it.is_change)
    told = said or {"new coding": 0}
    return ", ".join(counted(number, kind) for kind, number in told.items())


def _row(name: str, outcome: Outcome) -> tuple[str, ...]:
    span = "" if outcome.start is None else f"{outcome.start}:{outcome.end}"
    return (
        *(name, outcome.kind, outcome.document, span, outcome.code, outcome.coder),
        f"{outcome.place}: {outcome.reason}",
    )


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "kind": str(outcome.kind),
        "document": outcome.document,
        "start": outcome.start,
        "end": outcome.end,
        "code": outcome.code,
        "coder": outcome.coder,
        "place": outcome.place,
        "reason": outcome.reason,
    }
