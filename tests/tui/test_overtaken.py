"""Somebody else was faster: both are shown, and nothing that was typed is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import TextArea

from qcode.model.codebook import Code
from qcode.model.coding import Memo, Subject
from qcode.operations import codebook, coders, memos, reading
from qcode.operations.history import undo
from qcode.operations.workspace import Workspace, open_workspace
from qcode.tui.screens.code_editor import CodeEditor
from qcode.tui.screens.memo_editor import MemoEditor
from qcode.tui.screens.overtaken import Overtaken
from tests.tui.bench import Bench
from tests.tui.test_codes import edit


@pytest.fixture
def elsewhere(folder: Path) -> Iterator[Workspace]:
    with open_workspace(folder) as workspace:
        yield workspace


def write_elsewhere(bench: Bench, elsewhere: Workspace, text: str) -> None:
    """Write the coder's memo on the open document in another program."""
    assert bench.desk.open is not None
    about = bench.desk.open.document.id
    seen = memos.own_memo(elsewhere.store, bench.desk.coder.id, about)
    memo = Memo(bench.desk.coder.id, Subject.DOCUMENT, about, text)
    memo = memo if seen is None else replace(memo, id=seen.id)
    memos.revise_memo(elsewhere.store, memo, seen)


def texts(bench: Bench) -> list[str]:
    return [memo.text for memo in bench.stored_memos()]


async def begin_both(bench: Bench, elsewhere: Workspace) -> None:
    await bench.press("m")
    await bench.type("hier")
    write_elsewhere(bench, elsewhere, "dort")
    await bench.press("ctrl+s")
    assert isinstance(bench.app.screen, Overtaken)


async def test_both_memos_are_shown(bench: Bench, elsewhere: Workspace) -> None:
    await begin_both(bench, elsewhere)
    assert "anna-01" in bench.shown("#overtaken-title")
    shown = bench.shown("#overtaken-list")
    assert "before (nothing)" in shown
    assert "now    dort" in shown
    assert "mine   hier" in shown
    assert texts(bench) == ["dort"]


async def test_m_takes_ones_own_memo(bench: Bench, elsewhere: Workspace) -> None:
    await begin_both(bench, elsewhere)
    await bench.press("m")
    assert texts(bench) == ["hier"]


async def test_t_keeps_the_other_memo(bench: Bench, elsewhere: Workspace) -> None:
    await begin_both(bench, elsewhere)
    await bench.press("t")
    assert (texts(bench), bench.app.screen) == (["dort"], bench.coding)


@pytest.mark.parametrize("key", ["e", "escape"])
async def test_one_can_write_on_and_store_then(
    bench: Bench, elsewhere: Workspace, key: str
) -> None:
    await begin_both(bench, elsewhere)
    await bench.press(key)
    assert bench.app.screen.query_one(TextArea).text == "hier"
    await bench.type(" und dort")
    await bench.press("ctrl+s")
    assert texts(bench) == ["hier und dort"]


async def test_another_who_is_faster_again_is_shown_again(
    bench: Bench, elsewhere: Workspace
) -> None:
    await begin_both(bench, elsewhere)
    write_elsewhere(bench, elsewhere, "dort, neu")
    await bench.press("m")
    assert isinstance(bench.app.screen, Overtaken)
    assert "dort, neu" in bench.shown("#overtaken-list")


async def test_what_cannot_be_stored_comes_back_to_the_editor(
    bench: Bench, elsewhere: Workspace
) -> None:
    await bench.press("1", "m")
    await bench.type("wertvoll")
    coder = bench.desk.coder.id
    undo(elsewhere.store, coder)
    await bench.press("ctrl+s")
    assert isinstance(bench.app.screen, MemoEditor)
    assert bench.app.screen.query_one(TextArea).text == "wertvoll"
    assert "There is no coding" in bench.said[-1]


def change_elsewhere(elsewhere: Workspace, **fields: str) -> Code:
    bea = coders.enter(elsewhere, "Bea")
    codes = reading.load_codebook(elsewhere.store).codes
    code = next(code for code in codes if code.key == "engagement")
    changed = replace(code, **fields)  # type: ignore[arg-type]  # texts only
    codebook.revise_code(elsewhere.store, code, changed, bea.id)
    return changed


async def change_both(bench: Bench, elsewhere: Workspace) -> None:
    await bench.press("1", "e")
    await edit(bench, "definition", "Meine Fassung.")
    change_elsewhere(elsewhere, definition="Beas Fassung.", include="Beas Regel.")
    await bench.press("ctrl+s")
    assert isinstance(bench.app.screen, Overtaken)


def stored_code(elsewhere: Workspace) -> Code:
    codes = reading.load_codebook(elsewhere.store).codes
    return next(code for code in codes if code.key == "engagement")


async def test_both_states_of_a_code_are_shown(
    bench: Bench, elsewhere: Workspace
) -> None:
    await change_both(bench, elsewhere)
    assert bench.shown("#overtaken-title").startswith("Bea changed this code")
    shown = bench.shown("#overtaken-list")
    assert "now    Beas Fassung." in shown
    assert "mine   Meine Fassung." in shown
    assert "Beas Regel." in shown


async def test_taking_ones_own_leaves_what_only_the_other_changed(
    bench: Bench, elsewhere: Workspace
) -> None:
    await change_both(bench, elsewhere)
    await bench.press("m")
    code = stored_code(elsewhere)
    assert (code.definition, code.include) == ("Meine Fassung.", "Beas Regel.")
    assert "Beas Regel." in await bench.written()


async def test_keeping_theirs_changes_nothing(
    bench: Bench, elsewhere: Workspace
) -> None:
    await change_both(bench, elsewhere)
    await bench.press("t")
    assert stored_code(elsewhere).definition == "Beas Fassung."


async def test_writing_on_starts_from_both(bench: Bench, elsewhere: Workspace) -> None:
    await change_both(bench, elsewhere)
    await bench.press("e")
    assert isinstance(bench.app.screen, CodeEditor)
    assert bench.app.screen.query_one("#definition", TextArea).text == "Meine Fassung."
    assert bench.app.screen.query_one("#include", TextArea).text == "Beas Regel."
    await bench.press("ctrl+s")
    assert stored_code(elsewhere).definition == "Meine Fassung."
