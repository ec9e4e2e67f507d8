"""`qcode overview`: the codebook with its numbers."""

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
from qcode.operations.overview import overview

_TEXTS = ("include", "exclude", "example", "name", "path", "codable", "level")


@click.command("overview")
@selection_options
@telling_options(
    "code (the key), name, path, level, codable, definition, include, exclude, example "
    "and documents, segments, total_documents, total_segments (with codes below); "
    "where several coders coded, these four for each, as 'anna: documents'."
)
@click.pass_obj
def overview_(session: Session, /, *, chosen: Chosen, telling: Telling) -> None:
    """Print the codebook with definitions, anchor examples and counts.

    The table shows definitions; JSON and files hold examples and rules too.
    """
    with open_study(session) as workspace:
        store = workspace.store
        table = overview(store, chosen.selection(store))
    numbers = [name for name in table.names if name not in (*_TEXTS, "definition")]
    tell(session, table, [*numbers, "definition"], telling)
