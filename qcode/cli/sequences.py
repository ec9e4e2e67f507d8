"""`qcode sequences`: which code follows which."""

import click

from qcode.cli.opening import open_study
from qcode.cli.selecting import (
    Chosen,
    Telling,
    selection_options,
    tell,
    telling_options,
)
from qcode.cli.session import Session
from qcode.operations.sequences import sequences

_SHOWN = (
    *("first_name", "second_name", "count", "documents"),
    *("expected", "residual"),
)


@click.command("sequences")
@click.option(
    "--sentences",
    type=click.IntRange(min=0),
    metavar="N",
    help="What follows stands at most N sentences on (0: in the same), in whichever "
    "turn; without it in the same turn.",
)
@selection_options
@telling_options(
    "coder, first, first_name, second, second_name (keys and names of the codes), "
    "count, documents, expected (by chance), residual (adjusted; null where undefined)."
)
@click.pass_obj
def sequences_(
    session: Session,
    /,
    *,
    sentences: int | None,
    chosen: Chosen,
    telling: Telling,
) -> None:
    """Tell which code follows which, beside what chance would give.

    Each coder's segments follow only each other; --distinct pools coders.
    """
    with open_study(session) as workspace:
        store = workspace.store
        table = sequences(store, chosen.selection(store), sentences)
    tell(session, table, _SHOWN, telling)
