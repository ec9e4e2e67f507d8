"""`qcode finish`: documents that a coder has coded to the end."""

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.session import Session
from qcode.operations.finishing import finish, reopen
from qcode.operations.naming import document_named
from qcode.operations.reading import list_documents


@click.command("finish")
@click.argument("name", metavar="DOCUMENT")
@click.option("--undo", is_flag=True, help="Reopen it: you are not through yet.")
@click.pass_obj
def finish_(session: Session, name: str, undo: bool) -> None:
    """Say that you have coded a document to the end.

    From then on what you did not code there counts as absent, for the codes that
    the codebook has now. Agreement is counted in documents that all have finished.
    """
    with open_study(session) as workspace:
        document = document_named(name, list_documents(workspace.store))
        coder = enter_coder(session, workspace)
        if undo:
            reopen(workspace.store, document.id, coder.id)
        else:
            finish(workspace.store, document.id, coder.id)
    said = "Reopened" if undo else "Finished"
    session.note(f"{said} {document.name} ({coder.handle}).")
