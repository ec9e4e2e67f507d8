"""Taking in what others do while the study is open on the coding screen."""

import asyncio

from textual import on
from textual.widgets import OptionList

from qcode.errors import QcodeError
from qcode.model.ids import DocumentId
from qcode.text.harmless import harmless
from qcode.tui.following import Follower, FollowingFailed, StudyChanged
from qcode.tui.screens.coding_view import CodingView


class Following(CodingView):
    """Draws others' work within two seconds; what one has in view stays there."""

    def on_mount(self) -> None:
        """Begin to follow."""
        self._follower = Follower(self.desk.store, self)
        self._follower.begin()

    async def on_unmount(self) -> None:
        """Follow no longer; the study may be closed then."""
        await self._follower.end()

    @on(FollowingFailed)
    def say_what_failed(self, event: FollowingFailed) -> None:
        """Say why others' work will not appear."""
        self.notify(harmless(event.reason), severity="warning", markup=False)

    @on(StudyChanged)
    async def take_in(self) -> None:
        """Draw the study as it is now, around the cursor and what is selected."""
        async with self.desk.turn:
            try:
                now = await asyncio.to_thread(self.desk.look)
            except QcodeError:
                # The next change brings it, or the next action says what is wrong.
                return
            before = self.desk.open
            self.desk.take_in(now)
        chosen = self._chosen_document()
        self.show_work()
        self._choose_document(chosen)
        if before and now.opened and now.opened.document != before.document:
            self.show_document()

    def _chosen_document(self) -> DocumentId | None:
        """Return the document that is chosen in the list while one looks through it."""
        listed = self.query_one("#documents", OptionList)
        if not listed.has_focus or listed.highlighted is None:
            return None
        return list(self._listed)[listed.highlighted]

    def _choose_document(self, chosen: DocumentId | None) -> None:
        if chosen is not None and chosen in self._listed:
            listed = self.query_one("#documents", OptionList)
            listed.highlighted = list(self._listed).index(chosen)
