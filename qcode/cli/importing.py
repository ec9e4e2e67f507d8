"""`qcode import`: documents come in."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

import click

from qcode.cli import loss_reports
from qcode.cli.errors import INTERRUPTED
from qcode.cli.importing_projects import bring_projects, report_json
from qcode.cli.opening import handle_of, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.errors import RefusedError
from qcode.interchange.survey_answers import AnswerColumns
from qcode.operations.coders import draft_coder, enter
from qcode.operations.corpus import foresee, import_files
from qcode.operations.exchange.incoming.bringing import BroughtProject, projects_among
from qcode.operations.outcomes import Outcome, Status, not_reached
from qcode.operations.speakers_arriving import hint_of_speakers
from qcode.operations.transcripts import Listed, Manner, find_files, skipped_files
from qcode.operations.workspace import Workspace
from qcode.text.harmless import harmless


@click.command("import")
@click.argument(
    "paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="COLUMN",
    help="Of a table (.csv .tsv .xlsx): a column with open answers.",
)
@click.option(
    "--id",
    "ids",
    multiple=True,
    metavar="COLUMN",
    help="Of a table: a column that says who answered.",
)
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="COLUMN",
    help="Of a table: a column that becomes an attribute.",
)
@click.option(
    "--per",
    type=click.Choice(["row", "respondent"]),
    default="row",
    show_default=True,
    help="Of a table: what makes one document.",
)
@click.option(
    "--without-headers",
    is_flag=True,
    help="Leave out the lines that every page of a PDF repeats.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@loss_reports.report_option
@json_option(
    "a list of objects with path, status (new, known, revised, refused, skipped), "
    "reason, document (its name, or null); a project's has its loss report as report, "
    f"an object with {loss_reports.JSON_FORM}."
)
@click.pass_obj
def import_(
    session: Session,
    paths: tuple[Path, ...],
    texts: tuple[str, ...],
    ids: tuple[str, ...],
    attributes: tuple[str, ...],
    per: str,
    without_headers: bool,
    dry_run: bool,
    report_path: Path | None,
    as_json: bool,
) -> None:
    """Bring files in, and folders of files; what is in already is left alone.

    A folder with attributes.csv: the files it lists. Without: its known formats;
    README and guide are left out, and other files are named as skipped. A table of a
    survey's open answers needs --text, better --id too. Comments in documents become
    memos of the one who imports. Exit status 1 if a file was refused; the others are
    in all the same. Ctrl+C at any moment: what is in is in.

    A .qdpx or .qdc is of another program (REFI-QDA): its documents, codes, codings,
    memos and cases come in as one step. What does not come across is reported;
    `qcode exchanges` shows the report again.
    """
    columns = AnswerColumns(texts, ids, attributes, by_respondent=per == "respondent")
    manner = Manner(answers=columns, without_repeated=without_headers)
    come = _bring(session, paths, manner, report_path, is_dry_run=dry_run)
    _tell(session, come, as_json=as_json, is_dry_run=dry_run)
    if not come.is_whole:
        raise click.exceptions.Exit(INTERRUPTED)
    _refuse(come.outcomes)


@dataclass(frozen=True, slots=True)
class _Come:
    """What became of all that was named; `is_whole` unless somebody broke it off."""

    outcomes: Sequence[Outcome]
    projects: Sequence[BroughtProject]
    is_whole: bool


def _bring(
    session: Session,
    paths: Sequence[Path],
    manner: Manner,
    report_path: Path | None,
    *,
    is_dry_run: bool,
) -> _Come:
    """Bring in the projects of other programs, then the files and folders."""
    projects, others = projects_among(paths)
    with open_study(session) as workspace:
        brought, is_whole = bring_projects(
            session, workspace, projects, report_path, is_dry_run=is_dry_run
        )
        files = find_files(others)
        if is_whole:
            limits = workspace.project.settings.import_limits
            manner = replace(manner, limits=limits)
            outcomes, is_whole = _outcomes(
                session, workspace, files, manner, is_dry_run=is_dry_run
            )
        else:
            outcomes = not_reached(path for path, _ in files)
    skipped = [it for it in skipped_files(others) if it.path not in projects]
    every = [*(it.outcome for it in brought), *outcomes, *skipped]
    return _Come(every, brought, is_whole)


def _refuse(outcomes: Sequence[Outcome]) -> None:
    """Raise RefusedError if any of the files was refused."""
    refused = sum(outcome.status is Status.REFUSED for outcome in outcomes)
    if refused:
        raise RefusedError(
            f"{refused} of {counted(len(outcomes), 'file')} refused, for the "
            "reasons given above. Mend them and import again."
        )


def _outcomes(
    session: Session,
    workspace: Workspace,
    files: Sequence[Listed],
    manner: Manner,
    *,
    is_dry_run: bool,
) -> tuple[list[Outcome], bool]:
    """Return what became of each file, and whether nobody broke it off."""
    store, study_id = workspace.store, workspace.study_id
    # Documents may come in before anyone codes, so nobody need be named.
    handle = handle_of(session, workspace)
    arriving: Iterable[Outcome]
    if is_dry_run:
        drafted = draft_coder(study_id, handle) if handle else None
        arriving = foresee(store, files, study_id, drafted, manner)
    else:
        coder_id = enter(workspace, handle).id if handle else None
        arriving = import_files(store, files, study_id, coder_id, manner)
    outcomes: list[Outcome] = []
    try:
        _collect(session, arriving, outcomes, len(files))
    except KeyboardInterrupt:
        reached = {outcome.path for outcome in outcomes}
        outcomes += not_reached(path for path, _ in files if path not in reached)
        return outcomes, False
    return outcomes, True


def _collect(
    session: Session, arriving: Iterable[Outcome], outcomes: list[Outcome], files: int
) -> None:
    """Add each outcome as it comes, with a bar that counts files."""
    is_silent = session.is_quiet or not files or not sys.stderr.isatty()
    with click.progressbar(
        length=files, label="Importing", file=sys.stderr, hidden=is_silent
    ) as bar:
        for outcome in arriving:
            # A table of answers is one file with many outcomes.
            if not outcomes or outcomes[-1].path != outcome.path:
                bar.update(1)
            outcomes.append(outcome)


def _tell(session: Session, come: _Come, *, as_json: bool, is_dry_run: bool) -> None:
    outcomes = come.outcomes
    if as_json:
        more = {it.outcome.path: report_json(it) for it in come.projects}
        print_json([_as_json(it) | more.get(it.path, {}) for it in outcomes])
    else:
        _print(outcomes)
    counts = Counter(outcome.status for outcome in outcomes)
    said = ", ".join(f"{counts[status]} {status}" for status in Status)
    session.note(f"{said}{' (nothing was changed)' if is_dry_run else ''}.")
    if hint := hint_of_speakers(outcomes):
        session.note(hint)


def _print(outcomes: Sequence[Outcome]) -> None:
    """Print what became of each file; on a terminal the reasons whole, below."""
    columns = ("path", "status", "document", "reason")
    rows = [(str(o.path), o.status, o.document_name, o.reason) for o in outcomes]
    if not sys.stdout.isatty():
        print_table(columns, rows)
        return
    print_table(columns[:3], [row[:3] for row in rows])
    for path, _, _, reason in filter(itemgetter(3), rows):
        click.echo(harmless(f"{path}: {reason}"))


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "path": str(outcome.path),
        "status": outcome.status.value,
        "reason": outcome.reason,
        "document": outcome.document_name or None,
    }
