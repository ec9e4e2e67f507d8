"""`qcode similarity`: how alike documents are by their codes."""

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
from qcode.operations.reading import list_documents
from qcode.operations.similarity import similarity

_SHOWN = ("first", "second", "shared", "either", "jaccard", "cosine")


@click.command("similarity")
@click.option("--document", metavar="D", help="Only pairs with this document.")
@selection_options
@telling_options(
    "coder, first, second (names of documents), shared, either (numbers of codes), "
    "jaccard (shared by either), cosine (of the shares of segments by code)."
)
@click.pass_obj
def similarity_(
    session: Session,
    /,
    *,
    document: str | None,
    chosen: Chosen,
    telling: Telling,
) -> None:
    """Tell how alike documents are by their codes, the most alike first."""
    with open_study(session) as workspace:
        store = workspace.store
        wanted = None
        if document is not None:
            wanted = document_named(document, list_documents(store)).id
        table = similarity(store, chosen.selection(store), wanted)
    tell(session, table, _SHOWN, telling)
