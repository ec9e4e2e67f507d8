"""`qcode import`: documents come in."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from qcode.cli import loss_reports
from qcode.cli.importing_projects import bring_projects, report_json
from qcode.cli.opening import handle_of, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.errors import RefusedError
from qcode.operations.coders import enter
from qcode.operations.corpus import Outcome, Status, foresee, import_files
from qcode.operations.exchange.incoming.bringing import projects_among
from qcode.operations.transcripts import find_files
from qcode.operations.workspace import Workspace


@click.command("import")
@click.argument(
    "paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@loss_reports.report_option
@json_option(
    "a list of objects with path, status (new, known, revised, refused), reason, "
    "document (its name, or null); a project's has its loss report as report, an "
    f"object with {loss_reports.JSON_FORM}."
)
@click.pass_obj
def import_(
    session: Session,
    paths: tuple[Path, ...],
    dry_run: bool,
    report_path: Path | None,
    as_json: bool,
) -> None:
    """Bring files in, and folders of files; what is in already is left alone.

    A folder with attributes.csv: the files it lists. Without: its known formats;
    README and guide are left out. Exit status 1 if a file was refused; the
    others are in all the same.

    A .qdpx is a project of another program (REFI-QDA): its documents, codes,
    codings, memos and cases come in as one step. What does not come across is
    reported; `qcode exchanges` shows the report again.
    """
    projects, others = projects_among(paths)
    with open_study(session) as workspace:
        brought = bring_projects(
            session, workspace, projects, report_path, is_dry_run=dry_run
        )
        outcomes = [it.outcome for it in brought]
        outcomes += _outcomes(session, workspace, others, is_dry_run=dry_run)
    if as_json:
        more = {it.outcome.path: report_json(it) for it in brought}
        print_json([_as_json(it) | more.get(it.path, {}) for it in outcomes])
    else:
        print_table(
            ("path", "status", "document", "reason"),
            [(str(o.path), o.status, o.document_name, o.reason) for o in outcomes],
        )
    counts = Counter(outcome.status for outcome in outcomes)
    said = ", ".join(f"{counts[status]} {status}" for status in Status)
    session.note(f"{said}{' (nothing was changed)' if dry_run else ''}.")
    if counts[Status.REFUSED]:
        raise RefusedError(
            f"{counts[Status.REFUSED]} of {counted(len(outcomes), 'file')} refused, "
            "for the reasons that stand beside them. Mend them and import again."
        )


def _outcomes(
    session: Session,
    workspace: Workspace,
    paths: Iterable[Path],
    *,
    is_dry_run: bool,
) -> list[Outcome]:
    files = find_files(paths)
    found: Iterable[Outcome]
    if is_dry_run:
        found = foresee(workspace.store, files, workspace.study_id)
    else:
        # Documents may come in before anyone codes, so nobody need be named.
        handle = handle_of(session, workspace)
        coder_id = enter(workspace, handle).id if handle else None
        found = import_files(workspace.store, files, workspace.study_id, coder_id)
    is_silent = session.is_quiet or not sys.stderr.isatty()
    with click.progressbar(
        found, length=len(files), label="Importing", file=sys.stderr, hidden=is_silent
    ) as progress:
        return list(progress)


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "path": str(outcome.path),
        "status": outcome.status.value,
        "reason": outcome.reason,
        "document": outcome.document_name or None,
    }
