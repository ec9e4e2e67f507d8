"""Going through suggestions, computed before and kept in the study."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from qcode.model.coding import Origin
from qcode.model.ids import DocumentId
from qcode.model.span import Span
from qcode.model.suggestion import Reason, ReasonKind, Suggestion, Verdict
from qcode.operations.coders import enter
from qcode.operations.reading import list_documents, load_codebook
from qcode.operations.standing import read_standing
from qcode.operations.workspace import open_workspace
from qcode.project import SuggestionSettings
from qcode.store import documents, suggestions
from tests.tui.bench import Bench, opened

PROPOSED = [
    ("Wir waren engagiert.", "engagement", 0.5, "engagiert"),
    ("Alle halfen mit!", "netze", 0.25, "halfen"),
]


def _keep(folder: Path) -> DocumentId:
    """Keep two suggestions for the first document, as if just computed."""
    with open_workspace(folder) as workspace:
        store, coder = workspace.store, enter(workspace, "KM")
        first = list_documents(store)[0].id
        codes = {code.key: code.id for code in load_codebook(store).codes}
        with store.begin() as connection:
            text = documents.text(connection, first)
            found = []
            for words, key, score, reason in PROPOSED:
                start = text.index(words)
                span = Span(start, start + len(words))
                why = Reason(ReasonKind.WORDS, reason)
                found.append(
                    Suggestion(first, codes[key], coder.id, span, score, "q", (why,))
                )
            state = read_standing(store, coder.id, SuggestionSettings()).state
            suggestions.replace(connection, first, coder.id, found, state)
    return first


@pytest_asyncio.fixture
async def suggested(folder: Path) -> AsyncIterator[Bench]:
    _keep(folder)
    async with opened(folder, "KM", (160, 45)) as bench:
        yield bench


async def _next(bench: Bench) -> None:
    await bench.press("s")
    await bench.app.workers.wait_for_complete()
    await bench.settle()


async def test_nothing_is_suggested_until_it_is_asked_for(suggested: Bench) -> None:
    assert not suggested.coding.query_one("#suggestion").display
    await suggested.press("a")
    assert "No suggestion is in view; s goes to the next." in suggested.said
    await _next(suggested)
    assert suggested.selected == "Wir waren engagiert."
    shown = suggested.shown("#suggestion")
    assert "Suggestion 50%" in shown
    assert "because of engagiert" in shown


async def test_the_next_ones_come_in_the_order_of_the_text(suggested: Bench) -> None:
    await _next(suggested)
    await _next(suggested)
    assert suggested.selected == "Alle halfen mit!"
    await _next(suggested)
    assert suggested.selected == "Wir waren engagiert."


async def test_accepting_makes_a_coding_that_says_where_it_came_from(
    suggested: Bench,
) -> None:
    await _next(suggested)
    await suggested.press("a")
    (coding,) = suggested.desk.codings
    assert coding.span.cut(suggested.text) == "Wir waren engagiert."
    assert coding.origin is Origin.SUGGESTION
    assert "Coded: Engagement" in suggested.said
    assert len(suggested.desk.suggested or ()) == 1


async def test_boundaries_are_adjusted_before_accepting(suggested: Bench) -> None:
    await _next(suggested)
    await suggested.press("J", "a")
    (coding,) = suggested.desk.codings
    assert coding.span.cut(suggested.text) == "Wir waren engagiert. Alle halfen mit!"


async def test_rejecting_takes_it_away_and_is_kept(suggested: Bench) -> None:
    await _next(suggested)
    await suggested.press("x")
    assert suggested.desk.codings == []
    with suggested.desk.store.read() as connection:
        (decision,) = suggestions.decided(connection)
    assert decision.verdict is Verdict.REJECTED
    await _next(suggested)
    assert suggested.selected == "Alle halfen mit!"


async def test_reading_on_leaves_the_suggestion_behind(suggested: Bench) -> None:
    await _next(suggested)
    await suggested.press("escape", "l", "l")
    assert not suggested.coding.query_one("#suggestion").display
    await suggested.press("x")
    assert "No suggestion is in view; s goes to the next." in suggested.said


async def test_undo_takes_an_accepted_one_back(suggested: Bench) -> None:
    await _next(suggested)
    await suggested.press("a", "u")
    assert suggested.desk.codings == []
    assert suggested.desk.suggested is None


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_suggestion_is_seen_in_any_size(
    folder: Path, size: tuple[int, int]
) -> None:
    _keep(folder)
    async with opened(folder, "KM", size) as bench:
        await _next(bench)
        assert "Suggestion 50%" in bench.shown("#suggestion")
