"""A study's documents as the passages an engine reads, and what is coded there.

Owns which codes a passage has: those of the codings that share at least half of
it, or half of themselves, with it. Pure; knows no engine and no store.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qcode.model.coding import Coding
from qcode.model.document import Document
from qcode.model.ids import CodeId, DocumentId
from qcode.model.span import Span
from qcode.suggest.passages import count_sentences, passages
from qcode.text.segments import masked_spans
from qcode.text.sentences import sentences

CONTEXT = 3
"""So many passages before one are its context, the nearest first."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that codes are proposed for, with its text."""

    document_id: DocumentId
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage that a coder has read, the codes they gave it, and its context.

    No code means read and not coded. `context` are the codes of the passages
    before it in the document, the nearest first.
    """

    passage: Passage
    codes: frozenset[CodeId]
    context: tuple[frozenset[CodeId], ...]


def passages_of(document: Document, observed_lengths: Sequence[int]) -> list[Passage]:
    """Return a document's passages in order; lengths as `habit` gives them."""
    spans = passages(
        document.text,
        document.turns,
        masked=masked_spans(document.text, document.turns),
        observed_lengths=observed_lengths,
    )
    return [Passage(document.id, span, span.cut(document.text)) for span in spans]


def habit(
    documents: Sequence[Document], codings: Mapping[DocumentId, Sequence[Coding]]
) -> list[int]:
    """Return how many sentences each coded segment has, a segment coded twice once."""
    lengths: list[int] = []
    for document in documents:
        spans = {coding.span for coding in codings.get(document.id, ())}
        if spans:
            places = sentences(document.text)
            lengths += [count_sentences(places, span) for span in sorted(spans)]
    return lengths


def read_passages(
    found: Sequence[Passage], codings: Sequence[Coding]
) -> list[ReadPassage]:
    """Return the passages of one document that its coder has read, in order.

    Read is what stands before the end of the last coding. All are of one coder
    and one document.
    """
    if not codings:
        return []
    read_to = max(coding.span.end for coding in codings)
    given = [
        (passage, _codes(passage.span, codings))
        for passage in found
        if passage.span.start < read_to
    ]
    return [
        ReadPassage(passage, own, context_of([codes for _, codes in given[:place]]))
        for place, (passage, own) in enumerate(given)
    ]


def context_of(
    codes_before: Sequence[frozenset[CodeId]],
) -> tuple[frozenset[CodeId], ...]:
    """Return the nearest codes of the passages before one, the nearest first."""
    return tuple(reversed(codes_before[-CONTEXT:]))


def codes_by_passage(
    found: Sequence[Passage], codings: Sequence[Coding]
) -> list[frozenset[CodeId]]:
    """Return the codes that each passage of one document has."""
    return [_codes(passage.span, codings) for passage in found]


def place_at(found: Sequence[Passage], offset: int) -> int:
    """Return the index of the first passage that ends behind an offset."""
    return bisect_left(found, offset + 1, key=lambda passage: passage.span.end)


def _codes(span: Span, codings: Sequence[Coding]) -> frozenset[CodeId]:
    return frozenset(
        coding.code_id for coding in codings if _is_shared(span, coding.span)
    )


def _is_shared(passage: Span, coded: Span) -> bool:
    shared = min(passage.end, coded.end) - max(passage.start, coded.start)
    return shared > 0 and (2 * shared >= passage.length or 2 * shared >= coded.length)
