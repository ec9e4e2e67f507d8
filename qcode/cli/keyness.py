"""`qcode keyness`: the words most typical of a code."""

from dataclasses import replace

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
from qcode.operations.naming import code_named
from qcode.operations.reading import load_codebook

_SHOWN = (
    *("name", "word", "under", "beside", "under_per_1000", "beside_per_1000"),
    *("documents", "log_likelihood", "log_ratio"),
)


@click.command("keyness")
@click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="K",
    help="Only of this code; may be given several times.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=15,
    show_default=True,
    help="Words for each code at most.",
)
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="How often a word must stand under the code.",
)
@click.option("--words", is_flag=True, help="Count words as written, not lemmas.")
@selection_options
@telling_options(
    "coder, code (the key), name, rank, word, under, beside (how often), "
    "under_per_1000, beside_per_1000, documents, log_likelihood, log_ratio."
)
@click.pass_obj
def keyness_(
    session: Session,
    /,
    *,
    codes: tuple[str, ...],
    most: int,
    least: int,
    words: bool,
    chosen: Chosen,
    telling: Telling,
) -> None:
    """List the words most typical of each code, against all other words.

    Turns of those who ask, speakers' labels and time stamps are always left out.
    """
    # Dictionaries take 0.3 s to load, which no other command should pay.
    from qcode.operations.keyness import keyness

    with open_study(session) as workspace:
        store = workspace.store
        book = load_codebook(store)
        wanted = {code_named(code, book).id for code in codes}
        table = keyness(
            store,
            replace(chosen.selection(store), without_interviewer=True),
            code_ids=wanted or None,
            most=most,
            least=least,
            by_lemma=not words,
        )
    tell(session, table, _SHOWN, telling)
