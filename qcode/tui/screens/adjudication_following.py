"""Taking in what others decide while differences are settled here."""

import asyncio

from textual import on

from qcode.errors import QcodeError
from qcode.text.harmless import harmless
from qcode.tui.desk import Desk
from qcode.tui.following import Follower, FollowingFailed, StudyChanged
from qcode.tui.screens.adjudication_settling import Settling


class FollowingDecisions(Settling):
    """Draws others' decisions within two seconds, around the difference in view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.follower = Follower(desk.store, self)
        self._is_behind = False

    def on_mount(self) -> None:
        """Begin to follow."""
        self.follower.begin()

    async def on_unmount(self) -> None:
        """Follow no longer; the study may be closed then."""
        await self.follower.end()

    @on(StudyChanged)
    async def take_in(self) -> None:
        """Draw what others decided; what is asked or written now comes first."""
        self._is_behind = not self.is_current
        if self._is_behind or self.desk.docket is None:
            return
        try:
            is_other = await asyncio.to_thread(self.desk.catch_up)
        except QcodeError:
            # The next change brings it, or the next decision says what is wrong.
            return
        if is_other:
            self.show_case()
        elif self.desk.current is not None:
            self.show_words()

    def on_screen_resume(self) -> None:
        """Take in what came while something was asked, after what was answered."""
        if self._is_behind:
            self.post_message(StudyChanged())

    @on(FollowingFailed)
    def say_what_failed(self, event: FollowingFailed) -> None:
        """Say why others' decisions will not appear."""
        self.notify(harmless(event.reason), severity="warning", markup=False)
