"""Small questions: yes or no, one of several, a sentence."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qcode.text.harmless import harmless
from qcode.tui.widgets.entries import LineEntry


class Question(ModalScreen[bool]):
    """Asks whether something is to be done; what it is stands above the question."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes", id="question.yes"),
        Binding("escape,n", "dismiss(False)", "No", id="question.no"),
    ]

    def __init__(self, title: str, lines: Sequence[str], yes: str) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Lay out what it is about, and the answers."""
        with Vertical(classes="asking"):
            yield Static(Content(harmless(self._title)), classes="asking-title")
            with VerticalScroll(classes="asking-body"):
                lines = [Content(harmless(line)) for line in self._lines]
                yield Static(Content("\n").join(lines))
            keys = f"y {harmless(self._yes)} · n, Esc leave it"
            yield Static(Content(keys), classes="asking-keys")


class OneOf(ModalScreen[int | None]):
    """Asks for one of several; gives its index, `None` when given up."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="choice.cancel"),
    ]

    def __init__(self, title: str, options: Sequence[Content], does: str) -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._does = does

    def compose(self) -> ComposeResult:
        """Lay out the question and the answers."""
        with Vertical(classes="asking"):
            yield Static(Content(harmless(self._title)), classes="asking-title")
            yield OptionList(*map(Option, self._options), id="choices")
            keys = f"Enter {self._does} · ↑↓ choose · Esc cancels"
            yield Static(Content(keys), classes="asking-keys")

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Give the chosen one."""
        self.dismiss(event.option_index)


class Sentence(ModalScreen[str | None]):
    """Asks for a line of text; gives it, or `None` when given up."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="sentence.cancel"),
    ]

    def __init__(self, title: str, text: str, why: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._why = why

    def compose(self) -> ComposeResult:
        """Lay out the question and the entry."""
        with Vertical(classes="asking"):
            yield Static(Content(harmless(self._title)), classes="asking-title")
            yield LineEntry(self._text, id="sentence", select_on_focus=False)
            yield Static(Content(self._why), classes="asking-keys")

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Give the text, also an empty one."""
        self.dismiss(event.value)
