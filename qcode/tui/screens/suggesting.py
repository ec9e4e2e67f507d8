"""Going through suggestions on the coding screen: see, take, refuse.

The one in view is selected in the text, so that its boundaries are adjusted like
any selection. What was decided makes room for the next one.
"""

from functools import partial

from textual import on

from qcode.model.ids import SuggestionId
from qcode.model.span import Span
from qcode.model.suggestion import Suggestion
from qcode.operations.deciding import Acceptance
from qcode.tui.screens.accepting import AcceptAll
from qcode.tui.screens.judging import JudgingScreen
from qcode.tui.screens.seeing_suggestions import SeeingSuggestions
from qcode.tui.screens.suggestion_words import listed
from qcode.tui.widgets.suggestion_list import SuggestionList
from qcode.tui.widgets.transcript import Transcript


class Suggesting(SeeingSuggestions):
    """What the keys for suggestions do."""

    def action_suggestion(self, step: int) -> None:
        """Go to the next or the previous suggestion in the text, round its end."""
        if not self._has_some():
            return
        in_order = self.desk.suggested.in_text_order()
        place = self.place_in_text(in_order)
        if self.suggestion not in in_order and step > 0:
            place -= 1
        self.view(in_order[(place + step) % len(in_order)])

    async def action_accept_suggestion(self) -> None:
        """Take the suggestion in view, with the boundaries that are selected now."""
        taken = self._in_view()
        if taken is None:
            return
        span = self.transcript.reader.selection or taken.span
        name = self.desk.codebook.code(taken.code_id).name
        act = partial(self.desk.accept, [Acceptance(taken, span)])
        following = self._following(taken, span)
        if await self.act(act, f"Coded: {name}"):
            self._go_on(span, following)

    async def action_reject_suggestion(self) -> None:
        """Refuse the suggestion in view; it does not come back."""
        refused = self._in_view()
        if refused is None:
            return
        name = self.desk.codebook.code(refused.code_id).name
        act = partial(self.desk.reject, refused)
        following = self._following(refused, refused.span)
        if await self.act(act, f"Not here: {name}"):
            self._go_on(refused.span, following)

    async def action_accept_all(self) -> None:
        """Accept what is suggested from a probability on, after a look at it."""
        if not self._has_some():
            return
        suggested = self.desk.suggested
        # A code that is only offered to be tried is none to be taken unseen.
        meant = [it for it in suggested.shown if not it.is_untried]
        preview = AcceptAll(listed(self.desk, meant), suggested.settings.accept_from)
        await self.app.push_screen(preview, self._accept_all)

    async def _accept_all(self, chosen: frozenset[SuggestionId] | None) -> None:
        # What was looked at is taken, also where more has been suggested since.
        if not chosen:
            return
        taken = [
            Acceptance(it, it.span)
            for it in self.desk.suggested.shown
            if it.id in chosen
        ]
        if not taken:
            return
        made: list[object] = []

        def accept() -> None:
            made.extend(self.desk.accept(taken))

        if await self.act(accept, ""):
            number = len(made)
            codings = "1 coding" if number == 1 else f"{number} codings"
            self.say(f"{codings} made as one step; u undoes it.")
            self.leave_suggestion()
            self.show_work()

    def _in_view(self) -> Suggestion | None:
        if self.suggestion is None and self.can_suggest():
            key = self.key_of("next-suggestion")
            self.say(f"No suggestion is in view; {key} goes to the next.", "error")
        return self.suggestion

    def _has_some(self) -> bool:
        """Whether anything is suggested here; says why where nothing is."""
        if not self.can_suggest():
            return False
        if not self.desk.suggested.shown:
            self.say(_READING if self.is_reading else _NONE)
        return bool(self.desk.suggested.shown)

    def _following(self, settled: Suggestion, span: Span) -> Suggestion | None:
        """Return what comes into view after a decision on a span, `None` at the end.

        The next less probable one where the list is walked through, else the next in
        the text: the text is not left for its beginning unasked.
        """
        suggested, answers = self.desk.suggested, self.query_one(SuggestionList)
        if answers.has_focus:
            in_order = list(suggested.shown)
            at = in_order.index(settled) if settled in in_order else -1
        else:
            in_order = suggested.in_text_order()
            at = self.place_in_text(in_order) - (settled not in in_order)
        return next(
            (
                it
                for it in in_order[at + 1 :]
                if it.code_id != settled.code_id or not it.span.overlaps(span)
            ),
            None,
        )

    def _go_on(self, span: Span, following: Suggestion | None) -> None:
        self.chosen_coding = self.desk.newest
        if following is not None:
            self.bring(following)
            self.show_work()
            return
        self.leave_suggestion()
        self.transcript.go(span.start)
        self.show_work()
        left = len(self.desk.suggested.shown)
        if left and not self.query_one(SuggestionList).has_focus:
            key = self.key_of("next-suggestion")
            self.say(f"The last one below. {left} above: {key} begins at the top.")

    # The list, and whether anything is seen

    def action_list_suggestions(self) -> None:
        """Show the list by probability and go into it, or close it."""
        answers = self.query_one(SuggestionList)
        if answers.has_focus:
            self.close_list()
        elif self.can_suggest():
            answers.add_class("-shown")
            self.show_list()
            answers.focus()
            first = next(iter(self.desk.suggested.shown), None)
            if self.suggestion is None and first is not None:
                self.view(first)

    @on(SuggestionList.Reached)
    def look_at_listed(self, event: SuggestionList.Reached) -> None:
        """Take the listed suggestion into view; go into the text where it is chosen."""
        shown = self.desk.suggested.shown
        found = next((it for it in shown if it.id == event.suggestion_id), None)
        if found is not None and found != self.suggestion:
            self.view(found)
        if event.is_chosen:
            self.transcript.focus()

    @on(SuggestionList.Closed)
    def close_list(self) -> None:
        """Close the list and go on in the text."""
        self.query_one(SuggestionList).remove_class("-shown")
        self.transcript.focus()

    @on(Transcript.SignClicked)
    def look_at_sign(self, event: Transcript.SignClicked) -> None:
        """Take the most probable suggestion for the passage into view."""
        shown = self.desk.suggested.shown
        found = next((it for it in shown if it.span == event.passage), None)
        if found is not None:
            self.view(found)

    def action_toggle_suggestions(self) -> None:
        """Show suggestions for this session, or hide them."""
        suggested = self.desk.suggested
        if suggested.is_switched_off or self.desk.open is None:
            self.can_suggest()
            return
        suggested.toggle()
        if not suggested.is_shown:
            self.leave_suggestion()
            self.query_one(SuggestionList).remove_class("-shown")
            self.transcript.focus()
        key = self.key_of("toggle-suggestions")
        shown = f"Suggestions are shown; {key} hides them."
        hidden = f"Suggestions are hidden; {key} shows them."
        self.say(shown if suggested.is_shown else hidden)
        self.catch_up()

    def action_judge_suggestions(self) -> None:
        """Show how good suggestions are on the coder's own codings."""
        self.app.push_screen(JudgingScreen(self.desk))


_NONE = "There is nothing to suggest in this document now."
_READING = "Still reading the study for suggestions …"
