"""Keeping suggestions up to date behind what the coder does, without any wait.

What was computed before is shown at once. Then the study is read in a thread; what
the coder does meanwhile leads to one further reading.
"""

import asyncio
from collections.abc import Sequence
from functools import partial

from textual import work

from qcode.errors import QcodeError
from qcode.model.ids import DocumentId
from qcode.model.suggestion import Suggestion
from qcode.tui.background import in_background
from qcode.tui.desk import Desk
from qcode.tui.screens.applying import Applying

# The first reading loads spaCy, which would slow the first screen down.
_FIRST_PAUSE_S = 0.5


class CatchingUp(Applying):
    """What the coding screen does by itself for suggestions."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.is_reading = False
        self._is_behind = False
        self._has_read = False
        self._complaints: set[str] = set()

    def show_document(self) -> None:
        """Draw the open document, and look for what is suggested in it."""
        super().show_document()
        self.catch_up()

    def show_work(self) -> None:
        """Draw what was done, and learn from it."""
        super().show_work()
        self.catch_up()

    def catch_up(self) -> None:
        """Bring what is suggested up to date, behind what the coder does next."""
        self.draw_suggestions()
        suggested, opened = self.desk.suggested, self.desk.open
        if opened is None or not suggested.is_shown:
            return
        self._take_kept(opened.document.id)
        self._is_behind = True
        if not self.is_reading:
            self.is_reading = True
            self._read_study()

    def draw_suggestions(self) -> None:
        """Draw signs for what is suggested, and say how many there are."""
        suggested = self.desk.suggested
        passages = [it.span for it in suggested.shown] if suggested.is_shown else None
        self.transcript.show_suggested(passages)
        self.show_here()

    def suggestions_in_words(self) -> str:
        """Return how many are suggested, or that they are being computed."""
        suggested = self.desk.suggested
        if not suggested.is_shown:
            return ""
        count = len(suggested.shown)
        parts = [f"{count} suggested"] if count or not self.is_reading else []
        return " · ".join([*parts, *(["reading …"] if self.is_reading else [])])

    @work(exclusive=True, group="kept-suggestions")
    async def _take_kept(self, document_id: DocumentId) -> None:
        try:
            found = await asyncio.to_thread(self.desk.suggested.kept, document_id)
        except QcodeError as error:
            self.complain_once(error)
        else:
            self._take(document_id, found)

    @work(group="suggestions")
    async def _read_study(self) -> None:
        if not self._has_read:
            self._has_read = True
            await asyncio.sleep(_FIRST_PAUSE_S)
        suggested = self.desk.suggested
        while self._is_behind and suggested.is_shown and self.desk.open is not None:
            self._is_behind = False
            document_id = self.desk.open.document.id
            try:
                found = await in_background(partial(suggested.refresh, document_id))
            except QcodeError as error:
                self.complain_once(error)
            else:
                self._take(document_id, found)
        self.is_reading = False
        self.show_here()

    def _take(self, document_id: DocumentId, found: Sequence[Suggestion]) -> None:
        if self.desk.suggested.take(document_id, found):
            self.draw_suggestions()

    def complain_once(self, error: QcodeError) -> None:
        """Say what hinders suggestions, not anew after every decision."""
        if str(error) not in self._complaints:
            self._complaints.add(str(error))
            self.say(str(error), "error")
