"""Finding a code by a few letters, or making a new one where it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qcode.model.codebook import PATH_SEPARATOR, Code, Codebook
from qcode.model.ids import CodeId
from qcode.text.find import find
from qcode.text.folding import fold
from qcode.text.harmless import harmless
from qcode.tui.desk import Desk
from qcode.tui.widgets.entries import LineEntry

_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be made under this parent, `None` for the top level."""

    name: str
    parent_id: CodeId | None


Choice: TypeAlias = CodeId | NewCode


class CodeFinder(ModalScreen[Choice | None]):
    """Asks for a code; gives its id, a code to be made, or `None`."""

    CSS_PATH = "code_finder.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="finder.cancel"),
        Binding("down", "highlight(1)", "Next", id="finder.next", priority=True),
        Binding("up", "highlight(-1)", "Previous", id="finder.previous", priority=True),
    ]

    def __init__(self, desk: Desk, segment: str, below: CodeId | None) -> None:
        super().__init__()
        self._desk = desk
        self._segment = segment
        self._below = below
        self._choices: list[Choice] = []
        codebook = desk.codebook
        codable = [code for code in codebook.codes if code.codable]
        rank = {code_id: place for place, code_id in enumerate(desk.used_last)}
        self._codes = sorted(codable, key=lambda code: rank.get(code.id, len(rank)))
        self._texts = [_texts(code, codebook) for code in self._codes]

    def compose(self) -> ComposeResult:
        """Lay out the segment, the question and the answers."""
        with Vertical(id="finder"):
            yield Static(Content(harmless(self._segment)), id="finder-segment")
            yield LineEntry(
                placeholder="Code, part of its path, or keyword", id="query"
            )
            yield OptionList(id="answers")
            yield Static(
                Content("Enter applies · ↑↓ choose · Esc cancels"), id="finder-keys"
            )

    def on_mount(self) -> None:
        """Show the codes used last before anything is typed."""
        self._show("")

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Show what fits the letters so far."""
        self._show(event.value.strip())

    @on(Input.Submitted)
    def submit(self) -> None:
        """Take what is on top of the answers, or what was chosen among them."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._choices[highlighted])

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Take the answer that was clicked."""
        self.dismiss(self._choices[event.option_index])

    def action_highlight(self, step: int) -> None:
        """Move among the answers while the letters keep the focus."""
        answers = self.query_one(OptionList)
        if step > 0:
            answers.action_cursor_down()
        else:
            answers.action_cursor_up()

    def _show(self, query: str) -> None:
        found = self._codes
        if query:
            found = [self._codes[i] for i in find(query, self._texts, _MOST_SHOWN)]
        self._choices = [code.id for code in found]
        options = [Option(self._line(code)) for code in found]
        for new in self._new_codes(query, found):
            self._choices.append(new)
            options.append(Option(self._offer(new)))
        answers = self.query_one(OptionList)
        answers.clear_options()
        answers.add_options(options)
        answers.highlighted = 0 if options else None

    def _new_codes(self, query: str, found: Sequence[Code]) -> list[NewCode]:
        if not query or any(fold(code.name) == fold(query) for code in found):
            return []
        offers = [NewCode(query, None)]
        if self._below is not None:
            offers.insert(0, NewCode(query, self._below))
        return offers

    def _offer(self, new: NewCode) -> Content:
        where = ""
        if new.parent_id is not None:
            where = f" below {harmless(self._desk.codebook.code(new.parent_id).name)}"
        return Content.assemble(
            ("＋ ", "$text-success"),
            ("New code ", "dim"),
            (harmless(new.name), "bold"),
            where,
        )

    def _line(self, code: Code) -> Content:
        above = self._desk.codebook.ancestors(code.id)
        path = PATH_SEPARATOR.join(parent.name for parent in above)
        shortcut = f" [{code.shortcut}]" if code.shortcut else ""
        return Content.assemble(
            ("■ ", self._desk.colour(code.id)),
            (harmless(code.name), "bold"),
            (shortcut, "italic"),
            (f"  {harmless(path)}", "dim"),
        )


def _texts(code: Code, codebook: Codebook) -> list[str]:
    return [code.name, codebook.path(code.id), code.key, *code.keywords]
