"""Telling a screen that others have changed the study while it is open."""

import asyncio
from dataclasses import dataclass
from threading import Event, Thread

from textual.message import Message
from textual.message_pump import MessagePump

from qcode.errors import QcodeError
from qcode.operations.following import others_changes
from qcode.store import Store


class StudyChanged(Message):
    """Somebody else has changed the study."""

    def can_replace(self, message: Message) -> bool:
        """Let several changes that wait be taken in at once."""
        return isinstance(message, StudyChanged)


@dataclass
class FollowingFailed(Message):
    """Others' changes cannot be seen."""

    reason: str


class Follower:
    """Watches a study in a thread of its own, and posts to one screen what it sees."""

    def __init__(self, store: Store, screen: MessagePump) -> None:
        self._store = store
        self._screen = screen
        self._stopped = Event()
        # No worker of Textual's: those are waited for, and this one has no end.
        self._thread = Thread(target=self._follow, name="following", daemon=True)

    def begin(self) -> None:
        """Begin to follow."""
        self._thread.start()

    async def end(self) -> None:
        """Follow no longer; the study may be closed then."""
        self._stopped.set()
        await asyncio.to_thread(self._thread.join)

    def _follow(self) -> None:
        try:
            for _ in others_changes(self._store, self._stopped):
                self._screen.post_message(StudyChanged())
        except QcodeError as error:
            self._screen.post_message(FollowingFailed(str(error)))
