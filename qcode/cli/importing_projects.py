"""The part of `qcode import` that takes in projects of other programs."""

from collections.abc import Sequence
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
from qcode.operations.workspace import Workspace


def bring_projects(
    session: Session,
    workspace: Workspace,
    paths: Sequence[Path],
    report_path: Path | None,
    *,
    is_dry_run: bool,
) -> list[BroughtProject]:
    """Take projects in and say what became of everything in them."""
    if is_dry_run:
        brought = list(foresee_projects(workspace.store, paths))
    else:
        handle = handle_of(session, workspace)
        coder_id = enter(workspace, handle).id if handle and paths else None
        brought = list(import_projects(workspace.store, paths, coder_id))
        note = keep_codebook_file(workspace) if paths else ""
        if note:
            session.note(note)
    for it in brought:
        if it.report is not None:
            session.note(f"{it.outcome.path}:")
            loss_reports.say(session, it.report)
            loss_reports.write(session, it.report, report_path)
    return brought


def report_json(brought: BroughtProject) -> dict[str, object]:
    """Return what a project's row has in JSON beside the others'."""
    found = brought.report
    return {"report": None if found is None else report_record(found)}
