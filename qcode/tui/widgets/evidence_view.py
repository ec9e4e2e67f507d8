"""A recommendation's evidence in words: counted, measured, spoken against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from qcode.model.evidence import (
    Choice,
    CodeAlpha,
    Evidence,
    Passage,
    Remark,
    Values,
)
from qcode.text.harmless import harmless

_KINDS = {
    "interview": "Interviews",
    "workshop": "Workshops",
    "example": "Practice examples",
    "survey": "Survey answers",
    "other": "Others",
}
_WHY = {
    Choice.CODER: "one coder",
    Choice.CONSENSUS: "the consensus set",
    Choice.EVERYONE: "everybody's, each passage once",
}
_LABEL, _FIGURE = 19, 5


class EvidenceView(Static):
    """Shows what stands under a recommendation; changes nothing."""

    DEFAULT_CSS = "EvidenceView { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown: tuple[Evidence, str] | None = None

    def show(self, evidence: Evidence, survey: str) -> None:
        """Show this evidence; `survey` says which answers were asked for, if any."""
        self._shown = evidence, survey
        self._draw()

    def tell(self, text: str) -> None:
        """Say why there is no evidence to show."""
        self._shown = None
        self.update(Content.assemble((harmless(text), "dim")))

    def on_resize(self) -> None:
        """Break lines anew."""
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        evidence, survey = self._shown
        groups = [
            _counts(evidence),
            _agreement(evidence.alphas),
            _neighbours(evidence),
            _survey(evidence, survey),
            _voices(evidence.opposing),
            _remarks(evidence.remarks),
        ]
        width = self.size.width or _USUAL
        parts = [
            Content("\n").join(it.broken(width) for it in lines) for lines in groups
        ]
        self.update(Content("\n\n").join(parts))


@dataclass(frozen=True, slots=True)
class _Told:
    """A line whose further rows begin under its text, behind `indent` cells."""

    text: Content
    indent: int = 0

    def broken(self, width: int) -> Content:
        """Return it in rows of this width."""
        room = max(width - self.indent, _LEAST)
        first, rest = self.text[: self.indent], self.text[self.indent :]
        rows = rest.wrap(room) if len(rest) else [rest]
        gap = "\n" + " " * self.indent
        return first + Content(gap).join(it.rstrip() for it in rows)


_USUAL, _LEAST = 60, 12


def place_of(passage: Passage) -> str:
    """Return where a passage stands: document, line, time, speaker."""
    name, line = passage.source.name, passage.line
    return located(name, line, passage.time, passage.speaker)


def located(document: str, line: int, time: str, speaker: str = "") -> str:
    """Return a place of which these are known."""
    parts = document, f"line {line}", time, speaker
    return " · ".join(harmless(it) for it in parts if it)


def _heading(title: str, more: str = "") -> _Told:
    parts = [(title, "bold $text-accent")]
    if more:
        parts.append((f"  {harmless(more)}", "dim"))
    return _Told(Content.assemble(*parts))


def _dim(text: str) -> _Told:
    return _Told(Content.assemble((text, "dim")))


def _labelled(label: str, text: str, more: str = "") -> _Told:
    lead, told = (f"{label:<{_LABEL}}", "dim"), harmless(text)
    return _Told(Content.assemble(lead, told, (harmless(more), "dim")), _LABEL)


def _numbered(number: str, name: str, more: str) -> _Told:
    """Return a figure, what it is of, and what belongs to it."""
    lead = f"{number:>{_FIGURE}}  "
    told = Content.assemble(lead, harmless(name), (harmless(more), "dim"))
    return _Told(told, len(lead))


def _counts(evidence: Evidence) -> Iterator[_Told]:
    chosen = evidence.chosen
    whose = f"codings of {', '.join(chosen.coders)}"
    if not chosen.coders:
        whose = "nobody has coded so yet"
    elif chosen.how is not Choice.CODER:
        whose += f" ({_WHY[chosen.how]})"
    yield _heading("Evidence", whose)
    if evidence.missing_codes:
        gone = f"{evidence.missing_codes} of its codes are gone; c chooses others."
        yield _Told(Content.assemble((gone, "$text-warning")))
    for kind in evidence.kinds:
        if not kind.documents:
            yield _labelled(_KINDS[kind.kind], "", "none in the study")
            continue
        count = f"{len(kind.sources)} of {kind.documents}"
        yield _labelled(_KINDS[kind.kind], count, f", of which {kind.coded} are coded")
    opposing = f", and {len(evidence.opposing)} that oppose" * bool(evidence.opposing)
    yield _labelled("Passages", str(len(evidence.speaking)), opposing)
    yield _values("Roles", evidence.roles)
    yield _values("Cities", evidence.cities)


def _values(label: str, values: Values) -> _Told:
    told = [f"{name} ({len(found)})" for name, found in values.sources.items()]
    if values.without:
        told.append(f"no value ({len(values.without)})")
    count = f"{len(values.sources)} of {values.known}"
    return _labelled(label, count, f": {', '.join(told)}" if told else "")


def _agreement(alphas: Sequence[CodeAlpha]) -> Iterator[_Told]:
    units = {it.units for it in alphas}
    over = f"Krippendorff's alpha, {units.pop():,} sentences" if len(units) == 1 else ""
    yield _heading("Agreement of the coders", over)
    for it in alphas:
        if it.value is None:
            why = _UNDEFINED.get(it.undefined, it.undefined)
            yield _numbered("–", it.code.name, f"  undefined: {why}")
            continue
        sure = ""
        if it.interval is not None:
            sure = f"  (95 %: {it.interval[0]:.2f} to {it.interval[1]:.2f})"
        yield _numbered(f"{it.value:.2f}", it.code.name, sure)


_UNDEFINED = {
    "no-comparison": "no two coders finished the same document",
    "nothing-compared": "two coders judged no sentence",
    "one-category": "all sentences are judged alike",
    "nothing-coded": "the code was not used there",
}


def _neighbours(evidence: Evidence) -> Iterator[_Told]:
    yield _heading("In the same turns", "passages with codes of other families")
    if not evidence.neighbours:
        yield _dim("None.")
    for it in evidence.neighbours:
        documents = f"{it.documents} document{'s' * (it.documents != 1)}"
        more = f"  {it.family.name} · {documents}"
        yield _numbered(str(len(it.passages)), it.code.name, more)


def _survey(evidence: Evidence, survey: str) -> Iterator[_Told]:
    yield _heading("Priority in the survey", f"rank by mean · {survey}" * bool(survey))
    if not survey:
        yield _dim("No survey chosen; v lays one beside it.")
    elif not evidence.ratings:
        yield _dim("It rates none of these codes.")
    for it in evidence.ratings:
        rank = "–" if it.rank is None else f"{it.rank:g}"
        told = "" if it.mean is None else f"mean {it.mean:.2f}, "
        told += "" if it.sd is None else f"SD {it.sd:.2f}, "
        yield _numbered(rank, it.code.name, f"  {told}n {it.n}")


def _voices(opposing: Sequence[Passage]) -> Iterator[_Told]:
    yield _heading("Opposing voices")
    if not opposing:
        yield _dim("None with the stance “opposes”.")
    for it in opposing:
        yield _dim(place_of(it))
        yield _Told(Content(f"„{harmless(' '.join(it.text.split()))}“"))


def _remarks(remarks: Sequence[Remark]) -> Iterator[_Told]:
    yield _heading("Memos")
    if not remarks:
        yield _dim("None on these codes and passages.")
    for it in remarks:
        where = f" · {place_of(it.passage)}" if it.passage is not None else ""
        yield _dim(f"{harmless(it.coder)} on {harmless(it.about)}{where}")
        text = " / ".join(harmless(line) for line in it.text.splitlines())
        yield _Told(Content.assemble((text, "italic")))
