"""How the coding screen shows suggestions: the one in view, the list, the keys."""

import asyncio

from textual import work

from qcode.errors import QcodeError
from qcode.model.ids import CodeId, SuggestionId
from qcode.model.journal import Entry
from qcode.model.span import Span
from qcode.model.suggestion import ReasonKind, Suggestion
from qcode.tui.desk import Desk
from qcode.tui.screens.catching_up import CatchingUp
from qcode.tui.screens.keys import active_keys
from qcode.tui.screens.suggestion_words import listed, proposed
from qcode.tui.widgets.code_tree import CodeTree
from qcode.tui.widgets.details import Details
from qcode.tui.widgets.painting import InView
from qcode.tui.widgets.suggestion_list import SuggestionList


class SeeingSuggestions(CatchingUp):
    """Draws suggestions; what is decided about them stands in `suggesting`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.suggestion: Suggestion | None = None
        self._awaited: tuple[SuggestionId, int] | None = None
        self._noted: set[SuggestionId] = set()

    def view(self, suggestion: Suggestion) -> None:
        """Take a suggestion into view: its passage is selected."""
        self.bring(suggestion)
        self.show_here()

    def bring(self, suggestion: Suggestion) -> None:
        """Let a suggestion be the one in view; what is drawn anew then shows it."""
        self.suggestion = suggestion
        self.transcript.select(suggestion.span)
        if suggestion.id not in self._noted:
            self._noted.add(suggestion.id)
            self._note(suggestion)

    @work(group="shown-suggestions")
    async def _note(self, suggestion: Suggestion) -> None:
        try:
            await asyncio.to_thread(self.desk.suggested.note_shown, suggestion)
        except QcodeError as error:
            self.complain_once(error)

    def leave_suggestion(self) -> None:
        """Take no suggestion into view, and select its passage no longer."""
        if self.suggestion is not None:
            self.suggestion = None
            self.transcript.action_clear_selection()
        self.show_here()

    def show_document(self) -> None:
        """Draw the open document; what was in view belongs to another."""
        self.suggestion = None
        super().show_document()

    def await_undone(self, entry: Entry) -> None:
        """Let the suggestion come into view whose decision was taken back.

        It is computed first; who goes on reading meanwhile is not called back.
        """
        undone = [
            self.desk.suggested.settled_by(change.id)
            for change in entry.action.changes
            if change.before is None
        ]
        found = [it for it in undone if it is not None]
        cursor = self.transcript.reader.cursor
        self._awaited = (found[0].id, cursor) if len(found) == 1 else None

    def can_suggest(self) -> bool:
        """Whether suggestions are seen here; says why where they are not."""
        suggested, key = self.desk.suggested, self.key_of("toggle-suggestions")
        if self.desk.open is None:
            self.say("There is no text here to suggest codes for.", "error")
        elif suggested.is_switched_off:
            self.say(_SWITCHED_OFF)
        elif suggested.is_held_back:
            self.say(f"{_HELD_BACK} {key} shows them now.")
        elif not suggested.is_shown:
            self.say(f"Suggestions are hidden; {key} shows them.")
        else:
            return True
        return False

    def key_of(self, name: str) -> str:
        """Return the key that acts under a binding's short name, as it is set here."""
        return active_keys(self).get(name, ("ctrl+p", ""))[0]

    def place_in_text(self, in_order: list[Suggestion]) -> int:
        """Return the place of the one in view, else of the first from the cursor on."""
        if self.suggestion in in_order:
            return in_order.index(self.suggestion)
        cursor = self.transcript.reader.cursor
        if self.suggestion is not None:
            cursor = self.suggestion.span.start
        return sum(it.span.end <= cursor for it in in_order)

    def hints(self, codings: int, selection: Span | None) -> list[tuple[str, str]]:
        """Return the keys for the suggestion in view, else also the one to the next."""
        others = super().hints(codings, selection)
        if self.suggestion is not None:
            return [
                ("accept-suggestion", "accept"),
                ("reject-suggestion", "reject"),
                ("next-suggestion", "next"),
                ("extend-sentence", "longer"),
                ("list-suggestions", "list"),
                ("accept-all", "accept all"),
                *(it for it in others if it[0] in ("undo", "find-code", "keys")),
            ]
        if self.desk.suggested.shown:
            others.insert(-3, ("next-suggestion", "suggestion"))
        return others

    def code_in_view(self) -> CodeId | None:
        """Return the code in question: of a suggestion, whether it fits is decided."""
        if self.suggestion is not None and not self.query_one(CodeTree).has_focus:
            return self.suggestion.code_id
        return super().code_in_view()

    def is_named(self, code_id: CodeId) -> bool:
        """Whether the details name a code already, in the card or as a coding's."""
        in_view = self.suggestion
        is_suggested = in_view is not None and in_view.code_id == code_id
        return is_suggested or super().is_named(code_id)

    def suggestions_in_words(self) -> str:
        """Return how it stands with suggestions; of one in view the card says it."""
        if self.suggestion is not None:
            return "reading …" if self.is_reading else ""
        return super().suggestions_in_words()

    def show_here(self) -> None:
        """Draw what is under the cursor, with the suggestion in view above it."""
        if self.suggestion is not None and not self._is_before_the_reader():
            self.suggestion = None
        in_view = self.suggestion
        super().show_here()
        if in_view is None:
            self.transcript.show_in_view(None)
            self.query_one(Details).show_suggestion(None)
        else:
            words = [
                span
                for why in in_view.reasons
                if why.document_id is None and why.kind is not ReasonKind.CONTEXT
                for span in why.spans
            ]
            colour = self.desk.colour(in_view.code_id)
            self.transcript.show_in_view(InView(in_view.span, words, colour))
            self.query_one(Details).show_suggestion(proposed(self.desk, in_view))
        self.show_list()

    def _is_before_the_reader(self) -> bool:
        """Whether the one in view is not left behind by going on reading.

        Adjusting its boundaries does not leave it.
        """
        in_view, target = self.suggestion, self.transcript.reader.target
        return (
            in_view is not None
            and in_view.code_id in self.desk.codebook
            and target is not None
            and target.overlaps(in_view.span)
        )

    def draw_suggestions(self) -> None:
        """Draw what was computed anew; the one in view stays until it is left.

        Taking it away would let a key that is being pressed act on another.
        """
        waiting = self.desk.suggested.shown
        same = [it for it in waiting if self.suggestion and it.id == self.suggestion.id]
        self.suggestion = next(iter(same), self.suggestion)
        if self._awaited is not None:
            awaited, cursor = self._awaited
            found = next((it for it in waiting if it.id == awaited), None)
            if found is not None:
                self._awaited = None
                if self.transcript.reader.cursor == cursor:
                    self.bring(found)
        super().draw_suggestions()

    def show_list(self) -> None:
        """Draw the list by probability, where it is open."""
        answers = self.query_one(SuggestionList)
        if answers.has_class("-shown"):
            in_view = self.suggestion.id if self.suggestion else None
            is_wide = self.has_class("-narrow")
            lines = listed(self.desk, self.desk.suggested.shown)
            answers.show(lines, in_view, is_wide=is_wide)


_HELD_BACK = "Suggestions stay hidden until you have coded a first document."
_SWITCHED_OFF = (
    'This study has suggestions switched off: show = "never" under [suggestions] in '
    "qcode.toml."
)
