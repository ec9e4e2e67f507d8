"""The suggestion in view, in words: how probable, which code, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from textual.content import Content
from textual.widgets import Static

from qcode.model.suggestion import ReasonKind
from qcode.text.harmless import harmless

_KINDS = {
    ReasonKind.KEYWORD: "keyword",
    ReasonKind.WORDS: "words",
    ReasonKind.SEGMENT: "like",
    ReasonKind.CONTEXT: "before",
    ReasonKind.UNTRIED: "untried",
}
_WIDE = 60
# The frame takes a border, two blanks, and perhaps a bar for scrolling.
_INDENT, _FRAME, _MOST_LINES = 9, 4, 3


_GONE = "no longer suggested"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason; a similar coded segment stands in a line of a document."""

    kind: ReasonKind
    text: str
    document: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Proposed:
    """A suggestion: the `number`-th in the text, of `count` in the document.

    The number is 0 where it is not suggested any more.
    """

    colour: str
    code: str
    path: str
    score: float
    reasons: Sequence[Why]
    number: int
    count: int


class SuggestionCard(Static):
    """Stands above the codings here while a suggestion is in view."""

    DEFAULT_CSS = """
    SuggestionCard { height: auto; display: none; }
    SuggestionCard.-shown {
        display: block; margin-bottom: 1; padding: 0 1;
        border-left: outer $accent; background: $boost;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown: tuple[Proposed | None, int] = (None, 0)

    def show(self, proposed: Proposed | None, width: int) -> None:
        """Show a suggestion in a panel of so many cells, or none."""
        new = (proposed, width)
        if new == self._shown:
            return
        self._shown = new
        self.set_class(proposed is not None, "-shown")
        lines = () if proposed is None else _lines(proposed, width - _FRAME)
        self.update(Content("\n").join(lines))


def _lines(proposed: Proposed, width: int) -> Iterator[Content]:
    head = Content.assemble((f"Suggestion {proposed.score:.0%}", "bold"))
    name = proposed.code if width >= _WIDE else proposed.path
    code = Content.assemble(("■ ", proposed.colour), harmless(name))
    place = f"{proposed.number} of {proposed.count}" if proposed.number else _GONE
    rank = Content.assemble((place, "dim"))
    if width >= _WIDE:
        yield Content("  ").join([head, rank, code])
    else:
        yield Content("  ").join([head, rank])
        yield code
    for why in proposed.reasons:
        yield from _reason(why, width)


def _reason(why: Why, width: int) -> Iterator[Content]:
    """Yield a reason with its kind before it, the lines set in behind that."""
    text = harmless(" ".join(why.text.split()))
    if why.kind is ReasonKind.SEGMENT:
        text = f"„{text}“"
    room = max(width - _INDENT, 12)
    lines = wrap(text, room, max_lines=_MOST_LINES, placeholder=" …")
    shown = [Content(line) for line in lines]
    if why.document:
        shown.insert(0, Content.assemble((_place(why, room), "dim")))
    for number, line in enumerate(shown):
        kind = "" if number else _KINDS[why.kind]
        yield Content.assemble((f"{kind:<{_INDENT}}", "dim"), line)


def _place(why: Why, room: int) -> str:
    """Return document and line, the document's name cut to leave the line room."""
    line, name = f", line {why.line}", harmless(why.document)
    most = max(room - len(line), 1)
    return (name if len(name) <= most else f"{name[: most - 1]}…") + line
