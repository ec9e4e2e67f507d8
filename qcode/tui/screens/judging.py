"""How good suggestions are on the coder's own codings, computed while one waits.

Says what `qcode suggest evaluate` prints. Who closes the screen stops the computing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import DataTable, ProgressBar, Static

from qcode.errors import QcodeError
from qcode.text.harmless import harmless
from qcode.tui.background import in_background
from qcode.tui.desk import Desk
from qcode.tui.widgets.curve import Curve

if TYPE_CHECKING:
    from qcode.suggest.figures import CodeFigures, Evaluation


class _Stopped(Exception):  # noqa: N818 - nothing is wrong
    """The screen was closed."""


class JudgingScreen(ModalScreen[None]):
    """Figures, learning curve and a table by code, of documents held out."""

    CSS_PATH = "judging.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="judging.close"),
    ]

    @dataclass
    class Progressed(Message):
        """So many steps are done, of how many."""

        done: int
        steps: int

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._is_closed = Event()

    def compose(self) -> ComposeResult:
        """Lay out progress, figures, curve and table."""
        with Vertical(id="judging"):
            yield Static(id="judging-title")
            yield ProgressBar(id="judging-progress", show_eta=False)
            with VerticalScroll(id="judging-found"):
                with Horizontal(id="judging-figures"):
                    yield Static(id="judging-numbers")
                    yield Curve(id="judging-curve")
                table: DataTable[Content | str] = DataTable(id="judging-codes")
                table.cursor_type = "row"
                yield table
            yield Static(Content(_KEYS), id="judging-keys")

    def on_mount(self) -> None:
        """Begin to compute."""
        self._say("Judging suggestions on your own codings, documents held out …")
        self._judge()

    def on_unmount(self) -> None:
        """Compute no longer."""
        self._is_closed.set()

    @work
    async def _judge(self) -> None:
        try:
            found = await in_background(self._compute)
        except QcodeError as error:
            self.query_one(ProgressBar).display = False
            self._say(str(error))
        else:
            self._show(found)

    def _compute(self) -> "Evaluation":
        # What computes takes a second to load, which no start should pay.
        from qcode.operations.judging import judge

        desk = self._desk
        settings = desk.suggested.settings
        return judge(desk.store, desk.coder.id, settings, progress=self._report)

    def _report(self, done: int, steps: int) -> None:
        if self._is_closed.is_set():
            raise _Stopped
        self.post_message(self.Progressed(done, steps))

    @on(Progressed)
    def show_progress(self, event: Progressed) -> None:
        """Show how far it is."""
        self.query_one(ProgressBar).update(total=event.steps, progress=event.done)

    def _say(self, text: str) -> None:
        title = Content.assemble((harmless(text), "bold"))
        self.query_one("#judging-title", Static).update(title)

    def _show(self, found: "Evaluation") -> None:
        self.query_one(ProgressBar).display = False
        self.add_class("-done")
        handle = self._desk.coder.handle
        self._say(
            f"{found.documents} documents held out in turn · {found.passages} passages "
            f"· {found.codings} codes given by {handle}"
        )
        numbers = Content("\n").join(_numbers(found))
        self.query_one("#judging-numbers", Static).update(numbers)
        self.query_one(Curve).show(
            [(str(it.documents), it.recall_at_3) for it in found.curve],
            "recall at 3 after so many documents",
        )
        self._show_codes(found)

    def _show_codes(self, found: "Evaluation") -> None:
        table: DataTable[Content | str] = self.query_one("#judging-codes", DataTable)
        table.add_columns("code", "n", "recall at 3", "right", "wrong", "missed", "F1")
        desk = self._desk
        codes = {code.key: code for code in desk.codebook.codes}
        by_size = sorted(found.by_code.items(), key=lambda it: (-it[1].given, it[0]))
        for key, it in by_size:
            if it.given:
                # A code that was taken out meanwhile has no name any more.
                code = codes.get(key)
                name = harmless(code.name if code else key)
                colour = desk.colour(code.id) if code else ""
                table.add_row(Content.assemble(("■ ", colour), name), *_cells(it))
        table.focus()


_KEYS = "↑ ↓ look through the codes · Esc closes"
_WIDE = 18


def _numbers(found: "Evaluation") -> Iterator[Content]:
    total, shown, cut = found.total, found.shown, found.cut
    for name, value, says in (
        ("Recall at 3", found.recall_at_3, "of your codes, among the first three"),
        ("First right", found.precision_at_1, "the first is one of your codes"),
        ("Calibration error", found.calibration_error, "how far probabilities are off"),
        (
            f"F1 from {cut.threshold:.0%} on",
            found.f1,
            "right, against wrong and missed",
        ),
    ):
        yield Content.assemble(
            (f"{name:<{_WIDE}}", "dim"), (f"{_figure(value)}  ", "bold"), (says, "dim")
        )
    yield Content(
        f"From {cut.threshold:.0%} on: {total.right} right, {total.wrong} wrong, "
        f"{total.missed} missed."
    )
    yield Content(
        f"Shown from {cut.least:.0%} on, {cut.most} a passage at most: {shown.right} "
        f"codings spared, {shown.wrong} shown in vain, {shown.missed} missed."
    )


def _cells(found: "CodeFigures") -> list[str]:
    counts = found.counts
    numbers = map(str, (counts.right, counts.wrong, counts.missed))
    cells = [str(found.given), _figure(found.recall_at_3), *numbers]
    return [f"{cell:>6}" for cell in [*cells, _figure(counts.f1)]]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
