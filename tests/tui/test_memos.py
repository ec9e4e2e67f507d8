"""Memos on codings, documents and codes."""

from qcode.model.coding import Subject
from tests.tui.bench import Bench


async def test_a_memo_is_about_the_coding_here(bench: Bench) -> None:
    await bench.press("1", "m")
    assert bench.shown("#memo-about") == "Memo · Personal > Engagement"
    await bench.type("Nachfragen")
    await bench.press("ctrl+s")
    memo = bench.stored_memos()[0]
    assert (memo.subject, memo.text) == (Subject.CODING, "Nachfragen")
    assert memo.subject_id == bench.desk.codings[0].id
    assert "Nachfragen" in bench.shown("#details")
    assert bench.said[-1] == "Memo stored"


async def test_a_memo_is_about_what_was_just_coded_of_two_on_one_span(
    bench: Bench,
) -> None:
    await bench.press("1", "2", "m")
    await bench.type("Grenzfall")
    await bench.press("ctrl+s")
    [memo] = bench.stored_memos()
    about = next(c for c in bench.desk.codings if c.id == memo.subject_id)
    assert bench.desk.codebook.code(about.code_id).key == "erfahrung"


async def test_a_memo_is_about_the_document_where_nothing_is_coded(
    bench: Bench,
) -> None:
    await bench.press("m")
    assert bench.shown("#memo-about") == "Memo · anna-01"
    await bench.type("Offen")
    await bench.press("ctrl+s")
    assert bench.stored_memos()[0].subject is Subject.DOCUMENT
    assert "Document memo: Offen" in bench.shown("#details")


async def test_a_memo_is_about_the_trees_code_and_shown_with_it(bench: Bench) -> None:
    await bench.choose("Vertrauensnetze")
    await bench.press("m")
    assert bench.shown("#memo-about") == "Memo · Vertrauensnetze"
    await bench.type("Eng fassen")
    await bench.press("ctrl+s")
    assert bench.stored_memos()[0].subject is Subject.CODE
    await bench.settle()
    assert "My memo  Eng fassen" in bench.shown("#details")


async def test_a_memo_is_changed_and_not_doubled(bench: Bench) -> None:
    await bench.press("m")
    await bench.type("Eins")
    await bench.press("ctrl+s", "m")
    await bench.type(" zwei")
    await bench.press("ctrl+s")
    assert [memo.text for memo in bench.stored_memos()] == ["Eins zwei"]


async def test_a_memo_that_was_emptied_is_taken_away(bench: Bench) -> None:
    await bench.press("m")
    await bench.type("Eins")
    await bench.press("ctrl+s", "m", *["backspace"] * 4, "ctrl+s")
    assert bench.stored_memos() == []
    assert "Document memo" not in bench.shown("#details")


async def test_an_unchanged_memo_leaves_no_step_to_undo(bench: Bench) -> None:
    await bench.press("m")
    await bench.type("Eins")
    await bench.press("ctrl+s", "m", "ctrl+s", "u")
    assert bench.stored_memos() == []


async def test_an_empty_new_memo_stores_nothing(bench: Bench) -> None:
    await bench.press("m", "space", "ctrl+s")
    assert bench.stored_memos() == []
    assert bench.said == []


async def test_giving_up_a_written_memo_warns_once(bench: Bench) -> None:
    await bench.press("m")
    await bench.type("Eins")
    await bench.press("escape")
    assert "Not saved." in bench.shown("#memo-keys")
    await bench.press("escape")
    assert bench.app.screen is bench.coding
    assert bench.stored_memos() == []


async def test_giving_up_an_unwritten_memo_asks_nothing(bench: Bench) -> None:
    await bench.press("m", "escape")
    assert bench.app.screen is bench.coding


async def test_after_the_warning_a_memo_can_still_be_saved(bench: Bench) -> None:
    await bench.press("m")
    await bench.type("Eins")
    await bench.press("escape", "ctrl+s")
    assert [memo.text for memo in bench.stored_memos()] == ["Eins"]


async def test_undo_brings_the_former_memo_back(bench: Bench) -> None:
    await bench.press("m")
    await bench.type("Eins")
    await bench.press("ctrl+s", "m")
    await bench.type(" zwei")
    await bench.press("ctrl+s", "u")
    assert [memo.text for memo in bench.stored_memos()] == ["Eins"]
    assert "Document memo: Eins" in bench.shown("#details")


async def test_a_memo_with_markup_is_shown_as_text(bench: Bench) -> None:
    await bench.press("m")
    await bench.type("[bold]x[/]")
    await bench.press("ctrl+s")
    assert "Document memo: [bold]x[/]" in bench.shown("#details")
