"""Settling differences on a real study: K1 and K2 coded, KM decides."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from textual.widgets import TextArea

from qcode.model.adjudication import Ruling
from qcode.model.coding import Subject
from qcode.operations.codings import remove_coding
from qcode.operations.finishing import finish
from qcode.operations.workspace import open_workspace
from qcode.tui.screens.adjudication import AdjudicationScreen
from qcode.tui.screens.asking import OneOf, Question, Sentence
from qcode.tui.screens.coding import CodingScreen
from qcode.tui.screens.keys import KeysHelp
from qcode.tui.screens.overtaken import Overtaken
from qcode.tui.widgets.sided import Side
from tests.tui.adjudicating import (
    ALIKE,
    ALONE,
    BOTH,
    Desk,
    open_screen,
    prepare,
    settled,
)
from tests.tui.bench import Bench, opened

OF_K2 = "Alle halfen mit! Niemand ging."


@pytest_asyncio.fixture
async def docket(folder: Path) -> AsyncIterator[Bench]:
    """The screen on three differences, the first of engagement in view."""
    prepare(folder, "K1", "K2")
    async with opened(folder, "KM", (140, 40)) as bench:
        await open_screen(bench)
        yield bench


def _screen(bench: Bench) -> AdjudicationScreen:
    screen = bench.app.screen
    assert isinstance(screen, AdjudicationScreen)
    return screen


def _consensus(bench: Bench) -> list[tuple[str, str]]:
    """Return what stands in the consensus set, as code and segment."""
    return [(code, text) for code, who, text in bench.stored() if who == "consensus"]


def _in_view(bench: Bench) -> str:
    screen = _screen(bench)
    current = screen.desk.current
    assert current is not None
    return current.difference.span.cut(screen.transcript.reader.text)


async def test_the_code_that_differs_most_often_comes_first(docket: Bench) -> None:
    assert _in_view(docket) == f"{BOTH} Niemand ging."
    words = docket.shown("#case")
    assert "Both gave it, with other boundaries" in words
    assert "Memo Einsatz aller?" in " ".join(words.split())
    assert "Include Wenn jemand mehr tut" in " ".join(words.split())
    assert "0 of 3 settled" in docket.shown("#progress")
    assert "no. 1 of 2 in this code, 0 settled" in docket.shown("#progress")
    marks = _screen(docket).desk.marks()
    assert {mark.side for mark in marks if mark.is_current} == {Side.FIRST, Side.SECOND}


async def test_each_coder_has_a_sign_beside_the_rows_that_are_coded(
    docket: Bench,
) -> None:
    rows = docket.rows(_screen(docket).transcript)
    row = next(row for row in rows if "Wir waren engagiert" in row)
    assert row.split()[1:3] == ["00:09", "12"]
    await docket.press("f8")
    row = next(
        row for row in docket.rows(_screen(docket).transcript) if ALONE[:9] in row
    )
    assert row.split()[1] == "1"


async def test_agreement_on_the_code_is_told(docket: Bench) -> None:
    words = " ".join(docket.shown("#case").split())
    assert "sentences, kappa" in words


@pytest.mark.parametrize(
    ("key", "taken"),
    [
        ("1", [BOTH]),
        ("2", [OF_K2]),
        ("3", [BOTH, OF_K2]),
        ("0", []),
    ],
)
async def test_a_key_takes_what_it_says_and_goes_to_the_next(
    docket: Bench, key: str, taken: list[str]
) -> None:
    await docket.press(key)
    assert _consensus(docket) == [("engagement", text) for text in taken]
    assert _in_view(docket) == ALONE
    assert "1 of 3 settled" in docket.shown("#progress")


async def test_a_span_is_drawn_anew(docket: Bench) -> None:
    await docket.press("r")
    assert "Select the passage first" in docket.said[-1]
    await docket.press("J", "r")
    assert _consensus(docket) == [("engagement", "Wir waren engagiert.")]


async def test_what_is_sent_back_needs_a_note_and_becomes_a_memo(
    docket: Bench,
) -> None:
    await docket.press("s", "ctrl+s")
    assert "needs a note" in docket.said[-1]
    await docket.press("s")
    docket.app.screen.query_one(TextArea).text = "Wo endet Engagement?"
    await docket.press("ctrl+s")
    await settled(docket)
    about_code = [it for it in docket.stored_memos() if it.subject is Subject.CODE]
    assert [it.text for it in about_code] == ["Wo endet Engagement?"]
    assert _consensus(docket) == []
    assert _in_view(docket) == ALONE
    assert "Note KM: Wo endet Engagement?" in " ".join(docket.shown("#case").split())


async def test_giving_a_note_up_sends_nothing_back(docket: Bench) -> None:
    await docket.press("s", "escape")
    assert "0 of 3 settled" in docket.shown("#progress")


async def test_why_is_written_before_deciding_and_after(docket: Bench) -> None:
    await docket.press("y")
    assert isinstance(docket.app.screen, Sentence)
    await docket.type("Beides")
    await docket.press("enter")
    assert "Why Beides" in " ".join(docket.shown("#case").split())
    await docket.press("1", "f7")
    words = " ".join(docket.shown("#case").split())
    assert "✓ K1 taken (KM, " in words
    assert "Why Beides" in words
    await docket.press("y")
    await docket.type(" Sätze")
    await docket.press("enter")
    assert "Why Beides Sätze" in " ".join(docket.shown("#case").split())
    current = _screen(docket).desk.current
    assert current is not None
    assert current.settlement is not None
    assert current.settlement.why == "Beides Sätze"


async def test_one_moves_forth_and_back_and_to_what_is_open(docket: Bench) -> None:
    first, second = f"{BOTH} Niemand ging.", ALONE
    await docket.press("left_square_bracket")
    assert docket.said[-1] == "This is the first one."
    await docket.press("right_square_bracket")
    assert _in_view(docket) == second
    await docket.press("1", "f7", "f7")
    assert _in_view(docket) == first
    await docket.press("o")
    assert _screen(docket).desk.at == 2
    await docket.press("f8")
    assert docket.said[-1] == "This is the last one."
    await docket.press("enter")
    assert _in_view(docket) == first


async def test_a_code_is_chosen_among_all(docket: Bench) -> None:
    await docket.press("c")
    assert isinstance(docket.app.screen, OneOf)
    assert docket.options == [
        "   0 of   2 settled  ■ Engagement",
        "   0 of   1 settled  ■ Vertrauensnetze",
    ]
    await docket.press("down", "enter")
    assert _screen(docket).desk.at == 2
    assert "instead: ■ Engagement" in " ".join(docket.shown("#case").split())


async def test_what_was_settled_is_reopened(docket: Bench) -> None:
    await docket.press("x")
    assert "nothing to reopen" in docket.said[-1]
    await docket.press("1", "f7", "x")
    assert _consensus(docket) == []
    assert "Open." in docket.shown("#case")


async def test_undo_and_redo_lead_to_the_difference(docket: Bench) -> None:
    await docket.press("2", "u")
    assert _in_view(docket) == f"{BOTH} Niemand ging."
    assert _consensus(docket) == []
    await docket.press("ctrl+r")
    assert _consensus(docket) == [("engagement", OF_K2)]


async def test_what_both_coded_alike_is_taken_after_a_preview(docket: Bench) -> None:
    await docket.press("a")
    assert isinstance(docket.app.screen, Question)
    assert "1 place in 1 document" in docket.shown(".asking-title")
    assert "1  Öffentlichkeit" in docket.shown(".asking-body")
    await docket.press("n")
    assert _consensus(docket) == []
    await docket.press("a", "y")
    assert _consensus(docket) == [("presse", ALIKE)]
    await docket.press("a")
    assert docket.said[-1] == "What both coded alike is taken already."
    await docket.press("u")
    assert _consensus(docket) == []


async def test_settling_anew_is_asked_for(docket: Bench) -> None:
    await docket.press("1", "f7", "2")
    assert isinstance(docket.app.screen, Question)
    await docket.press("escape")
    assert _consensus(docket) == [("engagement", BOTH)]
    await docket.press("2", "y")
    assert _consensus(docket) == [("engagement", OF_K2)]


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
    assert _consensus(docket) == []


async def test_ones_own_decision_is_taken_instead(docket: Bench, bea: Desk) -> None:
    bea.settle(BOTH, Ruling.SECOND, "Bea")
    await docket.press("1", "m")
    assert _consensus(docket) == [("engagement", BOTH)]
    assert _in_view(docket) == ALONE
    await docket.press("u")
    assert _consensus(docket) == [("engagement", OF_K2)]


async def test_the_others_decision_is_kept(docket: Bench, bea: Desk) -> None:
    await docket.press("y")
    await docket.type("Doch")
    await docket.press("enter")
    bea.settle(BOTH, Ruling.SECOND, "Bea")
    await docket.press("1", "t")
    assert _consensus(docket) == [("engagement", OF_K2)]
    assert "✓ K2 taken (Bea" in docket.shown("#case")
    assert _screen(docket).desk.drafted_why == ""


async def test_nothing_is_decided_yet_and_what_was_written_stays(
    docket: Bench, bea: Desk
) -> None:
    await docket.press("y")
    await docket.type("Doch")
    await docket.press("enter")
    bea.settle(BOTH, Ruling.SECOND, "Bea")
    await docket.press("1", "escape")
    assert _consensus(docket) == [("engagement", OF_K2)]
    assert _screen(docket).desk.drafted_why == "Doch"
    await docket.press("1", "y")
    current = _screen(docket).desk.differences[0]
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
    assert _consensus(docket) == [("engagement", OF_K2)]


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
    assert _consensus(docket) == [("engagement", OF_K2)]
    await docket.press("x")
    assert _consensus(docket) == []


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
    current = _screen(docket).desk.current
    assert current is not None
    (of_k2,) = current.difference.second
    with open_workspace(folder) as workspace:
        remove_coding(workspace.store, of_k2.id, of_k2.coder_id)
    await docket.press("2")
    assert "changed meanwhile" in docket.said[-1]
    assert _in_view(docket) == BOTH
    assert "K1 alone gave this code here." in docket.shown("#case")


async def test_decisions_whose_codings_changed_are_listed_and_reopened(
    docket: Bench, folder: Path
) -> None:
    await docket.press("f")
    assert docket.said[-1] == "No codings changed after they were settled."
    current = _screen(docket).desk.current
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
    assert _consensus(docket) == []
    assert "changed since" not in docket.shown("#progress")


async def test_more_room_is_given_to_the_right_side(docket: Bench) -> None:
    dossier = _screen(docket).dossier
    before = dossier.size.width
    await docket.press("z")
    assert dossier.size.width > before
    await docket.press("z")
    assert dossier.size.width == before


async def test_parts_stand_apart_also_if_drawn_before_they_are_seen(
    docket: Bench,
) -> None:
    screen = _screen(docket)
    screen.add_class("-empty")
    await docket.settle()
    screen.show_words()
    screen.remove_class("-empty")
    await docket.settle()
    rows = [row.strip(" ▏") for row in docket.rows(screen.dossier)]
    assert rows[rows.index("2 K2") - 1] == ""


async def test_all_keys_are_listed(docket: Bench) -> None:
    await docket.press("question_mark")
    assert isinstance(docket.app.screen, KeysHelp)
    listed = " ".join(docket.screen_rows())
    assert "adjudication.take-first" in listed


async def test_the_status_line_names_the_keys(docket: Bench) -> None:
    status = docket.shown("#status")
    for hint in ("1 first", "2 second", "3 both", "0 neither", "s send back"):
        assert hint in status
    await docket.press("1", "f7")
    assert "x reopen" in docket.shown("#status")
    assert "1 first" not in docket.shown("#status")


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_going_back_leads_to_where_one_was(folder: Path, key: str) -> None:
    prepare(folder, "K1", "K2")
    async with opened(folder, "KM", (160, 40)) as bench:
        await bench.go("Antwort 20.")
        before = bench.transcript.scroll_offset
        await open_screen(bench)
        await bench.press("1", key)
        assert isinstance(bench.app.screen, CodingScreen)
        assert bench.here.startswith("Antwort 20.")
        assert bench.transcript.scroll_offset == before
        bench.check_drawn_is_stored()


async def test_escape_gives_a_selection_up_before_it_leaves(docket: Bench) -> None:
    await docket.press("J", "escape")
    assert _screen(docket).transcript.reader.selection is None
    await docket.press("escape")
    assert isinstance(docket.app.screen, CodingScreen)


async def test_the_palette_opens_it(folder: Path) -> None:
    prepare(folder, "K1", "K2")
    async with opened(folder, "KM", (140, 40)) as bench:
        commands = {it.title: it for it in bench.app.get_system_commands(bench.coding)}
        await commands["Settle differences"].callback()
        await settled(bench)
        assert isinstance(bench.app.screen, AdjudicationScreen)


async def test_without_two_who_have_finished_there_is_one_line(folder: Path) -> None:
    prepare(folder, "K1")
    async with opened(folder) as bench:
        await open_screen(bench)
        assert "needs two coders who have finished" in bench.shown("#empty")
        await bench.press("1", "r", "s", "y", "o", "f8", "c", "x", "u", "a", "f")
        await bench.press("escape")
        assert isinstance(bench.app.screen, CodingScreen)


async def test_of_three_coders_two_are_chosen(folder: Path) -> None:
    prepare(folder, "K1", "K2", "K3")
    async with opened(folder) as bench:
        await open_screen(bench)
        assert bench.options == ["K1 and K2", "K1 and K3", "K2 and K3"]
        await bench.press("down", "enter")
        assert "K3 alone" not in bench.shown("#case")
        assert "0 of 3 settled" in bench.shown("#progress")


async def test_choosing_nobody_goes_back(folder: Path) -> None:
    prepare(folder, "K1", "K2", "K3")
    async with opened(folder) as bench:
        await open_screen(bench)
        await bench.press("escape")
        assert isinstance(bench.app.screen, CodingScreen)


async def test_two_who_do_not_differ_have_nothing_to_settle(folder: Path) -> None:
    with open_workspace(folder) as workspace:
        desk = Desk(workspace)
        for handle in ("K1", "K2"):
            desk.code(handle, "presse", ALIKE)
            finish(desk.store, desk.document, desk.coder(handle).id)
    async with opened(folder) as bench:
        await open_screen(bench)
        shown = " ".join(bench.shown("#empty").split())
        assert "K1 and K2 do not differ in the document that both have" in shown
        await bench.press("a", "y")
        assert _consensus(bench) == [("presse", ALIKE)]


async def test_only_the_latest_message_stands_over_the_definition(
    docket: Bench,
) -> None:
    await docket.press("1", "0")
    assert docket.said == ["Neither taken"]


async def test_when_all_is_settled_that_is_said(docket: Bench) -> None:
    await docket.press("1", "1", "2")
    assert docket.said[-1] == "All differences are settled."
    assert "3 of 3 settled" in docket.shown("#progress")
