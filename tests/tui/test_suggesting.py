"""Going through suggestions: computed by the engine, seen, taken and refused."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from rich.style import Style

from qcode.model.coding import Coding, Origin
from qcode.model.suggestion import Verdict
from qcode.store import shown_suggestions, suggestions
from tests.tui.bench import Bench
from tests.tui.suggested_study import (
    BODO,
    DRILL,
    NET,
    PRESS,
    caught_up,
    read,
    suggested,
)


@pytest_asyncio.fixture
async def bench(begun_folder: Path) -> AsyncIterator[Bench]:
    async with read(begun_folder) as bench:
        yield bench


def _own(bench: Bench) -> list[Coding]:
    return bench.desk.codings


def _row(bench: Bench, words: str) -> str:
    """The row of the transcript that shows these words, with its margin."""
    rows = bench.rows(bench.transcript)
    return next(row for row in rows if words in row)


async def test_passages_are_signed_in_a_column_of_their_own(bench: Bench) -> None:
    assert suggested(bench) == [PRESS, NET, DRILL]
    assert _row(bench, PRESS).startswith("   3 ◦ B:")
    assert _row(bench, "Und wer half?").startswith("   5   I:")
    assert bench.transcript.marking.marks == []
    assert "3 suggested" in bench.shown("#status")


async def test_a_passage_over_several_rows_is_signed_down_to_its_end(
    begun_folder: Path,
) -> None:
    async with read(begun_folder, (36, 30)) as bench:
        rows = bench.rows(bench.transcript)
        at = next(place for place, row in enumerate(rows) if row.startswith("   3 ◦"))
        assert rows[at + 1].startswith("     ┊ ")
        assert rows[at + 2].startswith("   4   ") or not rows[at + 2].strip(" 4")


async def test_steps_go_in_the_order_of_the_text_and_round_its_end(
    bench: Bench,
) -> None:
    seen = []
    for key in ("s", "s", "s", "s", "P", "P"):
        await bench.press(key)
        seen.append(bench.selected)
    assert seen == [PRESS, NET, DRILL, PRESS, DRILL, NET]


async def test_the_passage_that_one_reads_comes_first(bench: Bench) -> None:
    await bench.go("half uns")
    await bench.press("s")
    assert bench.selected == NET
    await bench.press("escape")
    await bench.go("Gab es")
    await bench.press("P")
    assert bench.selected == NET


async def test_the_one_in_view_is_told_with_code_probability_and_reasons(
    bench: Bench,
) -> None:
    await bench.press("s", "s", "s")
    card = bench.shown("#suggestion")
    assert "Suggestion 50%  3 of 3" in card
    assert "■ Übungen" in card
    assert "keyword  Übung" in card
    assert "like     bodo-02, line 3" in card
    assert "„Wir machten eine Übung im" in card
    assert "Wir machten" in BODO.splitlines()[2]


async def test_the_definition_of_the_suggested_code_is_read_below(
    bench: Bench,
) -> None:
    await bench.press("s", "s", "s")
    shown = bench.shown("#code")
    assert shown.startswith("Was vor der Krise geübt wurde.")
    assert "Exclude  Schulungen ohne Rollen und Lage." in shown
    await bench.press("P")
    assert "Was vor der Krise" not in bench.shown("#code")


async def test_the_words_that_speak_for_the_code_stand_out(bench: Bench) -> None:
    def drawn(word: str) -> Style:
        row = next(
            y for y, shown in enumerate(bench.rows(bench.transcript)) if NET in shown
        )
        segments = bench.transcript.render_line(row)
        found = next(it for it in segments if it.text.strip() == word)
        assert found.style is not None
        return found.style

    await bench.press("s", "s")
    word, around = drawn("Netzwerk"), drawn("half uns sehr.")
    assert (word.bold, word.underline) == (True, True)
    assert not around.bold
    assert not around.underline
    assert word.bgcolor == around.bgcolor
    assert word.color != around.color


async def test_accepting_makes_a_coding_and_brings_the_next_into_view(
    bench: Bench,
) -> None:
    await bench.press("s", "a")
    (coding,) = _own(bench)
    assert coding.span.cut(bench.text) == PRESS
    assert coding.origin is Origin.SUGGESTION
    assert "Coded: Öffentlichkeit" in bench.said
    assert bench.selected == NET
    await bench.press("a", "x")
    assert [it.span.cut(bench.text) for it in _own(bench)] == [PRESS, NET]
    await caught_up(bench)
    assert not {PRESS, NET, DRILL} & set(suggested(bench))
    bench.check_drawn_is_stored()


async def test_boundaries_are_adjusted_before_accepting(bench: Bench) -> None:
    await bench.press("s", "B", "a")
    (coding,) = _own(bench)
    assert coding.span.cut(bench.text) == "Die Presse rief täglich"
    assert bench.selected == NET


async def test_rejecting_keeps_it_away_and_brings_the_next_into_view(
    bench: Bench,
) -> None:
    await bench.press("s", "x")
    assert _own(bench) == []
    assert "Not here: Öffentlichkeit" in bench.said
    assert bench.selected == NET
    with bench.desk.store.read() as connection:
        (decision,) = suggestions.decided(connection)
    assert decision.verdict is Verdict.REJECTED
    await caught_up(bench)
    assert PRESS not in suggested(bench)


async def test_the_last_decision_in_the_text_does_not_leap_to_its_beginning(
    bench: Bench,
) -> None:
    await bench.press("P", "x")
    assert bench.selected == ""
    assert bench.here.startswith(DRILL)
    assert "The last one below. 2 above: s begins at the top." in bench.said


async def test_a_suggestion_that_the_accepted_span_covers_is_not_gone_to(
    bench: Bench,
) -> None:
    # Coding by hand settles the passage too.
    await bench.code(PRESS, "1")
    await caught_up(bench)
    assert PRESS not in suggested(bench)
    assert NET in suggested(bench)


async def test_undo_takes_the_coding_back_and_brings_the_suggestion_back(
    bench: Bench,
) -> None:
    await bench.press("s", "a")
    await caught_up(bench)
    await bench.press("u")
    await caught_up(bench)
    assert _own(bench) == []
    assert suggested(bench) == [PRESS, NET, DRILL]
    assert bench.selected == PRESS
    await bench.press("ctrl+r")
    await caught_up(bench)
    assert len(_own(bench)) == 1
    assert PRESS not in suggested(bench)


async def test_undoing_a_rejection_brings_the_suggestion_back(bench: Bench) -> None:
    await bench.press("s", "s", "x")
    await caught_up(bench)
    await bench.press("u")
    await caught_up(bench)
    assert bench.selected == NET


async def test_reading_on_leaves_the_suggestion_behind(bench: Bench) -> None:
    await bench.press("s", "escape", "l", "l")
    assert not bench.coding.query_one("#suggestion").display
    await bench.press("x")
    assert "No suggestion is in view; s goes to the next." in bench.said
    assert PRESS in suggested(bench)


async def test_hints_name_the_keys_for_the_one_in_view(bench: Bench) -> None:
    assert "s suggestion" in bench.shown("#status")
    await bench.press("s")
    shown = bench.shown("#status")
    assert "a accept   x reject   s next   J longer   S list   A accept all" in shown


async def test_a_click_on_the_sign_goes_to_the_suggestion(bench: Bench) -> None:
    rows = bench.rows(bench.transcript)
    at = next(place for place, row in enumerate(rows) if NET in row)
    assert await bench.pilot.click("#transcript", offset=(5, at))
    await bench.settle()
    assert bench.selected == NET
    assert "Vertrauensnetze" in bench.shown("#suggestion")


async def test_a_stripe_beside_signs_is_still_clicked(bench: Bench) -> None:
    await bench.code(PRESS, "1")
    await caught_up(bench)
    await bench.press("escape", "g")
    rows = bench.rows(bench.transcript)
    at = next(place for place, row in enumerate(rows) if PRESS in row)
    assert rows[at].startswith("   3  ▎ B:")
    assert await bench.pilot.click("#transcript", offset=(6, at))
    await bench.settle()
    assert bench.here.startswith(PRESS)
    assert bench.coding.current_coding() == _own(bench)[0]


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_suggestion_is_seen_in_any_size(
    begun_folder: Path, size: tuple[int, int]
) -> None:
    async with read(begun_folder, size) as bench:
        await bench.press("s")
        assert "Suggestion 50%" in bench.shown("#suggestion")
        assert "keyword" in bench.shown("#suggestion")


async def test_what_came_into_view_is_remembered(bench: Bench) -> None:
    await bench.press("s", "s")
    await bench.app.workers.wait_for_complete()
    with bench.desk.store.read() as connection:
        seen = shown_suggestions.noted(connection, bench.desk.coder.id)
    assert [it.suggestion.span.cut(bench.text) for it in seen] == [PRESS, NET]
