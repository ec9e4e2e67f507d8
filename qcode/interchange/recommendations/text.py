"""The main part of a file of recommendations: what each says, with its numbers."""

from collections.abc import Iterator

from qcode.interchange.recommendations.anchors import AGREEMENT, SURVEY, Anchors
from qcode.interchange.recommendations.appendix import appendix
from qcode.interchange.recommendations.numbers import (
    alpha,
    described,
    ends,
    linked,
    located,
    marked,
    number,
    place,
    rank,
)
from qcode.interchange.recommendations.words import RecommendationWords, words_in
from qcode.model.evidence import Evidence, Portfolio, SeenQuotation, Values
from qcode.model.prose import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Prose,
    Quote,
    Run,
    Words,
    plain,
)


def recommendations_text(portfolio: Portfolio, language: str) -> Prose:
    """Return the text of all recommendations in a language ("de", "en")."""
    words = words_in(language)
    at = "–" if portfolio.at is None else f"{portfolio.at:%Y-%m-%d %H:%M} UTC"
    state = words.state.format(study=portfolio.study, program=portfolio.program, at=at)
    blocks: list[Block] = [Paragraph(plain(state)), Paragraph(plain(words.reading))]
    blocks.append(Heading(1, words.recommendations, "recommendations"))
    if not portfolio.evidence:
        blocks.append(Paragraph(plain(words.nothing)))
    parts = [(it, Anchors(it)) for it in portfolio.evidence]
    for evidence, anchors in parts:
        has_survey = portfolio.survey is not None
        blocks += _Part(evidence, anchors, words).blocks(has_survey=has_survey)
    blocks += appendix(portfolio, parts, words)
    return Prose(language, words.title, blocks, words.contents, portfolio.at)


