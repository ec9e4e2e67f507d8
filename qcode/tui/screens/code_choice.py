"""Choosing several codes of the codebook."""

from collections.abc import Collection
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from qcode.model.codebook import Codebook
from qcode.model.ids import CodeId
from qcode.text.harmless import harmless

_KEYS = "Space takes a code or leaves it · Ctrl+S stores · Esc cancels"


class CodeChoice(ModalScreen[list[CodeId] | None]):
    """Asks for codes; gives them in the codebook's order, `None` when given up."""

    CSS_PATH = "code_choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "store", "Store", id="code-choice.save"),
        Binding("escape", "dismiss(None)", "Cancel", id="code-choice.cancel"),
    ]

    def __init__(self, title: str, book: Codebook, chosen: Collection[CodeId]) -> None:
        super().__init__()
        self._title = title
        self._book = book
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Lay out the codes, those chosen marked."""
        with Vertical(id="code-choice"):
            yield Static(Content(harmless(self._title)), id="code-choice-title")
            yield SelectionList[CodeId](
                *(
                    Selection(self._named(it.id), it.id, it.id in self._chosen)
                    for it in self._book.codes
                ),
                id="code-choice-codes",
            )
            yield Static(Content(_KEYS), id="code-choice-keys")

    def on_mount(self) -> None:
        """Begin at the first code that is chosen."""
        places = [
            place for place, it in enumerate(self._book.codes) if it.id in self._chosen
        ]
        codes = self.query_one("#code-choice-codes", SelectionList)
        codes.highlighted = places[0] if places else 0
        self.call_after_refresh(codes.scroll_to_highlight, top=True)

    def _named(self, code_id: CodeId) -> Content:
        depth = len(self._book.ancestors(code_id))
        return Content(f"{'  ' * depth}{harmless(self._book.code(code_id).name)}")

    def action_store(self) -> None:
        """Give the codes that are chosen."""
        codes = self.query_one("#code-choice-codes", SelectionList)
        taken = set(codes.selected)
        self.dismiss([it.id for it in self._book.codes if it.id in taken])
