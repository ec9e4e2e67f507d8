"""Codes proposed for the passages of one document, for one coder.

Joins what an engine has learned with the codebook's literal keywords. Owns which
proposals are shown: those above a threshold, not what the coder has coded or
rejected there already, and one code that they never gave. Stores nothing.

A coder who follows suggestions teaches the machine its own opinions. Against that:
what was only shown teaches nothing; a firm "no" is an explicit rejection alone, a
passage read and not coded a soft one, as when nothing was suggested; an accepted
suggestion is learned like a coding by hand, no more, and each document offers a
code the coder never gave, so that the machine also hears of what it ranks low.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from qcode.model.codebook import Code
from qcode.model.coding import Coding
from qcode.model.ids import CodeId, CoderId
from qcode.model.span import Span
from qcode.model.suggestion import Decision, Reason, ReasonKind, Settled, Suggestion
from qcode.suggest.keyword_words import How
from qcode.suggest.keywords import KeywordMatch
from qcode.suggest.passage_keywords import PassageKeywords
from qcode.suggest.pipeline import Pipeline
from qcode.suggest.study_passages import (
    Passage,
    ReadPassage,
    codes_by_passage,
    context_of,
)

SHOWN = 0.2
"""Proposals less probable than this are not made, unless something else is said."""

MOST = 3
"""At most so many codes are proposed for one passage."""

LITERAL = 0.5
"""A keyword that stands there as it is makes its code at least as probable at first.

The first codings calibrate badly in a dense codebook; what the codebook says
itself is worth showing."""

_MOST_WORDS = 3

LEARNED = 50
"""From so many codings on the engine's probabilities are taken as they are.

