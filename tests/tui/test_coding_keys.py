"""Coding, repeating, removing, undoing: stored when it is drawn."""

from pathlib import Path

import pytest

from qcode.model.span import Span
from qcode.operations import coders
from qcode.tui.screens.code_finder import CodeFinder
from qcode.tui.screens.coding import CodingScreen
from tests.tui.bench import Bench, coding_of, opened


@pytest.mark.parametrize("key", ["c", "enter"])
async def test_a_key_opens_the_finder_and_enter_applies(bench: Bench, key: str) -> None:
    await bench.go("Alle halfen")
    await bench.press(key)
    assert isinstance(bench.app.screen, CodeFinder)
    await bench.type("eng")
    await bench.press("enter")
    assert bench.stored() == [("engagement", "KM", "Alle halfen mit!")]
    bench.check_drawn_is_stored()


async def test_a_known_code_is_applied_with_four_keys_by_the_finder(
    bench: Bench,
) -> None:
    await bench.go("Alle halfen")
    keys = ["c", "e", "n", "enter"]
    await bench.press(*keys)
    assert bench.stored() == [("engagement", "KM", "Alle halfen mit!")]
    assert len(keys) <= 4


async def test_the_code_used_last_takes_two_keys_in_the_finder(bench: Bench) -> None:
    await bench.press("3")
    await bench.go("Alle halfen")
    await bench.press("c", "enter")
    assert ("netze", "KM", "Alle halfen mit!") in bench.stored()


