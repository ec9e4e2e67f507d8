"""Codes for other programs: the part that `export` and `codebook export` share."""

from pathlib import Path

from qcode.cli import loss_reports
from qcode.cli.opening import handle_of, open_study
from qcode.cli.session import Session
from qcode.model.ids import CoderId, coder_id
from qcode.operations.coders import list_coders
from qcode.operations.exchange.outgoing.codebooks import export_qdc, export_table
from qcode.operations.workspace import Workspace


def export_codes(session: Session, path: Path) -> None:
    """Write the codes as `.qdc` or `.csv`, and say what they lack there."""
    write = export_qdc if path.suffix.lower() == ".qdc" else export_table
    with open_study(session) as workspace:
        given = write(workspace.store, path, exporter(session, workspace))
    loss_reports.say(session, given.report)
    session.note(f"Wrote {path}")


def exporter(session: Session, workspace: Workspace) -> CoderId | None:
    """Return who exports if they are among the coders; exporting lets nobody in."""
    handle = handle_of(session, workspace)
    if handle is None:
        return None
    wanted = coder_id(workspace.study_id, " ".join(handle.split()))
    known = {it.coder.id for it in list_coders(workspace.store)}
    return wanted if wanted in known else None
