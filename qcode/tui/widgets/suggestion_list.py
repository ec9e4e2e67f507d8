"""The open document's suggestions by probability, to be walked through."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qcode.model.ids import SuggestionId
from qcode.text.harmless import harmless

_NOTHING = "Nothing is suggested here now."
_BEGINNING = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A suggestion in one or two lines; `segment` is the text of its passage."""

    id: SuggestionId
    score: float
    colour: str
    code: str
    segment: str


class SuggestionList(OptionList):
    """Best first; walking through it takes each suggestion into view."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close the list", show=False, id="suggestions.close")
    ]
    DEFAULT_CSS = """
    SuggestionList {
        border: none;
        background: transparent;
        padding: 0;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        scrollbar-size-vertical: 1;
    }
    SuggestionList:focus { border: none; }
    """

    class Closed(Message):
        """The list is wanted no longer."""

    @dataclass
    class Reached(Message):
        """The coder came to this suggestion, or chose it to go there."""

        suggestion_id: SuggestionId
        is_chosen: bool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._listed: tuple[Sequence[Listed], bool] = ((), False)

    def show(
        self, listed: Sequence[Listed], in_view: SuggestionId | None, *, is_wide: bool
    ) -> None:
        """List these, with the cursor on the one in view; a line each where wide."""
        new = (listed, is_wide)
        with self.prevent(OptionList.OptionHighlighted):
            if new != self._listed:
                at = self.highlighted or 0
                self._listed = new
                options = [_option(it, is_wide=is_wide) for it in listed]
                self.set_options(options or [Option(_NOTHING, disabled=True)])
                self.highlighted = min(at, len(listed) - 1) if listed else None
            for index, one in enumerate(listed):
                if one.id == in_view and self.highlighted != index:
                    self.highlighted = index

    def on_option_list_option_highlighted(
        self, event: OptionList.OptionHighlighted
    ) -> None:
        """Tell which suggestion the coder came to."""
        event.stop()
        self._tell(event.option_index, is_chosen=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which suggestion the coder wants to go to."""
        event.stop()
        self._tell(event.option_index, is_chosen=True)

    def _tell(self, index: int, *, is_chosen: bool) -> None:
        listed = self._listed[0]
        if index < len(listed):
            self.post_message(self.Reached(listed[index].id, is_chosen))

    def action_close(self) -> None:
        """Close the list."""
        self.post_message(self.Closed())


def _option(listed: Listed, *, is_wide: bool) -> Option:
    head = Content.assemble(
        (f"{listed.score:>4.0%} ", "bold"),
        ("■ ", listed.colour),
        harmless(listed.code),
    )
    segment = harmless(" ".join(listed.segment[:_BEGINNING].split()))
    gap = "  " if is_wide else "\n     "
    return Option(Content.assemble(head, (f"{gap}{segment}", "dim")))
