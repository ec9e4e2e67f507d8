"""Accepting many suggestions at once: what it would be, before it is done."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qcode.model.ids import SuggestionId
from qcode.text.harmless import harmless
from qcode.tui.widgets.suggestion_list import Listed

_STEP = 5
_BEGINNING = 200


class AcceptAll(ModalScreen[frozenset[SuggestionId] | None]):
    """Gives the suggestions that were looked at and taken, `None` for none.

    The threshold moves in steps of five percent; what lies below it is shown too.
    """

    CSS_PATH = "accepting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Accept", id="accept-all.accept"),
        Binding("up", f"move({_STEP})", "Fewer", id="accept-all.fewer"),
        Binding("down", f"move({-_STEP})", "More", id="accept-all.more"),
        Binding("pagedown,space", "scroll(1)", "Page down", id="accept-all.page-down"),
        Binding("pageup", "scroll(-1)", "Page up", id="accept-all.page-up"),
        Binding("escape", "dismiss", "Cancel", id="accept-all.cancel"),
    ]

    def __init__(self, listed: Sequence[Listed], threshold: float) -> None:
        super().__init__()
        self._listed = listed
        self._percent = min(max(round(threshold * 100), _STEP), 100)

    def compose(self) -> ComposeResult:
        """Lay out the question, the list, and the keys."""
        with Vertical(id="accept-all"):
            yield Static(id="accept-question")
            answers = OptionList(id="accept-list")
            answers.can_focus = False
            yield answers
            yield Static(Content(_KEYS), id="accept-keys")

    def on_mount(self) -> None:
        """Show what the threshold takes."""
        self._show()

    @property
    def _taken(self) -> Sequence[Listed]:
        # As people read it: 80% includes what is shown as 80%.
        return [it for it in self._listed if round(it.score * 100) >= self._percent]

    def _show(self) -> None:
        taken = len(self._taken)
        answers = self.query_one("#accept-list", OptionList)
        answers.set_options(
            [_option(it, number < taken) for number, it in enumerate(self._listed)]
        )
        # Where the threshold lies is what there is to look at.
        answers.scroll_to(y=taken - answers.size.height // 2, animate=False)
        question = Content.assemble(
            (f"Accept {taken} of {len(self._listed)} suggestions", "bold"),
            f"   from {self._percent}% on",
            ("" if taken else "   none is so probable", "$text-warning"),
        )
        self.query_one("#accept-question", Static).update(question)

    def action_move(self, percent: int) -> None:
        """Move the threshold."""
        self._percent = min(max(self._percent + percent, _STEP), 100)
        self._show()

    def action_scroll(self, direction: int) -> None:
        """Look further up or down the list."""
        answers = self.query_one("#accept-list", OptionList)
        if direction > 0:
            answers.scroll_page_down(animate=False)
        else:
            answers.scroll_page_up(animate=False)

    def action_accept(self) -> None:
        """Take all from the threshold on; there is something to take, or one stays."""
        if self._taken:
            self.dismiss(frozenset(it.id for it in self._taken))


def _option(listed: Listed, is_taken: bool) -> Option:
    segment = harmless(" ".join(listed.segment[:_BEGINNING].split()))
    return Option(
        Content.assemble(
            ("✓ " if is_taken else "  ", "bold $text-success"),
            (f"{listed.score:>4.0%} ", "bold" if is_taken else "dim"),
            ("■ ", listed.colour),
            (harmless(listed.code), "" if is_taken else "dim"),
            (f"  {segment}", "dim"),
        )
    )


_KEYS = "↑ fewer · ↓ more · Enter accepts as one step · Esc leaves all as it is"