async def test_a_shortcut_codes_the_sentence_with_one_key(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await bench.press("2")
    assert bench.stored() == [("erfahrung", "KM", "Alle halfen mit!")]
    assert bench.said[-1] == "Coded: Erfahrung im Krisenstab"
    assert "1 coding here" in bench.shown("#status")
    bench.check_drawn_is_stored()


async def test_the_full_stop_repeats_the_last_code(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await bench.press("2", "j", "full_stop")
    assert bench.stored() == [
        ("erfahrung", "KM", "Alle halfen mit!"),
        ("erfahrung", "KM", "Niemand ging."),
    ]
    bench.check_drawn_is_stored()


async def test_repeating_before_the_first_code_says_what_to_do(bench: Bench) -> None:
    await bench.press("full_stop")
    assert bench.stored() == []
    assert bench.said == ["No code was applied yet; c finds one."]


async def test_the_last_code_is_known_after_a_restart(folder: Path) -> None:
    async with opened(folder) as bench:
        await bench.press("2")
    async with opened(folder) as bench:
        await bench.go("Alle halfen")
        await bench.press("full_stop")
        assert ("erfahrung", "KM", "Alle halfen mit!") in bench.stored()


async def test_a_selection_is_coded_instead_of_the_sentence(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await bench.press("W", "W", "1")
    assert bench.stored() == [("engagement", "KM", "Alle halfen")]
    assert bench.selected == ""
    assert bench.here.startswith("Alle halfen")


async def test_a_key_without_a_code_does_nothing(bench: Bench) -> None:
    await bench.press("9", "y", "0")
    assert bench.stored() == []
    assert bench.said == []


async def test_the_same_coding_twice_is_refused_and_nothing_is_drawn(
    bench: Bench,
) -> None:
    await bench.go("Alle halfen")
    await bench.press("1", "1")
    assert len(bench.stored()) == 1
    bench.check_drawn_is_stored()
    notice = list(bench.app._notifications)[-1]
    assert "Engagement" in notice.message
    assert (notice.severity, notice.markup) == ("error", False)


async def test_a_coded_sentence_is_under_the_cursor_even_from_its_label(
    bench: Bench,
) -> None:
    await bench.go("I: Und die Netze")
    await bench.press("1")
    assert "1 coding here" in bench.shown("#status")
    assert bench.stored() == [("engagement", "KM", "Und die Netze?")]


async def test_overlapping_and_nested_codings_are_stored_and_drawn(
    bench: Bench,
) -> None:
    await bench.code("Wir waren engagiert. Alle halfen mit!", "1")
    await bench.code("Alle halfen mit! Niemand ging.", "2")
    await bench.code("halfen", "3")
    assert bench.stored() == [
        ("engagement", "KM", "Wir waren engagiert. Alle halfen mit!"),
        ("erfahrung", "KM", "Alle halfen mit! Niemand ging."),
        ("netze", "KM", "halfen"),
    ]
    assert "3 codings here" in bench.shown("#status")
    assert bench.transcript.marking.lane_count == 3
    bench.check_drawn_is_stored()


async def test_o_cycles_through_the_codings_here(bench: Bench) -> None:
    await bench.code("Alle halfen mit!", "1")
    await bench.code("halfen", "2")
    await bench.code("halfen mit", "3")
    await bench.go("halfen")
    chosen = []
    for _ in range(4):
        current = bench.coding.current_coding()
        assert current is not None
        assert bench.transcript.current == current.id
        chosen.append(current.span.cut(bench.text))
        await bench.press("o")
    # What was coded last comes first, then from the innermost outwards.
    assert chosen == ["halfen mit", "Alle halfen mit!", "halfen", "halfen mit"]


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_a_key_removes_the_coding_that_was_cycled_to(
    bench: Bench, key: str
) -> None:
    await bench.code("Alle halfen mit!", "1")
    await bench.code("halfen", "2")
    await bench.press("o", key)
    assert bench.stored() == [("erfahrung", "KM", "halfen")]
    assert bench.said[-1] == "Removed: Engagement"
    bench.check_drawn_is_stored()


async def test_removing_where_nothing_is_coded_says_so(bench: Bench) -> None:
    await bench.press("d")
    assert bench.said == ["There is no coding here to remove."]


async def test_another_coders_coding_is_shown_but_not_removed(folder: Path) -> None:
    async with opened(folder, "Bea") as bench:
        await bench.go("Alle halfen")
        await bench.press("1")
    async with opened(folder) as bench:
        await bench.go("Alle halfen")
        assert "Bea" in bench.shown("#details")
        await bench.press("d")
        assert bench.stored() == [("engagement", "Bea", "Alle halfen mit!")]
        assert "Bea" in bench.said[-1]
        bench.check_drawn_is_stored()


async def test_u_undoes_and_ctrl_r_redoes(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await bench.press("1", "j", "2", "u")
    assert bench.stored() == [("engagement", "KM", "Alle halfen mit!")]
    assert bench.said[-1].startswith("Undone: Erfahrung im Krisenstab")
    bench.check_drawn_is_stored()
    await bench.press("u")
    assert bench.stored() == []
    bench.check_drawn_is_stored()
    await bench.press("ctrl+r", "ctrl+r")
    assert len(bench.stored()) == 2
    assert bench.said[-1].startswith("Redone: Erfahrung im Krisenstab")
    bench.check_drawn_is_stored()


async def test_nothing_to_undo_or_redo_is_said(bench: Bench) -> None:
    await bench.press("u", "ctrl+r")
    assert len(bench.said) == 2
    assert all("undo" in said or "redo" in said for said in bench.said)


async def test_a_removal_is_undone_with_its_memo(bench: Bench) -> None:
    await bench.press("1", "m")
    await bench.type("wichtig")
    await bench.press("ctrl+s", "d")
    assert bench.stored_memos() == []
    await bench.press("u")
    assert [memo.text for memo in bench.stored_memos()] == ["wichtig"]
    assert "wichtig" in bench.shown("#details")
    bench.check_drawn_is_stored()


async def test_undo_and_redo_reach_across_a_restart(folder: Path) -> None:
    async with opened(folder) as bench:
        await bench.press("1")
    async with opened(folder) as bench:
        await bench.press("u")
        assert bench.stored() == []
        bench.check_drawn_is_stored()
    async with opened(folder) as bench:
        await bench.press("ctrl+r")
        assert len(bench.stored()) == 1
        bench.check_drawn_is_stored()


async def test_undo_leaves_other_coders_work_alone(folder: Path) -> None:
    async with opened(folder, "Bea") as bench:
        await bench.press("1")
    async with opened(folder) as bench:
        await bench.press("u")
        assert len(bench.stored()) == 1


async def test_keys_pressed_without_a_pause_are_all_done_in_order(
    bench: Bench,
) -> None:
    await bench.go("Antwort 3")
    await bench.pilot.press("1", "j", "d", "k", "2", "j", "full_stop", "u", "d", "j")
    await bench.settle()
    assert sorted(bench.stored()) == [
        ("engagement", "KM", "Antwort 3."),
        ("erfahrung", "KM", "Antwort 3."),
    ]
    bench.check_drawn_is_stored()


async def test_a_coding_outside_the_text_is_refused_and_not_drawn(
    bench: Bench,
) -> None:
    reader = bench.transcript.reader
    reader.text += " behind the stored text"
    reader.select(Span(len(reader.text) - 4, len(reader.text)))
    await bench.press("1")
    assert bench.stored() == []
    assert bench.transcript.marking.marks == []
    assert list(bench.app._notifications)[-1].severity == "error"


async def test_reading_goes_on_where_it_ended(folder: Path) -> None:
    async with opened(folder) as bench:
        await bench.go("Antwort 30")
        await bench.press("right_square_bracket", "left_square_bracket")
        await bench.go("Antwort 31")
        bench.app.simulate_key("q")
        await bench.until(lambda: not bench.app.is_running)
    async with opened(folder) as bench:
        assert bench.here.startswith("Antwort 31")
        assert "Antwort 31" in " ".join(bench.rows(bench.transcript))


async def test_codings_are_drawn_again_after_a_restart(folder: Path) -> None:
    async with opened(folder) as bench:
        await bench.code("Alle halfen mit!", "1")
    async with opened(folder) as bench:
        assert coding_of(bench, "Alle halfen mit!").span.length == 16
        bench.check_drawn_is_stored()


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_a_key_quits(bench: Bench, key: str) -> None:
    bench.app.simulate_key(key)
    await bench.until(lambda: not bench.app.is_running)


async def test_each_key_of_the_screen_has_an_id_of_its_own() -> None:
    ids = [binding.id for binding in CodingScreen.BINDINGS]  # type: ignore[union-attr]
    assert None not in ids
    assert len(set(ids)) == len(ids)


async def test_the_coder_is_known_under_the_handle_that_was_given(
    bench: Bench,
) -> None:
    assert "coder KM" in bench.shown("#status")
    known = [count.coder.handle for count in coders.list_coders(bench.desk.store)]
    assert known == ["KM"]


async def test_keys_typed_ahead_are_done_in_the_order_of_typing(bench: Bench) -> None:
    await bench.go("Antwort 3")
    for key in ("1", "j", "1", "j", "2", "j", "full_stop"):
        bench.post_key(key)
    await bench.until(lambda: len(bench.stored()) == 4)
    await bench.settle()
    assert bench.stored() == [
        ("engagement", "KM", "Antwort 3."),
        ("engagement", "KM", "Ende."),
        ("erfahrung", "KM", "Frage 4?"),
        ("erfahrung", "KM", "Antwort 4."),
    ]
    bench.check_drawn_is_stored()
