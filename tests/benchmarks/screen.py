"""Opening and paging a long document, beside a bare Line-API widget.

    python -m tests.benchmarks.screen ours|plain FILES

Prints a JSON object: CPU seconds of first paint, of a page and of a coding, the
latter two medians. FILES is a generated study of one long document.
"""

import asyncio
import csv
import json
import statistics
import sys
import time
from pathlib import Path
from uuid import uuid4

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qcode.model.document import Document, Kind
from qcode.model.ids import CaseId, CodingId, DocumentId
from qcode.model.span import Span
from qcode.text.segments import turns
from qcode.tui.widgets.marking import Mark
from qcode.tui.widgets.transcript import Transcript

SCREEN = (120, 40)
PAGES = 40
COLOURS = ("#4a86c5", "#2f9e8f", "#d97b29", "#7d5fb2")


class BareText(ScrollView, can_focus=True):
    """Lines that are ready to be drawn, and nothing else."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines
        self.virtual_size = Size(78, len(lines))

    def render_line(self, y: int) -> Strip:
        """Paint one line as it is."""
        row = self.scroll_offset.y + y
        text = self._lines[row] if row < len(self._lines) else ""
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )


class Screen(App[None]):
    """Holds one of the two widgets."""

    def __init__(self, widget: ScrollView) -> None:
        super().__init__()
        self.animation_level = "none"
        self._widget = widget

    def compose(self) -> ComposeResult:
        """Lay out the widget."""
        yield self._widget


def marks(files: Path) -> list[Mark]:
    """Return the codings of the document as marks."""
    with (files / "codings.csv").open(encoding="utf-8", newline="") as stream:
        return [
            Mark(
                CodingId(uuid4()),
                Span(int(row["start"]), int(row["end"])),
                COLOURS[int(row["code"]) % len(COLOURS)],
            )
            for row in csv.DictReader(stream)
        ]


async def measure(kind: str, files: Path) -> dict[str, float]:
    """Open, page, and for ours draw one more coding."""
    text = (files / "docs" / "doc_00001.txt").read_text("utf-8")
    widget = BareText(text.split("\n")) if kind == "plain" else Transcript()
    drawn = marks(files)
    document = Document(
        DocumentId(uuid4()), "long", Kind.OTHER, text, CaseId(uuid4()), turns(text)
    )
    app = Screen(widget)
    async with app.run_test(size=SCREEN) as pilot:
        await pilot.pause()
        start = time.process_time()
        if isinstance(widget, Transcript):
            widget.show_document(document, drawn)
        widget.refresh(layout=True)
        await pilot.pause()
        figures = {"open": time.process_time() - start}
        widget.focus()
        figures["page"] = await _median(pilot, widget, _page)
        if isinstance(widget, Transcript):

            async def code(_: ScrollView) -> None:
                drawn.append(Mark(CodingId(uuid4()), Span(1_000, 1_100), COLOURS[0]))
                widget.show_marks(drawn)

            figures["coding"] = await _median(pilot, widget, code)
    return figures


async def _page(widget: ScrollView) -> None:
    if isinstance(widget, Transcript):
        widget.action_page(1)
    else:
        widget.scroll_to(y=widget.scroll_offset.y + SCREEN[1] - 2, animate=False)


async def _median(pilot, widget, act) -> float:  # type: ignore[no-untyped-def]
    times = []
    for _ in range(PAGES):
        start = time.process_time()
        await act(widget)
        await pilot.pause()
        times.append(time.process_time() - start)
    return statistics.median(times)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(sys.argv[1], Path(sys.argv[2])))))
