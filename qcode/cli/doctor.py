"""`qcode doctor`: whether the study's data are what they were."""

import click

from qcode.cli.opening import open_study
from qcode.cli.output import counted, json_option, print_json
from qcode.cli.session import Session
from qcode.errors import DamageError
from qcode.operations.doctor import examine
from qcode.text.harmless import harmless


@click.command()
@json_option(
    "an object with documents, codings, entries (numbers), damages, withheld (lists; "
    "withheld: the blind rounds in which this account cannot look at others' work)."
)
@click.pass_obj
def doctor(session: Session, as_json: bool) -> None:
    """Check texts, spans, references and the journal, and change nothing.

    Prints a line for each damage and ends with exit status 3 if there is one.
    """
    with open_study(session) as workspace:
        found = examine(workspace.store)
    if as_json:
        print_json(
            {
                "documents": found.documents,
                "codings": found.codings,
                "entries": found.entries,
                "damages": found.damages,
                "withheld": found.withheld,
            }
        )
    else:
        for damage in found.damages:
            click.echo(harmless(damage))
    session.note(
        f"Looked at {counted(found.documents, 'document')}, "
        f"{counted(found.codings, 'coding')} and {found.entries} entries of the "
        "journal."
    )
    for name in found.withheld:
        session.note(
            f"What others did in round {name} could not be looked at; an account that "
            "leads the study can."
        )
    if found.damages:
        raise DamageError(
            f"{counted(len(found.damages), 'damage')} found. Do not work on with this "
            "database: put a safe copy in its place."
        )
    session.note("Nothing is damaged.")
