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

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from qcode.model.codebook import Code
from qcode.model.coding import Coding
from qcode.model.ids import CodeId, CoderId
from qcode.model.suggestion import Decision, Reason, ReasonKind, Settled, Suggestion
from qcode.suggest.candidates import Candidate, Scored, last_with
from qcode.suggest.keyword_words import How
from qcode.suggest.keywords import KeywordMatch
from qcode.suggest.passage_keywords import PassageKeywords
from qcode.suggest.pipeline import Pipeline
from qcode.suggest.repeated import RepeatedSegments
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

LEARNED = 50
"""From so many codings on the engine's probabilities are taken as they are.

Before the first it has ranks rather than probabilities, which count half."""


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
        repeated: RepeatedSegments | None = None,
    ) -> list[Suggestion]:
        """Return what is proposed for a document's passages, the best first.

        `codings` are the coder's own in this document, `decisions` all of theirs,
        `repeated` knows the segments that they have coded anywhere.
        Of the `untried` codes the most probable one is offered, whatever its score.
        """
        settled = Settled(codings, decisions)
        given = codes_by_passage(found, codings)
        proposed: list[Candidate] = []
        chances: list[Candidate] = []
        for place, passage in enumerate(found):
            free = [
                it
                for it in self._candidates(found, place, given, repeated)
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
        repeated: RepeatedSegments | None,
    ) -> list[Candidate]:
        """Return the codes for a passage with their reasons, the best first."""
        passage, context = found[place], context_of(given[:place])
        literal = self._keywords.matches(passage.text)
        again = repeated.of(passage) if repeated else {}
        candidates = [
            Candidate(
                passage,
                it,
                self._shown(it, literal.get(it.code, ()), it.code in again),
                literal.get(it.code, ()),
                last_with(it.code, found[:place], context),
                again.get(it.code),
            )
            for it in self.engine.rate(passage.text, context)
        ]
        return sorted(candidates, key=lambda it: -it.probability)

    def _shown(
        self, scored: Scored, matches: Sequence[KeywordMatch], is_again: bool
    ) -> float:
        """Return the probability that is shown.

        At first it is a keyword's rather than the engine's, and always that of words
        that were coded so elsewhere.
        """
        trusted = scored.probability * min(1.0, 0.5 + self.learned / (2 * LEARNED))
        is_literal = any(it.how is How.EXACT and not it.is_negated for it in matches)
        is_early = self.learned < LEARNED
        if is_again or (is_literal and is_early):
            return max(trusted, LITERAL)
        return trusted

    def _suggestion(
        self, candidate: Candidate, coder_id: CoderId, *, is_untried: bool = False
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
