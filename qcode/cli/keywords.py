"""`qcode suggest keywords`: new keywords for codes."""

import click

from qcode.cli.opening import known_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.retrieving import codes_below
from qcode.cli.session import Session
from qcode.operations.reading import load_codebook


@click.command()
@click.option("--code", metavar="K", help="Only for this code and those below it.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=6,
    show_default=True,
    help="So many for each code.",
)
@json_option(
    "a list of objects with code (the key), word, coded (passages with the code in "
    "which it stands, in any form), others (all other passages in which it does)."
)
@click.pass_obj
def keywords(session: Session, code: str | None, most: int, as_json: bool) -> None:
    """Propose keywords for codes from what you have coded.

    Listed are words that your codings link to a code, the most telling first, which
    the codebook does not have: in how many passages with the code they stand, and in
    how many others. Nothing is changed; write what fits into codebook.yaml.
    """
    # spaCy takes a second to load, which no other command should pay.
    from qcode.operations.keywords import new_keywords

    with open_study(session) as workspace:
        coder = known_coder(session, workspace)
        book = load_codebook(workspace.store)
        found = new_keywords(
            workspace.store,
            coder.id,
            workspace.project.settings.suggestions,
            code_ids=None if code is None else codes_below(code, book),
            most=most,
        )
    rows = [(book.code(it.code).key, it.word, it.coded, it.others) for it in found]
    names = ("code", "word", "coded", "others")
    if as_json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    print_table(names, rows)
    session.note(
        f"{counted(len(found), 'word')} that may become keywords ({coder.handle})."
    )
