"""Recommendations on the small study, and the screen on which they are written."""

from pathlib import Path

from textual.widgets import OptionList

from qcode.model.evidence import SeenQuotation
from qcode.model.recommendation import Recommendation
from qcode.operations.evidence import EvidenceQuestion, portfolio
from qcode.operations.finishing import finish
from qcode.operations.quotations import choose_quotation
from qcode.operations.recommendation_finding import list_recommendations
from qcode.operations.recommendations import add_recommendation
from qcode.operations.workspace import open_workspace
from qcode.tui.screens.recommendations import RecommendationsScreen
from qcode.tui.widgets.passage_list import PassageList
from tests.tui.adjudicating import Desk
from tests.tui.bench import Bench, reading_store

HELPED, ALONE, ENDED = "Alle halfen mit!", "Danach kam der Alltag.", "Ende."
TITLE = "Engagement halten [bold]"


def prepare(folder: Path) -> Recommendation:
    """Let two coders code and finish, and recommend something with a quotation."""
    with open_workspace(folder) as workspace:
        desk = Desk(workspace)
        chosen = desk.code("K1", "engagement", HELPED)
        for handle, key, words in (
            ("K2", "engagement", HELPED),
            ("K1", "engagement", ALONE),
            ("K2", "netze", ALONE),
            ("K1", "erfahrung", ENDED),
        ):
            desk.code(handle, key, words)
        first, second = desk.pair.first, desk.pair.second
        for coder in (first, second):
            finish(desk.store, desk.document, coder.id)
        made = add_recommendation(
            desk.store, TITLE, [desk.codes["engagement"]], first.id
        )
        add_recommendation(desk.store, "Netze knüpfen", [desk.codes["netze"]], first.id)
        choose_quotation(desk.store, made.id, chosen.id, first.id, "Am kürzesten.")
        return made


async def open_screen(bench: Bench) -> RecommendationsScreen:
    """Open the screen, and wait until the evidence is there."""
    await bench.press("R")
    return await settled(bench)


async def settled(bench: Bench) -> RecommendationsScreen:
    """Wait for what is done in the background; return the screen."""
    for _ in range(3):
        # What was gathered has candidates looked for.
        await bench.app.workers.wait_for_complete()
        await bench.settle()
    found = [
        it for it in bench.app.screen_stack if isinstance(it, RecommendationsScreen)
    ]
    return found[0]


def listed(screen: RecommendationsScreen) -> list[str]:
    """Return the recommendations as the list tells them."""
    options = screen.query_one("#recommendations", OptionList).options
    return [" ".join(str(it.prompt).split()) for it in options]


def passages(screen: RecommendationsScreen) -> list[str]:
    """Return the passages and their headings as they are told."""
    options = screen.query_one(PassageList).options
    return [" ".join(str(it.prompt).split()) for it in options]


def stored(bench: Bench) -> list[Recommendation]:
    """Return the recommendations that the study's file holds."""
    with reading_store(bench.folder) as store:
        return list_recommendations(store)


def quoted(bench: Bench) -> list[SeenQuotation]:
    """Return the quotations of the first recommendation that the file holds."""
    with reading_store(bench.folder) as store:
        found = portfolio(store, EvidenceQuestion()).evidence[0]
    return list(found.quotations)
