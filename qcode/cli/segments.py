"""`qcode segments`: coded segments with their context."""

from collections.abc import Iterable
from pathlib import Path

import click

from qcode.cli import parameters
from qcode.cli.opening import open_study
from qcode.cli.output import json_option, print_json_list, print_table
from qcode.cli.parameters import (
    excel_option,
    origin_option,
    query_option,
    table_option,
)
from qcode.cli.retrieving import segments_named
from qcode.cli.session import Session
from qcode.model.coding import Origin
from qcode.model.segment import CodedSegment
from qcode.operations.exports import write_segments
from qcode.operations.query_answers import query_filters
from qcode.operations.retrieval import COLUMNS, row_of


@click.command()
@click.option("--code", metavar="K", help="Only of this code and those below it.")
@click.option("--document", metavar="D", help="Only in this document.")
@click.option("--coder", metavar="C", help="Only by this coder.")
@click.option(
    "--attribute",
    type=parameters.attribute,
    metavar="NAME=VALUE",
    help="Only of cases with this value.",
)
@query_option()
@origin_option()
@excel_option()
@table_option()
@json_option(
    "a list of objects with id, document (its name), start, end (codepoints, "
    "half-open), text, code (its key), path, coder, origin, memo, stance (or null), "
    "speaker, line (from 1), before, after (up to 80 characters of context), time (by "
    "the document's time stamps, or '')."
)
@click.pass_obj
def segments(
    session: Session,
    code: str | None,
    document: str | None,
    coder: str | None,
    attribute: tuple[str, str] | None,
    query: str | None,
    origins: tuple[Origin, ...],
    excel_de: bool,
    path: Path | None,
    as_json: bool,
) -> None:
    """Retrieve coded segments by document, in the order of the text.

    The table shows where they stand and their text; JSON and files hold their
    context too.
    """
    parameters.check_excel(path, excel_de=excel_de)
    with open_study(session) as workspace:
        found = segments_named(
            workspace.store,
            document=document,
            code=code,
            coder=coder,
            attribute=attribute,
            origins=origins,
            query=query,
        )
        if path is not None:
            asked = {
                "document": document,
                "code and those below": code,
                "coder": coder,
                "attribute": None if attribute is None else "=".join(attribute),
                "origins": sorted(origins or Origin),
                **query_filters(workspace.store, query),
            }
            write_segments(
                workspace.store, found, path, filters=asked, excel_de=excel_de
            )
            session.note(f"Wrote {path}")
        elif as_json:
            print_json_list(dict(zip(COLUMNS, row_of(s), strict=True)) for s in found)
        else:
            _print(session, found)


def _print(session: Session, found: Iterable[CodedSegment]) -> None:
    rows = [(s.document, s.line, s.speaker, s.code, s.coder, s.text) for s in found]
    print_table(("document", "line", "speaker", "code", "coder", "segment"), rows)
    if not rows:
        session.note("There are no such coded segments.")
