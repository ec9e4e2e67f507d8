"""The part of `qcode import` that takes in projects of other programs."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from qcode.cli import loss_reports
from qcode.cli.opening import handle_of
from qcode.cli.session import Session
from qcode.model.exchange import report_record
from qcode.operations.codebook_keeping import keep_codebook_file
from qcode.operations.coders import enter
from qcode.operations.exchange.incoming.bringing import (
    BroughtProject,
    foresee_projects,
    import_projects,
)
from qcode.operations.outcomes import not_reached
from qcode.operations.workspace import Workspace


def bring_projects(
    session: Session,
    workspace: Workspace,
    paths: Sequence[Path],
    report_path: Path | None,
    *,
    is_dry_run: bool,
) -> tuple[list[BroughtProject], bool]:
    """Take projects in and say what became of everything in them.

    Return what became of each, and whether nobody broke it off.
    """
    if is_dry_run:
        brought, is_whole = _reached(foresee_projects(workspace.store, paths), paths)
    else:
        handle = handle_of(session, workspace)
        coder_id = enter(workspace, handle).id if handle and paths else None
        arriving = import_projects(workspace.store, paths, coder_id)
        brought, is_whole = _reached(arriving, paths)
        note = keep_codebook_file(workspace) if paths else ""
        if note:
            session.note(note)
    for it in brought:
        if it.report is not None:
            session.note(f"{it.outcome.path}:")
            loss_reports.say(session, it.report)
            loss_reports.write(session, it.report, report_path)
    return brought, is_whole


def _reached(
    arriving: Iterable[BroughtProject], paths: Sequence[Path]
) -> tuple[list[BroughtProject], bool]:
    """Return what became of each project, and whether nobody broke it off."""
    brought: list[BroughtProject] = []
    try:
        brought.extend(arriving)
    except KeyboardInterrupt:
        rest = not_reached(paths[len(brought) :])
        return [*brought, *map(BroughtProject, rest)], False
    return brought, True


def report_json(brought: BroughtProject) -> dict[str, object]:
    """Return what a project's row has in JSON beside the others'."""
    found = brought.report
    return {"report": None if found is None else report_record(found)}
