"""`qcode suggest check`: where one may have coded otherwise than elsewhere."""

from typing import TYPE_CHECKING

import click

from qcode.cli.opening import known_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.progress import progress
from qcode.cli.retrieving import codes_below
from qcode.cli.session import Session
from qcode.model.codebook import Codebook
from qcode.operations.naming import document_named
from qcode.operations.reading import list_documents, load_codebook

if TYPE_CHECKING:
    from qcode.operations.checking import Placed


@click.command()
@click.argument("names", metavar="[DOCUMENT…]", nargs=-1)
@click.option("--code", metavar="K", help="Only for this code and those below it.")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="Ask for a code that was not given where it is as probable as this.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="So many of either kind.",
)
@json_option(
    "a list of objects with kind (missing or unlike), document (its name), line (from "
    "1), start, end (codepoints, half-open), text, code (its key), probability, usual "
    "(or null), given (keys of the passage's codes)."
)
@click.pass_obj
def check(
    session: Session,
    names: tuple[str, ...],
    code: str | None,
    least: float,
    most: int,
    as_json: bool,
) -> None:
    """Ask about codes that may be missing, and codings that stand out.

    Listed are passages you have read that look like a code which you did not give
    there (missing), then passages to which you gave a code and that are unlike the
    others of it: for checking your own consistency. Each document is looked at by an
    engine that has learned your others alone, and which errs too. `usual` is the
    probability that half of the passages with the code reach.
    """
    # spaCy takes a second to load, which no other command should pay.
    from qcode.operations.checking import check as look

    with open_study(session) as workspace:
        coder, store = known_coder(session, workspace), workspace.store
        every, book = list_documents(store), load_codebook(store)
        settings = workspace.project.settings.suggestions
        with progress(session, "Looking") as report:
            found = look(
                store,
                coder.id,
                settings,
                code_ids=None if code is None else codes_below(code, book),
                document_ids=[document_named(it, every).id for it in names] or None,
                least=least,
                most=most,
                progress=report,
            )
    if as_json:
        print_json([_as_json(it, book) for it in found])
        return
    print_table(
        ("what", "where", "code", "probability", "usual", "segment"),
        [_row(it, book) for it in found],
    )
    session.note(f"{counted(len(found), 'passage')} to look at again ({coder.handle}).")


def _row(found: "Placed", book: Codebook) -> tuple[str, ...]:
    doubt = found.doubt
    return (
        doubt.kind,
        f"{found.document_name}:{found.line}",
        book.code(doubt.code).name,
        f"{doubt.probability:.2f}",
        "" if doubt.usual is None else f"{doubt.usual:.2f}",
        doubt.passage.text,
    )


def _as_json(found: "Placed", book: Codebook) -> dict[str, object]:
    doubt = found.doubt
    return {
        "kind": doubt.kind,
        "document": found.document_name,
        "line": found.line,
        "start": doubt.passage.span.start,
        "end": doubt.passage.span.end,
        "text": doubt.passage.text,
        "code": book.code(doubt.code).key,
        "probability": doubt.probability,
        "usual": doubt.usual,
        "given": sorted(book.code(code).key for code in doubt.given),
    }
