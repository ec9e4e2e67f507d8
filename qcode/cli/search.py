"""`qcode search`: words in context, and coding all that is found."""

from collections.abc import Sequence
from pathlib import Path

import click

from qcode.cli.coding_hits import ToCode, code_all, coding_options
from qcode.cli.opening import open_study
from qcode.cli.output import counted, json_option, print_json_list
from qcode.cli.parameters import check_excel, excel_option, table_option
from qcode.cli.search_options import Asked, search_options
from qcode.cli.search_printing import print_hits
from qcode.cli.session import Session
from qcode.model.search import Hit
from qcode.operations.search_tables import COLUMNS, row_of_hit, write_hits
from qcode.operations.searching import hits


@click.command()
@click.argument("query")
@search_options
@coding_options
@excel_option()
@table_option()
@json_option(
    "a list of objects with document (its name), start, end (codepoints, half-open), "
    "text, speaker, line (from 1), time (by the document's time stamps, or ''), "
    "before, after; with --code an object with code (its key), coder, hits, known "
    "(passages coded so already), coded (whether it was done), and passages, such a "
    "list."
)
@click.pass_obj
def search(
    session: Session,
    query: str,
    asked: Asked,
    to_code: ToCode,
    excel_de: bool,
    path: Path | None,
    as_json: bool,
) -> None:
    """Find words in the texts and show them in their context.

    Case, width and composition make no difference, parts of words are found too, and
    white space is any white space. Speakers' labels and time stamps are not searched;
    nothing is found across a label. What is found are whole characters of the text,
    which is never changed. With --code all that is found is coded, shown first and
    asked for, as one step that `qcode undo` takes back; what you coded so already is
    left alone.
    """
    check_excel(path, excel_de=excel_de)
    if path is not None and to_code.code is not None:
        raise click.UsageError("-o goes without --code.")
    with open_study(session) as workspace:
        store = workspace.store
        question = asked.question(query, store)
        if to_code.code is not None:
            code_all(session, workspace, question, to_code, as_json=as_json)
        elif path is not None:
            write_hits(
                store, question, path, document=asked.document, excel_de=excel_de
            )
            session.note(f"Wrote {path}")
        elif as_json:
            found = hits(store, question)
            print_json_list(
                dict(zip(COLUMNS, row_of_hit(it), strict=True)) for it in found
            )
        else:
            _show(session, list(hits(store, question)))


def _show(session: Session, found: Sequence[Hit]) -> None:
    print_hits(found)
    documents = len({hit.document_id for hit in found})
    session.note(f"{counted(len(found), 'hit')} in {counted(documents, 'document')}.")
