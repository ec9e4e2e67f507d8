"""Others' decisions appear on the open adjudication screen."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from qcode.model.adjudication import Ruling
from qcode.operations.codings import remove_coding
from qcode.operations.workspace import open_workspace
from qcode.store import codings
from qcode.tui.screens.asking import Sentence
from tests.tui.adjudicating import ALONE, BOTH, Desk, open_following, prepare
from tests.tui.bench import Bench, opened
from tests.tui.test_following import wait

OF_K2 = "Alle halfen mit! Niemand ging."


@pytest_asyncio.fixture
async def docket(folder: Path) -> AsyncIterator[Bench]:
    """The screen on three differences, the first of engagement in view."""
    prepare(folder, "K1", "K2")
    async with opened(folder, "KM", (140, 40)) as bench:
        await open_following(bench)
        yield bench


@pytest.fixture
def bea(folder: Path) -> Iterator[Desk]:
    with open_workspace(folder) as workspace:
        yield Desk(workspace)


async def test_what_somebody_settles_is_counted(docket: Bench, bea: Desk) -> None:
    assert "0 of 3 settled" in docket.shown("#progress")
    bea.settle(ALONE, Ruling.FIRST, "Bea")
    await wait(docket, lambda: "1 of 3 settled" in docket.shown("#progress"))
    assert BOTH.split()[0] in docket.shown("#dossier")


async def test_a_decision_about_the_one_in_view_is_shown(
    docket: Bench, bea: Desk
) -> None:
    bea.settle(BOTH, Ruling.FIRST, "Bea", "die engere Stelle")
    await wait(docket, lambda: "die engere Stelle" in docket.shown("#dossier"))


async def test_a_difference_in_view_stays_where_it_is_gone(
    docket: Bench, bea: Desk
) -> None:
    """Who is about to press a key is not led to decide about another one."""
    bea.settle(ALONE, Ruling.FIRST, "Bea")
    await wait(docket, lambda: "1 of 3 settled" in docket.shown("#progress"))
    before = docket.shown("#dossier")
    with bea.store.read() as connection:
        gone = [
            it
            for it in codings.in_document(connection, bea.document)
            if it.code_id == bea.codes["engagement"]
            and it.span.cut(bea.text) in (BOTH, OF_K2)
        ]
    assert len(gone) == 2
    for coding in gone:
        remove_coding(bea.store, coding.id, coding.coder_id)
    await docket.pilot.pause(2.5)
    assert docket.shown("#dossier") == before
    await docket.press("1")
    assert "1 of 2 settled" in docket.shown("#progress")


async def test_what_comes_while_one_writes_is_drawn_afterwards(
    docket: Bench, bea: Desk
) -> None:
    await docket.press("y")
    assert isinstance(docket.app.screen, Sentence)
    await docket.type("weil")
    bea.settle(ALONE, Ruling.FIRST, "Bea")
    await docket.pilot.pause(2.5)
    await docket.press("enter")
    await wait(docket, lambda: "1 of 3 settled" in docket.shown("#progress"))
    assert "weil" in docket.shown("#dossier")