class _Part:
    """One recommendation in the main part."""

    def __init__(
        self, evidence: Evidence, anchors: Anchors, words: RecommendationWords
    ) -> None:
        self._evidence = evidence
        self._anchors = anchors
        self._words = words

    def blocks(self, *, has_survey: bool) -> Iterator[Block]:
        own, words = self._evidence.recommendation, self._words
        yield Heading(2, f"{own.position}. {own.title}", self._anchors.own)
        status = Run(f"{words.status}: "), Run(words.statuses[own.status], "", True)
        yield Paragraph(status)
        for paragraph in (own.statement or words.no_statement).split("\n\n"):
            yield Paragraph(plain(paragraph))
        yield from self._basis()
        yield from self._counts()
        yield from self._agreement()
        yield from self._voices()
        yield from self._neighbours()
        if has_survey:
            yield from self._survey()
        yield from self._quotations()
        yield from self._memos()

    def _basis(self) -> Iterator[Block]:
        words, evidence = self._words, self._evidence
        names = ", ".join(it.name for it in evidence.codes)
        yield Paragraph(plain(f"{words.codes}: {names}."))
        if evidence.missing_codes:
            told = words.missing_codes.format(number=evidence.missing_codes)
            yield Paragraph((Run(told, is_strong=True),))

    def _counts(self) -> Iterator[Block]:
        words, evidence = self._words, self._evidence
        yield Heading(3, words.evidence)
        coders = ", ".join(evidence.chosen.coders)
        whose = words.whose[evidence.chosen.how] if coders else words.nobody
        yield Paragraph(plain(whose.format(coders=coders)))
        items: list[Words] = []
        for it in evidence.kinds:
            name = words.kinds[it.kind]
            items.append(
                (
                    self._number(len(it.sources), it.kind.value),
                    Run(words.of_kind.format(documents=it.documents, kind=name)),
                    self._number(it.coded, f"{it.kind.value}-coded"),
                    Run(words.of_which_coded),
                )
            )
        items.append(
            (self._number(len(evidence.speaking), "passages"), Run(words.passages))
        )
        items.append(
            (self._number(len(evidence.opposing), "opposing"), Run(words.opposing))
        )
        items += [
            self._values(evidence.roles, "role"),
            self._values(evidence.cities, "city"),
        ]
        yield Bullets(items)

    def _number(self, count: int, part: str) -> Run:
        """Return a number that leads to what it counts; nought leads nowhere."""
        return Run(str(count), self._anchors.part(part) if count else "")

    def _values(self, values: Values, part: str) -> Words:
        words = self._words
        told = words.values.format(known=values.known, attribute=values.attribute)
        items = [
            (f"{value} ({len(found)})", self._anchors.part(f"{part}-{index}"))
            for index, (value, found) in enumerate(values.sources.items(), start=1)
        ]
        if values.without:
            said = f"{words.without} ({len(values.without)})"
            items.append((said, self._anchors.part(f"{part}-0")))
        first = items[0][1] if values.sources else ""
        count = Run(str(len(values.sources)), first)
        return (count, Run(told + (": " if items else "")), *linked(items))

    def _agreement(self) -> Iterator[Block]:
        words = self._words
        yield Heading(3, words.agreement)
        yield Grid(
            words.agreement_columns,
            [
                (
                    plain(it.code.name),
                    *_leading(
                        AGREEMENT, alpha(it, words), ends(it, words), str(it.units)
                    ),
                )
                for it in self._evidence.alphas
            ],
        )

    def _voices(self) -> Iterator[Block]:
        words = self._words
        yield Heading(3, words.voices)
        if not self._evidence.opposing:
            yield Paragraph(plain(words.no_voices))
        for it in self._evidence.opposing:
            place_run = Run(place(it, words), self._anchors.passage(it))
            yield Quote(it.text, (place_run, Run(f" · {described(it)}")))

    def _neighbours(self) -> Iterator[Block]:
        words, found = self._words, self._evidence.neighbours
        yield Heading(3, words.neighbours)
        if not found:
            yield Paragraph(plain(words.no_neighbours))
            return
        rows = []
        for index, it in enumerate(found, start=1):
            target = self._anchors.part(f"beside-{index}")
            numbers = it.documents, len(it.passages)
            cells = [(Run(str(count), target),) for count in numbers]
            rows.append((plain(it.family.name), plain(it.code.name), *cells))
        yield Grid(words.neighbour_columns, rows)

    def _survey(self) -> Iterator[Block]:
        words, found = self._words, self._evidence.ratings
        yield Heading(3, words.survey)
        if not found:
            yield Paragraph(plain(words.no_survey))
            return
        yield Grid(
            words.survey_columns,
            [
                (
                    plain(it.code.name),
                    *_leading(
                        SURVEY,
                        rank(it.rank, words),
                        number(it.mean, words),
                        number(it.sd, words),
                        str(it.n),
                    ),
                )
                for it in found
            ],
        )

    def _quotations(self) -> Iterator[Block]:
        words, found = self._words, self._evidence.quotations
        yield Heading(3, words.quotations)
        if not found:
            yield Paragraph(plain(words.no_quotations))
        for it in found:
            yield from self._quotation(it)

    def _quotation(self, seen: SeenQuotation) -> Iterator[Block]:
        words, quotation = self._words, seen.quotation
        chosen = words.chosen.format(
            coder=seen.chosen_by,
            day=f"{quotation.chosen_at:%Y-%m-%d}",
            alpha=number(quotation.alpha, words),
        )
        marks = " ".join(marked(it, words) for it in seen.marks)
        former = seen.former
        if seen.passage is None and former is not None:
            place_then = located(seen.document, former.line, former.time, words)
            told = f"{place_then} · {seen.code} · {chosen}"
            yield Quote(former.text, plain(told), marks)
        elif seen.passage is None:
            gone = " · ".join(it for it in (seen.document, seen.code, chosen) if it)
            yield Paragraph((Run(f"{gone} "), Run(marks, is_strong=True)))
        else:
            passage = seen.passage
            where = Run(place(passage, words), self._anchors.passage(passage))
            told = f" · {described(passage)} · {chosen}"
            yield Quote(passage.text, (where, Run(told)), marks)
        if quotation.note:
            yield Paragraph(plain(quotation.note))

    def _memos(self) -> Iterator[Block]:
        remarks = self._evidence.remarks
        if remarks:
            yield Heading(3, self._words.memos)
            count = self._number(len(remarks), "memos")
            yield Paragraph((count, Run(self._words.number_of_memos)))


def _leading(target: str, *numbers: str) -> list[Words]:
    """Return cells whose numbers lead to what they come from; empty ones do not."""
    return [(Run(it, target if it else ""),) for it in numbers]
