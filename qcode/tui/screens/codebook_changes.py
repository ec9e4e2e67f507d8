"""codebook.yaml has changed: showing how, and asking which codebook holds."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qcode.model.codebook_diff import Difference
from qcode.operations.codebook import Side
from qcode.text.harmless import harmless


class CodebookChanges(ModalScreen[Side | None]):
    """Asks whether the file or the database holds; `None` leaves both as they are."""

    CSS_PATH = "codebook_changes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "take('file')", "Take the file", id="codebook.take-file"),
        Binding("d", "take('database')", "Take the study", id="codebook.take-study"),
        Binding("escape", "dismiss(None)", "Later", id="codebook.later"),
    ]

    def __init__(self, title: str, differences: Sequence[Difference]) -> None:
        super().__init__()
        self._title = title
        self._differences = differences

    def compose(self) -> ComposeResult:
        """Lay out the differences and the choice."""
        with Vertical(id="changes"):
            yield Static(Content(self._title), id="changes-title")
            with VerticalScroll(id="changes-list"):
                yield Static(Content("\n").join(map(_line, self._differences)))
            yield Static(Content(_KEYS), id="changes-keys")

    def action_take(self, side: str) -> None:
        """Give the choice."""
        self.dismiss(Side(side))


_KEYS = (
    "f takes codebook.yaml into the study · d writes the study's codes to the file · "
    "Esc decides later"
)


def _line(difference: Difference) -> Content:
    head = Content.assemble(
        (f"{difference.kind:<8} ", "bold"), (harmless(difference.code_name), "bold")
    )
    if not difference.field:
        return head
    return Content.assemble(
        head,
        f"  {difference.field}: ",
        (harmless(difference.old), "dim"),
        " → ",
        harmless(difference.new),
    )
