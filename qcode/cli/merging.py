"""`qcode merge`: several coders' work comes together."""

from collections.abc import Sequence
from pathlib import Path

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.comparison.merging import MergePlan, Outcome
from qcode.operations.merging import foresee_merge, merge, read_sets

_LISTS = ("new", "same", "moved", "removed", "conflicts", "unknown")
_TOLD = ("unknown", "conflicts", "moved")


@click.command("merge")
@click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@json_option(
    "an object with the lists new, same, moved, removed, conflicts, unknown; each "
    "holds objects with document, start, end (where it will stand, else as in the "
    "file), code, coder, place (in which file), reason."
)
@click.pass_obj
def merge_(
    session: Session, files: tuple[Path, ...], dry_run: bool, as_json: bool
) -> None:
    """Take coded sets in: CSV files with a coding a row.

    Their columns are document (first), start, end, code, coder; text and memo may
    follow. Offsets are codepoints, the end is not included. Where text is given it
    must stand there; if it stands elsewhere, once, the coding is moved. All files
    are taken in or none, as one step that undo takes back; what is there already
    is left alone.
    """
    with open_study(session) as workspace:
        passages = read_sets(files)
        if dry_run:
            plan = foresee_merge(workspace.store, passages, workspace.study_id)
        else:
            coder = enter_coder(session, workspace)
            plan = merge(workspace.store, passages, workspace.study_id, coder.id)
    if as_json:
        print_json({name: _as_json(_list_of(plan, name)) for name in _LISTS})
    else:
        print_table(
            ("what", "document", "span", "code", "coder", "why"),
            [_row(name, outcome) for name in _TOLD for outcome in _list_of(plan, name)],
        )
    session.note(_summary(plan) + (" (nothing was changed)." if dry_run else "."))


def _list_of(plan: MergePlan, name: str) -> Sequence[Outcome]:
    """Return a list of the plan; a table cannot say what its coder removed."""
    lists = {
        "new": plan.new,
        "same": plan.same,
        "moved": plan.moved,
        "conflicts": plan.conflicts,
        "unknown": plan.unknown,
    }
    return lists.get(name, [])


def _summary(plan: MergePlan) -> str:
    said = [counted(len(plan.new), "new coding")]
    said += [f"{len(_list_of(plan, name))} {name}" for name in ("same", "moved")]
    if plan.memos:
        said.append(counted(len(plan.memos), "memo"))
    if plan.hindrances:
        said.append(f"{len(plan.hindrances)} in the way")
    return ", ".join(said)


def _span(outcome: Outcome) -> tuple[int, int]:
    if outcome.span is None:
        return outcome.passage.start, outcome.passage.end
    return outcome.span.start, outcome.span.end


def _row(name: str, outcome: Outcome) -> tuple[str, ...]:
    start, end = _span(outcome)
    passage = outcome.passage
    return (
        *(name, passage.document, f"{start}:{end}", passage.code, passage.coder),
        f"{passage.place}: {outcome.reason}",
    )


def _as_json(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    rows = []
    for outcome in outcomes:
        start, end = _span(outcome)
        passage = outcome.passage
        rows.append(
            {
                "document": passage.document,
                "start": start,
                "end": end,
                "code": passage.code,
                "coder": passage.coder,
                "place": passage.place,
                "reason": outcome.reason,
            }
        )
    return rows
