"""`qcode recommend quote`, `unquote`, `candidates`: key quotations."""

import click

from qcode.cli.evidence_options import Asked, evidence_options
from qcode.cli.evidence_printing import tell_candidates
from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import json_option, print_json
from qcode.cli.session import Session
from qcode.operations.codings import find_coding
from qcode.operations.quotation_candidates import quotation_candidates
from qcode.operations.quotations import choose_quotation, drop_quotation
from qcode.operations.recommendation_files import candidate_json
from qcode.operations.recommendation_finding import find_recommendation


@click.command()
@click.argument("recommendation")
@click.argument("coding_id", metavar="CODING-ID")
@click.option("--note", default="", metavar="TEXT", help="Why this one.")
@click.pass_obj
def quote(session: Session, recommendation: str, coding_id: str, note: str) -> None:
    """Choose a coding's segment as a key quotation.

    CODING-ID is the coding's id or its first characters. The coders' agreement on
    its code is kept with it, so that a later fall can be told.
    """
    with open_study(session) as workspace:
        store = workspace.store
        meant = find_recommendation(store, recommendation)
        coding = find_coding(store, coding_id)
        coder = enter_coder(session, workspace)
        made = choose_quotation(store, meant.id, coding, coder.id, note)
    alpha = "undefined" if made.alpha is None else f"{made.alpha:.2f}"
    session.note(f"Chose {made.coding_id} for {meant.title}, alpha {alpha}.")


@click.command()
@click.argument("recommendation")
@click.argument("coding_id", metavar="CODING-ID")
@click.pass_obj
def unquote(session: Session, recommendation: str, coding_id: str) -> None:
    """Take a key quotation back; its coding stays, or may be gone already."""
    with open_study(session) as workspace:
        store = workspace.store
        meant = find_recommendation(store, recommendation)
        coder = enter_coder(session, workspace)
        gone = drop_quotation(store, meant.id, coding_id, coder.id)
    session.note(f"{gone.coding_id} stands for {meant.title} no more.")


@click.command()
@click.argument("recommendation")
@evidence_options
@click.option(
    "-n",
    "--number",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="At most so many.",
)
@json_option(
    "a list of objects with coding (its id), document, kind, role, city, start, end, "
    "line, time, speaker, text, codes, coders, opposes, words, alike (handles) and "
    "reasons (opposes, consensus, alike, length, new-role, new-city)."
)
@click.pass_obj
def candidates(
    session: Session, recommendation: str, asked: Asked, number: int, as_json: bool
) -> None:
    """Propose key quotations, those with the most reasons first.

    Reasons are: in the consensus set; coded alike by several coders; a length good
    for a quotation (12 to 60 words); a role or a city not quoted yet; it opposes.
    """
    with open_study(session) as workspace:
        store = workspace.store
        meant = find_recommendation(store, recommendation)
        found = quotation_candidates(store, meant.id, asked(store))[:number]
    if as_json:
        print_json([candidate_json(it) for it in found])
    else:
        tell_candidates(session, found)
