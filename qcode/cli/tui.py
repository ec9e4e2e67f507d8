"""Bare `qcode`: the screens. The only module here that knows `qcode.tui`."""

import click

from qcode.cli.opening import handle_of, open_folder
from qcode.cli.session import Session
from qcode.tui.app import run_app


@click.command()
@click.pass_obj
def screens(session: Session) -> None:
    """Open the study on the screen."""
    # Not `open_study`: the screen itself says what there is to say of the place.
    with open_folder(session, session.folder) as workspace:
        run_app(workspace, handle_of(session, workspace))
