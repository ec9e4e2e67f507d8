"""Going through suggestions on the coding screen: see, take, refuse.

They are computed when they are first asked for, and stay out of sight until
then, so that the machine does not lead the reading.
"""

from functools import partial

from textual import work

from qcode.errors import QcodeError
from qcode.model.span import Span
from qcode.model.suggestion import Suggestion
from qcode.tui.screens.applying import Applying
from qcode.tui.widgets.details import Details, Proposed


class Suggesting(Applying):
    """What the keys for suggestions do; the one in view is selected in the text."""

    suggestion: Suggestion | None = None

    def action_next_suggestion(self) -> None:
        """Go to the next suggestion in the text, the first time when they are there."""
        if self.desk.open is None:
            self.say("There is no text here to suggest codes for.", "error")
        elif self.desk.suggested is None:
            self.say("Reading the study for suggestions …")
            self.compute_suggestions()
        else:
            self._go_to_next()

    @work(thread=True, exclusive=True, group="suggestions")
    def compute_suggestions(self) -> None:
        """Compute what is suggested for the open document, and go to the first."""
        try:
            self.desk.suggest()
        except QcodeError as error:
            self.app.call_from_thread(self.say, str(error), "error")
            return
        self.app.call_from_thread(self._go_to_next)

    def _go_to_next(self) -> None:
        waiting = self.desk.suggested or []
        if not waiting:
            self.hide_suggestion()
            self.say("There is nothing to suggest in this document now.")
            return
        behind = self._after(waiting)
        self.suggestion = behind
        self.transcript.select(behind.span)
        self.show_here()

    def _after(self, waiting: list[Suggestion]) -> Suggestion:
        """Return the suggestion behind the one in view, round the end of the text."""
        in_order = sorted(waiting, key=lambda it: (it.span, -it.score))
        if self.suggestion in in_order:
            return in_order[(in_order.index(self.suggestion) + 1) % len(in_order)]
        cursor = self.transcript.reader.cursor
        ahead = [it for it in in_order if it.span.start >= cursor]
        return next(iter(ahead or in_order))

    async def action_accept_suggestion(self) -> None:
        """Take the suggestion in view, with the boundaries that are selected now."""
        taken = self._in_view()
        if taken is None:
            return
        span = self.transcript.reader.selection or taken.span
        name = self.desk.codebook.code(taken.code_id).name
        if await self.act(partial(self.desk.accept, taken, span), f"Coded: {name}"):
            self._settled(span)

    async def action_reject_suggestion(self) -> None:
        """Refuse the suggestion in view; it does not come back."""
        refused = self._in_view()
        if refused is None:
            return
        name = self.desk.codebook.code(refused.code_id).name
        act = partial(self.desk.reject, refused)
        if await self.act(act, f"Not here: {name}"):
            self._settled(refused.span)

    def _in_view(self) -> Suggestion | None:
        if self.suggestion is None:
            self.say("No suggestion is in view; s goes to the next.", "error")
        return self.suggestion

    def _settled(self, span: Span) -> None:
        self.suggestion = None
        self.transcript.go(span.start)
        self.chosen_coding = self.desk.newest
        self.show_work()

    def hide_suggestion(self) -> None:
        """Take no suggestion into view; the text is as it was."""
        self.suggestion = None
        self.show_here()

    def show_here(self) -> None:
        """Draw what is under the cursor, with the suggestion in view above it."""
        in_view = self.suggestion
        reader = self.transcript.reader
        # Going on reading leaves it behind; adjusting its boundaries does not.
        if in_view is not None and not _touches(reader.target, in_view.span):
            in_view = self.suggestion = None
        super().show_here()
        self.query_one(Details).show_suggestion(
            None if in_view is None else self._proposed(in_view)
        )

    def _proposed(self, suggestion: Suggestion) -> Proposed:
        desk = self.desk
        return Proposed(
            colour=desk.colour(suggestion.code_id),
            path=desk.codebook.path(suggestion.code_id),
            score=suggestion.score,
            reasons=[reason.text for reason in suggestion.reasons],
            left=len(desk.suggested or ()),
        )


def _touches(target: Span | None, span: Span) -> bool:
    return target is not None and target.overlaps(span)
