"""Changing a recommendation on its screen: words, status, codes, place.

Each change is stored before it is drawn. Where somebody else changed the same
meanwhile, both are shown and asked about, and nothing typed is lost.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from textual import on

from qcode.errors import (
    QcodeError,
    RecommendationChangedError,
    UnknownRecommendationError,
)
from qcode.model.ids import CodeId, RecommendationId
from qcode.model.recommendation import Recommendation, Status
from qcode.model.revising import Meanwhile
from qcode.operations.recommendations import NewWords
from qcode.tui.recommendation_desk import RecommendationDesk
from qcode.tui.screens.asking import Sentence
from qcode.tui.screens.code_choice import CodeChoice
from qcode.tui.screens.overtaken import Holds, Overtaken
from qcode.tui.screens.recommendations_view import RecommendationsView
from qcode.tui.widgets.statement import Statement

_GONE = "Somebody took this recommendation away meanwhile."
_OVERTAKEN_KEYS = (
    "m takes mine · t keeps what stands there now · e stores nothing yet, and what was "
    "written stays"
)


class Recommending(RecommendationsView):
    """What the keys for changing recommendations do."""

    def __init__(self, desk: RecommendationDesk) -> None:
        super().__init__(desk)
        self._written_on: Recommendation | None = None

    # The statement, in its place

    def action_write_statement(self) -> None:
        """Write the statement of the recommendation in view."""
        current = self.desk.current
        if current is not None and not self.statement.is_writing:
            self._write_on(current, current.statement)

    def _write_on(self, seen: Recommendation, draft: str) -> None:
        self._written_on = seen
        self.remove_class("-at-passages")
        # What is written belongs to the recommendation in view, which must stay so.
        self.listed.disabled = self.passages.disabled = True
        self.statement.write(seen.statement, draft)

    @on(Statement.Left)
    def leave_statement(self) -> None:
        """Show the statement as it stands."""
        self._written_on = None
        self.listed.disabled = self.passages.disabled = False
        self.statement.end()
        self.listed.focus()
        self.show_current()

    @on(Statement.Written)
    async def store_statement(self, event: Statement.Written) -> None:
        """Store what was written; where that is hindered, the entry stays."""
        seen = self._written_on
        if seen is not None:
            await self._revise(seen, NewWords(statement=event.text))

    # Changing as it was seen

    async def _revise(self, seen: Recommendation, new: NewWords) -> None:
        """Store a change, or ask where somebody else was faster."""
        try:
            await asyncio.to_thread(self.desk.revise, seen, new)
        except RecommendationChangedError as error:
            await self._ask_which(seen, new, error)
        except UnknownRecommendationError:
            await self.look_again(_GONE)
        except QcodeError as error:
            self.say(str(error), "error")
        else:
            self.show_stored()

    async def _ask_which(
        self, seen: Recommendation, new: NewWords, error: RecommendationChangedError
    ) -> None:
        present = error.present

        async def settle(holds: Holds | None) -> None:
            if holds is Holds.MINE:
                await self._revise(present, new)
                return
            await self.look_again("")
            if holds is not Holds.THEIRS and new.statement is not None:
                self._write_on(present, new.statement)
            elif self.statement.is_writing:
                self.leave_statement()

        came = list(self._came_between(seen, present, new))
        title = f"{error.by or 'Somebody'} changed this meanwhile: {present.title}"
        await self.app.push_screen(Overtaken(title, came, _OVERTAKEN_KEYS), settle)

    def _came_between(
        self, seen: Recommendation, present: Recommendation, new: NewWords
    ) -> Sequence[Meanwhile]:
        found = []
        if new.title is not None:
            found.append(Meanwhile("title", seen.title, present.title, new.title))
        if new.statement is not None:
            texts = seen.statement, present.statement, new.statement
            found.append(Meanwhile("statement", *texts))
        if new.status is not None:
            found.append(Meanwhile("status", seen.status, present.status, new.status))
        if new.code_ids is not None:
            every = (seen.code_ids, present.code_ids, new.code_ids)
            found.append(Meanwhile("codes", *map(self._names, every)))
        return found

    def _names(self, code_ids: Sequence[CodeId]) -> str:
        book = self.desk.codebook
        return ", ".join(book.code(it).name for it in code_ids if it in book)

    async def look_again(self, why: str) -> None:
        """Read and draw anew; say why, where there is something to say."""
        await asyncio.to_thread(self.desk.load)
        if why:
            self.say(why, "error")
        self.show_all()
        self.gather()

    def show_stored(self, of: RecommendationId | None = None) -> None:
        """Draw what was stored, and have its evidence gathered anew."""
        if self.statement.is_writing:
            self.leave_statement()
        self.show_all()
        current = self.desk.current
        self.gather(of or (None if current is None else current.id))

    async def do(
        self,
        act: Callable[[], object],
        done: str,
        of: RecommendationId | None = None,
    ) -> bool:
        """Run what changes the study in a thread; say what was done or hindered.

        `of` is the recommendation whose evidence changes, without it the one in view.
        """
        try:
            await asyncio.to_thread(act)
        except UnknownRecommendationError:
            await self.look_again(_GONE)
        except QcodeError as error:
            await self.look_again(str(error))
        else:
            self.say(done)
            self.show_stored(of)
            return True
        return False

    # Status, title, codes, place

    async def action_set_status(self, status: str) -> None:
        """Say how far the team is with the recommendation in view."""
        current, wanted = self.desk.current, Status(status)
        if current is None or self.statement.is_writing:
            return
        if current.status is wanted:
            self.say(f"It is {wanted.value} already.")
        else:
            await self._revise(current, NewWords(status=wanted))

    async def action_title(self) -> None:
        """Give the recommendation in view another title."""
        current = self.desk.current
        if current is None or self.statement.is_writing:
            return

        async def change(title: str | None) -> None:
            if title is not None and title.strip() != current.title:
                await self._revise(current, NewWords(title=title))

        hint = "Enter stores it · Esc cancels"
        await self.app.push_screen(Sentence("Title", current.title, hint), change)

    async def action_codes(self) -> None:
        """Choose the codes whose codings are its evidence."""
        current = self.desk.current
        if current is None or self.statement.is_writing:
            return

        async def change(code_ids: list[CodeId] | None) -> None:
            if code_ids is not None and set(code_ids) != set(current.code_ids):
                await self._revise(current, NewWords(code_ids=code_ids))

        title = f"What is coded so, or below it, is evidence for: {current.title}"
        await self.ask_codes(title, current.code_ids, change)

    async def ask_codes(
        self,
        title: str,
        chosen: Sequence[CodeId],
        change: Callable[[list[CodeId] | None], Awaitable[None]],
    ) -> None:
        """Ask for codes, and let this be done with them."""
        await self.app.push_screen(
            CodeChoice(title, self.desk.codebook, chosen), change
        )

    async def action_move(self, step: int) -> None:
        """Move the recommendation in view up or down among the others."""
        current = self.desk.current
        if current is None or self.statement.is_writing:
            return
        position = current.position + step
        if 1 <= position <= len(self.desk.recommendations):
            await self._revise(current, NewWords(position=position))
