"""Bare `qcode`: the screens. The only module here that knows `qcode.tui`."""

import click

from qcode.cli.opening import handle_of, open_study
from qcode.cli.session import Session
from qcode.tui.app import run_app


@click.command()
@click.pass_obj
def screens(session: Session) -> None:
    """Open the study on the screen."""
    with open_study(session) as workspace:
        run_app(workspace, handle_of(session, workspace))
