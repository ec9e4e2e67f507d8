"""`qcode round`: coders who code the same documents without seeing each other."""

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.operations import rounds as operations
from qcode.operations.coders import enter, list_coders
from qcode.operations.naming import coder_named, document_named
from qcode.operations.reading import list_documents
from qcode.operations.rounds import RoundLine


@click.group("round")
def round_() -> None:
    """Blind rounds: coders who do not see each other's work until all are done.

    While a round is open, its coders see neither the others' codings in its
    documents nor anything made of them, until all have finished all of these.
    Every command and screen keeps to it. It is no lock on an SQLite file; with a
    team on PostgreSQL the server holds it for all who do not lead.
    """


@round_.command("open")
@click.argument("name")
@click.option(
    "--with",
    "handles",
    multiple=True,
    required=True,
    metavar="CODER",
    help="Who codes.",
)
@click.option("--document", "names", multiple=True, metavar="D", help="Else all.")
@click.pass_obj
def open_(
    session: Session, name: str, handles: tuple[str, ...], names: tuple[str, ...]
) -> None:
    """Open a blind round; coders who were never here are let in."""
    with open_study(session) as workspace:
        lead = enter_coder(session, workspace)
        known = {it.coder.handle.casefold() for it in list_coders(workspace.store)}
        for handle in handles:
            if " ".join(handle.split()).casefold() not in known:
                enter(workspace, handle)
        workspace.state.remember_handle(workspace.study_id, lead.handle)
        coders = [count.coder for count in list_coders(workspace.store)]
        every = list_documents(workspace.store)
        made = operations.open_round(
            workspace.store,
            name,
            [coder_named(handle, coders).id for handle in handles],
            [document_named(one, every).id for one in names] if names else None,
            lead.id,
        )
    session.note(
        f"Opened round {made.name}: {counted(len(made.coder_ids), 'coder')}, "
        f"{counted(len(made.document_ids), 'document')} ({lead.handle})."
    )


@round_.command("close")
@click.argument("name")
@click.option("--early", is_flag=True, help="Although not all have finished.")
@click.pass_obj
def close(session: Session, name: str, early: bool) -> None:
    """Close a round; from then on everybody sees everything."""
    with open_study(session) as workspace:
        lead = enter_coder(session, workspace)
        operations.close_round(
            workspace.store, name, lead.id, before_all_finished=early
        )
    session.note(f"Closed round {name} ({lead.handle}).")


@round_.command("list")
@json_option(
    "a list of objects with name, coders, documents, finished, needed (how often a "
    "coder has finished a document, of how many), opened_at, closed_at (or null)."
)
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """List the rounds, the oldest first, and how far each is."""
    with open_study(session) as workspace:
        lines = operations.list_rounds(workspace.store)
    if as_json:
        print_json([_as_json(line) for line in lines])
        return
    print_table(
        ("round", "coders", "documents", "finished", "needed", "state"),
        [
            (
                line.round.name,
                ", ".join(line.coders),
                len(line.documents),
                line.finished,
                line.needed,
                "open" if line.round.is_open else "closed",
            )
            for line in lines
        ],
    )


def _as_json(line: RoundLine) -> dict[str, object]:
    closed = line.round.closed_at
    return {
        "name": line.round.name,
        "coders": list(line.coders),
        "documents": list(line.documents),
        "finished": line.finished,
        "needed": line.needed,
        "opened_at": line.round.opened_at.isoformat(),
        "closed_at": None if closed is None else closed.isoformat(),
    }
