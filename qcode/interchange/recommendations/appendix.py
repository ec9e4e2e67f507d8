"""The appendix of a file of recommendations: the passages behind each number."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from qcode.interchange.recommendations.anchors import AGREEMENT, SURVEY, Anchors
from qcode.interchange.recommendations.numbers import (
    counts,
    described,
    linked,
    number,
    place,
    rank,
)
from qcode.interchange.recommendations.words import RecommendationWords
from qcode.model.evidence import (
    CodeAlphas,
    Evidence,
    Passage,
    Portfolio,
    Source,
    Survey,
    Values,
)
from qcode.model.prose import Block, Grid, Heading, Paragraph, Quote, Run, Words, plain


def appendix(
    portfolio: Portfolio,
    parts: Sequence[tuple[Evidence, Anchors]],
    words: RecommendationWords,
) -> Iterator[Block]:
    """Yield the evidence of each recommendation, then agreement and survey."""
    yield Heading(1, words.appendix, "appendix")
    for evidence, anchors in parts:
        yield from _Part(evidence, anchors, words).blocks()
    yield from _agreement(portfolio.agreement, words)
    if portfolio.survey is not None:
        yield from _survey(portfolio.survey, words)


class _Part:
    """One recommendation's evidence."""

    def __init__(
        self, evidence: Evidence, anchors: Anchors, words: RecommendationWords
    ) -> None:
        self._evidence = evidence
        self._anchors = anchors
        self._words = words

    def blocks(self) -> Iterator[Block]:
        own = self._evidence.recommendation
        title = self._words.evidence_for.format(title=f"{own.position}. {own.title}")
        yield Heading(2, title, self._anchors.part("passages"))
        for it in self._evidence.kinds:
            name = self._words.kinds[it.kind]
            yield from self._where(name, it.kind.value, it.sources)
            if it.coded_sources:
                told = self._words.coded.format(kind=name)
                names = ", ".join(source.name for source in it.coded_sources)
                anchor = self._anchors.part(f"{it.kind.value}-coded")
                yield Paragraph((*_named(told), *plain(names)), anchor)
        yield from self._values(self._evidence.roles, "role")
        yield from self._values(self._evidence.cities, "city")
        yield from self._opposing()
        yield from self._neighbours()
        yield from self._passages()
        yield from self._memos()

    def _where(
        self, name: str, part: str, sources: Sequence[Source]
    ) -> Iterator[Block]:
        """Yield in which documents something stands, with links to each."""
        if sources:
            speaking = self._evidence.speaking
            items = [
                (f"{source.name} ({found})", self._anchors.document(source.id))
                for source, found in counts(sources, speaking)
            ]
            listed: Words = (*_named(name), *linked(items))
            yield Paragraph(listed, self._anchors.part(part))

    def _values(self, values: Values, part: str) -> Iterator[Block]:
        for index, (value, found) in enumerate(values.sources.items(), start=1):
            told = f"{values.attribute} {value}"
            yield from self._where(told, f"{part}-{index}", found)
        told = f"{values.attribute}, {self._words.without}"
        yield from self._where(told, f"{part}-0", values.without)

    def _opposing(self) -> Iterator[Block]:
        found = self._evidence.opposing
        if found:
            listed = linked(map(self._link, found), "; ")
            anchor = self._anchors.part("opposing")
            yield Paragraph((*_named(self._words.voices), *listed), anchor)

    def _link(self, passage: Passage) -> tuple[str, str]:
        return place(passage, self._words), self._anchors.passage(passage)

    def _neighbours(self) -> Iterator[Block]:
        for index, it in enumerate(self._evidence.neighbours, start=1):
            runs = list(_named(f"{it.family.name} > {it.code.name}"))
            for passage, lines in zip(it.passages, it.lines, strict=True):
                listed = ", ".join(map(str, lines))
                beside = self._words.beside.format(lines=listed)
                runs += [Run(*self._link(passage)), Run(f" ({beside}); ")]
            runs[-1] = Run(runs[-1].text.removesuffix("; "))
            yield Paragraph(runs, self._anchors.part(f"beside-{index}"))

    def _passages(self) -> Iterator[Block]:
        by_document = groupby(self._evidence.passages, lambda it: it.source)
        for source, found in by_document:
            yield Heading(3, source.name, self._anchors.document(source.id))
            yield from map(self._quote, found)
        if self._anchors.further:
            yield Heading(3, self._words.further)
            yield from map(self._quote, self._anchors.further)

    def _quote(self, passage: Passage) -> Quote:
        told = f"{place(passage, self._words)} · {described(passage)}"
        remark = self._words.voices if passage.opposes else ""
        return Quote(passage.text, plain(told), remark, self._anchors.passage(passage))

    def _memos(self) -> Iterator[Block]:
        words, remarks = self._words, self._evidence.remarks
        if remarks:
            yield Heading(3, words.memos, self._anchors.part("memos"))
        for it in remarks:
            who = f"{it.coder}, {it.written_at:%Y-%m-%d}"
            if it.passage is None:
                who += f", {words.memo_on.format(code=it.about)}"
            else:
                told = f"{place(it.passage, words)} · {it.about}"
                yield Quote(it.passage.text, plain(told))
            yield Paragraph((*_named(who), Run(it.text)))


def _named(name: str) -> Words:
    """Return a name before what is told under it; strong words end without a space."""
    return Run(f"{name}:", is_strong=True), Run(" ")


def _agreement(found: CodeAlphas, words: RecommendationWords) -> Iterator[Block]:
    yield Heading(2, words.agreement, AGREEMENT)
    told = words.not_compared
    if found.documents:
        told = words.compared.format(
            coders=", ".join(found.coders),
            number=len(found.documents),
            documents=", ".join(found.documents),
        )
    yield Paragraph(plain(told))


def _survey(survey: Survey, words: RecommendationWords) -> Iterator[Block]:
    yield Heading(2, words.survey, SURVEY)
    told = words.survey_note.format(
        name=survey.name, kept=survey.kept or "–", items=len(survey.rated)
    )
    yield Paragraph(plain(told))
    rows = [
        (
            plain(it.code.name),
            plain(rank(it.rank, words)),
            plain(number(it.mean, words)),
            plain(number(it.sd, words)),
            plain(str(it.n)),
        )
        for it in survey.rated
    ]
    yield Grid(words.survey_columns, rows)
