"""The passages of a recommendation: chosen, proposed, and all the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qcode.model.evidence import Candidate, Passage, SeenQuotation
from qcode.operations.evidence_words import mark_in_words, reason_in_words
from qcode.text.harmless import harmless
from qcode.tui.widgets.evidence_view import located, place_of

_MOST_SHOWN = 320


@dataclass(frozen=True, slots=True)
class Line:
    """A passage of the evidence as it can be chosen.

    `quotation` where it is chosen, which alone may have no passage any more;
    `candidate` where it is proposed.
    """

    passage: Passage | None
    quotation: SeenQuotation | None = None
    candidate: Candidate | None = None

    @property
    def key(self) -> str:
        """What tells it from others, also after the evidence was gathered anew."""
        if self.passage is not None:
            return str(self.passage.codings[0].id)
        assert self.quotation is not None
        return str(self.quotation.quotation.coding_id)


class PassageList(OptionList):
    """Lists quotations, candidates and other passages, each under its heading."""

    DEFAULT_CSS = """
    PassageList {
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        padding: 0;
    }
    /* A passage is many rows: those keep their colours under the cursor. */
    PassageList > .option-list--option-highlighted,
    PassageList:focus > .option-list--option-highlighted {
        color: $foreground;
        background: $primary 25%;
        text-style: none;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._listed: list[Line | None] = []

    @property
    def chosen(self) -> Line | None:
        """The passage that the cursor is on."""
        at = self.highlighted
        return None if at is None else self._listed[at]

    def show_nothing(self) -> None:
        """Show no passages, where it is not known which there are."""
        self._listed = []
        self.clear_options()

    def show(self, lines: Sequence[Line], *, is_proposed: bool) -> None:
        """Show these passages; the cursor stays where it was, or near."""
        chosen, at = self.chosen, self.highlighted
        groups = [
            ("Key quotations", [it for it in lines if it.quotation], _NO_QUOTATIONS),
            (
                "Candidates",
                [it for it in lines if it.candidate],
                _NO_CANDIDATES if is_proposed else "Looking for them …",
            ),
        ]
        others = [it for it in lines if it.quotation is None and it.candidate is None]
        if is_proposed and others:
            groups.append(("Other passages", others, ""))
        self._listed, options = [], []
        for title, found, nothing in groups:
            self._listed.append(None)
            options.append(Option(_heading(title, found, nothing), disabled=True))
            for line in found:
                self._listed.append(line)
                options.append(Option(_told(line)))
        self.clear_options()
        self.add_options(options)
        self.highlighted = self._place(chosen, at)

    def _place(self, chosen: Line | None, at: int | None) -> int | None:
        places = [place for place, it in enumerate(self._listed) if it is not None]
        if not places:
            return None
        for place in places:
            line = self._listed[place]
            if chosen is not None and line is not None and line.key == chosen.key:
                return place
        return min(places, key=lambda it: abs(it - (at or 0)))


def _heading(title: str, found: Sequence[Line], nothing: str) -> Content:
    head = Content.assemble((title, "bold $text-accent"), (f"  {len(found)}", "dim"))
    if found or not nothing:
        return head
    return Content.assemble((title, "bold $text-accent"), (f"  {nothing}", "dim"))


_NO_QUOTATIONS = "none chosen yet; a takes a candidate"
_NO_CANDIDATES = "none"


def _told(line: Line) -> Content:
    return Content("\n").join([*_parts(line), Content("")])


def _parts(line: Line) -> Iterator[Content]:
    passage, seen, candidate = line.passage, line.quotation, line.candidate
    if passage is not None:
        sign = "▲ " if passage.opposes else ""
        yield Content.assemble(
            (sign, "bold $text-warning"), (place_of(passage), "bold")
        )
        text = harmless(" ".join(passage.text.split()))
        yield Content(f"„{text if seen else _shortened(text)}“")
        codes, coders = (", ".join(it) for it in (passage.codes, passage.coders))
        yield Content.assemble((f"{harmless(codes)} · {harmless(coders)}", "dim"))
    if seen is not None:
        if passage is None:
            yield from _lost(seen)
        for mark in seen.marks:
            yield Content.assemble((f"⚠ {mark_in_words(mark)}", "bold $text-warning"))
        note = seen.quotation.note
        day = seen.quotation.chosen_at.astimezone().strftime("%Y-%m-%d")
        told = f"chosen by {harmless(seen.chosen_by)} on {day}"
        yield Content.assemble((told, "dim"))
        if note:
            yield Content.assemble((harmless(note), "italic"))
    if candidate is not None:
        reasons = [reason_in_words(it, candidate) for it in candidate.reasons]
        yield Content.assemble((f"→ {harmless('; '.join(reasons))}", "$text-success"))


def _lost(seen: SeenQuotation) -> Iterator[Content]:
    document, stood = seen.document or "a document that is gone", seen.former
    if stood is None:
        yield Content.assemble((harmless(document), "bold"))
    else:
        where = located(document, stood.line, stood.time)
        yield Content.assemble((where, "bold"))
        yield Content(f"„{harmless(' '.join(stood.text.split()))}“")
    yield Content.assemble((harmless(seen.code), "dim"))


def _shortened(text: str) -> str:
    if len(text) <= _MOST_SHOWN:
        return text
    half = _MOST_SHOWN // 2
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
