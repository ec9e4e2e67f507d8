"""`qcode recommend vouch`: quotations that were looked at and name nobody."""

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.session import Session
from qcode.operations import vouching as operations
from qcode.operations.recommendation_finding import find_recommendation


@click.command("vouch")
@click.argument("recommendation")
@click.argument("coding", metavar="CODING-ID")
@click.option("--why", default="", metavar="TEXT", help="Why it names nobody.")
@click.option("--undo", is_flag=True, help="Let it be kept back again.")
@click.pass_obj
def vouch(
    session: Session, recommendation: str, coding: str, why: str, undo: bool
) -> None:
    """Let a quotation be published that seems to name somebody and does not.

    CODING-ID is the id of its coding, or how that begins; `qcode publish DIR --dry-run`
    lists it. The words found in it, who looked at them and when are kept. It holds
    until the wording changes, or until something else is found in it.
    """
    with open_study(session) as workspace:
        meant = find_recommendation(workspace.store, recommendation)
        coder = enter_coder(session, workspace)
        if undo:
            operations.take_back(workspace, meant.id, coding, coder.id)
            session.note(f"No longer vouched for ({coder.handle}).")
        else:
            made = operations.vouch(workspace, meant.id, coding, coder.id, why)
            words = ", ".join(f"“{it}”" for it in made.words)
            session.note(f"{coder.handle} vouches for it; looked at: {words}.")
