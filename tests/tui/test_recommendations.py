"""The screen with recommendations: what keys store, and where evidence leads."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from docx import Document
from textual.widgets import OptionList, SelectionList

from qcode.model.recommendation import Status
from qcode.operations.codings import remove_coding
from qcode.operations.recommendations import (
    NewWords,
    change_recommendation,
    remove_recommendation,
)
from qcode.operations.workspace import open_workspace
from tests.tui.adjudicating import Desk
from tests.tui.bench import Bench, opened
from tests.tui.recommending import (
    ALONE,
    ENDED,
    HELPED,
    TITLE,
    listed,
    open_screen,
    passages,
    prepare,
    quoted,
    settled,
    stored,
)


@pytest.fixture(scope="module")
def _prepared(_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("recommended")
    folder = Path(shutil.copytree(_template, base / "study"))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_STATE_HOME", str(base / "state"))
        prepare(folder)
    return folder


@pytest.fixture
async def bench(_prepared: Path, tmp_path: Path) -> AsyncIterator[Bench]:
    """The program on a study with two recommendations, the first with a quotation."""
    folder = Path(shutil.copytree(_prepared, tmp_path / "study"))
    async with opened(folder) as bench:
        yield bench


def dossier(bench: Bench) -> str:
    """What is seen of the middle, without its edge."""
    return " ".join(bench.shown("#dossier").replace("▏", " ").split())


async def test_evidence_is_told_as_counted_laid_beside_a_survey_and_written(
    bench: Bench,
) -> None:
    screen = await open_screen(bench)
    assert listed(screen) == [
        f"1 {TITLE} draft · 2 passages · 1 quoted",
        "2 Netze knüpfen draft · 1 passage · 0 quoted",
    ]
    told = dossier(bench)
    assert "Evidence codings of K1, K2 (everybody's, each passage once)" in told
    assert "Interviews none in the study" in told
    assert "Agreement of the coders Krippendorff's alpha" in told
    # Both passages are of one turn, to which K2 gave another code too.
    assert "2 Vertrauensnetze Vertrauensnetze · 1 document" in told
    assert "No survey chosen" in told
    key, quotation, candidates, other = passages(screen)[:4]
    assert (key, candidates) == ("Key quotations 1", "Candidates none")
    assert quotation.startswith(f"anna-01 · line 2 · 00:00:09.5 · B „{HELPED}“")
    assert "chosen by K1" in quotation
    assert "Am kürzesten." in quotation
    assert other == "Other passages 1"
    await bench.press("w", "enter")
    await settled(bench)
    paragraphs = Document(str(bench.folder / "exports/recommendations.docx")).paragraphs
    assert any(TITLE in it.text for it in paragraphs)
    survey = bench.folder / "s.csv"
    survey.write_text("wave,netze\n1,4\n2,8\n2,6\n", "utf-8")
    await bench.press("v")
    await bench.type("s.csv wave=2")
    await bench.press("enter")
    await settled(bench)
    told = dossier(bench)
    assert "rank by mean · s.csv, wave=2" in told
    assert "1 Vertrauensnetze mean 7.00, SD 1.41, n 2" in told
    await bench.press("v", "ctrl+u")
    await bench.type("n.csv")
    await bench.press("enter")
    await settled(bench)
    assert "n.csv" in bench.said[-1]


async def test_statement_and_status_are_stored_where_they_are_read(
    bench: Bench,
) -> None:
    screen = await open_screen(bench)
    await bench.press("e")
    await bench.type("Alle q")
    await bench.press("enter")
    await bench.type("😀")
    await bench.press("escape")
    assert screen.statement.is_writing
    await bench.press("ctrl+s")
    await settled(bench)
    assert stored(bench)[0].statement == "Alle q\n😀"
    assert "Alle q" in bench.shown("#statement-text")
    await bench.press("2", "t", "!", "enter")
    await settled(bench)
    (one, _) = stored(bench)
    assert (one.status, one.title) == (Status.DISCUSSED, f"{TITLE}!")
    await bench.press("J")
    assert [it.title for it in stored(bench)] == ["Netze knüpfen", f"{TITLE}!"]
    await bench.press("u", "u")
    await settled(bench)
    assert [it.title for it in stored(bench)] == [TITLE, "Netze knüpfen"]
    await bench.press("ctrl+r")
    assert stored(bench)[0].title == f"{TITLE}!"


async def test_a_passage_becomes_a_quotation_and_is_taken_out(bench: Bench) -> None:
    screen = await open_screen(bench)
    await bench.press("enter", "end", "y")
    await bench.type("Kippt.")
    await bench.press("enter")
    await settled(bench)
    passage = quoted(bench)[1].passage
    assert passage is not None
    assert (passage.text, quoted(bench)[1].quotation.note) == (ALONE, "Kippt.")
    # The cursor stays on what was taken.
    await bench.press("x")
    await settled(bench)
    assert [it.quotation.note for it in quoted(bench)] == ["Am kürzesten."]
    await bench.press("u")
    await settled(bench)
    assert len(quoted(bench)) == 2
    assert passages(screen)[0] == "Key quotations 2"


async def test_evidence_leads_back_to_the_sentence(bench: Bench) -> None:
    await bench.press("f8")
    await open_screen(bench)
    await bench.press("f8", "f7", "tab", "tab", "end", "o")
    await bench.settle()
    assert bench.app.screen is bench.coding
    assert bench.here.startswith(ALONE)
    assert bench.focus == "transcript"
    screen = await open_screen(bench)
    assert screen.desk.current is not None
    assert screen.desk.current.title == TITLE
    await bench.press("escape")
    assert bench.app.screen is bench.coding


async def test_a_quotation_that_lost_its_coding_is_marked(bench: Bench) -> None:
    (seen,) = quoted(bench)
    with open_workspace(bench.folder) as workspace:
        desk = Desk(workspace)
        remove_coding(desk.store, seen.quotation.coding_id, desk.pair.first.id)
    screen = await open_screen(bench)
    assert "⚠ 1 changed" in listed(screen)[0]
    lost = passages(screen)[1]
    place = f"anna-01 · line 2 · 00:00:09.5 „{HELPED}“"
    assert lost.startswith(f"{place} Engagement ⚠ its coding is gone")
    assert "⚠ agreement fell by" in lost
    await bench.press("enter", "home", "enter")
    assert bench.said[-1].startswith("Its coding is gone")
    await bench.press("x")
    await settled(bench)
    assert quoted(bench) == []


async def test_the_later_of_two_is_asked_and_nothing_typed_is_lost(
    bench: Bench,
) -> None:
    screen = await open_screen(bench)
    one = stored(bench)[0]

    def change(new: NewWords) -> None:
        with open_workspace(bench.folder) as workspace:
            bea = Desk(workspace).coder("Bea")
            change_recommendation(workspace.store, one.id, new, bea.id)

    await bench.press("e")
    await bench.type("Mein.")
    change(NewWords(statement="Beas."))
    await bench.press("ctrl+s")
    assert bench.shown("#overtaken-title").startswith("Bea changed this meanwhile")
    told = bench.shown("#overtaken-list")
    assert "Beas." in told
    assert "Mein." in told
    await bench.press("e")
    await settled(bench)
    await bench.type(" Ja.")
    await bench.press("ctrl+s")
    await settled(bench)
    assert stored(bench)[0].statement == "Mein. Ja."
    change(NewWords(status=Status.AGREED))
    await bench.press("2", "t")
    assert stored(bench)[0].status is Status.AGREED
    with open_workspace(bench.folder) as workspace:
        bea = Desk(workspace).coder("Bea")
        remove_recommendation(workspace.store, one.id, bea.id)
    await bench.press("1")
    await settled(bench)
    assert any("took this recommendation away" in it for it in bench.said)
    assert [it.split(" draft")[0] for it in listed(screen)] == ["1 Netze knüpfen"]


async def test_what_others_do_appears_but_not_while_one_writes(bench: Bench) -> None:
    screen = await open_screen(bench)
    await bench.press("e")
    with open_workspace(bench.folder) as workspace:
        desk = Desk(workspace)
        own = stored(bench)[0]
        new = NewWords(title="Anders", status=Status.DISCUSSED)
        change_recommendation(desk.store, own.id, new, desk.pair.second.id)
        desk.code("K2", "engagement", ENDED)
    await asyncio.sleep(2.5)
    assert TITLE in listed(screen)[0]
    await bench.press("escape")
    await bench.until(lambda: "Anders" in listed(screen)[0])
    await bench.until(lambda: "discussed · 3 passages" in listed(screen)[0])
    assert not any(TITLE in it for it in listed(screen))


async def test_recommendations_are_made_changed_and_taken_away(bench: Bench) -> None:
    screen = await open_screen(bench)
    await bench.press("f", "enter")
    await settled(bench)
    # Engagement has a recommendation already.
    titles = [TITLE, "Netze knüpfen", "Erfahrung im Krisenstab"]
    assert [it.title for it in stored(bench)] == titles
    await bench.press("n")
    await bench.type("Neu")
    await bench.press("enter")
    codes = bench.app.screen.query_one(SelectionList)
    assert codes.selected == []
    await bench.press("end", "space", "ctrl+s")
    await settled(bench)
    made = stored(bench)[-1]
    assert (made.title, made.position, len(made.code_ids)) == ("Neu", 4, 1)
    assert screen.desk.current == made
    await bench.press("c", "home", "space", "ctrl+s")
    await settled(bench)
    assert len(stored(bench)[-1].code_ids) == 2
    await bench.press("delete", "y")
    await settled(bench)
    assert [it.title for it in stored(bench)] == titles
    assert bench.app.screen.query_one(OptionList).has_focus
