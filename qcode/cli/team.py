"""`qcode team`: who may do what in a study that is shared on a server."""

import click

from qcode.cli.opening import open_study
from qcode.cli.output import json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.model.team import Role
from qcode.operations.team import add_member, list_members, remove_member


@click.group()
def team() -> None:
    """Say who may do what in a study on PostgreSQL; the server holds to it."""


@team.command()
@click.argument("name")
@click.option(
    "--role",
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="reader: reads. coder: codes as NAME and nobody else. lead: also changes "
    "the codebook, brings documents in, merges, settles differences.",
)
@click.option(
    "--account", metavar="NAME", help="The account on the server; else as the coder."
)
@click.option(
    "--password", "asks", is_flag=True, help="Ask for the password to be set."
)
@click.pass_obj
def add(
    session: Session, name: str, role: str, account: str | None, asks: bool
) -> None:
    """Let NAME, a coder, work on the study, or change what they may do.

    An account that the server does not know is made; its password is printed this
    once and kept nowhere. Only who owns the study's tables can do this.
    """
    password: str | None = None
    if asks:
        password = click.prompt(
            "Password", hide_input=True, confirmation_prompt=True, err=True
        )
    with open_study(session) as workspace:
        added = add_member(
            workspace, name, Role(role), account=account, password=password
        )
    member = added.member
    session.note(
        f"{member.account} may work on the study as {member.role.value} "
        f"(codes as {member.coder.handle})."
    )
    if added.password is not None:
        session.note("The account is new. Its password, shown this once:")
        click.echo(added.password)


@team.command("list")
@json_option("a list of objects with account, role and coder (the handle).")
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """List the members by account."""
    with open_study(session) as workspace:
        members = list_members(workspace.store)
    rows = [(m.account, m.role.value, m.coder.handle) for m in members]
    titles = ("account", "role", "coder")
    if as_json:
        print_json([dict(zip(titles, row, strict=True)) for row in rows])
    else:
        print_table(titles, rows)


@team.command()
@click.argument("name")
@click.pass_obj
def remove(session: Session, name: str) -> None:
    """Take all rights from NAME, an account or coder; what they did stays."""
    with open_study(session) as workspace:
        is_gone = remove_member(workspace.store, name)
    session.note(f"{name} can no longer see the study.")
    if not is_gone:
        session.note("The account itself is still on the server.")
