"""Settling differences that somebody else decides, or codes anew, meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qcode.model.adjudication import Ruling
from qcode.operations.codings import remove_coding
from qcode.operations.workspace import open_workspace
from qcode.tui.screens.asking import Question
from qcode.tui.screens.overtaken import Overtaken
from tests.tui.adjudicating import (
    ALONE,
    BOTH,
    OF_K2,
    Desk,
    consensus,
    in_view,
    open_screen,
    screen_of,
)
from tests.tui.bench import Bench


@pytest.fixture
def bea(docket: Bench, folder: Path) -> Iterator[Desk]:
    """Somebody else who settles the same differences meanwhile."""
    with open_workspace(folder) as workspace:
        yield Desk(workspace)


def _words(bench: Bench, where: str) -> str:
    return " ".join(bench.shown(where).split())


async def test_a_decision_that_came_in_between_stands_beside_ones_own(
    docket: Bench, bea: Desk
) -> None:
    await docket.press("y")
    await docket.type("Beide Sätze")
    await docket.press("enter")
    bea.settle(BOTH, Ruling.NEITHER, "Bea", "Zu breit")
    await docket.press("1")
    assert isinstance(docket.app.screen, Overtaken)
    title = "Bea decided about this meanwhile: Engagement"
    assert _words(docket, "#overtaken-title") == title
    shown = _words(docket, "#overtaken-list")
    assert "decision before open now Neither taken (Bea, 2026-03-01" in shown
    assert "mine K1 taken" in shown
    assert "why before (nothing) now Zu breit mine Beide Sätze" in shown
    assert consensus(docket) == []


async def test_ones_own_decision_is_taken_instead(docket: Bench, bea: Desk) -> None:
    bea.settle(BOTH, Ruling.SECOND, "Bea")
    await docket.press("1", "m")
    assert consensus(docket) == [("engagement", BOTH)]
    assert in_view(docket) == ALONE
    await docket.press("u")
    assert consensus(docket) == [("engagement", OF_K2)]


async def test_the_others_decision_is_kept(docket: Bench, bea: Desk) -> None:
    await docket.press("y")
    await docket.type("Doch")
    await docket.press("enter")
    bea.settle(BOTH, Ruling.SECOND, "Bea")
    await docket.press("1", "t")
    assert consensus(docket) == [("engagement", OF_K2)]
    assert "✓ K2 taken (Bea" in docket.shown("#case")
    assert screen_of(docket).desk.drafted_why == ""


async def test_nothing_is_decided_yet_and_what_was_written_stays(
    docket: Bench, bea: Desk
) -> None:
    await docket.press("y")
    await docket.type("Doch")
    await docket.press("enter")
    bea.settle(BOTH, Ruling.SECOND, "Bea")
    await docket.press("1", "escape")
    assert consensus(docket) == [("engagement", OF_K2)]
    assert screen_of(docket).desk.drafted_why == "Doch"
    await docket.press("1", "y")
    current = screen_of(docket).desk.differences[0]
    assert current.settlement is not None
    assert current.settlement.why == "Doch"


async def test_who_decides_anew_is_asked_where_that_changed_too(
    docket: Bench, bea: Desk
) -> None:
    await docket.press("1", "f7", "2")
    assert isinstance(docket.app.screen, Question)
    bea.take_back(BOTH)
    bea.settle(BOTH, Ruling.NEITHER, "Bea")
    await docket.press("y")
    assert isinstance(docket.app.screen, Overtaken)
    shown = _words(docket, "#overtaken-list")
    assert "before K1 taken (KM" in shown
    assert "now Neither taken (Bea" in shown
    assert "mine K2 taken" in shown
    await docket.press("m")
    assert consensus(docket) == [("engagement", OF_K2)]


async def test_a_decision_made_anew_meanwhile_is_not_reopened_unseen(
    docket: Bench, bea: Desk
) -> None:
    await docket.press("1", "f7")
    bea.take_back(BOTH)
    bea.settle(BOTH, Ruling.SECOND, "Bea")
    await docket.press("x")
    assert isinstance(docket.app.screen, Overtaken)
    assert "mine reopened" in _words(docket, "#overtaken-list")
    await docket.press("t")
    assert "K2 taken (Bea" in docket.shown("#case")
    assert consensus(docket) == [("engagement", OF_K2)]
    await docket.press("x")
    assert consensus(docket) == []


async def test_what_was_reopened_meanwhile_is_open(docket: Bench, bea: Desk) -> None:
    await docket.press("1", "f7")
    bea.take_back(BOTH)
    await docket.press("x")
    assert "Nothing is decided" in docket.said[-1]
    assert "Open." in docket.shown("#case")


async def test_why_is_kept_where_the_decision_was_reopened_meanwhile(
    docket: Bench, bea: Desk
) -> None:
    await docket.press("1", "f7", "y")
    await docket.type("Darum")
    bea.take_back(BOTH)
    await docket.press("enter")
    assert "reopened meanwhile" in docket.said[-1]
    assert "Why Darum" in _words(docket, "#case")


async def test_why_is_asked_where_it_was_written_elsewhere_meanwhile(
    docket: Bench, bea: Desk
) -> None:
    await docket.press("1", "f7", "y")
    await docket.type("hier")
    bea.explain(BOTH, "KM", "dort")
    await docket.press("enter")
    assert isinstance(docket.app.screen, Overtaken)
    shown = _words(docket, "#overtaken-list")
    assert "why before (nothing) now dort mine hier" in shown
    await docket.press("m")
    assert "Why hier" in _words(docket, "#case")


async def test_codings_that_changed_meanwhile_are_shown_anew(
    docket: Bench, folder: Path
) -> None:
    current = screen_of(docket).desk.current
    assert current is not None
    (of_k2,) = current.difference.second
    with open_workspace(folder) as workspace:
        remove_coding(workspace.store, of_k2.id, of_k2.coder_id)
    await docket.press("2")
    assert "changed meanwhile" in docket.said[-1]
    assert in_view(docket) == BOTH
    assert "K1 alone gave this code here." in docket.shown("#case")


async def test_decisions_whose_codings_changed_are_listed_and_reopened(
    docket: Bench, folder: Path
) -> None:
    await docket.press("f")
    assert docket.said[-1] == "No codings changed after they were settled."
    current = screen_of(docket).desk.current
    assert current is not None
    (of_k2,) = current.difference.second
    await docket.press("2")
    with open_workspace(folder) as workspace:
        remove_coding(workspace.store, of_k2.id, of_k2.coder_id)
    await docket.press("escape")
    await open_screen(docket)
    assert "1 changed since" in docket.shown("#progress")
    await docket.press("f")
    (listed,) = docket.options
    assert listed.startswith("Engagement  anna-01  K2 taken (KM, ")
    await docket.press("enter")
    assert consensus(docket) == []
    assert "changed since" not in docket.shown("#progress")
