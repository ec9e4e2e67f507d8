"""The right side: what is under the cursor, and the code being applied."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.content import Span as ContentSpan
from textual.widgets import Static

from qcode.model.codebook import Code
from qcode.text.harmless import harmless
from qcode.tui.widgets.suggestion_card import Proposed, SuggestionCard


@dataclass(frozen=True, slots=True)
class Seen:
    """A coding under the cursor, in words; `is_current` is what keys act upon."""

    colour: str
    path: str
    coder: str
    memos: Sequence[str]
    is_current: bool


class Details(VerticalScroll, can_focus=False):
    """Shows codings here and a code's definition; changes nothing."""

    DEFAULT_CSS = """
    Details { scrollbar-size-vertical: 1; padding: 0 1; }
    Details > #here { height: auto; }
    Details > #code { height: auto; margin-top: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown: dict[str, tuple[str, tuple[ContentSpan, ...]]] = {}

    def compose(self) -> ComposeResult:
        """Make the parts."""
        yield SuggestionCard(id="suggestion")
        yield Static(id="here")
        yield Static(id="code")

    def show_here(self, seen: Sequence[Seen], document_memos: Sequence[str]) -> None:
        """Show the codings under the cursor, the innermost first."""
        parts: list[Content] = []
        for coding in seen:
            mark = "▶ " if coding.is_current else "  "
            head = Content.assemble(
                (mark, "bold"),
                ("■ ", coding.colour),
                (harmless(coding.path), "bold" if coding.is_current else ""),
                (f"  {harmless(coding.coder)}", "dim"),
            )
            parts.append(head)
            parts += [_memo("    ", memo) for memo in coding.memos]
        if not seen:
            parts.append(Content.assemble(("No coding here.", "dim")))
        for memo in document_memos:
            parts.append(_memo("Document memo: ", memo))
        self._show("#here", Content("\n").join(parts))

    def show_suggestion(self, proposed: Proposed | None) -> None:
        """Show the suggestion in view with its reasons, or none."""
        width = self.scrollable_content_region.width
        self.query_one(SuggestionCard).show(proposed, width)

    def show_code(
        self, code: Code | None, path: str, colour: str, own_memo: str | None
    ) -> None:
        """Show a code's definition with include, exclude and anchor example.

        An empty path leaves the heading out, where the code is named above.
        """
        if code is None:
            self._show("#code", Content(""))
            return
        head = Content.assemble(("■ ", colour), (harmless(path), "bold"))
        parts = [head] if path else []
        if code.definition:
            parts.append(Content(_lines(code.definition)))
        for title, text in (
            ("Include", code.include),
            ("Exclude", code.exclude),
            ("Example", code.example),
            ("Memo", code.memo),
        ):
            if text:
                text = _lines(text)
                parts.append(Content.assemble((f"{title}  ", "bold dim"), text))
        if own_memo:
            parts.append(_memo("My memo  ", own_memo))
        self._show("#code", Content("\n\n").join(parts))

    def _show(self, part: str, content: Content) -> None:
        """Show what is new; laying the screen out anew costs 10 ms of every key."""
        # Contents count as equal where only their text is.
        new = (content.plain, tuple(content.spans))
        if self._shown.get(part) != new:
            self._shown[part] = new
            self.query_one(part, Static).update(content)


def _lines(text: str) -> str:
    return "\n".join(harmless(line) for line in text.splitlines())


def _memo(lead: str, memo: str) -> Content:
    lines = " / ".join(harmless(line) for line in memo.splitlines())
    return Content.assemble((lead, "dim"), (lines, "italic"))
