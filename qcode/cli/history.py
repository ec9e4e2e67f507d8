"""`qcode history`, `undo`, `redo`: what was done, and turning it around."""

from collections.abc import Callable

import click

from qcode.cli.opening import known_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.errors import NothingToUndoError
from qcode.model.ids import CoderId
from qcode.model.journal import Entry
from qcode.operations import history as operations
from qcode.operations.history import HistoryLine
from qcode.store import Store
from qcode.text.harmless import harmless


@click.command()
@click.option(
    "-n",
    "--number",
    type=click.IntRange(min=1),
    help="At most so many entries; all without it.",
)
@json_option(
    "a list of objects with number, at (UTC), coder (null for the program itself), "
    "verb, note, hash, undone (whether it was taken back and not done again)."
)
@click.pass_obj
def history(session: Session, number: int | None, as_json: bool) -> None:
    """List what was done in this study, the newest first."""
    with open_study(session) as workspace:
        lines = operations.history(workspace.store, number)
    if as_json:
        print_json([_as_json(line) for line in lines])
        return
    print_table(
        ("number", "at", "coder", "done", "undone", "what"),
        [
            (
                line.entry.number,
                line.entry.at.astimezone().strftime("%Y-%m-%d %H:%M"),
                line.coder.handle if line.coder else "",
                line.entry.action.verb.value,
                "undone" if line.is_undone else "",
                line.entry.action.note,
            )
            for line in lines
        ],
    )


def _as_json(line: HistoryLine) -> dict[str, object]:
    return {
        "number": line.entry.number,
        "at": line.entry.at.isoformat(),
        "coder": line.coder.handle if line.coder else None,
        "verb": line.entry.action.verb.value,
        "note": line.entry.action.note,
        "hash": line.entry.hash,
        "undone": line.is_undone,
    }


@click.command()
@click.argument("times", metavar="[N]", type=click.IntRange(min=1), default=1)
@click.pass_obj
def undo(session: Session, times: int) -> None:
    """Take back what you did last, N steps of it, also from earlier sessions.

    Each step is stored by itself. Prints what was taken back.
    """
    _turn_around(session, operations.undo, times, "Undone")


@click.command()
@click.argument("times", metavar="[N]", type=click.IntRange(min=1), default=1)
@click.pass_obj
def redo(session: Session, times: int) -> None:
    """Do again what you took back last, N steps of it.

    Each step is stored by itself. Prints what was done again.
    """
    _turn_around(session, operations.redo, times, "Redone")


def _turn_around(
    session: Session,
    step: Callable[[Store, CoderId], Entry],
    times: int,
    word: str,
) -> None:
    with open_study(session) as workspace:
        coder = known_coder(session, workspace)
        for done in range(times):
            try:
                entry = step(workspace.store, coder.id)
            except NothingToUndoError:
                if not done:
                    raise
                session.note(f"There was nothing more after {counted(done, 'step')}.")
                return
            click.echo(harmless(f"{word}: {entry.action.note}"))
