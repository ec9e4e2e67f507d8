"""`qcode portrait`: the codes along the text of one document."""

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
from qcode.operations.naming import document_named
from qcode.operations.portrait import binned_portrait, portrait
from qcode.operations.reading import list_documents

_SEGMENTS = ("line", "start", "end", "lane", "family", "name", "colour")
_BINS = ("part", "start", "end", "family", "name", "share", "colour")


@click.command("portrait")
@click.argument("document", metavar="DOCUMENT")
@click.option(
    "--bins",
    type=click.IntRange(min=1),
    metavar="N",
    help="Cut the text into N equal parts and tell how much of each a code covers.",
)
@selection_options
@telling_options(
    "coder, start, end (codepoints, half-open), start_share, end_share (of the text), "
    "lane, line, code (the key), name, family, colour; with --bins coder, part, start, "
    "end, share (of the part), code, name, family, colour."
)
@click.pass_obj
def portrait_(
    session: Session,
    /,
    *,
    document: str,
    bins: int | None,
    chosen: Chosen,
    telling: Telling,
) -> None:
    """Print the codes along the text of a document, as data for a drawing."""
    with open_study(session) as workspace:
        store = workspace.store
        wanted = document_named(document, list_documents(store)).id
        selection = chosen.selection(store)
        if bins is None:
            table, shown = portrait(store, wanted, selection), _SEGMENTS
        else:
            table = binned_portrait(store, wanted, selection, bins)
            shown = _BINS
    tell(session, table, shown, telling)
