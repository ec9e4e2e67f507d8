"""Others' work appears on an open screen, around what one is doing there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, TextArea

from qcode.model.coding import Coder, Coding
from qcode.model.ids import CodeId
from qcode.model.span import Span
from qcode.operations import codebook, coders
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.corpus import import_files
from qcode.operations.reading import StudyNow, load_codebook
from qcode.operations.setting_up import set_up
from qcode.operations.workspace import Workspace, open_workspace
from qcode.tui.widgets.code_tree import CodeTree
from tests.tui.bench import Bench, opened


class Colleague:
    """Bea, who works on the same study in another program."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.store = workspace.store
        self.coder: Coder = coders.enter(workspace, "Bea")

    def codes(self, bench: Bench, words: str, key: str = "netze") -> Coding:
        """Code these words of the document that is open on the bench."""
        start = bench.text.index(words)
        return self.codes_as(bench, Span(start, start + len(words)), self._code(key))

    def codes_as(self, bench: Bench, span: Span, code_id: CodeId) -> Coding:
        assert bench.desk.open is not None
        document_id = bench.desk.open.document.id
        coding = Coding(document_id, code_id, self.coder.id, span)
        apply_code(self.store, coding)
        return coding

    def _code(self, key: str) -> CodeId:
        codes = load_codebook(self.store).codes
        return next(code.id for code in codes if code.key == key)


@pytest.fixture
def bea(folder: Path) -> Iterator[Colleague]:
    with open_workspace(folder) as workspace:
        yield Colleague(workspace)


async def wait(bench: Bench, is_so: Callable[[], Any]) -> None:
    """Wait until others' work has been taken in, and is drawn."""
    for _ in range(3):
        try:
            await bench.until(lambda: bool(is_so()))
            break
        except AssertionError:
            continue
    await bench.settle()
    assert is_so()


async def test_a_coding_by_somebody_else_appears(bench: Bench, bea: Colleague) -> None:
    coding = bea.codes(bench, "Alle halfen mit!")
    await wait(bench, lambda: coding in bench.desk.codings)
    bench.check_drawn_is_stored()
    await bench.go("halfen")
    assert "Bea" in bench.shown("#details")


async def test_a_coding_that_somebody_took_away_goes(
    bench: Bench, bea: Colleague
) -> None:
    coding = bea.codes(bench, "Alle halfen mit!")
    await wait(bench, lambda: coding in bench.desk.codings)
    remove_coding(bea.store, coding.id, bea.coder.id)
    await wait(bench, lambda: coding not in bench.desk.codings)
    bench.check_drawn_is_stored()


async def test_cursor_and_selection_stay_where_they_are(
    bench: Bench, bea: Colleague
) -> None:
    await bench.go("Antwort 30")
    await bench.press("W", "W")
    here, selected = bench.here, bench.selected
    top = bench.transcript.scroll_offset
    bea.codes(bench, "Antwort 3.")
    bea.codes(bench, "Antwort 3", "presse")
    await wait(bench, lambda: len(bench.desk.codings) == 2)
    assert (bench.here, bench.selected) == (here, selected)
    assert selected == "Antwort 30"
    assert bench.transcript.scroll_offset == top


async def test_what_is_typed_into_a_memo_stays(bench: Bench, bea: Colleague) -> None:
    await bench.press("m")
    await bench.type("Halb fertig")
    coding = bea.codes(bench, "Alle halfen mit!")
    await wait(bench, lambda: coding in bench.desk.codings)
    await bench.type(" und ganz")
    assert bench.app.screen.query_one(TextArea).text == "Halb fertig und ganz"
    await bench.press("ctrl+s")
    assert [memo.text for memo in bench.stored_memos()] == ["Halb fertig und ganz"]


async def test_the_code_finder_stays_open(bench: Bench, bea: Colleague) -> None:
    await bench.press("c")
    await bench.type("eng")
    coding = bea.codes(bench, "Alle halfen mit!")
    await wait(bench, lambda: coding in bench.desk.codings)
    assert bench.app.screen.query_one(Input).value == "eng"
    await bench.press("enter")
    assert {handle for _, handle, _ in bench.stored()} == {"KM", "Bea"}


async def test_a_code_that_somebody_made_comes_with_its_codings(
    bench: Bench, bea: Colleague
) -> None:
    code = codebook.draft_code(bea.store, "Zuversicht", None)
    codebook.create_code(bea.store, code, bea.coder.id)
    coding = bea.codes_as(bench, Span(0, 5), code.id)
    await wait(bench, lambda: coding in bench.desk.codings)
    assert any("Zuversicht 1" in label for label in bench.tree_labels())


async def test_a_document_with_a_code_that_was_just_made_can_be_opened(
    bench: Bench, bea: Colleague
) -> None:
    code = codebook.draft_code(bea.store, "Zuversicht", None)
    codebook.create_code(bea.store, code, bea.coder.id)
    bodo = bench.desk.documents[1].id
    apply_code(bea.store, Coding(bodo, code.id, bea.coder.id, Span(0, 5)))
    await bench.press("]")
    assert [coding.code_id for coding in bench.desk.codings] == [code.id]


async def test_the_place_in_the_lists_stays(bench: Bench, bea: Colleague) -> None:
    listed = bench.coding.query_one("#documents", OptionList)
    listed.focus()
    await bench.settle()
    await bench.press("down")
    assert listed.highlighted == 1
    coding = bea.codes(bench, "Alle halfen mit!")
    await wait(bench, lambda: coding in bench.desk.codings)
    assert (listed.highlighted, bench.focus) == (1, "documents")
    await bench.choose("Vertrauensnetze")
    other = bea.codes(bench, "Niemand ging.")
    await wait(bench, lambda: other in bench.desk.codings)
    chosen = bench.coding.query_one(CodeTree).chosen
    assert chosen == other.code_id


async def test_a_document_that_somebody_brought_in_is_listed(
    bench: Bench, bea: Colleague, tmp_path: Path
) -> None:
    path = tmp_path / "carla-03.txt"
    path.write_text("I: Und?\nB: So.\n", "utf-8")
    files = [(path, None)]
    list(import_files(bea.store, files, bea.workspace.study_id, bea.coder.id))
    await wait(bench, lambda: len(bench.desk.documents) == 3)
    assert [option.split()[0] for option in bench.options] == [
        "anna-01",
        "bodo-02",
        "carla-03",
    ]


async def test_ones_own_work_is_not_read_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look() -> StudyNow:
        raise AssertionError("the study was read again")

    monkeypatch.setattr(bench.desk, "look", look)
    await bench.press("1", "j", "2")
    await bench.pilot.pause(1.5)
    assert len(bench.stored()) == 2


async def test_both_code_at_once_and_both_are_drawn(
    bench: Bench, bea: Colleague
) -> None:
    for number in range(1, 9):
        bea.codes(bench, f"Antwort {number}.")
        await bench.press("1", "j")
    await wait(bench, lambda: len(bench.desk.codings) == 16)
    bench.check_drawn_is_stored()


async def test_work_appears_from_a_server_too(
    folder: Path, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QCODE_DATABASE_URL", server_url)
    with open_workspace(folder) as workspace:
        set_up(workspace)
    async with opened(folder) as bench:
        with open_workspace(folder) as workspace:
            coding = Colleague(workspace).codes(bench, "Alle halfen mit!")
        await wait(bench, lambda: coding in bench.desk.codings)
        bench.check_drawn_is_stored()
