"""`qcode move`: the study to another database."""

import click

from qcode.cli import parameters
from qcode.cli.opening import open_study
from qcode.cli.output import counted
from qcode.cli.session import Session
from qcode.operations.moving import move
from qcode.project import DATABASE, Project


@click.command("move")
@click.option(
    "--to",
    "target",
    required=True,
    type=parameters.database_url,
    metavar="URL",
    help="An empty database: postgresql://user@host/name, or the path of a new "
    "SQLite file.",
)
@click.pass_obj
def move_(session: Session, target: str) -> None:
    """Carry the whole study to another database: all of it, or nothing.

    Documents, codes, codings, memos and the journal keep their ids and hashes.
    The present database stays as it is; what is done in it from now on is not in
    the new one. Prints the new database's URL, without its password.
    """
    with open_study(session) as workspace:
        done = move(workspace, target)
    session.note(f"Moved {counted(done.rows, 'row')}; {done.source} stays as it is.")
    session.note(how_to_open(workspace.project, done.target))
    session.note("Check it there with `qcode doctor`, and work only there from now on.")
    click.echo(done.target)


def how_to_open(project: Project, address: str) -> str:
    """Return what opens a study in this database from now on."""
    beside = f"sqlite:///{(project.root / DATABASE).absolute()}"
    if address == beside:
        return "It opens as it is, without QCODE_DATABASE_URL."
    return f"Open it with QCODE_DATABASE_URL={address} (and your password, if any)."
