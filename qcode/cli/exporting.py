"""`qcode export`: the study for other programs."""

from pathlib import Path

import click

from qcode.cli import loss_reports
from qcode.cli.exporting_codes import exporter
from qcode.cli.opening import open_study
from qcode.cli.output import json_option, print_json
from qcode.cli.session import Session
from qcode.errors import WrongUsageError
from qcode.model.exchange import report_record
from qcode.model.ids import CoderId
from qcode.operations.coders import list_coders
from qcode.operations.exchange.outgoing.codebooks import export_qdc
from qcode.operations.exchange.outgoing.exporting import export_project
from qcode.operations.naming import coder_named
from qcode.operations.workspace import Workspace
from qcode.text.offsets import Units

_ENDINGS = (".qdpx", ".qdc")


@click.command("export")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--coder",
    "handles",
    metavar="NAME",
    multiple=True,
    help="Whose codings and memos; may be given several times. Of all without it.",
)
@click.option(
    "--offsets",
    "units",
    type=click.Choice([units.value for units in Units]),
    default=Units.CODEPOINTS.value,
    help="How positions count: codepoints, as the standard says; utf16 for NVivo.",
)
@loss_reports.report_option
@json_option(f"the loss report, an object with {loss_reports.JSON_FORM}.")
@click.pass_obj
def export_(
    session: Session,
    path: Path,
    handles: tuple[str, ...],
    units: str,
    report_path: Path | None,
    as_json: bool,
) -> None:
    """Write the study for MAXQDA, NVivo, ATLAS.ti, QualCoder and others.

    FILE.qdpx is the whole study as a REFI-QDA project: documents, codes, codings,
    memos, cases. FILE.qdc are its codes alone. What these formats have no place for
    is reported and stays in the study; the report is kept (`qcode exchanges`).
    docs/refi-qda.md says how each program takes the file. Prints the path.
    """
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        raise WrongUsageError(
            f"{path}: a study is exported as .qdpx, its codes as .qdc."
        )
    with open_study(session) as workspace:
        by = exporter(session, workspace)
        if ending == ".qdc":
            given = export_qdc(workspace.store, path, by)
        else:
            chosen = [_coder_id(workspace, handle) for handle in handles]
            given = export_project(
                workspace.store, path, chosen, units=Units(units), by=by
            )
    loss_reports.say(session, given.report)
    loss_reports.write(session, given.report, report_path)
    if not given.is_kept:
        session.note("Your account may only read, so that this report is not kept.")
    if as_json:
        print_json(report_record(given.report))
    else:
        click.echo(path)


def _coder_id(workspace: Workspace, handle: str) -> CoderId:
    return coder_named(handle, [it.coder for it in list_coders(workspace.store)]).id
