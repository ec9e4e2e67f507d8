"""codebook.yaml was changed outside: asking which codebook holds."""

from pathlib import Path

from qcode.tui.screens.codebook_changes import CodebookChanges
from tests.tui.bench import Bench, opened
from tests.tui.conftest import CODEBOOK

RENAMED = CODEBOOK.replace("name: Engagement", "name: Einsatz")


def change(folder: Path, text: str = RENAMED) -> None:
    (folder / "codebook.yaml").write_text(text, "utf-8")


async def wait_for_question(bench: Bench) -> None:
    await bench.until(lambda: isinstance(bench.app.screen, CodebookChanges))
    await bench.settle()


async def test_a_changed_file_is_shown_with_its_differences(folder: Path) -> None:
    change(folder)
    async with opened(folder) as bench:
        await wait_for_question(bench)
        assert bench.shown("#changes-title") == "codebook.yaml was changed."
        assert "Engagement → Einsatz" in bench.shown("#changes-list")


async def test_f_takes_the_file(folder: Path) -> None:
    change(folder)
    async with opened(folder) as bench:
        await wait_for_question(bench)
        await bench.press("f")
        await bench.written()
        assert "■ Einsatz [1]" in bench.tree_labels()
        assert (folder / "codebook.yaml").read_text("utf-8") == RENAMED
        bench.check_drawn_is_stored()


async def test_d_writes_the_studys_codes_to_the_file(folder: Path) -> None:
    change(folder)
    async with opened(folder) as bench:
        await wait_for_question(bench)
        await bench.press("d")
        assert await bench.written() == CODEBOOK
        assert "■ Engagement [1]" in bench.tree_labels()


async def test_escape_leaves_both_and_asks_again_next_time(folder: Path) -> None:
    change(folder)
    async with opened(folder) as bench:
        await wait_for_question(bench)
        await bench.press("escape")
        assert await bench.written() == RENAMED
        assert "■ Engagement [1]" in bench.tree_labels()
    async with opened(folder) as bench:
        await wait_for_question(bench)


async def test_an_unchanged_file_asks_nothing(folder: Path) -> None:
    async with opened(folder) as bench:
        await bench.pilot.pause(0.5)
        await bench.written()
        assert bench.app.screen is bench.coding


async def test_a_changed_comment_asks_nothing(folder: Path) -> None:
    text = CODEBOOK.replace("# Auch", "# Und auch")
    change(folder, text)
    async with opened(folder) as bench:
        await bench.pilot.pause(0.5)
        assert await bench.written() == text
        assert bench.app.screen is bench.coding


async def test_a_code_that_left_the_file_stays_where_it_is_used(folder: Path) -> None:
    async with opened(folder) as bench:
        await bench.press("3")
    start = CODEBOOK.index("  - key: netze")
    change(folder, CODEBOOK[:start] + CODEBOOK[CODEBOOK.index("  - key: presse") :])
    async with opened(folder) as bench:
        await wait_for_question(bench)
        await bench.press("f")
        await bench.written()
        assert "Vertrauensnetze" in bench.said[-1]
        assert "Kept" in bench.said[-1]
        assert [key for key, _, _ in bench.stored()] == ["netze"]
        bench.check_drawn_is_stored()


async def test_a_file_that_cannot_be_read_is_said_and_coding_goes_on(
    folder: Path,
) -> None:
    change(folder, CODEBOOK.replace("  - key: netze", "  - kee: netze"))
    async with opened(folder) as bench:
        await bench.until(lambda: bool(bench.said))
        assert "codebook.yaml" in bench.said[0]
        await bench.press("1")
        assert len(bench.stored()) == 1


async def test_a_code_changed_here_while_the_file_changed_too_overwrites_nothing(
    folder: Path,
) -> None:
    async with opened(folder) as bench:
        await bench.pilot.pause(0.5)
        change(folder)
        await bench.press("c")
        await bench.type("Nachbarn")
        await bench.press("up", "enter")
        assert await bench.written() == RENAMED
        assert list(bench.app._notifications)[-1].severity == "error"
    async with opened(folder) as bench:
        await wait_for_question(bench)
        assert "both changed" in bench.shown("#changes-title")


async def test_what_was_taken_is_drawn_behind_a_finder_that_was_open(
    folder: Path,
) -> None:
    change(folder)
    async with opened(folder) as bench:
        await bench.press("c")
        await wait_for_question(bench)
        await bench.press("f")
        await bench.written()
        await bench.press("escape")
        assert "■ Einsatz [1]" in bench.tree_labels()
