"""Codes rated for a passage, and the reasons that people are shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qcode.model.ids import CodeId
from qcode.model.span import Span
from qcode.model.suggestion import Reason, ReasonKind
from qcode.suggest.keywords import KeywordMatch
from qcode.suggest.study_passages import Passage

_MOST_WORDS = 3


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code for a passage, its shown probability, and what speaks for it.

    `before` is the nearest passage of the context with the code, `again` a coded
    segment that the passage nearly repeats.
    """

    passage: Passage
    scored: Scored
    probability: float
    keywords: Sequence[KeywordMatch]
    before: Passage | None
    again: Passage | None

    @property
    def code(self) -> CodeId:
        """The code that is rated."""
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
        segments = [self.again] if self.again is not None else self.scored.segments
        reasons += [
            Reason(ReasonKind.SEGMENT, it.text, (it.span,), document_id=it.document_id)
            for it in segments
        ]
        return reasons


def last_with(
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
