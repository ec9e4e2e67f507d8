"""The list of suggestions by probability, and accepting many of them at once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from qcode.model.coding import Origin
from qcode.tui.screens.accepting import AcceptAll
from tests.tui.bench import Bench
from tests.tui.suggested_study import (
    ANNA,
    DRILL,
    NET,
    PRESS,
    SETTINGS,
    because,
    caught_up,
    keep,
    read,
    suggested,
)

PROPOSED = [
    (DRILL, "uebung", 0.93, [because(ANNA, "Übung")]),
    (PRESS, "presse", 0.85, [because(ANNA, "Presse", "täglich")]),
    (NET, "netze", 0.62, []),
]


@pytest_asyncio.fixture
async def bench(begun_folder: Path) -> AsyncIterator[Bench]:
    """Three suggestions that were kept, of known probabilities."""
    keep(begun_folder, PROPOSED)
    async with read(begun_folder) as bench:
        yield bench


async def test_the_list_is_by_probability_with_code_and_passage(bench: Bench) -> None:
    await bench.press("S")
    assert bench.focus == "suggestions"
    rows = bench.rows(bench.coding.query_one("#suggestions"))
    assert [row.strip() for row in rows[:6]] == [
        "93% ■ Übungen",
        DRILL,
        "85% ■ Öffentlichkeit",
        PRESS,
        "62% ■ Vertrauensnetze",
        NET,
    ]


async def test_a_narrow_screen_lists_each_in_one_line(begun_folder: Path) -> None:
    keep(begun_folder, PROPOSED)
    async with read(begun_folder, (80, 24)) as bench:
        await bench.press("S")
        rows = bench.rows(bench.coding.query_one("#suggestions"))
        assert f"93% ■ Übungen  {DRILL}" in rows[1]
        assert bench.selected == DRILL
        assert DRILL in "".join(bench.rows(bench.transcript))


async def test_walking_through_the_list_shows_each_in_the_text(bench: Bench) -> None:
    await bench.press("S")
    assert bench.selected == DRILL
    await bench.press("down")
    assert bench.selected == PRESS
    assert "Öffentlichkeit" in bench.shown("#suggestion")
    await bench.press("down", "enter")
    assert bench.selected == NET
    assert bench.focus == "transcript"
    await bench.press("J")
    assert bench.selected.startswith(NET)
    assert bench.selected != NET


async def test_decisions_in_the_list_go_on_to_the_next_less_probable(
    bench: Bench,
) -> None:
    await bench.press("S", "x")
    assert bench.selected == PRESS
    await bench.press("a")
    assert bench.selected == NET
    assert bench.focus == "suggestions"
    (coding,) = bench.desk.codings
    assert coding.span.cut(bench.text) == PRESS
    await bench.press("x")
    assert bench.selected == ""
    await caught_up(bench)
    assert not {DRILL, PRESS, NET} & set(suggested(bench))


@pytest.mark.parametrize("key", ["escape", "S"])
async def test_the_list_closes_and_what_is_in_view_stays(
    bench: Bench, key: str
) -> None:
    await bench.press("S", "down", key)
    assert not bench.coding.query_one("#suggestions").display
    assert bench.focus == "transcript"
    assert bench.selected == PRESS
    assert "Suggestion 85%" in bench.shown("#suggestion")


async def test_a_click_in_the_list_goes_there(bench: Bench) -> None:
    await bench.press("S")
    assert await bench.pilot.click("#suggestions", offset=(8, 4))
    await bench.settle()
    assert bench.selected == NET
    assert bench.focus == "transcript"


async def test_nothing_is_accepted_before_the_preview_says_yes(bench: Bench) -> None:
    await bench.press("A")
    assert isinstance(bench.app.screen, AcceptAll)
    assert "Accept 2 of 3 suggestions   from 80% on" in bench.shown("#accept-question")
    rows = bench.rows(bench.app.screen.query_one("#accept-list"))
    assert rows == [
        f"✓  93% ■ Übungen  {DRILL}",
        f"✓  85% ■ Öffentlichkeit  {PRESS}",
        f"   62% ■ Vertrauensnetze  {NET}",
    ]
    await bench.press("escape")
    assert bench.desk.codings == []


async def test_all_that_are_shown_become_codings_in_one_step(bench: Bench) -> None:
    await bench.press("s", "A", "enter")
    assert bench.selected == ""
    made = [it.span.cut(bench.text) for it in bench.desk.codings]
    assert made == [PRESS, DRILL]
    assert {it.origin for it in bench.desk.codings} == {Origin.SUGGESTION}
    assert "2 codings made as one step; u undoes it." in bench.said
    bench.check_drawn_is_stored()
    await bench.press("u")
    assert bench.desk.codings == []
    await caught_up(bench)
    assert {PRESS, DRILL} <= set(suggested(bench))


async def test_the_threshold_moves_by_steps_of_five(bench: Bench) -> None:
    await bench.press("A", "up", "up")
    assert "Accept 1 of 3 suggestions   from 90%" in bench.shown("#accept-question")
    await bench.press(*["down"] * 6)
    assert "Accept 3 of 3 suggestions   from 60%" in bench.shown("#accept-question")
    await bench.press("enter")
    assert len(bench.desk.codings) == 3


async def test_where_none_is_so_probable_nothing_is_accepted(bench: Bench) -> None:
    await bench.press("A", "up", "up", "up", "up")
    shown = bench.shown("#accept-question")
    assert "Accept 0 of 3 suggestions   from 100% on   none is so probable" in shown
    await bench.press("enter")
    assert isinstance(bench.app.screen, AcceptAll)
    await bench.press("escape")
    assert bench.desk.codings == []


async def test_the_studys_own_threshold_is_the_one_to_begin_with(
    begun_folder: Path,
) -> None:
    settings = f"{SETTINGS}accept-from = 0.6\n"
    (begun_folder / "qcode.toml").write_text(settings, "utf-8")
    keep(begun_folder, PROPOSED)
    async with read(begun_folder) as bench:
        await bench.press("A")
        assert "Accept 3 of 3" in bench.shown("#accept-question")
