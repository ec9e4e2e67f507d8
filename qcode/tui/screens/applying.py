"""Putting codes on text from the coding screen, and taking them off.

Each action is stored before it is drawn; `coding_view` does the drawing.
"""

import asyncio
from collections.abc import Callable

from textual import work

from qcode.errors import CodeChangedError, MemoChangedError, QcodeError
from qcode.model.ids import CodeId
from qcode.model.span import Span
from qcode.text.harmless import harmless
from qcode.tui.screens.code_finder import Choice, CodeFinder, NewCode
from qcode.tui.screens.coding_view import CodingView
from qcode.tui.widgets.code_tree import CodeTree


class Applying(CodingView):
    """What the keys for codes and codings do."""

    async def act(self, act: Callable[[], object], done: str) -> bool:
        """Run an operation, say that it is done, or what hindered it.

        Where another was faster, what is to be done is not for this to say.
        """
        try:
            async with self.desk.turn:
                await asyncio.to_thread(act)
        except (MemoChangedError, CodeChangedError):
            raise
        except QcodeError as error:
            self.say(str(error), severity="error")
            return False
        self.say(done)
        return True

    def say(self, text: str, severity: str = "information") -> None:
        """Tell what was done for a moment, or what hindered it for longer."""
        if severity == "error":
            self.notify(harmless(text), severity="error", markup=False)
        elif text:
            self.notify(harmless(text), timeout=3, markup=False)

    async def apply(self, code_id: CodeId) -> None:
        """Put a code on the selection, or the sentence under the cursor."""
        span = self.transcript.reader.target
        if span is None:
            self.say("There is no text here to code.", "error")
            return
        name = self.desk.codebook.code(code_id).name
        if await self.act(lambda: self.desk.apply(code_id, span), f"Coded: {name}"):
            self._after_coding(span)

    def _after_coding(self, span: Span) -> None:
        reader = self.transcript.reader
        # A label before the sentence is no place from which to see its coding.
        if reader.selection or not span.start <= reader.cursor < span.end:
            self.transcript.go(span.start)
        # Keys act on what was just coded, also where another coding has its span.
        self.chosen_coding = self.desk.newest
        self.show_work()

    async def action_find_code(self) -> None:
        """Ask for a code and put it on the selection, or the sentence here."""
        span = self.transcript.reader.target
        if span is None or self.desk.open is None:
            self.say("There is no text here to code.", "error")
            return
        tree = self.query_one(CodeTree)
        below = tree.chosen if tree.has_focus else None
        segment = span.cut(self.desk.open.document.text)
        finder = CodeFinder(self.desk, segment, below)
        # Waiting for it keeps the letters that are typed meanwhile.
        await self.app.push_screen(finder, self._apply_choice)

    async def _apply_choice(self, choice: Choice | None) -> None:
        span = self.transcript.reader.target
        if choice is None or span is None:
            return
        if not isinstance(choice, NewCode):
            await self.apply(choice)
            return
        done = await self.act(
            lambda: self.desk.apply_new_code(choice.name, choice.parent_id, span),
            f"New code: {choice.name}",
        )
        if done:
            self._after_coding(span)
            self.write_codebook()

    async def action_repeat(self) -> None:
        """Apply the code that was applied last."""
        last = self.desk.last_code
        if last is None:
            self.say("No code was applied yet; c finds one.", "error")
        else:
            await self.apply(last.id)

    async def action_remove(self) -> None:
        """Take the coding here away."""
        coding = self.current_coding()
        if coding is None:
            self.say("There is no coding here to remove.", "error")
            return
        name = self.desk.codebook.code(coding.code_id).name
        if await self.act(lambda: self.desk.remove(coding), f"Removed: {name}"):
            self.show_work()

    def action_next_here(self) -> None:
        """Let keys act on the next of the codings here."""
        here, current = self.codings_here(), self.current_coding()
        if current is not None:
            self.chosen_coding = here[(here.index(current) + 1) % len(here)].id
            self.show_here()

    @work(thread=True, exclusive=True, group="codebook")
    def write_codebook(self) -> None:
        """Write codes that were made or changed here back to codebook.yaml."""
        # pydantic and ruamel.yaml take 0.3 s to load, which no start should pay.
        from qcode.operations.codebook_file import write_back

        try:
            write_back(self.desk.workspace)
        except QcodeError as error:
            self.app.call_from_thread(self.say, str(error), "error")
