"""Driving the screens on a real study, and reading what its file holds."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.tree import TreeNode

from qcode.model.coding import Coding, Memo
from qcode.model.ids import CodeId
from qcode.operations import memos, reading
from qcode.operations.workspace import open_workspace
from qcode.project import Project, user_state
from qcode.store import Store, open_store
from qcode.tui.app import QcodeApp
from qcode.tui.desk import Desk
from qcode.tui.screens.coding import CodingScreen
from qcode.tui.widgets.code_tree import CodeTree
from qcode.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

Stored = tuple[str, str, str]
# Nothing takes so long; a machine that is busy with other things may be slow.
PATIENCE_S = 60


class Bench:
    """The running program and the study's file beside it."""

    def __init__(self, app: QcodeApp, pilot: Pilot[None], folder: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.folder = folder

    # What is on the screen

    @property
    def coding(self) -> CodingScreen:
        """The coding screen, also where another stands before it."""
        found = [s for s in self.app.screen_stack if isinstance(s, CodingScreen)]
        return found[0]

    @property
    def desk(self) -> Desk:
        return self.coding.desk

    @property
    def transcript(self) -> Transcript:
        return self.coding.query_one(Transcript)

    @property
    def text(self) -> str:
        return self.transcript.reader.text

    @property
    def here(self) -> str:
        """The text from the cursor on."""
        return self.text[self.transcript.reader.cursor :]

    @property
    def selected(self) -> str:
        span = self.transcript.reader.selection
        return "" if span is None else span.cut(self.text)

    @property
    def focus(self) -> str | None:
        focused = self.app.screen.focused
        return None if focused is None else focused.id

    def shown(self, selector: str) -> str:
        """The words of a part of the topmost screen, its rows joined by spaces."""
        return " ".join(self.rows(self.app.screen.query_one(selector))).strip()

    def rows(self, widget: Widget) -> list[str]:
        """What is painted of a widget, row by row, blanks at the ends left out."""
        width, height = widget.size
        region = widget.region
        painted = self.app.screen._compositor.render_strips()
        strips = painted[region.y : region.y + region.height]
        assert width
        assert height
        cut = [strip.crop(region.x, region.right) for strip in strips]
        return [strip.text.rstrip() for strip in cut]

    def screen_rows(self) -> list[str]:
        return [s.text.rstrip() for s in self.app.screen._compositor.render_strips()]

    @property
    def said(self) -> list[str]:
        """Everything that was said in notifications, the latest last."""
        return [notice.message for notice in self.app._notifications]

    @property
    def options(self) -> list[str]:
        options = self.app.screen.query_one(OptionList).options
        return [str(option.prompt) for option in options]

    def tree_labels(self) -> list[str]:
        """The codes as the tree draws them, without its signs for opening."""
        tree, plain = self.coding.query_one(CodeTree), Style()
        drawn = [tree.render_label(node, plain, plain) for node in self.tree_nodes()]
        return [label.plain.lstrip("▶▼ ") for label in drawn]

    def tree_nodes(self) -> list[TreeNode[CodeId | None]]:
        waiting = list(self.coding.query_one(CodeTree).root.children)
        nodes = []
        while waiting:
            nodes.append(waiting.pop(0))
            waiting = [*nodes[-1].children, *waiting]
        return nodes

    # Doing

    async def press(self, *keys: str) -> None:
        """Press keys, each when what the one before did is done.

        Pilot.press waits for an idle processor, which takes 0.1 s a key.
        """
        for key in keys:
            self.post_key(key)
            await self.settle()

    def post_key(self, key: str) -> None:
        """Press a key without waiting for what it does."""
        name = _character_to_key(key) if len(key) == 1 else key
        character = key if len(key) == 1 else key_to_character(key)
        self.app.post_message(events.Key(name, character))

    async def type(self, text: str) -> None:
        """Press the keys of a text."""
        await self.press(*text)

    async def settle(self) -> None:
        """Wait until everything posted so far was handled, and drawn."""
        for _ in range(3):
            await self._drain()
        drawn = asyncio.Event()
        self.app.screen.call_after_refresh(drawn.set)
        await asyncio.wait_for(drawn.wait(), PATIENCE_S)
        await self._drain()

    async def _drain(self) -> None:
        """Wait for the app, and for what a message bubbles through, bottom up."""
        screen = self.app.screen
        start = screen.focused or screen
        pumps: list[MessagePump] = [self.app]
        pumps += [node for node in start.ancestors_with_self if node is not self.app]
        pumps += [*screen.query(Transcript), *screen.query(Input), screen, self.app]
        for pump in pumps:
            if pump.is_running:
                done = asyncio.Event()
                pump.call_next(done.set)
                await asyncio.wait_for(done.wait(), PATIENCE_S)

    async def written(self) -> str:
        """Wait for what is done in threads; return codebook.yaml."""
        await self.app.workers.wait_for_complete()
        await self.settle()
        return (self.folder / "codebook.yaml").read_text("utf-8")

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so, which may have come about already."""
        end = monotonic() + PATIENCE_S
        while not is_so():
            assert monotonic() < end, f"this did not come about within {PATIENCE_S} s"
            await self.pilot.pause(0.02)

    async def go(self, words: str) -> None:
        """Put the cursor where these words begin in the text."""
        self.transcript.go(self.text.index(words))
        await self.settle()

    async def code(self, words: str, key: str) -> None:
        """Select these words and press the key of a code's shortcut."""
        start = self.text.index(words)
        self.transcript.reader.go(start)
        self.transcript.reader.go(start + len(words), extend=True)
        await self.press(key)

    async def choose(self, name: str) -> None:
        """Put the focus on the tree, and its cursor on the code of this name."""
        tree = self.coding.query_one(CodeTree)
        tree.focus()
        await self.settle()
        node = next(
            node
            for node in self.tree_nodes()
            if str(node.label).removeprefix("■ ").startswith(name)
        )
        tree.move_cursor(node)
        await self.settle()

    # What the file holds, and whether it is what is drawn

    def stored(self) -> list[Stored]:
        """All codings as key, handle and segment, read by another store."""
        with reading_store(self.folder) as store:
            codes = {code.id: code.key for code in reading.load_codebook(store).codes}
            found: list[Stored] = []
            for summary in reading.list_documents(store):
                opened = reading.open_document(store, summary.id)
                found += [
                    (
                        codes[coding.code_id],
                        opened.coders[coding.coder_id].handle,
                        coding.span.cut(opened.document.text),
                    )
                    for coding in opened.codings
                ]
        return found

    def stored_memos(self) -> list[Memo]:
        with reading_store(self.folder) as store:
            return memos.list_memos(store)

    def check_drawn_is_stored(self) -> None:
        """What is drawn of the open document, and counted, is what the file holds."""
        opened = self.desk.open
        assert opened is not None
        with reading_store(self.folder) as store:
            codings = reading.open_document(store, opened.document.id).codings
            counts = reading.code_counts(store)
            names = {c.id: c.name for c in reading.load_codebook(store).codes}
        drawn = {(mark.id, mark.span) for mark in self.transcript.marking.marks}
        assert drawn == {(coding.id, coding.span) for coding in codings}
        labels = self.tree_labels()
        for code_id, name in names.items():
            label = next(x for x in labels if x.startswith(f"■ {name}"))
            number = counts.get(code_id, 0)
            rest = label.removeprefix(f"■ {name}").partition("[")[0].strip()
            assert rest == (str(number) if number else "")


class reading_store(closing[Store]):  # noqa: N801
    """A store of its own on the study's file, closed at the end."""

    def __init__(self, folder: Path) -> None:
        url = Project(folder).database_url
        super().__init__(open_store(url, user_state().installation_id()))


@asynccontextmanager
async def opened(
    folder: Path, handle: str | None = "KM", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Bench]:
    """Run the program on a study that is set up."""
    with open_workspace(folder) as workspace:
        app = QcodeApp(workspace, handle)
        async with app.run_test(size=size) as pilot:
            bench = Bench(app, pilot, folder)
            await bench.settle()
            yield bench


def coding_of(bench: Bench, words: str) -> Coding:
    """Return the drawn coding whose segment is these words."""
    found = [c for c in bench.desk.codings if c.span.cut(bench.text) == words]
    assert len(found) == 1
    return found[0]


def strip_with(bench: Bench, words: str) -> Strip:
    """Return the painted row in which these words begin."""
    row = bench.transcript._wrapped.row_of(bench.text.index(words))
    return bench.transcript.render_line(row - bench.transcript.scroll_offset.y)
