"""The right side of the adjudication screen: what speaks for and against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qcode.model.codebook import Code
from qcode.text.harmless import harmless
from qcode.tui.widgets.sided import Side

_MOST_SHOWN = 110
_LOW = 16


@dataclass(frozen=True, slots=True)
class OtherCode:
    """Another code that a coder gave to the same passage."""

    colour: str
    name: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What one of the two coded here: segments, memos on them, other codes."""

    side: Side
    handle: str
    segments: Sequence[str]
    memos: Sequence[str]
    others: Sequence[OtherCode]


@dataclass(frozen=True, slots=True)
class Case:
    """A difference in words.

    `decided` says what, by whom and when, and is empty while it is open; `notes` are
    the memos about the code, `agreement` how far the two agree on it.
    """

    code: Code
    above: str
    colour: str
    decided: str
    why: str
    kind: str
    voices: Sequence[Voice]
    agreement: str
    notes: Sequence[str]


class Dossier(VerticalScroll, can_focus=True):
    """Shows a case: the decision, both coders, the code's definition."""

    DEFAULT_CSS = """
    Dossier { scrollbar-size-vertical: 1; padding: 0 1; }
    Dossier > Static { height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._words = Static(id="case")
        self._case: Case | None = None

    def compose(self) -> Iterator[Static]:
        """Make the part that holds the words."""
        yield self._words

    def show(self, case: Case) -> None:
        """Show this case."""
        self._case = case
        self._draw()

    def on_resize(self) -> None:
        """Leave room between the parts where there is some."""
        self._draw()

    def _draw(self) -> None:
        case, is_low = self._case, self.size.height < _LOW
        if case is None:
            return
        most = _MOST_SHOWN // 2 if is_low else _MOST_SHOWN
        voices = [_voice(voice, most) for voice in case.voices]
        parts = [_head(case), *voices, *_definition(case)]
        # Where there is little room both coders are to be seen at once.
        gap = "\n" if is_low else "\n\n"
        self._words.update(Content(gap).join(parts))

    def begin(self) -> None:
        """Show the beginning of the case again."""
        self.scroll_home(animate=False)


def _head(case: Case) -> Content:
    lines = [
        Content.assemble(("■ ", case.colour), (harmless(case.code.name), "bold")),
    ]
    if case.above:
        lines[0] = Content.assemble(lines[0], (f"  {harmless(case.above)}", "dim"))
    if case.decided:
        lines.append(
            Content.assemble(("✓ ", "bold $success"), (harmless(case.decided), "bold"))
        )
    else:
        lines.append(Content.assemble(("Open. ", "bold $warning"), case.kind))
    if case.why:
        lines.append(
            Content.assemble(("Why  ", "bold dim"), (harmless(case.why), "italic"))
        )
    return Content("\n").join(lines)


def _voice(voice: Voice, most: int) -> Content:
    ink = f"bold {voice.side.colour}"
    lines = [Content.assemble((f"{voice.side.sign} {harmless(voice.handle)}", ink))]
    for segment in voice.segments:
        count = len(segment.split())
        words = f"{count} word{'' if count == 1 else 's'}"
        lines.append(
            Content.assemble(
                _ends(segment, most),
                (f"  {words}", "dim"),
            )
        )
    if not voice.segments:
        lines.append(Content.assemble(("did not give it here", "dim")))
    for memo in voice.memos:
        lines.append(Content.assemble(("Memo  ", "bold dim"), (_lines(memo), "italic")))
    if voice.others:
        # Where a coder gave this code too, the others stand beside it.
        lead = "also: " if voice.segments else "instead: "
        names = [
            Content.assemble(("■ ", other.colour), harmless(other.name))
            for other in voice.others
        ]
        lines.append(Content.assemble((lead, "dim"), Content(", ").join(names)))
    return Content("\n").join(lines)


def _ends(segment: str, most: int) -> str:
    """Return how a segment begins and how it ends."""
    shown = harmless(segment)
    if len(shown) <= most:
        return f"„{shown}“"
    half = most // 2
    first = shown[:half].rpartition(" ")[0] or shown[:half]
    last = shown[-half:].partition(" ")[2] or shown[-half:]
    return f"„{first} … {last}“"


def _definition(case: Case) -> Iterator[Content]:
    code = case.code
    yield Content.assemble(("Agreement  ", "bold dim"), harmless(case.agreement))
    for title, text in (
        ("Definition", code.definition),
        ("Include", code.include),
        ("Exclude", code.exclude),
        ("Example", code.example),
        ("Memo", code.memo),
    ):
        if text:
            yield Content.assemble((f"{title}  ", "bold dim"), _lines(text))
    for note in case.notes:
        yield Content.assemble(("Note  ", "bold dim"), (_lines(note), "italic"))


def _lines(text: str) -> str:
    return "\n".join(harmless(line) for line in text.splitlines())
