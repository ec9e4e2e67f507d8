"""Settling the difference in view: deciding, saying why, taking back.

Each decision is stored before it is drawn. Where somebody else decided meanwhile,
both are shown and asked about, and nothing is lost.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from qcode.errors import (
    AlreadySettledError,
    NotSettledError,
    QcodeError,
    UnknownDifferenceError,
)
from qcode.model.adjudication import Ruling, Settlement
from qcode.model.revising import Meanwhile
from qcode.model.span import Span
from qcode.tui.screens.adjudication_case import ruling_in_words, told
from qcode.tui.screens.adjudication_view import AdjudicationView
from qcode.tui.screens.asking import Question, Sentence
from qcode.tui.screens.memo_editor import MemoEditor
from qcode.tui.screens.overtaken import Holds, Overtaken

_OPEN = "open"
_KEYS = (
    "m takes mine · t keeps what stands there now · e decides nothing yet, and what "
    "was written stays"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to decide, and what they saw decided, `None` if nothing."""

    ruling: Ruling
    redrawn: Span | None
    seen: Settlement | None


class Settling(AdjudicationView):
    """What the keys for deciding do."""

    async def action_settle(self, ruling: str) -> None:
        """Decide about the difference in view, and go to the next open one."""
        await self._decide(Ruling(ruling))

    async def action_redraw(self) -> None:
        """Take what is selected in the text instead of what the two coded."""
        selection = self.transcript.reader.selection
        if selection is None:
            self.say("Select the passage first (v, J or the mouse), then r.", "error")
        else:
            await self._decide(Ruling.REDRAWN, selection)

    async def action_send_back(self) -> None:
        """Take nothing and write a note on the code's definition."""
        current = self.desk.current
        if current is None:
            return
        name = self.desk.codebook.code(current.difference.code_id).name

        async def send(text: str | None) -> None:
            if text is None:
                return
            if not text.strip():
                self.say("What is sent back to the codebook needs a note.", "error")
                return
            self.desk.draft_why(text)
            await self._decide(Ruling.SENT_BACK)

        about = f"{name} · what its definition leaves open"
        await self.app.push_screen(MemoEditor(about, self.desk.drafted_why), send)

    async def _decide(self, ruling: Ruling, redrawn: Span | None = None) -> None:
        current = self.desk.current
        if current is None:
            return
        wish = Wish(ruling, redrawn, current.settlement)
        if wish.seen is None:
            await self._settle(wish)
        else:
            await self._ask_anew(wish, wish.seen)

    async def _settle(self, wish: Wish) -> None:
        settle = partial(self.desk.settle, wish.ruling, wish.redrawn, wish.seen)
        try:
            await asyncio.to_thread(settle)
        except AlreadySettledError as error:
            seen_why = wish.seen.why if wish.seen else ""
            written = self.desk.drafted_why
            why = Meanwhile("why", seen_why, error.present.why, written)
            again = Wish(wish.ruling, wish.redrawn, error.present)
            anyway, mine = partial(self._settle, again), self._in_words(wish.ruling)
            await self._ask_which(error, wish.seen, mine, why, anyway)
        except UnknownDifferenceError:
            await asyncio.to_thread(self.desk.reload)
            self.show_case()
            self.say("The codings changed meanwhile; this is how they stand.", "error")
        except QcodeError as error:
            self.say(str(error), "error")
        else:
            self.say(self._in_words(wish.ruling))
            await self.go_on()

    def _in_words(self, ruling: Ruling) -> str:
        pair = self.desk.pair
        return ruling_in_words(ruling, pair.first.handle, pair.second.handle)

    async def _ask_anew(self, wish: Wish, seen: Settlement) -> None:
        """Show what was decided, and ask whether this is to stand instead."""
        lines = [told(self.desk, seen)]
        if seen.why:
            lines.append(f"Why: {seen.why}")

        async def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                await self._settle(wish)

        instead = self._in_words(wish.ruling)
        question = Question(
            "This is settled already", lines, f"takes that back; then: {instead}"
        )
        await self.app.push_screen(question, decide)

    # Why, and taking back

    async def action_why(self) -> None:
        """Write why it is decided so, before or after deciding."""
        current = self.desk.current
        if current is None:
            return
        seen = current.settlement

        async def write(text: str | None) -> None:
            if text is None:
                return
            if seen is None:
                self.desk.draft_why(text)
                self.show_words()
            else:
                await self._explain(seen, text)

        when = "" if seen else "; kept with the decision to come"
        hint = f"Enter keeps it{when} · Esc cancels"
        await self.app.push_screen(
            Sentence("Why is it decided so?", self.desk.why, hint), write
        )

    async def _explain(self, seen: Settlement, text: str) -> None:
        try:
            await asyncio.to_thread(self.desk.explain, seen, text)
        except AlreadySettledError as error:
            self.desk.draft_why(text)
            mine = Meanwhile("why", seen.why, error.present.why, text)
            anyway = partial(self._explain, error.present, text)
            await self._ask_which(error, seen, told(self.desk, seen), mine, anyway)
        except NotSettledError:
            self.desk.draft_why(text)
            await self._look_again()
            self.say("It was reopened meanwhile; what you wrote is kept.", "error")
        except QcodeError as error:
            self.say(str(error), "error")
        else:
            self.show_words()

    async def action_reopen(self) -> None:
        """Take back what was decided about the difference in view."""
        current = self.desk.current
        if current is None or current.settlement is None:
            self.say("This difference is open; there is nothing to reopen.", "error")
        else:
            await self._reopen(current.settlement)

    async def _reopen(self, seen: Settlement) -> None:
        try:
            await asyncio.to_thread(self.desk.reopen, seen)
        except AlreadySettledError as error:
            why = Meanwhile("why", seen.why, error.present.why, "")
            anyway = partial(self._reopen, error.present)
            await self._ask_which(error, seen, "reopened", why, anyway)
        except QcodeError as error:
            await self._look_again()
            self.say(str(error), "error")
        else:
            self.say("Reopened")
            self.show_case()

    # Somebody else was faster

    async def _ask_which(
        self,
        error: AlreadySettledError,
        seen: Settlement | None,
        mine: str,
        why: Meanwhile,
        anyway: Callable[[], Awaitable[None]],
    ) -> None:
        """Show another's decision beside one's own, and ask which is to hold."""
        await self._look_again()
        current = self.desk.current
        if current is None:
            return

        async def settle(holds: Holds | None) -> None:
            if holds is Holds.MINE:
                await anyway()
            elif holds is Holds.THEIRS:
                self.desk.forget_draft()
                self.show_words()

        before = _OPEN if seen is None else told(self.desk, seen)
        theirs = told(self.desk, error.present)
        came = [Meanwhile("decision", before, theirs, mine)]
        came += [why] if {why.seen, why.theirs, why.mine} != {""} else []
        name = self.desk.codebook.code(current.difference.code_id).name
        title = f"{error.by} decided about this meanwhile: {name}"
        await self.app.push_screen(Overtaken(title, came, _KEYS), settle)

    async def _look_again(self) -> None:
        await asyncio.to_thread(self.desk.look)
        self.show_case()

    # What was done, and going on

    async def do(self, act: Callable[[], object]) -> bool:
        """Run what blocks in a thread, and say what hindered it."""
        try:
            await asyncio.to_thread(act)
        except QcodeError as error:
            self.say(str(error), "error")
            return False
        return True

    async def go(self, index: int) -> None:
        """Take a difference into view."""
        if await self.do(partial(self.desk.go, index)):
            self.show_case()

    async def go_on(self) -> None:
        """Go to the next difference that is open, if any is."""
        goal = self.desk.next_open()
        if goal is None:
            await self.go(self.desk.at)
            self.say("All differences are settled.")
        else:
            await self.go(goal)
