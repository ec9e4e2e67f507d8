"""Taking in what others do while recommendations are written here."""

import asyncio

from textual import on

from qcode.errors import QcodeError
from qcode.text.harmless import harmless
from qcode.tui.following import Follower, FollowingFailed, StudyChanged
from qcode.tui.recommendation_desk import RecommendationDesk
from qcode.tui.screens.recommendation_making import RecommendationMaking

_PAUSE_S = 1.0
"""Evidence is gathered from all codings: not anew for each one of them."""


class FollowingRecommendations(RecommendationMaking):
    """Draws others' work soon after it was done, around what is in view.

    What is asked, written or gathered at the moment comes first.
    """

    def __init__(self, desk: RecommendationDesk) -> None:
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
    def wait_for_more(self) -> None:
        """Take in what changes within a moment at once."""
        if not self._is_behind:
            self._is_behind = True
            self.set_timer(_PAUSE_S, self._take_in)

    async def _take_in(self) -> None:
        if not self.is_current or self.statement.is_writing or self.is_gathering:
            self.set_timer(_PAUSE_S, self._take_in)
            return
        self._is_behind = False
        try:
            await asyncio.to_thread(self.desk.load)
        except QcodeError:
            # The next change brings it, or gathering says what is wrong.
            return
        self.show_all()
        self.gather()

    @on(FollowingFailed)
    def say_what_failed(self, event: FollowingFailed) -> None:
        """Say why others' work will not appear."""
        self.notify(harmless(event.reason), severity="warning", markup=False)
