"""The adjudication screen: keys, and what they do.

Walks through the differences between two coders, the most consequential code first;
`adjudication_settling` decides, `adjudication_view` does the drawing.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from qcode.errors import QcodeError
from qcode.model.journal import Entry
from qcode.operations.differences import Pair
from qcode.operations.dockets import pairs_to_settle
from qcode.text.harmless import harmless
from qcode.tui.screens.adjudication_case import told
from qcode.tui.screens.adjudication_following import FollowingDecisions
from qcode.tui.screens.adjudication_keys import ADJUDICATION_KEYS
from qcode.tui.screens.asking import OneOf, Question
from qcode.tui.screens.keys import KeysHelp, rows_of
from qcode.tui.widgets.progress import ProgressLine
from qcode.tui.widgets.transcript import Transcript


class AdjudicationScreen(FollowingDecisions):
    """Settling differences between two coders; gives whether anything was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [*ADJUDICATION_KEYS]

    def on_mount(self) -> None:
        """Read what there is to settle while the screen is seen already."""
        self.transcript.focus()
        self.show_nothing("Reading what the coders did …")
        self.run_worker(self._begin(), group="docket")

    @on(Transcript.Moved)
    def look_here(self) -> None:
        """Show where the reader is now."""
        self.show_status()

    def on_resize(self) -> None:
        """Show as many keys as the status line holds now."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.desk.setting is not None:
            self.query_one(ProgressLine).show(self.progress())
        self.show_status()

    # Which coders

    async def _begin(self) -> None:
        pairs = await asyncio.to_thread(pairs_to_settle, self.desk.store)
        if not pairs:
            self.show_nothing(_NO_PAIR)
        elif len(pairs) == 1:
            await self._open(pairs[0])
        else:
            options = [
                Content(f"{harmless(it.first.handle)} and {harmless(it.second.handle)}")
                for it in pairs
            ]

            async def choose(index: int | None) -> None:
                if index is None:
                    self.action_back()
                else:
                    await self._open(pairs[index])

            title = "Whose differences are to be settled?"
            await self.app.push_screen(OneOf(title, options, "takes these two"), choose)

    async def _open(self, pair: Pair) -> None:
        await self.do(partial(self.desk.load, pair))
        if self.desk.docket is not None:
            self.show_case()

    # Undo

    async def action_undo(self) -> None:
        """Turn the latest action around."""
        await self._turn_around(self.desk.undo, "Undone")

    async def action_redo(self) -> None:
        """Turn the latest undo around."""
        await self._turn_around(self.desk.redo, "Redone")

    async def _turn_around(self, turn: Callable[[], Entry], done: str) -> None:
        if self.desk.docket is None:
            return
        try:
            entry = await asyncio.to_thread(turn)
        except QcodeError as error:
            self.say(str(error), "error")
            return
        self.say(f"{done}: {entry.action.note}")
        self.show_case()

    # All at once

    async def action_take_alike(self) -> None:
        """Take what both coded alike, after saying how much that is."""
        docket = self.desk.docket
        if docket is None:
            return
        waiting = docket.alike_waiting
        if not waiting:
            self.say("What both coded alike is taken already.")
            return
        often = Counter(it.code_id for it in waiting)
        lines = [
            f"{count:>4}  {self.desk.codebook.code(code_id).name}"
            for code_id, count in often.most_common()
        ]
        places = f"{len(waiting)} place{'' if len(waiting) == 1 else 's'}"
        documents = len({it.document_id for it in waiting})
        title = (
            f"{places} in {documents} document{'' if documents == 1 else 's'} "
            "coded alike by both, to the character"
        )

        async def take(is_wanted: bool | None) -> None:
            if is_wanted and await self.do(self.desk.take_alike):
                self.say(f"Taken: {places}, as one step")
                self.show_case()

        question = Question(title, lines, "takes them all, as one step")
        await self.app.push_screen(question, take)

    async def action_changed(self) -> None:
        """List decisions whose codings have changed since, to be reopened."""
        docket = self.desk.docket
        if docket is None:
            return
        found = list(docket.outdated)
        if not found:
            self.say("No codings changed after they were settled.")
            return
        options = [
            Content.assemble(
                (harmless(self.desk.codebook.code(it.code_id).name), "bold"),
                f"  {harmless(docket.documents[it.document_id])}  ",
                (harmless(told(self.desk, it)), "dim"),
            )
            for it in found
        ]

        async def reopen(index: int | None) -> None:
            if index is not None and await self.do(
                partial(self.desk.reopen_outdated, found[index])
            ):
                self.say("Reopened; what it took is out of the consensus set")
                self.show_case()

        title = "The codings changed after these decisions"
        await self.app.push_screen(OneOf(title, options, "reopens it"), reopen)

    # Moving

    async def action_step(self, step: int) -> None:
        """Go to the next or the previous difference."""
        goal = self.desk.at + step
        if 0 <= goal < len(self.desk.differences):
            await self.go(goal)
        elif self.desk.current is not None:
            self.say("This is the last one." if step > 0 else "This is the first one.")

    async def action_next_open(self) -> None:
        """Go to the next difference that is open."""
        if self.desk.current is not None:
            await self.go_on()

    async def action_codes(self) -> None:
        """Choose a code, and go to its first difference that is open."""
        counts = self.desk.counts_by_code()
        if not counts:
            return
        code_ids = list(counts)
        options = [
            Content.assemble(
                (f"{counts[it].settled:>4} of {counts[it].of:>3} settled  "),
                ("■ ", self.desk.colour(it)),
                harmless(self.desk.codebook.code(it).name),
            )
            for it in code_ids
        ]

        async def choose(index: int | None) -> None:
            if index is None:
                return
            await self.go(self.desk.first_of(code_ids[index]))

        title = "Codes, the one that differs most often first"
        await self.app.push_screen(OneOf(title, options, "goes there"), choose)

    # The screen

    def action_toggle_side(self) -> None:
        """Give the right side more room, or less again."""
        self.dossier.toggle_class("-large")

    def action_keys(self) -> None:
        """Show all keys."""
        groups = [
            ("Settling differences", rows_of(self)),
            ("Reading and selecting", rows_of(self.transcript)),
        ]
        self.app.push_screen(KeysHelp(groups))

    def action_back(self) -> None:
        """Go back to coding."""
        self.dismiss(self.desk.is_changed)


_NO_PAIR = (
    "Settling differences needs two coders who have finished documents, and there are "
    "none yet. `qcode --coder NAME finish DOCUMENT` says that a document is coded to "
    "the end.\n\nEsc goes back."
)
