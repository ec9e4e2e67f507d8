"""`qcode chart network`, `curve` and `portrait`: tables of their own as pictures."""

from pathlib import Path

import click

from qcode.analysis.saturation import Rule
from qcode.cli.chart_drawing import BELOW, FILE, LANGUAGE, LEVEL, draw
from qcode.cli.cooccurrence import RELATION
from qcode.cli.retrieving import codes_below
from qcode.cli.saturation import rule_options
from qcode.cli.selecting import Chosen, selection_options
from qcode.cli.session import Session
from qcode.model.chart import Chart
from qcode.model.relation import Relation
from qcode.operations.curve_chart import CurveQuestion, curve_chart
from qcode.operations.naming import document_named
from qcode.operations.network_chart import NetworkQuestion, network_chart
from qcode.operations.portrait_chart import portrait_chart
from qcode.operations.reading import list_documents, load_codebook
from qcode.store import Store


@click.command()
@RELATION
@BELOW
@LEVEL
@click.option(
    "--least",
    type=click.IntRange(1),
    metavar="N",
    help="Join codes that occur together so often; without it as many as let at most "
    "60 be joined.",
)
@selection_options
@LANGUAGE
@FILE
@click.pass_obj
def network(
    session: Session,
    /,
    *,
    relation: Relation,
    below: str | None,
    level: int | None,
    least: int | None,
    chosen: Chosen,
    language: str | None,
    path: Path,
) -> None:
    """Draw which codes occur together, each with all below it."""

    def drawn(store: Store) -> Chart:
        selection = chosen.selection(store)
        question = NetworkQuestion(relation, selection, below, level, least, language)
        return network_chart(store, question)

    draw(session, path, drawn)


@click.command()
@rule_options
@selection_options
@LANGUAGE
@FILE
@click.pass_obj
def curve(
    session: Session,
    /,
    *,
    rule: Rule,
    order: str | None,
    in_vivo: tuple[str, ...],
    chosen: Chosen,
    language: str | None,
    path: Path,
) -> None:
    """Draw how many new codes each further document brings, as `saturation` tells."""

    def drawn(store: Store) -> Chart:
        book = load_codebook(store)
        named = {found for code in in_vivo for found in codes_below(code, book)}
        selection = chosen.selection(store)
        question = CurveQuestion(rule, selection, order, named or None, language)
        return curve_chart(store, question)

    draw(session, path, drawn)


@click.command()
@click.option("--document", required=True, metavar="D", help="The document.")
@selection_options
@LANGUAGE
@FILE
@click.pass_obj
def portrait(
    session: Session,
    /,
    *,
    document: str,
    chosen: Chosen,
    language: str | None,
    path: Path,
) -> None:
    """Draw where along the text of a document which code is."""

    def drawn(store: Store) -> Chart:
        wanted = document_named(document, list_documents(store)).id
        return portrait_chart(store, wanted, chosen.selection(store), language)

    draw(session, path, drawn)
