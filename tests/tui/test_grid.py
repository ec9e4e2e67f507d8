"""The screen with the summary grid."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from textual.widgets import OptionList, TextArea

from qcode.model.coding import Coding
from qcode.model.span import Span
from qcode.model.summary import Summary
from qcode.operations import coders
from qcode.operations.codings import apply_code
from qcode.operations.grid import GridQuestion, summary_grid
from qcode.operations.reading import list_documents, load_codebook, open_document
from qcode.operations.summaries import write_summary
from qcode.operations.workspace import open_workspace
from qcode.tui.widgets.matrix_view import MatrixView
from tests.tui.bench import Bench, opened, reading_store
from tests.tui.test_snapshots import Look, both_sizes
from tests.tui.test_snapshots import look as look  # noqa: PLC0414

LONG = (
    "Alle halfen mit, weit über das Übliche hinaus; niemand ging. Was blieb, war "
    "Erschöpfung: Sie wird erst spät angesprochen."
)


@pytest.fixture(scope="module")
def _coded_template(_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study with three codings of KM's in its first document."""
    base = tmp_path_factory.mktemp("grid")
    folder = Path(shutil.copytree(_template, base / "study"))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_STATE_HOME", str(base / "state"))
        with open_workspace(folder) as workspace:
            store, coder = workspace.store, coders.enter(workspace, "KM")
            book = load_codebook(store)
            document = open_document(store, list_documents(store)[0].id).document
            for words, key in (
                ("Alle halfen mit!", "engagement"),
                ("Netze", "netze"),
                ("Niemand", "engagement"),
            ):
                code, start = book.by_key(key), document.text.index(words)
                assert code is not None
                span = Span(start, start + len(words))
                apply_code(store, Coding(document.id, code.id, coder.id, span))
    return folder


@pytest.fixture
def folder(_coded_template: Path, tmp_path: Path) -> Path:
    """A copy of the coded study."""
    return Path(shutil.copytree(_coded_template, tmp_path / "study"))


def stored(folder: Path) -> Mapping[tuple[str, str], str]:
    """The summaries by case and category, read by another store."""
    with reading_store(folder) as store:
        matrix = summary_grid(store, GridQuestion())
    return {
        (row.case.name, category.code.key): cell.text
        for row in matrix.rows
        for category, cell in zip(matrix.categories, row.cells, strict=True)
        if cell.summary is not None
    }


async def _grid(bench: Bench) -> None:
    await bench.press("M")
    await _shown(bench, "Alle halfen mit!")


async def _shown(bench: Bench, words: str) -> None:
    """Wait until the cell under the cursor is shown with these words."""
    await bench.until(lambda: words in bench.shown("#grid-cell"))
    await bench.settle()


async def _write(bench: Bench, text: str) -> None:
    await bench.press("enter")
    bench.app.screen.query_one(TextArea).text = text
    await bench.press("ctrl+s")


async def test_a_cell_is_written_beside_its_segments(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _grid(bench)
        rows = bench.rows(bench.app.screen.query_one(MatrixView))
        assert rows[0].split() == [
            *("categories", "1–2", "of", "2", "Personal", "Vertrauensnetze")
        ]
        assert [line.split() for line in rows if "-0" in line] == [
            ["anna-01", "2", "1"],
            ["bodo-02", "–", "–"],
        ]
        assert "No summary yet · 2 segments" in bench.shown("#grid-text")
        assert "anna-01 · line 2 · 00:00:09.5 · B" in bench.shown("#grid-segments")
        await bench.press("enter")
        assert "Alle halfen mit!" in bench.shown("#summary-segments")
        assert bench.focus == "memo-text"
        await bench.press("escape")
        await _write(bench, f" {LONG}\n")
        await _shown(bench, "Erschöpfung")
        assert stored(folder) == {("anna-01", "personal"): LONG}
        assert "case 1/2, 1 open" in bench.shown("#grid-keys")
        await bench.press("n")
        await _shown(bench, "Vertrauensnetze")
        # What is open comes round; here nothing else is.
        await bench.press("n", "j")
        await _shown(bench, "bodo-02")
        assert "0 segments" in bench.shown("#grid-text")
        await bench.pilot.click(MatrixView, offset=(30, 2))
        await _shown(bench, "Personal")
        await _write(bench, "")
        await _shown(bench, "No summary yet")
        assert stored(folder) == {}
        await bench.press("escape", "u")
        assert stored(folder) == {("anna-01", "personal"): LONG}


async def test_the_grid_is_exported_and_a_segment_looked_up_in_its_document(
    folder: Path,
) -> None:
    async with opened(folder, "KM") as bench:
        await _grid(bench)
        await bench.press("w")
        path = folder / "exports" / "grid.xlsx"
        await bench.until(path.exists)
        heading = next(load_workbook(path).worksheets[0].iter_rows(values_only=True))
        assert heading[2:4] == ("Personal", "Personal: segments")
        await bench.press("tab", "down", "down", "enter")
        await bench.until(lambda: bench.app.screen is bench.coding)
        await bench.until(lambda: bench.here.startswith("Niemand ging"))
        assert bench.focus == "transcript"


def _somebody_writes(folder: Path, text: str) -> None:
    with open_workspace(folder) as workspace:
        store = workspace.store
        bea = coders.enter(workspace, "Bea")
        matrix = summary_grid(store, GridQuestion())
        case, code = matrix.rows[0].case, matrix.categories[0].code
        write_summary(store, Summary(case.id, code.id, bea.id, text))


async def test_who_was_overtaken_sees_both_and_loses_nothing(folder: Path) -> None:
    async with opened(folder, "KM") as bench:
        await _grid(bench)
        await bench.press("enter")
        bench.app.screen.query_one(TextArea).text = "Meins"
        _somebody_writes(folder, "Beas")
        await bench.press("ctrl+s")
        await bench.until(lambda: bool(bench.app.screen.query("#overtaken")))
        await bench.settle()
        assert "Bea changed this summary" in bench.shown("#overtaken-title")
        shown = bench.shown("#overtaken-list")
        assert ("(nothing)" in shown, "Beas" in shown, "Meins" in shown) == (True,) * 3
        await bench.press("e")
        assert bench.app.screen.query_one(TextArea).text == "Meins"
        assert stored(folder) == {("anna-01", "personal"): "Beas"}
        bench.app.screen.query_one(TextArea).text = "Beas und meins"
        await bench.press("ctrl+s")
        await _shown(bench, "Beas und meins")
        assert stored(folder) == {("anna-01", "personal"): "Beas und meins"}


async def test_a_study_without_documents_says_what_to_do(empty_folder: Path) -> None:
    async with opened(empty_folder, "KM") as bench:
        await bench.press("M")
        await bench.until(lambda: "no cases" in bench.shown("#grid-title"))
        await bench.press("j", "n", "enter", "w", "tab", "escape")
        assert bench.app.screen is bench.coding


async def _written(bench: Bench) -> None:
    await _grid(bench)
    await _write(bench, LONG)
    await _shown(bench, "Erschöpfung")
    # The time of writing is of this run.
    bench.app.screen.query_one("#grid-text").display = False
    await bench.settle()


@both_sizes
def test_how_it_looks(look: Look, size: tuple[int, int]) -> None:
    assert look(_written, size)


def test_how_writing_looks(look: Look) -> None:
    async def steps(bench: Bench) -> None:
        await _written(bench)
        await bench.press("enter")
        assert isinstance(bench.app.screen.focused, TextArea)
        assert not bench.app.screen.query(OptionList)

    assert look(steps, (80, 24))
