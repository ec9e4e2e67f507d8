"""`qcode coding`: one code on one span; what is coded; taking it away."""

import click

from qcode.cli import parameters
from qcode.cli.opening import enter_coder, known_coder, open_study
from qcode.cli.output import json_option, print_json_list, print_table
from qcode.cli.retrieving import segments_named
from qcode.cli.session import Session
from qcode.model.coding import Coding, Memo, Origin, Subject
from qcode.model.segment import CodedSegment
from qcode.model.span import Span
from qcode.operations.codings import apply_code, find_coding, remove_coding
from qcode.operations.naming import code_named, document_named
from qcode.operations.reading import list_documents, load_codebook
from qcode.operations.retrieval import COLUMNS, row_of

_SHORT_ID = 8
_KEYS = (
    *("id", "document", "start", "end", "text"),
    *("code", "coder", "origin", "memo", "stance"),
)


@click.group()
def coding() -> None:
    """Code a span of a document; list and remove codings."""


@coding.command()
@click.option(
    "--document", required=True, metavar="D", help="Any unambiguous part of its name."
)
@click.option(
    "--span",
    required=True,
    type=parameters.span,
    metavar="START:END",
    help="Offsets in codepoints of the document's stored text, from 0; the end is "
    "not included.",
)
@click.option(
    "--code", required=True, metavar="K", help="Key, path or part of the name."
)
@click.option("--memo", metavar="TEXT", help="What there is to say about it.")
@click.pass_obj
def add(
    session: Session, document: str, span: Span, code: str, memo: str | None
) -> None:
    """Put a code on a span; prints the coding's id."""
    with open_study(session) as workspace:
        store = workspace.store
        in_document = document_named(document, list_documents(store))
        under = code_named(code, load_codebook(store))
        coder = enter_coder(session, workspace)
        made = Coding(in_document.id, under.id, coder.id, span)
        about = None
        if memo is not None:
            about = Memo(coder.id, Subject.CODING, made.id, memo)
        apply_code(store, made, about)
    session.note(f"Coded {in_document.name} {span} as '{under.name}' ({coder.handle}).")
    click.echo(made.id)


@coding.command("list")
@click.option("--document", metavar="D", help="Only in this document.")
@click.option("--code", metavar="K", help="Only of this code and those below it.")
@click.option("--of", metavar="CODER", help="Only by this coder.")
@parameters.origin_option()
@json_option(
    "a list of objects with id, document (its name), start, end (codepoints, "
    "half-open), text, code (its key), coder, origin, memo, stance (supports, "
    "opposes, mixed or null), engine and score of the suggestion that it was accepted "
    "from (null for others)."
)
@click.pass_obj
def list_(
    session: Session,
    document: str | None,
    code: str | None,
    of: str | None,
    origins: tuple[Origin, ...],
    as_json: bool,
) -> None:
    """List codings by document, in the order of the text."""
    with open_study(session) as workspace:
        found = segments_named(
            workspace.store, document=document, code=code, coder=of, origins=origins
        )
        if as_json:
            print_json_list(map(_as_json, found))
            return
        print_table(
            ("id", "document", "span", "code", "coder", "text"),
            [
                (
                    str(segment.coding.id)[:_SHORT_ID],
                    segment.document,
                    str(segment.coding.span),
                    segment.code,
                    segment.coder,
                    segment.text,
                )
                for segment in found
            ],
        )


def _as_json(segment: CodedSegment) -> dict[str, str | float | None]:
    told = dict(zip(COLUMNS, row_of(segment), strict=True))
    suggested = {"engine": segment.engine, "score": segment.score}
    return {key: told[key] for key in _KEYS} | suggested


@coding.command()
@click.argument("coding_id", metavar="ID")
@click.pass_obj
def remove(session: Session, coding_id: str) -> None:
    """Take one of your codings away, with the memos about it.

    ID is the coding's id or its first characters, as `qcode coding list` shows
    them. `qcode undo` brings it back.
    """
    with open_study(session) as workspace:
        found = find_coding(workspace.store, coding_id)
        coder = known_coder(session, workspace)
        removed = remove_coding(workspace.store, found, coder.id)
    session.note(f"Removed {removed.id}; `qcode undo` brings it back.")
