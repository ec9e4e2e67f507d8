"""README's picture of the coding screen is what the program draws."""

import os
import re
from pathlib import Path

from textual.widgets import Input, TextArea

import qcode
from qcode.operations.demonstration import copy_demonstration
from qcode.operations.setting_up import set_up
from qcode.operations.workspace import open_workspace
from tests.tui.bench import Bench, opened

PICTURE = Path(qcode.__file__).parents[1] / "docs" / "coding-screen.svg"
WRITES = bool(os.environ.get("QCODE_WRITE_PICTURES"))


# From these words on so many sentences are given a code, found by these letters.
PASSAGES = [
    ("Weil, wir haben uns da", 2, "Übungen und Szenarien"),
    ("Wir hatten im November", 3, "Übungen und Szenarien"),
    ("Weil, wir haben uns da", 1, "Zusammenhalt und"),
    ("Mit einer Dienstvorschrift", 1, "Änderungen des Landes"),
    ("Hat bei uns keiner.", 3, "Änderungen des Landes"),
    ("Wenn ich aus dem Bauamt", 1, "Personal umsetzen"),
    ("Ich hatte einen Stab ohne Stock.", 2, "Gehör und Beteiligung"),
]


async def code(bench: Bench, start: str, sentences: int, letters: str) -> None:
    await bench.go(start)
    await bench.press(*["J"] * sentences, "c")
    bench.app.screen.query_one(Input).value = letters
    await bench.settle()
    await bench.press("enter")


def picture(bench: Bench) -> str:
    svg = bench.app.export_screenshot(title="qcode", simplify=True)
    # Textual numbers the classes of each picture by its content and the run.
    svg = re.sub(r"\bterminal-\d+-", "terminal-", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


async def drawn(folder: Path) -> str:
    copy_demonstration(folder)
    # Computing them would take most of the time, and the picture shows none.
    (folder / "qcode.toml").write_text('[suggestions]\nshow = "never"\n', "utf-8")
    with open_workspace(folder) as workspace:
        set_up(workspace)
    async with opened(folder, "KM", (160, 45)) as bench:
        for passage in PASSAGES:
            await code(bench, *passage)
        await bench.press("g")
        await bench.go("ich aus dem Bauamt")
        await bench.press("m")
        memo = "Bitte statt Weisung: mit Interview 03 vergleichen."
        bench.app.screen.query_one(TextArea).text = memo
        await bench.press("ctrl+s")
        bench.app.clear_notifications()
        await bench.settle()
        return picture(bench)


async def test_the_picture_in_the_readme_is_true(tmp_path: Path) -> None:
    now = await drawn(tmp_path / "demonstration")
    if WRITES:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(now, "utf-8")
    assert PICTURE.read_text("utf-8") == now, "QCODE_WRITE_PICTURES=1 draws it anew"
