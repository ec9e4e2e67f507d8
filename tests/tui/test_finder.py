"""The code finder, and making codes where they are needed."""

import asyncio

from tests.tui.bench import Bench
from tests.tui.conftest import CODEBOOK


async def test_the_code_used_last_is_on_top(bench: Bench) -> None:
    await bench.press("3", "j", "2", "c")
    assert [line.split("  ")[0] for line in bench.options] == [
        "■ Erfahrung im Krisenstab [2]",
        "■ Vertrauensnetze [3]",
        "■ Engagement [1]",
        "■ Öffentlichkeit",
    ]


async def test_a_code_that_only_groups_is_not_offered(bench: Bench) -> None:
    await bench.press("c")
    assert not any(line.startswith("■ Personal") for line in bench.options)


async def test_the_segment_to_be_coded_is_shown(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await bench.press("c")
    assert bench.shown("#finder-segment") == "Alle halfen mit!"


async def test_letters_with_a_typing_error_find_a_code(bench: Bench) -> None:
    await bench.press("c")
    await bench.type("vertrauensntze")
    assert bench.options[0].startswith("■ Vertrauensnetze")


async def test_a_keyword_finds_its_code(bench: Bench) -> None:
    await bench.press("c")
    await bench.type("rathaus")
    assert bench.options[0].startswith("■ Öffentlichkeit")


async def test_part_of_a_path_finds_the_codes_below(bench: Bench) -> None:
    await bench.press("c")
    await bench.type("personal")
    assert [line.split(" [")[0] for line in bench.options[:2]] == [
        "■ Engagement",
        "■ Erfahrung im Krisenstab",
    ]


async def test_arrows_choose_among_the_answers(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await bench.press("c", "down", "down", "up", "enter")
    assert bench.stored() == [("erfahrung", "KM", "Alle halfen mit!")]


async def test_escape_leaves_everything_as_it_was(bench: Bench) -> None:
    await bench.press("J", "c")
    await bench.type("eng")
    await bench.press("escape")
    assert bench.app.screen is bench.coding
    assert bench.stored() == []
    assert bench.selected != ""


async def test_a_click_on_an_answer_applies_it(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await bench.press("c")
    await bench.pilot.click("#answers", offset=(4, 2))
    await bench.settle()
    assert bench.stored() == [("netze", "KM", "Alle halfen mit!")]


async def test_letters_typed_before_the_finder_is_drawn_are_kept(
    bench: Bench,
) -> None:
    await bench.go("Alle halfen")
    bench.post_key("c")
    while bench.app.screen is bench.coding:
        await asyncio.sleep(0)
    for key in ("n", "e", "t", "z", "enter"):
        bench.post_key(key)
    await bench.settle()
    await bench.until(lambda: bench.app.screen is bench.coding)
    await bench.settle()
    assert bench.stored() == [("netze", "KM", "Alle halfen mit!")]


async def test_a_new_name_makes_a_code_at_the_top_level(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await bench.press("c")
    await bench.type("Nachbarn")
    assert bench.options[-1] == "＋ New code Nachbarn"
    await bench.press("up", "enter")
    assert bench.stored() == [("nachbarn", "KM", "Alle halfen mit!")]
    assert bench.said[-1] == "New code: Nachbarn"
    assert "■ Nachbarn 1" in bench.tree_labels()
    bench.check_drawn_is_stored()
    written = await bench.written()
    assert "# Codebuch der Probestudie: dieser Kommentar bleibt stehen." in written
    assert "# Auch dieser Kommentar bleibt." in written
    assert "  - key: nachbarn" in written


async def test_a_new_name_makes_a_code_below_the_trees_code(bench: Bench) -> None:
    await bench.go("Alle halfen")
    await bench.choose("Vertrauensnetze")
    await bench.press("c")
    await bench.type("Nachbarn")
    assert bench.options[-2:] == [
        "＋ New code Nachbarn below Vertrauensnetze",
        "＋ New code Nachbarn",
    ]
    await bench.press("up", "up", "enter")
    made = bench.desk.codebook.by_key("nachbarn")
    above = bench.desk.codebook.by_key("netze")
    assert made is not None
    assert above is not None
    assert made.parent_id == above.id
    written = await bench.written()
    assert written.index("key: netze") < written.index("children:\n      - key: nach")


async def test_a_code_made_below_another_is_seen_in_the_tree(bench: Bench) -> None:
    await bench.choose("Vertrauensnetze")
    await bench.press("c")
    await bench.type("Nachbarn")
    await bench.press("up", "up", "enter")
    assert "■ Nachbarn 1" in bench.shown("#codes")


async def test_one_undo_takes_a_new_code_and_its_coding_away(bench: Bench) -> None:
    await bench.press("c")
    await bench.type("Nachbarn")
    await bench.press("up", "enter")
    await bench.written()
    await bench.press("u")
    assert bench.stored() == []
    assert not any("Nachbarn" in label for label in bench.tree_labels())
    bench.check_drawn_is_stored()
    assert await bench.written() == CODEBOOK


async def test_a_redo_brings_both_back(bench: Bench) -> None:
    await bench.press("c")
    await bench.type("Nachbarn")
    await bench.press("up", "enter", "u", "ctrl+r")
    assert [key for key, _, _ in bench.stored()] == ["nachbarn"]
    assert "key: nachbarn" in await bench.written()


async def test_a_known_name_is_not_offered_as_a_new_code(bench: Bench) -> None:
    await bench.press("c")
    await bench.type("engagement")
    assert not any("New code" in line for line in bench.options)


async def test_a_name_that_looks_like_markup_is_taken_as_it_is(bench: Bench) -> None:
    await bench.press("c")
    await bench.type("[b]x[/]")
    await bench.press("up", "enter")
    codes = [code.name for code in bench.desk.codebook.codes]
    assert "[b]x[/]" in codes
    assert "■ [b]x[/] 1" in bench.tree_labels()
    assert bench.said[-1] == "New code: [b]x[/]"
