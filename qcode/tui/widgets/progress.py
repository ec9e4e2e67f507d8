"""How far settling differences has come: always seen, above the text."""

from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from qcode.text.harmless import harmless

_BAR, _SHORT_BAR, _NARROW = 12, 4, 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How many are settled, of how many; `place` is which of its code's is in view.

    `alike` is how many places both coded alike that were not taken, `outdated` how
    many decisions are about codings that have changed.
    """

    settled: int
    of: int
    code: str
    code_settled: int
    code_of: int
    place: int
    alike: int
    outdated: int


class ProgressLine(Static):
    """One line on top of the adjudication screen; the code's name is cut first."""

    DEFAULT_CSS = """
    ProgressLine {
        height: 1;
        background: $panel;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(self, progress: Progress) -> None:
        """Show how far it has come."""
        bar = _SHORT_BAR if self.app.size.width < _NARROW else _BAR
        done = bar * progress.settled // max(progress.of, 1)
        parts = [
            Content.assemble(
                (f"{progress.settled} of {progress.of} settled ", "bold"),
                ("━" * done, "$success"),
                ("╌" * (bar - done), "dim"),
            ),
            Content(
                f"no. {progress.place} of {progress.code_of} in this code, "
                f"{progress.code_settled} settled"
            ),
        ]
        if progress.outdated:
            parts.append(
                Content.assemble((f"{progress.outdated} changed since", "$warning"))
            )
        if progress.alike:
            parts.append(Content(f"{progress.alike} alike to take"))
        parts.append(Content.assemble((harmless(progress.code), "dim")))
        self.update(Content("   ").join(parts), layout=False)
