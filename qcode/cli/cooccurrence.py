"""`qcode cooccurrence`: which codes occur together."""

import re

import click

from qcode.cli.opening import open_study
from qcode.cli.retrieving import codes_below
from qcode.cli.selecting import (
    Chosen,
    Telling,
    selection_options,
    tell,
    telling_options,
)
from qcode.cli.session import Session
from qcode.model.ids import CodeId
from qcode.model.relation import Nearness, Relation
from qcode.operations.cooccurrence import (
    cooccurrence_list,
    cooccurrence_matrix,
)
from qcode.operations.cooccurrence_segments import cooccurrence_segments
from qcode.operations.reading import load_codebook
from qcode.store import Store

_LIST = ("first_name", "second_name", "count", "documents", "jaccard", "total")
_SEGMENTS = ("document", "first", "second", "first_text", "second_text")


def _relation(value: str) -> Relation:
    """Return the relation that is meant; raises click's BadParameter."""
    found = re.fullmatch(r"([a-z]+)(?::(\d{1,9}))?", value)
    name, distance = (found[1], found[2]) if found else ("", None)
    is_distance = name in (Nearness.TURNS, Nearness.WORDS)
    if name not in list(Nearness) or is_distance != (distance is not None):
        raise click.BadParameter(
            f"'{value}' is none of overlap, containment, sentence, turn, turns:N, "
            "words:N."
        )
    return Relation(Nearness(name), int(distance or 0))


RELATION = click.option(
    "--by",
    "relation",
    type=_relation,
    metavar="RELATION",
    default="overlap",
    show_default=True,
    help="What makes codes occur together: overlap, containment (the first contains "
    "the second), the same sentence or turn, turns:N or words:N apart at most.",
)


@click.command()
@RELATION
@click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="K",
    help="Only pairs with this code or one below it; may be given several times.",
)
@click.option("--matrix", is_flag=True, help="A row and a column for each code.")
@click.option("--segments", is_flag=True, help="The segments behind each pair.")
@click.option(
    "--total", is_flag=True, help="In the matrix, each code with all below it."
)
@selection_options
@telling_options(
    "coder, first, first_name, second, second_name (keys and names of the codes), "
    "first_segments, second_segments, count (in unit), documents, jaccard (of what "
    "parameters say), and the same for each code with all below it: total, "
    "total_documents, total_jaccard (null where one code is below the other); with "
    "--matrix coder, code, name, segments and a field per code; with --segments "
    "coder, document, first, first_start, first_end, first_text, and so on second."
)
@click.pass_obj
def cooccurrence(
    session: Session,
    /,
    *,
    relation: Relation,
    codes: tuple[str, ...],
    matrix: bool,
    segments: bool,
    total: bool,
    chosen: Chosen,
    telling: Telling,
) -> None:
    """Tell which codes occur together, the most frequent pairs first.

    Each coder's codings meet only each other; --distinct pools coders.
    """
    if matrix and (segments or codes) or (total and not matrix):
        raise click.UsageError(
            "--matrix goes with neither --segments nor --code, --total only with it."
        )
    with open_study(session) as workspace:
        store = workspace.store
        selection = chosen.selection(store)
        if matrix:
            table = cooccurrence_matrix(store, relation, selection, in_total=total)
            shown = [name for name in table.names if name not in ("coder", "name")]
        elif segments:
            among = _codes(store, codes)
            table = cooccurrence_segments(store, relation, selection, among)
            shown = list(_SEGMENTS)
        else:
            among = _codes(store, codes)
            table = cooccurrence_list(store, relation, selection, among)
            shown = list(_LIST)
    tell(session, table, shown, telling)


def _codes(store: Store, wanted: tuple[str, ...]) -> set[CodeId] | None:
    if not wanted:
        return None
    book = load_codebook(store)
    return {found for code in wanted for found in codes_below(code, book)}
