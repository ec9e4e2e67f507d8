"""Settling differences on a real study: K1 and K2 coded, KM decides."""

import pytest
from textual.widgets import TextArea

from qcode.model.coding import Subject
from qcode.tui.screens.asking import OneOf, Question, Sentence
from qcode.tui.widgets.sided import Side
from tests.tui.adjudicating import (
    ALIKE,
    ALONE,
    BOTH,
    OF_K2,
    consensus,
    in_view,
    screen_of,
    settled,
)
from tests.tui.bench import Bench


async def test_the_code_that_differs_most_often_comes_first(docket: Bench) -> None:
    assert in_view(docket) == f"{BOTH} Niemand ging."
    words = docket.shown("#case")
    assert "Both gave it, with other boundaries" in words
    assert "Memo Einsatz aller?" in " ".join(words.split())
    assert "Include Wenn jemand mehr tut" in " ".join(words.split())
    assert "0 of 3 settled" in docket.shown("#progress")
    assert "no. 1 of 2 in this code, 0 settled" in docket.shown("#progress")
    marks = screen_of(docket).desk.marks()
    assert {mark.side for mark in marks if mark.is_current} == {Side.FIRST, Side.SECOND}


async def test_each_coder_has_a_sign_beside_the_rows_that_are_coded(
    docket: Bench,
) -> None:
    rows = docket.rows(screen_of(docket).transcript)
    row = next(row for row in rows if "Wir waren engagiert" in row)
    assert row.split()[1:3] == ["00:09", "12"]
    await docket.press("f8")
    row = next(
        row for row in docket.rows(screen_of(docket).transcript) if ALONE[:9] in row
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
    assert consensus(docket) == [("engagement", text) for text in taken]
    assert in_view(docket) == ALONE
    assert "1 of 3 settled" in docket.shown("#progress")


async def test_a_span_is_drawn_anew(docket: Bench) -> None:
    await docket.press("r")
    assert "Select the passage first" in docket.said[-1]
    await docket.press("J", "r")
    assert consensus(docket) == [("engagement", "Wir waren engagiert.")]


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
    assert consensus(docket) == []
    assert in_view(docket) == ALONE
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
    current = screen_of(docket).desk.current
    assert current is not None
    assert current.settlement is not None
    assert current.settlement.why == "Beides Sätze"


async def test_one_moves_forth_and_back_and_to_what_is_open(docket: Bench) -> None:
    first, second = f"{BOTH} Niemand ging.", ALONE
    await docket.press("left_square_bracket")
    assert docket.said[-1] == "This is the first one."
    await docket.press("right_square_bracket")
    assert in_view(docket) == second
    await docket.press("1", "f7", "f7")
    assert in_view(docket) == first
    await docket.press("o")
    assert screen_of(docket).desk.at == 2
    await docket.press("f8")
    assert docket.said[-1] == "This is the last one."
    await docket.press("enter")
    assert in_view(docket) == first


async def test_a_code_is_chosen_among_all(docket: Bench) -> None:
    await docket.press("c")
    assert isinstance(docket.app.screen, OneOf)
    assert docket.options == [
        "   0 of   2 settled  ■ Engagement",
        "   0 of   1 settled  ■ Vertrauensnetze",
    ]
    await docket.press("down", "enter")
    assert screen_of(docket).desk.at == 2
    assert "instead: ■ Engagement" in " ".join(docket.shown("#case").split())


async def test_what_was_settled_is_reopened(docket: Bench) -> None:
    await docket.press("x")
    assert "nothing to reopen" in docket.said[-1]
    await docket.press("1", "f7", "x")
    assert consensus(docket) == []
    assert "Open." in docket.shown("#case")


async def test_undo_and_redo_lead_to_the_difference(docket: Bench) -> None:
    await docket.press("2", "u")
    assert in_view(docket) == f"{BOTH} Niemand ging."
    assert consensus(docket) == []
    await docket.press("ctrl+r")
    assert consensus(docket) == [("engagement", OF_K2)]


async def test_what_both_coded_alike_is_taken_after_a_preview(docket: Bench) -> None:
    await docket.press("a")
    assert isinstance(docket.app.screen, Question)
    assert "1 place in 1 document" in docket.shown(".asking-title")
    assert "1  Öffentlichkeit" in docket.shown(".asking-body")
    await docket.press("n")
    assert consensus(docket) == []
    await docket.press("a", "y")
    assert consensus(docket) == [("presse", ALIKE)]
    await docket.press("a")
    assert docket.said[-1] == "What both coded alike is taken already."
    await docket.press("u")
    assert consensus(docket) == []


async def test_settling_anew_is_asked_for(docket: Bench) -> None:
    await docket.press("1", "f7", "2")
    assert isinstance(docket.app.screen, Question)
    await docket.press("escape")
    assert consensus(docket) == [("engagement", BOTH)]
    await docket.press("2", "y")
    assert consensus(docket) == [("engagement", OF_K2)]
