"""`qcode suggest next`: which document to code next."""

from typing import TYPE_CHECKING

import click

from qcode.cli.opening import known_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session

if TYPE_CHECKING:
    from qcode.operations.choosing import Choice


@click.command("next")
@json_option(
    "a list of objects, the first to be coded first, with document (its name), "
    "passages, unsure (bits a passage), typical (1 is usual), untried (codes without "
    "examples expected), worth (the mean of unsure times typical)."
)
@click.pass_obj
def next_(session: Session, as_json: bool) -> None:
    """Rank uncoded documents by what suggestions would learn.

    A document ranks high whose passages' codes the engine cannot tell yet (unsure,
    in bits a passage; codes without examples count twice) and whose passages are like
    those of other uncoded documents (typical, 1 is usual). It is advice for teaching
    the engine; there are better reasons for the order of reading.
    """
    # spaCy takes a second to load, which no other command should pay.
    from qcode.operations.choosing import next_documents

    with open_study(session) as workspace:
        coder = known_coder(session, workspace)
        settings = workspace.project.settings.suggestions
        found = next_documents(workspace.store, coder.id, settings)
    if as_json:
        print_json([_as_json(it) for it in found])
        return
    print_table(
        ("document", "passages", "unsure", "typical", "untried", "worth"),
        [_row(it) for it in found],
    )
    session.note(
        f"{counted(len(found), 'document')} not coded by {coder.handle}, the most "
        "instructive first."
    )


def _row(found: "Choice") -> tuple[str | int, ...]:
    worth = found.worth
    figures = (worth.unsure, worth.typical, worth.untried, worth.total)
    return (found.document_name, worth.passages, *(f"{it:.2f}" for it in figures))


def _as_json(found: "Choice") -> dict[str, object]:
    worth = found.worth
    return {
        "document": found.document_name,
        "passages": worth.passages,
        "unsure": worth.unsure,
        "typical": worth.typical,
        "untried": worth.untried,
        "worth": worth.total,
    }
