"""Codes proposed for the passages of one document, for one coder.

Joins what an engine has learned with the codebook's literal keywords. Owns which
proposals are shown: those above a threshold, not what the coder has coded or
rejected there already. Stores nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from qcode.model.codebook import Code
from qcode.model.coding import Coding
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.span import Span
from qcode.model.suggestion import Decision, Reason, ReasonKind, Suggestion, Verdict
from qcode.suggest.keyword_words import How
from qcode.suggest.keywords import KeywordMatch, KeywordRules
from qcode.suggest.pipeline import Pipeline
from qcode.suggest.study_passages import (
    Passage,
    ReadPassage,
    codes_by_passage,
    context_of,
)

SHOWN = 0.2
"""Proposals less probable than this are not made."""

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
    segments: Sequence[str] = ()


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
    """Proposes codes for documents, with keywords beside the engine's judgement."""

    def __init__(
        self,
        engine: Engine,
        codes: Sequence[Code],
        pipeline: Pipeline,
        *,
        learned: int,
    ) -> None:
        """Join an engine that has learned from so many codings with keywords."""
        self.engine = engine
        self._pipeline = pipeline
        self._floor = LITERAL if learned < LEARNED else 0.0
        self._trust = min(1.0, 0.5 + learned / (2 * LEARNED))
        self._by_key = {code.key: code.id for code in codes if code.codable}
        keywords = {code.key: code.keywords for code in codes if code.codable}
        self._rules = KeywordRules(keywords, pipeline.lemmatiser)

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
    ) -> list[Suggestion]:
        """Return what is proposed for a document's passages, the best first.

        `codings` are the coder's own in this document, `decisions` all of theirs.
        """
        refused = _refused(decisions)
        given = codes_by_passage(found, codings)
        proposed: list[Suggestion] = []
        for place, passage in enumerate(found):
            scored = self._score(passage, context_of(given[:place]))
            kept = [
                it
                for it in scored
                if it.probability >= SHOWN
                and it.code not in given[place]
                and not _overlaps(
                    refused.get((passage.document_id, it.code), ()), passage.span
                )
            ]
            proposed += [self._suggestion(passage, it, coder_id) for it in kept[:MOST]]
        return sorted(proposed, key=lambda it: (-it.score, it.span, it.code_id.bytes))

    def _score(
        self, passage: Passage, context: Sequence[frozenset[CodeId]]
    ) -> list["_Candidate"]:
        """Return the codes for a passage with their reasons, the best first."""
        literal: dict[CodeId, list[KeywordMatch]] = {}
        for match in self._rules.matches(self._pipeline.read(passage.text)):
            for key in match.code_keys:
                literal.setdefault(self._by_key[key], []).append(match)
        candidates = [
            _Candidate(
                it,
                self._shown(it.probability, literal.get(it.code, ())),
                literal.get(it.code, ()),
            )
            for it in self.engine.rate(passage.text, context)
        ]
        return sorted(candidates, key=lambda it: -it.probability)

    def _shown(self, probability: float, matches: Sequence[KeywordMatch]) -> float:
        """Return the probability that is shown, at first a keyword's rather."""
        is_literal = any(it.how is How.EXACT and not it.is_negated for it in matches)
        trusted = probability * self._trust
        return max(trusted, self._floor) if is_literal else trusted

    def _suggestion(
        self, passage: Passage, candidate: "_Candidate", coder_id: CoderId
    ) -> Suggestion:
        start = passage.span.start
        reasons = [
            Reason(ReasonKind.KEYWORD, it.keyword, (_shifted(it.span, start),))
            for it in candidate.keywords
            if not it.is_negated
        ]
        words = candidate.scored.words[:_MOST_WORDS]
        if words:
            spans = tuple(
                _shifted(span, start)
                for word in words
                for span in _places(passage.text, word)
            )
            reasons.append(Reason(ReasonKind.WORDS, ", ".join(words), spans))
        reasons += [
            Reason(ReasonKind.SEGMENT, text) for text in candidate.scored.segments
        ]
        return Suggestion(
            document_id=passage.document_id,
            code_id=candidate.code,
            coder_id=coder_id,
            span=passage.span,
            score=candidate.probability,
            engine=self.name,
            reasons=tuple(reasons),
        )


@dataclass(frozen=True, slots=True)
class _Candidate:
    scored: Scored
    probability: float
    keywords: Sequence[KeywordMatch]

    @property
    def code(self) -> CodeId:
        return self.scored.code


def _refused(
    decisions: Iterable[Decision],
) -> Mapping[tuple[DocumentId, CodeId], list[Span]]:
    found: dict[tuple[DocumentId, CodeId], list[Span]] = {}
    for decision in decisions:
        if decision.verdict is Verdict.REJECTED:
            place = (decision.document_id, decision.code_id)
            found.setdefault(place, []).append(decision.span)
    return found


def _overlaps(spans: Iterable[Span], span: Span) -> bool:
    return any(span.overlaps(other) for other in spans)


def _shifted(span: Span, start: int) -> Span:
    return Span(span.start + start, span.end + start)


def _places(text: str, word: str) -> list[Span]:
    """Return where a word stands in a text, in any case."""
    whole = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    return [Span(*found.span()) for found in whole.finditer(text)]