Before the first it has ranks rather than probabilities, which count half."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A code for a passage: its probability, and what speaks for it.

    `words` stand in the passage, the weightiest first, in any case; `segments` are
    the nearest passages coded so.
    """

    code: CodeId
    probability: float
    words: Sequence[str]
    segments: Sequence[Passage] = ()


class Engine(Protocol):
    """What learns from codings and rates codes for a text."""

    @property
    def name(self) -> str:
        """What it is, with its version; written into every suggestion."""

    def learn(self, read: Sequence[ReadPassage]) -> None:
        """Learn from passages that a coder has read."""

    def reject(self, text: str, code: CodeId) -> None:
        """Learn that a code does not belong to a text."""

    def rate(self, text: str, context: Sequence[frozenset[CodeId]]) -> Sequence[Scored]:
        """Return the codes for a text, the most probable first."""


class Proposer:
    """Proposes codes for documents, with keywords beside the engine's judgement.

    `learned` is how many codings the engine has learned from; who teaches it sets
    the number.
    """

    def __init__(
        self,
        engine: Engine,
        codes: Sequence[Code],
        pipeline: Pipeline,
        *,
        learned: int,
        least: float = SHOWN,
    ) -> None:
        """Join an engine with keywords; `least` is what a proposal must reach."""
        self.engine = engine
        self.learned = learned
        self._least = least
        self._pipeline = pipeline
        self._names = {code.id: code.name for code in codes}
        self._keywords = PassageKeywords(codes, pipeline)

    @property
    def name(self) -> str:
        """Engine and pipeline, as they are written into suggestions."""
        return f"{self.engine.name}, {self._pipeline.name}"

    def suggestions(
        self,
        found: Sequence[Passage],
        codings: Sequence[Coding],
        decisions: Iterable[Decision],
        coder_id: CoderId,
        *,
        untried: Collection[CodeId] = (),
    ) -> list[Suggestion]:
        """Return what is proposed for a document's passages, the best first.

        `codings` are the coder's own in this document, `decisions` all of theirs.
        Of the `untried` codes the most probable one is offered, whatever its score.
        """
        settled = Settled(codings, decisions)
        given = codes_by_passage(found, codings)
        proposed: list[_Candidate] = []
        chances: list[_Candidate] = []
        for place, passage in enumerate(found):
            free = [
                it
                for it in self._candidates(found, place, given)
                if not settled.holds(passage.document_id, it.code, passage.span)
            ]
            proposed += [it for it in free if it.probability >= self._least][:MOST]
            chances += [it for it in free if it.code in untried][:1]
        chance = min(chances, key=lambda it: it.rank, default=None)
        extra = chance if chance not in proposed else None
        made = [self._suggestion(it, coder_id) for it in proposed]
        if extra is not None:
            made.append(self._suggestion(extra, coder_id, is_untried=True))
        return sorted(made, key=lambda it: (-it.score, it.span, it.id.bytes))

    def _candidates(
        self,
        found: Sequence[Passage],
        place: int,
        given: Sequence[frozenset[CodeId]],
    ) -> list["_Candidate"]:
        """Return the codes for a passage with their reasons, the best first."""
        passage, context = found[place], context_of(given[:place])
        literal = self._keywords.matches(passage.text)
        candidates = [
            _Candidate(
                passage,
                it,
                self._shown(it.probability, literal.get(it.code, ())),
                literal.get(it.code, ()),
                _last_with(it.code, found[:place], context),
            )
            for it in self.engine.rate(passage.text, context)
        ]
        return sorted(candidates, key=lambda it: -it.probability)

    def _shown(self, probability: float, matches: Sequence[KeywordMatch]) -> float:
        """Return the probability that is shown, at first a keyword's rather."""
        trusted = probability * min(1.0, 0.5 + self.learned / (2 * LEARNED))
        is_literal = any(it.how is How.EXACT and not it.is_negated for it in matches)
        is_early = self.learned < LEARNED
        return max(trusted, LITERAL) if is_literal and is_early else trusted

    def _suggestion(
        self, candidate: "_Candidate", coder_id: CoderId, *, is_untried: bool = False
    ) -> Suggestion:
        reasons = candidate.reasons()
        if is_untried:
            name = self._names[candidate.code]
            reasons = [Reason(ReasonKind.UNTRIED, name), *reasons]
        return Suggestion(
            document_id=candidate.passage.document_id,
            code_id=candidate.code,
            coder_id=coder_id,
            span=candidate.passage.span,
            score=candidate.probability,
            engine=self.name,
            reasons=tuple(reasons),
        )


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    scored: Scored
    probability: float
    keywords: Sequence[KeywordMatch]
    before: Passage | None

    @property
    def code(self) -> CodeId:
        return self.scored.code

    @property
    def rank(self) -> tuple[float, Span, bytes]:
        """Sorts the most probable first, then as in the text."""
        return -self.probability, self.passage.span, self.code.bytes

    def reasons(self) -> list[Reason]:
        """Return keywords, what was said before, words and the nearest segments."""
        start, text = self.passage.span.start, self.passage.text
        standing: dict[str, list[Span]] = {}
        for match in self.keywords:
            if not match.is_negated:
                places = standing.setdefault(match.keyword, [])
                places.append(_shifted(match.span, start))
        reasons = [
            Reason(ReasonKind.KEYWORD, keyword, tuple(places))
            for keyword, places in standing.items()
        ]
        if self.before is not None:
            near = self.before
            reasons.append(Reason(ReasonKind.CONTEXT, near.text, (near.span,)))
        words = self.scored.words[:_MOST_WORDS]
        if words:
            places = [span for word in words for span in _places(text, word)]
            spans = tuple(_shifted(span, start) for span in places)
            reasons.append(Reason(ReasonKind.WORDS, ", ".join(words), spans))
        reasons += [
            Reason(ReasonKind.SEGMENT, it.text, (it.span,), document_id=it.document_id)
            for it in self.scored.segments
        ]
        return reasons


def _last_with(
    code: CodeId, before: Sequence[Passage], context: Sequence[frozenset[CodeId]]
) -> Passage | None:
    """Return the nearest passage of the context that has a code, if any has it."""
    for passage, codes in zip(reversed(before), context, strict=False):
        if code in codes:
            return passage
    return None


def _shifted(span: Span, start: int) -> Span:
    return Span(span.start + start, span.end + start)


def _places(text: str, word: str) -> list[Span]:
    """Return where a word stands in a text, in any case."""
    whole = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    return [Span(*found.span()) for found in whole.finditer(text)]
