"""`qcode init` and `qcode demo`: studies that were not there before."""

from pathlib import Path

import click

from qcode.cli import parameters
from qcode.cli.moving import how_to_open
from qcode.cli.opening import open_folder, warn_of_place
from qcode.cli.session import Session
from qcode.operations.demonstration import copy_demonstration
from qcode.operations.setting_up import prepare_folder


@click.command()
@click.argument(
    "folder",
    metavar="[DIR]",
    default=".",
    type=click.Path(file_okay=False, path_type=Path),
)
@click.option("--name", help="The study's name; else its folder's.")
@click.option(
    "--language", default="de", show_default=True, help="What the texts are in."
)
@click.option(
    "--database",
    type=parameters.database_url,
    metavar="URL",
    help="Keep the study there, as in postgresql://user@host/name; else in qcode.db.",
)
@click.pass_obj
def init(
    session: Session,
    folder: Path,
    name: str | None,
    language: str,
    database: str | None,
) -> None:
    """Make a new study in DIR, the working directory without it.

    That is codebook.yaml to fill in, corpus/ for the documents, exports/ and the
    database: qcode.db, or the one that --database names. Only what is missing is
    added; documents that lie in corpus/ already are brought in. Prints the
    study's folder.
    """
    title = " ".join((name or folder.resolve().name).split()) or "Study"
    made = prepare_folder(folder, title, language)
    for path in made:
        session.note(f"Made {path}")
    with open_folder(session, folder, database) as workspace:
        warn_of_place(session, workspace)
        root = workspace.project.root
    if database is not None:
        session.note(how_to_open(workspace.project, workspace.store.address))
    session.note("Next: put documents into corpus/ and run `qcode import corpus`.")
    click.echo(root)


@click.command()
@click.argument(
    "folder",
    metavar="[DIR]",
    default="qcode-demo",
    type=click.Path(file_okay=False, path_type=Path),
)
@click.pass_obj
def demo(session: Session, folder: Path) -> None:
    """Copy the demonstration study into DIR, `qcode-demo` without it.

    Its documents, people and places are invented. DIR must be new or empty.
    Prints the study's folder.
    """
    copy_demonstration(folder)
    with open_folder(session, folder) as workspace:
        warn_of_place(session, workspace)
        root = workspace.project.root
    session.note(f"Next: qcode --study {folder}")
    click.echo(root)
