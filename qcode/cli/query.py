"""`qcode query`: queries that are kept under a name."""

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.operations.saving_queries import list_queries, remove_query, save_query


@click.group()
def query() -> None:
    """Keep queries on coded segments under a name, to be asked as query:NAME.

    A query says what a coding must be: code:K (or a code below it), coder:C,
    document:D, kind:K, case:C, speaker:S, text:WORDS, memo:WORDS, origin:O, stance:S,
    query:NAME, or an attribute of the case, as city:B or population>=50000. Join
    them with AND, OR, NOT and brackets; * stands for anything,
    "" for nothing, and a value with
    spaces stands in quotation marks.

    near(A, B, 1 turn), before(A, B, 2 sentences), after(A, B, 5 words),
    overlaps(A, B), within(A, B) and contains(A, B) find what A asks for where the
    same coder has something that B asks for so near by. "same turn" is the same one.
    """


@query.command()
@click.argument("name")
@click.argument("text", metavar="QUERY")
@click.pass_obj
def save(session: Session, name: str, text: str) -> None:
    """Keep a query under a name, in place of what had that name."""
    with open_study(session) as workspace:
        coder = enter_coder(session, workspace)
        saved = save_query(workspace.store, name, text, coder.id)
    session.note(f"Saved the query {saved.name} ({coder.handle}).")


@query.command()
@click.argument("name")
@click.pass_obj
def remove(session: Session, name: str) -> None:
    """Forget a saved query."""
    with open_study(session) as workspace:
        coder = enter_coder(session, workspace)
        removed = remove_query(workspace.store, name, coder.id)
    session.note(f"Removed the query {removed.name} ({coder.handle}).")


@query.command("list")
@json_option("a list of objects with name, query, coder and saved_at.")
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """List the saved queries by name."""
    with open_study(session) as workspace:
        found = list_queries(workspace.store)
    if as_json:
        print_json(
            [
                {
                    "name": saved.name,
                    "query": saved.query,
                    "coder": handle,
                    "saved_at": saved.saved_at.isoformat(),
                }
                for saved, handle in found
            ]
        )
        return
    print_table(
        ("name", "query", "coder"),
        [(saved.name, saved.query, handle) for saved, handle in found],
    )
