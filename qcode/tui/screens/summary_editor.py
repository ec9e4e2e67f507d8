"""Writing a summary beside the segments that it is to sum up."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qcode.model.matrix import CellSegment
from qcode.text.harmless import harmless
from qcode.tui.screens.memo_editor import MemoEditor
from qcode.tui.widgets.entries import TextEntry


class SummaryEditor(MemoEditor):
    """Asks for a summary's text; gives it when saved, `None` when given up."""

    CSS_PATH = ["memo_editor.tcss", "summary_editor.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(
        self,
        about: str,
        text: str,
        segments: Sequence[CellSegment],
        draft: str | None = None,
    ) -> None:
        super().__init__(about, text, draft)
        self._segments = segments

    def compose(self) -> ComposeResult:
        """Lay out the title, the text with the segments beside it, and the keys."""
        with Vertical(id="memo"):
            yield Static(Content(harmless(self._about)), id="memo-about")
            with Horizontal(id="summary-parts"):
                yield TextEntry(self._draft, id="memo-text", show_line_numbers=False)
                with VerticalScroll(id="summary-segments"):
                    yield Static(Content("\n\n").join(self._told()))
            yield Static(Content(_KEYS), id="memo-keys")

    def _told(self) -> Iterator[Content]:
        if not self._segments:
            yield Content.assemble(("Nothing is coded here.", "dim"))
        for it in self._segments:
            yield segment_lines(it)


def segment_lines(it: CellSegment) -> Content:
    """Return a segment with its place above it and its codes below."""
    place = (it.document, f"line {it.line}", it.time, it.speaker)
    above = " · ".join(harmless(part) for part in place if part)
    below = f"{', '.join(it.codes)} · {', '.join(it.coders)}"
    opposes = (" · opposes", "bold $text-warning") if it.opposes else ""
    text = "\n".join(harmless(line) for line in it.text.split("\n"))
    return Content.assemble(
        (above, "bold"), "\n", text, "\n", (harmless(below), "dim"), opposes
    )


_KEYS = "Ctrl+S saves · Tab segments · Esc cancels · an empty one is removed"
